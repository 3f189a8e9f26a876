import { cpuQuota } from "../workers/cpu_quota.ts";
import { WorkerPool } from "../workers/worker_pool.ts";
import type { AudioLimits } from "./audio_limits.ts";
import type { Clip, ClipResult } from "./clip.ts";
import type { ClipWorkerInit } from "./clip_worker.ts";

/** How a {@linkcode ClipRunner} is opened. */
export interface ClipRunnerOptions {
  /** Clips worked on at the same time; by default {@linkcode cpuQuota}. */
  workers?: number;
  /** Threads of each worker's session; by default what the CPU quota leaves to each worker, at least 1. */
  threadsPerWorker?: number;
  /** Names of the outputs to compute; all of them by default. */
  outputs?: readonly string[];
  /** Runs 8-bit operators as the float operators that they stand for: slower, exact on every processor. */
  inFloat?: boolean;
  /** Clips beyond them are refused; by default there are none. */
  limits?: AudioLimits;
  /** Whether clips in memory are handed over instead of copied: they are empty afterwards. By default not. */
  takesClips?: boolean;
}

/**
 * Runs clips through an ONNX model in workers, each of which decodes, mixes down, resamples and runs.
 *
 * @example
 * ```ts ignore
 * using runner = await ClipRunner.open(backbone.model, { outputs: ["embeddings"] });
 * const { info, outputs } = await runner.run({ path: "dog.wav" });
 * ```
 */
export class ClipRunner implements Disposable {
  readonly #pool: WorkerPool<ClipWorkerInit, Clip, ClipResult>;
  readonly #takesClips: boolean;

  private constructor(pool: WorkerPool<ClipWorkerInit, Clip, ClipResult>, takesClips: boolean) {
    this.#pool = pool;
    this.#takesClips = takesClips;
  }

  /**
   * @param model An ONNX file with the input `waveform`, f32[N] at 16 kHz, and float outputs.
   * @throws {WorkerError} if onnxruntime cannot open the model.
   */
  static async open(
    model: Uint8Array<ArrayBuffer>,
    { workers = cpuQuota(), threadsPerWorker, takesClips = false, ...options }: ClipRunnerOptions =
      {},
  ): Promise<ClipRunner> {
    const threads = threadsPerWorker ?? Math.max(1, Math.floor(cpuQuota() / workers));
    const pool = await WorkerPool.open<ClipWorkerInit, Clip, ClipResult>(
      new URL("./clip_worker.ts", import.meta.url),
      { init: { model, threads, ...options }, workers },
    );
    return new ClipRunner(pool, takesClips);
  }

  /** How many workers are up. */
  get size(): number {
    return this.#pool.size;
  }

  /**
   * Decodes a clip and runs the model on it, on the first worker that is free.
   *
   * @throws {WorkerError} if the clip cannot be read (named as the error in the worker was, such as
   * `AudioFormatError` or `AudioLimitError`; the message names the file), or the runner is closed meanwhile.
   */
  run(clip: Clip): Promise<ClipResult> {
    return this.#pool.run(clip, this.#takesClips ? ownBuffers(clip) : []);
  }

  /** Ends the workers; what runs or waits is rejected. */
  [Symbol.dispose](): void {
    this.#pool.close();
  }
}

/** The memory of a clip, unless others have a part in it. */
function ownBuffers(clip: Clip): ArrayBuffer[] {
  if ("path" in clip) return [];
  const { buffer, byteLength } = "bytes" in clip ? clip.bytes : clip.waveform;
  return byteLength === buffer.byteLength ? [buffer] : [];
}
