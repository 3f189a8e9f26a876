import * as ort from "onnxruntime-node";
import { serveWorker } from "../../../lib/workers/serve_worker.ts";
import { noise } from "../noise.ts";

/** What a worker opens. */
export interface RawOrtInit {
  model: Uint8Array<ArrayBuffer>;
  /** Length of the waveform. */
  samples: number;
}

/** How long a worker runs the model, again and again. */
export interface RawOrtRequest {
  warmUpSeconds: number;
  seconds: number;
}

/** What it has done. */
export interface RawOrtResponse {
  /** Of each run after the warm-up. */
  latenciesMs: number[];
  /** All runs, those of the warm-up too. */
  runs: number;
}

serveWorker<RawOrtInit, RawOrtRequest, RawOrtResponse>(async ({ model, samples }) => {
  const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1 });
  const waveform = new ort.Tensor("float32", noise(samples), [samples]);
  const answer = async ({ warmUpSeconds, seconds }: RawOrtRequest) => {
    const latenciesMs: number[] = [];
    const countFromMs = performance.now() + warmUpSeconds * 1000;
    const endMs = countFromMs + seconds * 1000;
    let runs = 0;
    for (let sentMs = performance.now(); sentMs < endMs; runs++) {
      await session.run({ waveform });
      const nowMs = performance.now();
      if (sentMs >= countFromMs) latenciesMs.push(nowMs - sentMs);
      sentMs = nowMs;
    }
    return { response: { latenciesMs, runs } };
  };
  return { answer, close: () => session.release() };
});
