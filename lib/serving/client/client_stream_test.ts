import assert from "node:assert/strict";
import { encodeWavFloat } from "../../audio/encode_wav_float.ts";
import { whiteNoise } from "../../audio/white_noise.ts";
import { ServingClient } from "./client.ts";
import { startTestServer } from "../tests/test_server.ts";

const RATE = 16_000;

/** Audio in parts of any length, as a microphone gives it. */
function* inParts(samples: Float32Array, length: number): Generator<Float32Array> {
  for (let at = 0; at < samples.length; at += length) yield samples.subarray(at, at + length);
}

Deno.test("ServingClient.stream() gives the frames of a clip, then what predict() says of all of it", async () => {
  await using server = await startTestServer({ tokens: ["open-sesame"] });
  const client = new ServingClient(server.address, { token: "open-sesame" });
  const samples = whiteNoise(3 * RATE);
  const query = { sampleRateHz: RATE, topN: 2, classes: ["-dog"] };
  const answers = await Array.fromAsync(client.stream(inParts(samples, 1_000), query));
  assert.deepEqual(answers.map(({ type }) => type).slice(0, 2), ["start", "frame"]);
  const end = answers.at(-1);
  assert.ok(end?.type === "end");
  const { top } = await client.predict(encodeWavFloat(samples, RATE), query);
  assert.deepEqual(end.top, top);
  const frames = answers.filter((answer) => answer.type === "frame");
  assert.deepEqual(frames.map(({ startMs }) => startMs), frames.map((_, index) => 480 * index));
});

Deno.test("ServingClient.stream() sends no more than the server keeps up with", async () => {
  await using server = await startTestServer();
  const client = new ServingClient(server.address);
  let sentSeconds = 0;
  function* minutes() {
    for (const part of inParts(whiteNoise(60 * RATE), RATE)) {
      sentSeconds++;
      yield part;
    }
  }
  for await (const answer of client.stream(minutes(), { sampleRateHz: RATE })) {
    if (answer.type === "frame") {
      assert.ok(
        sentSeconds <= answer.endMs / 1000 + 20,
        `${sentSeconds} s sent at ${answer.endMs} ms`,
      );
    }
  }
  assert.equal(sentSeconds, 60);
});

Deno.test("ServingClient.stream() says why a stream is refused, and what its audio failed of", async () => {
  await using server = await startTestServer({ tokens: ["open-sesame"] });
  const stranger = new ServingClient(server.address, { token: "wrong" });
  const query = { sampleRateHz: RATE };
  await assert.rejects(Array.fromAsync(stranger.stream([], query)), { status: 401 });
  const client = new ServingClient(server.address, { token: "open-sesame" });
  const tooLow = client.stream([], { sampleRateHz: 100 });
  await assert.rejects(Array.fromAsync(tooLow), { name: "RefusedError" });
  const broken = client.stream([new Float32Array([NaN])], query);
  await assert.rejects(Array.fromAsync(broken), { name: "RefusedError", status: 422 });
  // deno-lint-ignore require-yield -- a microphone that fails before it gives anything
  function* unplugged(): Generator<Float32Array> {
    throw new Error("unplugged");
  }
  await assert.rejects(Array.fromAsync(client.stream(unplugged(), query)), /unplugged/);
});

Deno.test("ServingClient.stream() is ended by its signal, and by who has seen enough", async () => {
  await using server = await startTestServer();
  const client = new ServingClient(server.address);
  async function* forever() {
    for (;;) {
      yield whiteNoise(8_000);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  const controller = new AbortController();
  const query = { sampleRateHz: RATE, signal: controller.signal };
  await assert.rejects(async () => {
    for await (const { type } of client.stream(forever(), query)) {
      if (type === "frame") controller.abort();
    }
  }, { name: "AbortError" });
  for await (const { type } of client.stream(forever(), { sampleRateHz: RATE })) {
    if (type === "frame") break;
  }
});
