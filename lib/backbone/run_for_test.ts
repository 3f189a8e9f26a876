import * as ort from "onnxruntime-node";
import type { OutputTensor } from "../audio/clip.ts";

/** Runs a model in this thread, for tests; its float outputs by name. */
export async function runForTest(
  model: Uint8Array,
  inputs: Readonly<Record<string, { values: Float32Array; shape: readonly number[] }>>,
): Promise<Record<string, OutputTensor>> {
  const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1 });
  const feeds = Object.entries(inputs).map(([name, { values, shape }]) => [
    name,
    new ort.Tensor("float32", values, shape),
  ]);
  const results = await session.run(Object.fromEntries(feeds));
  await session.release();
  return Object.fromEntries(
    Object.entries(results).map(([name, { data, dims }]) => {
      if (!(data instanceof Float32Array)) throw new TypeError(`${name} is not float32`);
      return [name, { values: data, shape: [...dims] }];
    }),
  );
}

/** Runs a backbone in this thread, for tests. */
export function embedForTest(
  model: Uint8Array,
  waveform: Float32Array,
): Promise<Record<string, OutputTensor>> {
  return runForTest(model, { waveform: { values: waveform, shape: [waveform.length] } });
}
