import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { encodeWav16 } from "../../audio/encode_wav16.ts";
import { buildWav, bytesOf, type WavParts } from "../../audio/wav_test_data.ts";
import { postWav, startTestServer, testWav } from "./test_server.ts";

const COUNT = 1_000;
const WARM_UP = 300;
const CLIENTS = 8;

/** A generator of whole numbers below a bound, the same in each run (mulberry32). */
function seededRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Files that lie about themselves, each in its own way, or are of a rare kind. */
const ODD: readonly WavParts[] = [
  { channels: 0 },
  { channels: 65_535 },
  { tag: 0 },
  { tag: 0x55 },
  { sampleRateHz: 0 },
  { sampleRateHz: 1_000, data: new Uint8Array(200_000) },
  { sampleRateHz: 0xffff_ffff },
  { bits: 0 },
  { bits: 24, data: new Uint8Array(2_400) },
  { bits: 12, data: new Uint8Array(2_400) },
  { blockAlign: 7 },
  { dataSize: 0 },
  { dataSize: 0xffff_ffff },
  { dataSize: 0x7fff_ffff },
  { container: "RF64" },
  { container: "RIFX" },
  { subFormat: 1 },
  { subFormat: 3, bits: 32, data: new Uint8Array(1_600) },
  { subFormat: 0x99 },
  { tag: 3, bits: 32, data: bytesOf(Float32Array.of(NaN, 1, 0)) },
  { tag: 3, bits: 32, data: bytesOf(Float32Array.of(Infinity, 1, 0)) },
  { tag: 3, bits: 64, data: bytesOf(Float64Array.of(1e300, 0.5)) },
  { tag: 6, bits: 8, data: new Uint8Array(800) },
  { tag: 7, bits: 8, data: new Uint8Array(800) },
  { data: new Uint8Array(0) },
  { data: new Uint8Array(1) },
];

/** Odd files, a file cut at each byte of its header, and files with some bytes changed. */
function mutatedWavs(): Uint8Array<ArrayBuffer>[] {
  const whole = encodeWav16(new Float32Array(400).fill(0.1), 16_000);
  const cut = Array.from({ length: 48 }, (_, length) => whole.slice(0, length));
  const wavs = [...ODD.map(buildWav), ...cut];
  const random = seededRandom(7);
  while (wavs.length < COUNT) {
    const wav = buildWav({ ...ODD[random(ODD.length)], ...(random(2) && { channels: 2 }) });
    const target = random(3) === 0 ? wav : whole.slice();
    for (let changes = 1 + random(4); changes > 0; changes--) {
      target[random(Math.min(64, target.length))] = random(256);
    }
    wavs.push(target.slice(0, target.length - random(3)));
  }
  return wavs;
}

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

/** Memory that is still in use, in MiB: of this thread's heap, and of the process. */
function keptMib(): { heap: number; all: number } {
  collectGarbage();
  const { heapUsed, rss } = Deno.memoryUsage();
  return { heap: heapUsed / 2 ** 20, all: rss / 2 ** 20 };
}

Deno.test("1,000 damaged WAV files are each answered, none by a failure, and leave no memory behind", async () => {
  await using server = await startTestServer();
  const wavs = mutatedWavs();
  const codes = new Map<number, number>();
  const send = async (wavs: readonly Uint8Array<ArrayBuffer>[]) => {
    const rest = wavs.values();
    await Promise.all(Array.from({ length: CLIENTS }, async () => {
      for (const wav of rest) {
        const response = await postWav(server.address, { wav });
        const { status } = response;
        codes.set(status, (codes.get(status) ?? 0) + 1);
        const answer = await response.json();
        if (status !== 200) assert.match(answer.detail, /^(Cannot|Wanted)/);
      }
    }));
  };
  await send(wavs.slice(0, WARM_UP));
  const before = keptMib();
  await send(wavs);
  const grown = { heap: keptMib().heap - before.heap, all: keptMib().all - before.all };
  assert.deepEqual([...codes.keys()].toSorted(), [200, 422], JSON.stringify([...codes]));
  assert.ok(grown.heap < 1 && grown.all < 20, `MiB more: ${JSON.stringify(grown)}`);
  const response = await postWav(server.address, { wav: testWav() });
  assert.equal(response.status, 200);
  await response.body?.cancel();
});
