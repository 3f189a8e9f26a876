import assert from "node:assert/strict";
import { frameCount } from "../audio/frames.ts";
import { GraphBuilder } from "../onnx/graph_builder.ts";
import { appendLogMel } from "./log_mel_graph.ts";
import { MEL_BANDS, melFilterbank } from "./mel_filterbank.ts";
import { embedForTest } from "./test_session.ts";

const graph = new GraphBuilder("log_mel");
const waveform = graph.input("waveform", "float32", ["samples"]);
graph.output(appendLogMel(graph, waveform), "log_mel", "float32", ["rows", MEL_BANDS]);
const MODEL = graph.build();

async function logMel(waveform: Float32Array): Promise<{ values: Float32Array; rows: number }> {
  const { log_mel } = await embedForTest(MODEL, waveform);
  assert.equal(log_mel?.shape[1], MEL_BANDS);
  return { values: log_mel.values, rows: log_mel.shape[0] ?? 0 };
}

/** One row by the definition, in double precision: features.py's steps one after the other. */
function rowByDefinition(samples: Float32Array): number[] {
  const { firstBin, bins, weights } = melFilterbank(512, 16_000);
  const magnitudes = Array.from({ length: bins }, (_, bin) => {
    let [real, imaginary] = [0, 0];
    samples.forEach((sample, n) => {
      const windowed = sample * (0.5 - 0.5 * Math.cos(2 * Math.PI * n / 400));
      const angle = 2 * Math.PI * n * (firstBin + bin) / 512;
      real += windowed * Math.cos(angle);
      imaginary += windowed * Math.sin(angle);
    });
    return Math.hypot(real, imaginary);
  });
  return Array.from({ length: MEL_BANDS }, (_, band) => {
    const sum = magnitudes.reduce(
      (sum, magnitude, bin) => sum + magnitude * (weights[bin * MEL_BANDS + band] ?? 0),
      0,
    );
    return Math.log(sum + 0.001);
  });
}

Deno.test("appendLogMel() pads any length to whole frames", async () => {
  for (const samples of [0, 1, 15_599, 15_600, 15_601, 23_279, 23_280, 23_281, 80_000]) {
    const { rows } = await logMel(new Float32Array(samples));
    assert.equal(rows, 48 * frameCount(samples) + 48, `${samples} samples`);
  }
});

Deno.test("appendLogMel() gives ln(0.001) for silence", async () => {
  const { values } = await logMel(new Float32Array(100));
  assert.ok(values.every((value) => value === Math.fround(Math.log(0.001))));
});

Deno.test("appendLogMel() agrees with the definition in every part of the clip", async () => {
  const chirp = Float32Array.from(
    { length: 20_000 },
    (_, n) => 0.5 * Math.sin(n * n * 5e-5 + n / 9),
  );
  const { values, rows } = await logMel(chirp);
  const padded = new Float32Array(30_000);
  padded.set(chirp);
  for (const row of [0, 1, 47, 96, 122, 123, 124, rows - 1]) {
    const wanted = rowByDefinition(padded.subarray(row * 160, row * 160 + 400));
    wanted.forEach((value, band) => {
      const got = values[row * MEL_BANDS + band] ?? NaN;
      assert.ok(Math.abs(got - value) < 1e-3, `row ${row}, band ${band}: ${got}, not ${value}`);
    });
  }
});
