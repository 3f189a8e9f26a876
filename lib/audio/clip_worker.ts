import * as ort from "onnxruntime-node";
import { freeArrays } from "../workers/free_arrays.ts";
import { serveWorker } from "../workers/serve_worker.ts";
import type { AudioLimits } from "./audio_limits.ts";
import type { Clip, ClipResult, OutputTensor } from "./clip.ts";
import { loadWaveform } from "./load_waveform.ts";

/** What a clip worker needs to open. */
export interface ClipWorkerInit {
  /** An ONNX file with the input `waveform`, f32[N] at 16 kHz. */
  model: Uint8Array<ArrayBuffer>;
  threads: number;
  /** Names of the outputs to compute; all of them by default. */
  outputs?: readonly string[];
  /** Runs 8-bit operators (QDQ) as the float operators that they stand for. */
  inFloat?: boolean;
  /** Clips beyond them are refused; by default there are none. */
  limits?: AudioLimits;
}

serveWorker<ClipWorkerInit, Clip, ClipResult>(
  async ({ model, threads, outputs, inFloat, limits }) => {
    const session = await ort.InferenceSession.create(model, {
      intraOpNumThreads: threads,
      enableMemPattern: false, // a pattern would be kept for every length of clip that was ever seen
      // Threads that spin on after a run would take the cores from the other workers.
      extra: { session: { force_spinning_stop: "1", disable_quant_qdq: inFloat ? "1" : "0" } },
    });
    checkNames("input", ["waveform"], session.inputNames);
    const wanted = outputs ?? session.outputNames;
    checkNames("output", wanted, session.outputNames);
    const answer = async (clip: Clip) => {
      const startedMs = nowMs();
      const { waveform, info } = await loadWaveform(clip, limits);
      const decodedMs = nowMs();
      const results = await session.run(
        { waveform: new ort.Tensor("float32", waveform, [waveform.length]) },
        wanted,
      );
      const timing = { startedMs, decodedMs, endedMs: nowMs() };
      freeArrays("bytes" in clip ? [waveform, clip.bytes] : [waveform]);
      const tensors = Object.entries(results).map(([name, tensor]) => [name, floats(name, tensor)]);
      const outputs: Record<string, OutputTensor> = Object.fromEntries(tensors);
      const transfer = Object.values(outputs).map(({ values }) => values.buffer)
        .filter((buffer) => buffer instanceof ArrayBuffer);
      return { response: { info, timing, outputs }, transfer };
    };
    return { answer, close: () => session.release() };
  },
);

/** Since 1970, as other threads count too, in finer steps than Date.now()'s. */
function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

function checkNames(kind: string, wanted: readonly string[], has: readonly string[]): void {
  const missing = wanted.find((name) => !has.includes(name));
  if (missing === undefined) return;
  throw new RangeError(
    `Cannot run clips through this model: wanted an ${kind} "${missing}", it has ${has.join(", ")}`,
  );
}

function floats(name: string, { data, dims }: ort.Tensor): OutputTensor {
  if (!(data instanceof Float32Array)) {
    throw new TypeError(`Cannot return the model's output "${name}": wanted float32 values`);
  }
  return { values: data, shape: [...dims] };
}
