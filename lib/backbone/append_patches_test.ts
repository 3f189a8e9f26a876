import assert from "node:assert/strict";
import { GraphBuilder } from "../onnx/graph_builder.ts";
import { appendPatches } from "./append_patches.ts";
import { MEL_BANDS } from "./mel_filterbank.ts";
import { openForTest } from "./test_session.ts";

Deno.test("appendPatches() cuts 96 rows every 48", async () => {
  const graph = new GraphBuilder("patches");
  const input = graph.input("rows", "float32", ["rows", MEL_BANDS]);
  graph.output(appendPatches(graph, input), "patches", "float32", ["frames", 96, MEL_BANDS]);
  const rows = 48 * 3 + 48;
  const values = Float32Array.from({ length: rows * MEL_BANDS }, (_, i) => i);
  const run = await openForTest(graph.build());
  const { patches } = await run({ rows: { values, shape: [rows, MEL_BANDS] } });
  assert.deepEqual(patches?.shape, [3, 96, MEL_BANDS]);
  for (const frame of [0, 1, 2]) {
    const start = frame * 48 * MEL_BANDS;
    assert.deepEqual(
      patches?.values.subarray(frame * 96 * MEL_BANDS, (frame + 1) * 96 * MEL_BANDS),
      values.subarray(start, start + 96 * MEL_BANDS),
    );
  }
});
