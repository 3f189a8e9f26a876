import assert from "node:assert/strict";
import { frameCount } from "../audio/frames.ts";
import { sha256 } from "../storage/sha256.ts";
import { buildYamnet } from "./build_yamnet.ts";
import { MINI_LABELS, writeMiniYamnet } from "./mini_yamnet_test_data.ts";
import { readBackbone } from "./read_backbone.ts";
import { embedForTest } from "./test_session.ts";

const tflite = await writeMiniYamnet();
const int8 = await buildYamnet(tflite, "int8");
const float32 = await buildYamnet(tflite, "float32");

const tone = (length: number) =>
  Float32Array.from({ length }, (_, n) => 0.4 * Math.sin(n / 5) + 0.2 * Math.sin(n * n / 9e4));

Deno.test("buildYamnet() writes a backbone with its labels and where it comes from", () => {
  const backbone = readBackbone(int8, "mini.onnx");
  assert.equal(backbone.name, "yamnet");
  assert.equal(backbone.precision, "int8");
  assert.equal(backbone.embeddingSize, 5);
  assert.deepEqual(backbone.labels, MINI_LABELS);
  assert.equal(backbone.licence, "Apache-2.0");
});

Deno.test("buildYamnet() gives the same bytes on every machine", () => {
  // Where a change of the graph was meant: raise CONVERTER_VERSION, so that no cache keeps the old one.
  assert.equal(sha256(int8), "7aea30cba474d232600584774bc20e52f1b02172f459f42f0cddca08c7b3ee08");
  assert.equal(sha256(float32), "d47628682e0aaafd569d83ceddfb94bdb915e03d66830d5a5e2ffc8af6c540bf");
});

Deno.test("buildYamnet() takes waveforms of any length", async () => {
  for (const model of [int8, float32]) {
    for (const samples of [0, 1, 15_600, 15_601, 23_279, 23_280, 23_281]) {
      const { embeddings, scores, log_mel } = await embedForTest(model, tone(samples));
      const frames = frameCount(samples);
      assert.deepEqual(embeddings?.shape, [frames, 5], `${samples} samples`);
      assert.deepEqual(scores?.shape, [frames, 3]);
      assert.deepEqual(log_mel?.shape, [48 * frames + 48, 64]);
    }
  }
});

Deno.test("buildYamnet() gives each frame what it gives alone", async () => {
  const waveform = tone(15_600 + 2 * 7_680);
  const whole = await embedForTest(int8, waveform);
  for (const frame of [0, 1, 2]) {
    const alone = await embedForTest(
      int8,
      waveform.subarray(frame * 7_680, frame * 7_680 + 15_600),
    );
    assert.deepEqual(
      alone.embeddings?.values,
      whole.embeddings?.values.subarray(frame * 5, frame * 5 + 5),
    );
  }
});

Deno.test("buildYamnet() writes two precisions that agree", async () => {
  const exact = await embedForTest(float32, tone(80_000));
  const coarse = await embedForTest(int8, tone(80_000));
  for (const [name, step] of [["embeddings", 0.02], ["scores", 1 / 256]] as const) {
    const wanted = exact[name]?.values ?? new Float32Array();
    const got = coarse[name]?.values ?? new Float32Array();
    wanted.forEach((value, i) => {
      assert.ok(Math.abs(value - (got[i] ?? NaN)) < 3 * step, `${name} ${i}: ${got[i]}, ${value}`);
    });
    assert.ok(Math.max(...wanted) - Math.min(...wanted) > 20 * step, `${name} hardly differ`);
  }
});

Deno.test("buildYamnet() refuses a file whose labels do not fit", async () => {
  const model = await buildYamnet(await writeMiniYamnet(undefined, ["Hum"]), "int8");
  assert.throws(() => readBackbone(model, "mini.onnx"), {
    name: "TypeError",
    message:
      'Cannot use "mini.onnx" as a backbone: wanted a label for each column of scores, got 1 labels for 3 columns',
  });
});
