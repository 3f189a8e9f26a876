import assert from "node:assert/strict";
import { GraphBuilder } from "../onnx/graph_builder.ts";
import { ClipRunner } from "./clip_runner.ts";
import { encodeWav16 } from "./encode_wav16.ts";

/** A model with the outputs `doubled` f32[N] and `peak` f32[1]. */
function testModel(input = "waveform"): Uint8Array<ArrayBuffer> {
  const graph = new GraphBuilder("test");
  const waveform = graph.input(input, "float32", ["N"]);
  graph.output(graph.node("Mul", [waveform, graph.floats([2])]), "doubled", "float32", ["N"]);
  const padded = graph.node("Concat", [waveform, graph.floats([0])], { axis: { int: 0 } });
  graph.output(graph.node("ReduceMax", [padded]), "peak", "float32", [1]);
  return graph.build();
}

/** A model that computes for a quarter of a second on a long waveform. */
function slowModel(): Uint8Array<ArrayBuffer> {
  const graph = new GraphBuilder("slow");
  const waveform = graph.input("waveform", "float32", ["N"]);
  const signal = graph.node("Reshape", [waveform, graph.ints([1, 1, -1])]);
  const kernels = graph.constant(new Float32Array(256 * 4_000).fill(1e-4), [256, 1, 4_000]);
  const filtered = graph.node("Conv", [signal, kernels], { strides: { ints: [16] } });
  graph.output(graph.node("ReduceMax", [filtered]), "peak", "float32", [1, 1, 1]);
  return graph.build();
}

const tone = (samples: number) =>
  Float32Array.from({ length: samples }, (_, i) => 0.5 * Math.sin(i / 20));

Deno.test("ClipRunner.run() gives every output of the model for every form of clip", async () => {
  using runner = await ClipRunner.open(testModel(), { workers: 1 });
  const wav = encodeWav16(tone(1_600), 16_000);
  const path = await Deno.makeTempFile({ suffix: ".wav" });
  try {
    await Deno.writeFile(path, wav);
    const { timing, ...fromBytes } = await runner.run({ bytes: wav });
    const { timing: later, ...fromFile } = await runner.run({ path });
    assert.deepEqual(fromFile, fromBytes);
    assert.ok(timing.startedMs <= timing.decodedMs && timing.decodedMs <= timing.endedMs);
    assert.ok(timing.endedMs <= later.startedMs && later.endedMs <= Date.now() + 1);
    assert.deepEqual(fromBytes.outputs.doubled?.shape, [1_600]);
    assert.equal(fromBytes.info.durationSeconds, 0.1);
    assert.ok(wav.length > 0, "the caller's bytes stay usable");

    const { outputs } = await runner.run({ waveform: Float32Array.of(0.25, -0.5) });
    assert.deepEqual(outputs, {
      doubled: { values: Float32Array.of(0.5, -1), shape: [2] },
      peak: { values: Float32Array.of(0.25), shape: [1] },
    });
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("ClipRunner.run() resamples before the model", async () => {
  using runner = await ClipRunner.open(testModel(), { workers: 1 });
  const { outputs, info } = await runner.run({ bytes: encodeWav16(tone(44_100), 44_100) });
  assert.deepEqual(outputs.doubled?.shape, [16_000]);
  assert.equal(info.sampleRateHz, 44_100);
});

Deno.test("ClipRunner.run() takes a waveform without samples to the model", async () => {
  using runner = await ClipRunner.open(testModel(), { workers: 1 });
  const { outputs } = await runner.run({ waveform: new Float32Array() });
  assert.deepEqual(outputs.doubled?.shape, [0]);
});

Deno.test("ClipRunner.open() computes only the outputs that it is asked for", async () => {
  using runner = await ClipRunner.open(testModel(), { workers: 1, outputs: ["peak"] });
  const { outputs } = await runner.run({ waveform: Float32Array.of(0.5) });
  assert.deepEqual(Object.keys(outputs), ["peak"]);
});

Deno.test("ClipRunner.open() refuses a model that does not fit, and says what it has", async () => {
  await assert.rejects(ClipRunner.open(testModel(), { workers: 1, outputs: ["scores"] }), {
    message: 'Cannot run clips through this model: wanted an output "scores", it has doubled, peak',
  });
  await assert.rejects(ClipRunner.open(testModel("audio"), { workers: 1 }), {
    message: 'Cannot run clips through this model: wanted an input "waveform", it has audio',
  });
  await assert.rejects(ClipRunner.open(new Uint8Array(8), { workers: 1 }), {
    message: /protobuf/i,
  });
});

Deno.test("ClipRunner fails a bad clip alone, with the file's name", async () => {
  using runner = await ClipRunner.open(testModel(), { workers: 2 });
  const path = await Deno.makeTempFile({ suffix: ".wav" });
  try {
    await Deno.writeFile(path, encodeWav16(tone(100), 16_000).subarray(0, 99));
    const clips = [{ path }, { path: "missing.wav" }, { waveform: Float32Array.of(NaN) }];
    const [cut, missing, nan, ...good] = await Promise.allSettled([
      ...clips.map((clip) => runner.run(clip)),
      ...Array.from({ length: 20 }, (_, i) => runner.run({ waveform: tone(i) })),
    ]);
    const reason = (result?: PromiseSettledResult<unknown>) =>
      result?.status === "rejected" ? `${result.reason}` : "resolved";
    assert.match(reason(cut), /^AudioFormatError: .*\.wav: .* should hold 200 bytes, got 55/);
    assert.equal(reason(missing), "AudioFileError: Cannot read missing.wav: there is no such file");
    assert.match(reason(nan), /^AudioFormatError: .*got NaN/);
    assert.ok(good.every(({ status }) => status === "fulfilled"));
    assert.equal(runner.size, 2);
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("ClipRunner that takes clips empties those that have their memory to themselves", async () => {
  using runner = await ClipRunner.open(testModel(), { workers: 1, takesClips: true });
  const wav = encodeWav16(tone(800), 16_000);
  const waveform = tone(800);
  const shared = tone(1600);
  const parts = [shared.subarray(0, 800), shared.subarray(800)];
  const clips = [{ bytes: wav }, { waveform }, ...parts.map((waveform) => ({ waveform }))];
  const results = await Promise.all(clips.map((clip) => runner.run(clip)));
  assert.deepEqual(
    results.map(({ outputs }) => outputs.doubled?.values.length),
    Array(4).fill(800),
  );
  assert.deepEqual([wav.length, waveform.length, shared.length], [0, 0, 1600]);
});

Deno.test("ClipRunner closes while runs are in flight, and leaves the process well", async () => {
  for (const wait of [0, 30, 90]) {
    const runner = await ClipRunner.open(slowModel(), { workers: 2 });
    const runs = Array.from({ length: 4 }, () => runner.run({ waveform: tone(100_000) }));
    const settled = Promise.allSettled(runs);
    await new Promise((resolve) => setTimeout(resolve, wait));
    runner[Symbol.dispose]();
    const pending = (await settled).filter(({ status }) => status === "rejected");
    assert.ok(pending.length > 0, "the model is too fast for this test");
    await assert.rejects(runner.run({ waveform: tone(10) }), { name: "PoolClosed" });
  }
});

Deno.test("ClipRunner keeps memory flat over many clips of many lengths", async () => {
  using runner = await ClipRunner.open(testModel(), { workers: 1, outputs: ["doubled"] });
  const wavs = [4_000, 44_100, 150_000].map((samples) => encodeWav16(tone(samples), 44_100));
  const waveform = tone(60_000);
  const runMany = async (clips: number) => {
    for (let i = 0; i < clips; i++) {
      const bytes = wavs[i % wavs.length];
      assert.ok(bytes);
      await runner.run(
        i % 2 === 0 ? { bytes } : { waveform: waveform.slice(0, 1_000 + i * 97 % 50_000) },
      );
    }
    return Deno.memoryUsage().rss / 2 ** 20;
  };
  const before = await runMany(600);
  const after = await runMany(600);
  assert.ok(after - before < 60, `grew from ${before.toFixed(0)} to ${after.toFixed(0)} MiB`);
});
