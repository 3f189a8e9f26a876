import * as ort from "onnxruntime-node";
import { serveWorker } from "../workers/serve_worker.ts";
import type { Clip, ClipResult, OutputTensor } from "./clip.ts";
import { loadWaveform } from "./load_waveform.ts";

/** What a clip worker needs to open. */
export interface ClipWorkerInit {
  /** An ONNX file with the input `waveform`, f32[N] at 16 kHz. */
  model: Uint8Array<ArrayBuffer>;
  threads: number;
  /** Names of the outputs to compute; all of them by default. */
  outputs?: readonly string[];
}

serveWorker<ClipWorkerInit, Clip, ClipResult>(async ({ model, threads, outputs }) => {
  const session = await ort.InferenceSession.create(model, {
    intraOpNumThreads: threads,
    enableMemPattern: false, // a pattern is kept for every length of clip that was ever seen
  });
  const wanted = outputs ?? session.outputNames;
  return async (clip) => {
    const { waveform, info } = await loadWaveform(clip);
    const results = await session.run(
      { waveform: new ort.Tensor("float32", waveform, [waveform.length]) },
      wanted,
    );
    const tensors = Object.entries(results).map(([name, tensor]) => [name, floats(name, tensor)]);
    const outputs: Record<string, OutputTensor> = Object.fromEntries(tensors);
    const transfer = Object.values(outputs).map(({ values }) => values.buffer)
      .filter((buffer) => buffer instanceof ArrayBuffer);
    return { response: { info, outputs }, transfer };
  };
});

function floats(name: string, { data, dims }: ort.Tensor): OutputTensor {
  if (!(data instanceof Float32Array)) {
    throw new TypeError(`Cannot return the model's output "${name}": wanted float32 values`);
  }
  return { values: data, shape: [...dims] };
}
