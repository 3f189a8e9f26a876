import assert from "node:assert/strict";
import { frameCount } from "../audio/frames.ts";
import { buildLogMel } from "./build_logmel.ts";
import { readBackbone } from "./read_backbone.ts";
import { embedForTest } from "./test_session.ts";

const model = buildLogMel();
const BANDS = 64;

Deno.test("buildLogMel() writes a backbone without labels that says what it is", () => {
  const backbone = readBackbone(model, "logmel.onnx");
  assert.equal(backbone.name, "logmel");
  assert.equal(backbone.embeddingSize, 5 * BANDS);
  assert.deepEqual(backbone.labels, []);
  assert.match(backbone.description, /baseline without learned weights/);
});

Deno.test("buildLogMel() takes waveforms of any length", async () => {
  for (const samples of [0, 1, 15_600, 15_601, 80_000]) {
    const { embeddings, scores } = await embedForTest(model, new Float32Array(samples).fill(0.1));
    assert.deepEqual(embeddings?.shape, [frameCount(samples), 5 * BANDS]);
    assert.equal(scores, undefined);
  }
});

Deno.test("buildLogMel() describes each band of a frame", async () => {
  const noise = Float32Array.from(
    { length: 20_000 },
    (_, n) => Math.sin(n * n) * (n % 3000) / 4000,
  );
  const { embeddings, log_mel } = await embedForTest(model, noise);
  const [frame, band] = [1, 20];
  const series = Array.from({ length: 96 }, (_, row) => {
    return log_mel?.values[(48 * frame + row) * BANDS + band] ?? NaN;
  });
  const mean = series.reduce((a, b) => a + b) / 96;
  const deviation = Math.sqrt(series.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 96);
  const steps = series.slice(1).map((value, row) => Math.abs(value - (series[row] ?? NaN)));
  const wanted = [
    mean,
    deviation,
    Math.min(...series),
    Math.max(...series),
    steps.reduce((a, b) => a + b) / 95,
  ];
  wanted.forEach((value, statistic) => {
    const got = embeddings?.values[(frame * 5 + statistic) * BANDS + band] ?? NaN;
    assert.ok(Math.abs(got - value) < 1e-4, `statistic ${statistic}: ${got}, not ${value}`);
  });
});
