import * as ort from "onnxruntime-node";
import type { OutputTensor } from "../audio/clip.ts";

/** A tensor to feed. */
interface InputTensor {
  values: Float32Array;
  shape: readonly number[];
}

/** Opens a model in this thread, for tests: inputs by name to float outputs by name. */
export async function openForTest(
  model: Uint8Array,
): Promise<
  (inputs: Readonly<Record<string, InputTensor>>) => Promise<Record<string, OutputTensor>>
> {
  const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1 });
  return async (inputs) => {
    const feeds = Object.entries(inputs).map(([name, { values, shape }]) => [
      name,
      new ort.Tensor("float32", values, shape),
    ]);
    const results = await session.run(Object.fromEntries(feeds));
    return Object.fromEntries(
      Object.entries(results).map(([name, { data, dims }]) => {
        if (!(data instanceof Float32Array)) throw new TypeError(`${name} is not float32`);
        return [name, { values: data, shape: [...dims] }];
      }),
    );
  };
}

/** Runs a backbone once in this thread, for tests. */
export async function embedForTest(
  model: Uint8Array,
  waveform: Float32Array,
): Promise<Record<string, OutputTensor>> {
  const run = await openForTest(model);
  return await run({ waveform: { values: waveform, shape: [waveform.length] } });
}
