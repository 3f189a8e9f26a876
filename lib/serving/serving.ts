import type { Clip } from "../audio/clip.ts";
import { isBadAudio } from "../audio/bad_audio.ts";
import { summarizeModel } from "../model/file_prediction.ts";
import type { Model, ModelOutput } from "../model/model.ts";
import type { BodyReader } from "./body_reader.ts";
import { unlessAborted } from "./deadline.ts";
import type { Exchange } from "./exchange.ts";
import type { Limits } from "./limits.ts";
import { ModelHost } from "./model_host.ts";
import { Problem } from "./problem.ts";
import { WorkQueue } from "./work_queue.ts";

/** What the clips of one request are. */
export interface Prediction {
  /** What predicted all of them. */
  model: Model;
  /** In the order of the clips. */
  outputs: ModelOutput[];
}

/** What a {@linkcode Serving} is made of. */
export interface ServingOptions {
  limits: Limits;
  /** Clips that are worked on at the same time. */
  workers: number;
  bodies: BodyReader;
}

/** What all routes share: the model, the queue in front of it, and the limits. */
export class Serving implements Disposable {
  readonly limits: Limits;
  readonly host = new ModelHost();
  readonly queue: WorkQueue;
  readonly bodies: BodyReader;
  readonly #stop = new AbortController();

  constructor({ limits, workers, bodies }: ServingOptions) {
    this.limits = limits;
    this.bodies = bodies;
    this.queue = new WorkQueue({
      places: workers,
      capacity: limits.queueCapacity,
      timeoutSeconds: limits.queueTimeoutSeconds,
    });
  }

  /** Aborted when the server is told to stop: what would stay open for long must end. */
  get stopping(): AbortSignal {
    return this.#stop.signal;
  }

  /** Whether requests are taken. */
  get isReady(): boolean {
    return this.host.model !== undefined && !this.stopping.aborted;
  }

  stop(): void {
    this.#stop.abort();
  }

  /**
   * Predicts the clips of one request, all with the same model.
   *
   * @throws {Problem} 422 if a clip is no readable audio; 413 if there are too many; 429, 503, 504 where
   * there is no room or no time.
   */
  async predict(clips: readonly Clip[], exchange: Exchange): Promise<Prediction> {
    checkClips(clips, this.limits.maxClips);
    using lease = this.host.lease();
    const { model } = lease;
    exchange.model = summarizeModel(model);
    const queuedMs = performance.timeOrigin + performance.now();
    const jobs = clips.map((clip, index) => async () => {
      const output = await model.run(clip).catch((cause: unknown) => {
        throw clipProblem(cause, index, clips.length);
      });
      note(exchange, output, queuedMs);
      return output;
    });
    const outputs = await unlessAborted(
      this.queue.runAll(jobs, exchange.signal),
      exchange.signal,
    );
    return { model, outputs };
  }

  [Symbol.dispose](): void {
    this.host[Symbol.dispose]();
    this.bodies[Symbol.dispose]();
  }
}

function checkClips(clips: readonly Clip[], maxClips: number): void {
  if (clips.length === 0) throw new Problem(400, "Wanted at least one clip; got none");
  if (clips.length > maxClips) {
    throw new Problem(413, `Wanted at most ${maxClips} clips in a request; got ${clips.length}`);
  }
  const empty = clips.findIndex((clip) => "waveform" in clip && clip.waveform.length === 0);
  if (empty >= 0) {
    throw new Problem(422, `${place(empty, clips.length)}Wanted at least one sample; got none`);
  }
}

function clipProblem(cause: unknown, index: number, count: number): unknown {
  if (!isBadAudio(cause) && !(cause instanceof Error && cause.name === "AudioLimitError")) {
    return cause;
  }
  return new Problem(422, `${place(index, count)}${cause.message}`);
}

/** Which clip it is, where there are several. */
function place(index: number, count: number): string {
  return count === 1 ? "" : `Clip ${index + 1} of ${count}: `;
}

function note(exchange: Exchange, { timing }: ModelOutput, queuedMs: number): void {
  const { seconds } = exchange;
  exchange.clips++;
  seconds.queue += Math.max(0, timing.startedMs - queuedMs) / 1000;
  seconds.decode += (timing.decodedMs - timing.startedMs) / 1000;
  seconds.inference += (timing.endedMs - timing.decodedMs) / 1000;
}
