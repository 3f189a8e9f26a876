import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { encodeWav16 } from "../../audio/encode_wav16.ts";
import { whiteNoise } from "../../audio/white_noise.ts";
import type { z } from "zod";
import { LABELS, oneClassHead, smallDataset, tinyBackbone } from "../../model/test_parts.ts";
import { writeModelPackage } from "../../model/write_model_package.ts";
import { makeTempDir } from "../../storage/test_folder.ts";
import type { RunningServer } from "../server.ts";
import { StreamAnswer } from "../stream/stream_answer.ts";
import type { LogEntry } from "../telemetry/log.ts";
import { assertClose, framedPackage, predictTensors } from "../tests/test_protocols.ts";
import { postWav, readMetric, slowPackage, startTestServer, until } from "../tests/test_server.ts";

type Answer = z.output<typeof StreamAnswer>;
type Message = string | Uint8Array<ArrayBuffer>;

const HANDSHAKE = {
  connection: "upgrade",
  upgrade: "websocket",
  "sec-websocket-version": "13",
  "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
};

const END = '{"type": "end"}';

/** A stream that is open: its answers so far, and how it was closed. */
async function openStream(server: RunningServer, query: string, protocols: string[] = []) {
  const address = server.address.replace("http", "ws");
  const socket = new WebSocket(`${address}/stream${query}`, protocols);
  const answers: Answer[] = [];
  socket.onmessage = ({ data }) => answers.push(StreamAnswer.parse(JSON.parse(data)));
  const closed = new Promise<{ code: number; answers: Answer[] }>((resolve) =>
    socket.onclose = ({ code }) => resolve({ code, answers })
  );
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new Error("refused"));
  });
  return { socket, answers, closed };
}

/** Sends all messages, and waits until the server has closed the stream. */
async function streamAll(server: RunningServer, query: string, messages: readonly Message[]) {
  const { socket, closed } = await openStream(server, query);
  for (const message of messages) socket.send(message);
  return await closed;
}

/** The problem that a stream ends with. */
async function streamRefusal(server: RunningServer, query: string, messages: readonly Message[]) {
  const { code, answers } = await streamAll(server, query, messages);
  const last = answers.at(-1);
  assert.equal(last?.type, "error");
  return { code, detail: last.detail };
}

function pcm16(samples: Float32Array): Uint8Array<ArrayBuffer> {
  return encodeWav16(samples, 16_000).slice(44);
}

/** In messages of so many samples, one size after the other. */
function inParts(bytes: Uint8Array<ArrayBuffer>, sizes: readonly number[]): Message[] {
  const parts: Message[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = 2 * (sizes[turn % sizes.length] ?? 1);
    parts.push(bytes.subarray(at, at + size));
    at += size;
  }
  return parts;
}

const inOrder = (scores: Record<string, number>) => LABELS.map((label) => scores[label] ?? NaN);

function framesOf(answers: readonly Answer[]) {
  return answers.filter((answer) => answer.type === "frame");
}

/** Checks that a stream of these messages gives what /predict gives for the whole. */
async function checkAgainstPredict(
  server: RunningServer,
  query: string,
  messages: readonly Message[],
  wav: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const [{ code, answers }, wanted] = await Promise.all([
    streamAll(server, query, [...messages, END]),
    predictTensors(server.address, wav),
  ]);
  assert.equal(code, 1000, JSON.stringify(answers.at(-1)));
  const frames = framesOf(answers);
  assertClose(frames.flatMap(({ scores }) => inOrder(scores)), wanted.frames.flat());
  frames.forEach(({ startMs }, index) => assert.equal(startMs, index * 480));
  const end = answers.at(-1);
  assert.equal(end?.type, "end");
  const top = Object.fromEntries(end.top.map(({ label, score }) => [label, score]));
  assertClose(inOrder(top), wanted.probabilities);
}

Deno.test("A stream in parts of any size, at any rate, gives what /predict gives for the whole", async () => {
  await using server = await startTestServer({ model: await framedPackage() });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(8_000, 16_000, 22_050, 44_100, 48_000),
      fc.integer({ min: 1, max: 40_000 }),
      fc.array(fc.integer({ min: 100, max: 9_000 }), { minLength: 1, maxLength: 5 }),
      async (rate, length, sizes) => {
        const wav = encodeWav16(whiteNoise(length), rate);
        const messages = inParts(wav.slice(44), sizes);
        await checkAgainstPredict(server, `?rate=${rate}&format=s16le`, messages, wav);
      },
    ),
    { numRuns: 25 },
  );
});

Deno.test("A stream can be of floats, and be started by its first message", async () => {
  await using server = await startTestServer({ model: await framedPackage() });
  const samples = whiteNoise(44_100);
  const start = JSON.stringify({ type: "start", rate: 44_100, format: "f32le", top_n: 1 });
  const bytes = new Uint8Array(samples.buffer);
  const { code, answers } = await streamAll(server, "", [start, bytes, END]);
  assert.equal(code, 1000);
  assert.deepEqual(answers.map(({ type }) => type), ["start", "frame", "frame", "end"]);
  const [started, first, last, end] = answers;
  assert.ok(started?.type === "start" && started.model.name === "three sounds");
  assert.ok(first?.type === "frame" && Object.keys(first.scores).length === 1);
  assert.ok(last?.type === "frame" && last.startMs === 480 && last.endMs === 1000);
  assert.ok(end?.type === "end" && end.audio.sampleRateHz === 44_100 && end.endMs === 1000);
});

Deno.test("Frames come as they become due, not at the end", async () => {
  await using server = await startTestServer({ model: await framedPackage() });
  const { socket, answers, closed } = await openStream(server, "?rate=16000&format=s16le");
  const bytes = pcm16(whiteNoise(15_600 + 7_680));
  socket.send(bytes.subarray(0, 2 * 15_599));
  await postWav(server.address);
  assert.equal(framesOf(answers).length, 0);
  socket.send(bytes.subarray(2 * 15_599, 2 * 15_600));
  await until("the first frame is there", () => framesOf(answers).length === 1);
  socket.send(bytes.subarray(2 * 15_600));
  await until("the second frame is there", () => framesOf(answers).length === 2);
  socket.send(END);
  assert.equal((await closed).code, 1000);
  assert.equal(framesOf(answers).length, 2);
});

Deno.test("The clip of a stream that is longer than a clip may be is its end", async () => {
  await using server = await startTestServer({
    model: await framedPackage(),
    limits: { maxDurationSeconds: 2 },
  });
  const samples = whiteNoise(20 * 16_000);
  const messages = inParts(pcm16(samples), [16_000]);
  const { answers } = await streamAll(server, "?rate=16000&format=s16le", [...messages, END]);
  const end = answers.at(-1);
  assert.ok(end?.type === "end");
  assert.deepEqual([end.startMs, end.endMs], [18_240, 20_000]);
  const wav = encodeWav16(samples.subarray(18.24 * 16_000), 16_000);
  const { probabilities } = await predictTensors(server.address, wav);
  const top = Object.fromEntries(end.top.map(({ label, score }) => [label, score]));
  assertClose(inOrder(top), probabilities);
  assert.equal(framesOf(answers).length, 41);
});

Deno.test("A stream refuses what it cannot take, with a message and a close code", async () => {
  await using server = await startTestServer({
    limits: { maxStreamSeconds: 2, minSampleRateHz: 10_000 },
  });
  const good = "?rate=16000&format=f32le";
  const floats = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);
  const cases: [string, Message[], number, RegExp][] = [
    ["", [floats(0)], 1007, /Wanted a start before audio/],
    ["", ["{"], 1007, /as first message: got no JSON/],
    ["", ['{"type": "start", "rate": 16000}'], 1007, /format: wanted s16le or f32le/],
    ["", ['{"type":"start","rate":16010,"format":"f32le"}'], 1007, /rate: wanted one of 8000, /],
    ["", ['{"type":"start","rate":8000,"format":"f32le"}'], 1007, /wanted 10000 to 192000 Hz/],
    ["", ['{"type":"start","rate":16000,"format":"f32le","classes":["x"]}'], 1007, /"classes"/],
    [good, ["stop"], 1007, /Wanted audio in binary messages/],
    [good, [new Uint8Array(5)], 1007, /whole samples of 4 bytes .* got 5/],
    [good, [floats(0, NaN)], 1007, /got NaN/],
    [good, [floats(20_000)], 1007, /wanted -1 to 1, got 20000/],
    [good, [new Uint8Array(2 ** 20 + 4)], 1009, /at most 1048576 bytes in a message/],
    [good, [new Uint8Array(4 * 32_001)], 1009, /at most 2 s in a stream/],
    [good, [END], 1007, /at least one sample/],
  ];
  for (const [query, messages, code, detail] of cases) {
    const refusal = await streamRefusal(server, query, messages);
    assert.match(refusal.detail, detail);
    assert.equal(refusal.code, code, refusal.detail);
  }
  await until(
    "their memory is given back",
    async () => await readMetric(server.address, "held_body_bytes") === 0,
  );
});

Deno.test("A query that does not state a stream is refused before it opens", async () => {
  await using server = await startTestServer({ limits: { minSampleRateHz: 10_000 } });
  const cases: [string, HeadersInit, number, RegExp][] = [
    ["?rate=16000", HANDSHAKE, 400, /format: wanted s16le or f32le/],
    ["?rate=x&format=s16le", HANDSHAKE, 400, /rate: wanted one of 8000, /],
    ["?rate=16000&format=s16le&x=1", HANDSHAKE, 400, /./],
    ["?rate=8000&format=s16le", HANDSHAKE, 422, /wanted 10000 to 192000 Hz/],
    ["?rate=16000&format=s16le", {}, 400, /Wanted a WebSocket/],
    ["", { origin: "https://elsewhere.example" }, 403, /this origin/],
  ];
  for (const [query, headers, status, detail] of cases) {
    const response = await fetch(`${server.address}/stream${query}`, { headers });
    assert.match((await response.json()).detail, detail);
    assert.equal(response.status, status, query);
  }
});

Deno.test("A stream wants a token where the server does: in a header, or in a subprotocol", async () => {
  await using server = await startTestServer({ tokens: ["sec/ret"] });
  const query = "?rate=16000&format=s16le";
  assert.equal((await fetch(`${server.address}/stream${query}`)).status, 401);
  const token = (text: string) =>
    `bearer.${
      new TextEncoder().encode(text).toBase64({ alphabet: "base64url", omitPadding: true })
    }`;
  await assert.rejects(openStream(server, query, ["yamnet-kit.stream", token("wrong")]));
  const { socket, closed } = await openStream(server, query, [
    "yamnet-kit.stream",
    token("sec/ret"),
  ]);
  assert.equal(socket.protocol, "yamnet-kit.stream");
  socket.send(pcm16(whiteNoise(800)));
  socket.send(END);
  assert.equal((await closed).code, 1000);
});

Deno.test("A stream counts as an open connection until it is closed", async () => {
  await using server = await startTestServer({ limits: { maxConnections: 1 } });
  const query = "?rate=16000&format=s16le";
  const { socket, closed } = await openStream(server, query);
  assert.equal((await postWav(server.address)).status, 503);
  await assert.rejects(openStream(server, query));
  socket.close();
  await closed;
  await until("its place is free", async () => (await postWav(server.address)).status === 200);
});

Deno.test("A stream that finds the queue full is told, and closed to be tried again later", async () => {
  await using server = await startTestServer({
    model: await slowPackage(),
    limits: { queueCapacity: 0 },
  });
  const { socket, closed } = await openStream(server, "?rate=16000&format=s16le");
  const busy = Array.from({ length: 4 }, () => postWav(server.address));
  await until(
    "the worker is busy",
    async () => await readMetric(server.address, "queue_running") === 1,
  );
  const more = Array.from({ length: 4 }, () => postWav(server.address));
  socket.send(pcm16(whiteNoise(31_200)));
  socket.send(END);
  const { code, answers } = await closed;
  await Promise.all([...busy, ...more]);
  assert.equal(answers.at(-1)?.type, "error");
  assert.equal(code, 1013);
});

Deno.test("A client that sends more ahead than there is memory for is closed, to try again later", async () => {
  await using server = await startTestServer({ limits: { maxHeldBytes: 2_000_000 } });
  const messages = Array.from({ length: 3 }, () => new Uint8Array(1_000_000));
  const refusal = await streamRefusal(server, "?rate=48000&format=s16le", messages);
  assert.equal(refusal.code, 1013);
  assert.match(refusal.detail, /memory for requests is used up/);
  await until(
    "its memory is given back",
    async () => await readMetric(server.address, "held_body_bytes") === 0,
  );
});

Deno.test("A stream is logged when it is over, with what came of it", async () => {
  const entries: LogEntry[] = [];
  await using server = await startTestServer({
    model: await framedPackage(),
    log: (entry) => void (entry.event === "stream" && entries.push(entry)),
  });
  const query = "?rate=16000&format=s16le";
  await streamAll(server, query, [pcm16(whiteNoise(16_000)), END]);
  await streamAll(server, query, ["?"]);
  const { socket, closed } = await openStream(server, query);
  socket.close();
  await closed;
  await until("all three are logged", () => entries.length === 3);
  const [good, bad, gone] = entries;
  assert.ok(
    good?.level === "info" && good.code === 1000 && good.durationSeconds === 1 && good.clips === 3,
  );
  assert.ok(bad?.level === "warn" && bad.code === 1007 && /Wanted audio/.test(String(bad.error)));
  assert.ok(gone?.level === "warn" && gone.code === 1006);
  for (const { id } of entries) assert.match(String(id), /^[0-9a-f-]{36}$/);
});

/** A stream over bare TCP, whose answers stay unread. */
async function openUnread(server: RunningServer, query: string): Promise<Deno.TcpConn> {
  const { hostname, port } = new URL(server.address);
  const connection = await Deno.connect({ hostname, port: Number(port) });
  const handshake = [
    `GET /stream${query} HTTP/1.1`,
    `host: ${hostname}:${port}`,
    ...Object.entries(HANDSHAKE).map(([name, value]) => `${name}: ${value}`),
  ];
  await writeAll(connection, new TextEncoder().encode(`${handshake.join("\r\n")}\r\n\r\n`));
  return connection;
}

/** A binary message as RFC 6455 frames it, masked by zeros. */
function binaryFrame(payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(14 + payload.length);
  frame.set([0x82, 0xff]);
  new DataView(frame.buffer).setBigUint64(2, BigInt(payload.length));
  frame.set(payload, 14);
  return frame;
}

async function writeAll(connection: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
}

Deno.test("A client that does not read its answers is let go, before they fill the memory", async () => {
  const model = join(await makeTempDir(), "model");
  await writeModelPackage(model, {
    name: "a long label",
    backbone: tinyBackbone(),
    head: oneClassHead("x".repeat(200_000)), // so that few answers fill the buffers of the system
    dataset: smallDataset(),
  });
  const entries: LogEntry[] = [];
  await using server = await startTestServer({
    model,
    log: (entry) => void (entry.event === "stream" && entries.push(entry)),
  });
  using connection = await openUnread(server, "?rate=16000&format=s16le");
  const message = binaryFrame(pcm16(whiteNoise(30 * 16_000)));
  for (let sent = 0; sent < 3; sent++) await writeAll(connection, message);
  await until("it is let go", () => entries.length > 0);
  const [entry] = entries;
  assert.ok(entry);
  const { code, error, clips } = entry;
  assert.equal(code, 1008);
  assert.match(String(error), /answers are not read/);
  assert.ok(Number(clips) < 150, String(clips));
});

Deno.test("A client that says nothing is let go", async () => {
  await using server = await startTestServer({ limits: { requestTimeoutSeconds: 0.2 } });
  const refusal = await streamRefusal(server, "?rate=16000&format=s16le", []);
  assert.equal(refusal.code, 1008);
  assert.match(refusal.detail, /Heard nothing for 0\.2 s/);
});

Deno.test("A server that is stopped ends its streams with what it has heard", async () => {
  const server = await startTestServer({ model: await framedPackage() });
  const { socket, answers, closed } = await openStream(server, "?rate=16000&format=s16le");
  socket.send(pcm16(whiteNoise(20_000)));
  await until("the first frame is there", () => framesOf(answers).length === 1);
  const stopped = server.close();
  const { code } = await closed;
  await stopped;
  assert.equal(code, 1001);
  assert.deepEqual(answers.map(({ type }) => type), ["start", "frame", "frame", "end"]);
});
