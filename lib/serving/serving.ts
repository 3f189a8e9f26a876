import { context } from "@opentelemetry/api";
import type { Clip } from "../audio/clip.ts";
import { summarizeModel } from "../model/file_prediction.ts";
import type { Model, ModelOutput } from "../model/model.ts";
import type { BodyReader } from "./bodies/body_reader.ts";
import { checkClips, clipProblem } from "./problems/clip_problems.ts";
import { Connections } from "./limits/connections.ts";
import type { Exchange } from "./exchange.ts";
import type { Limits } from "./limits/limits.ts";
import { Metrics } from "./telemetry/metrics.ts";
import { ModelHost } from "./model_life/model_host.ts";
import { Problem } from "./problems/problem.ts";
import { recordClip } from "./telemetry/record_clip.ts";
import { WorkQueue } from "./limits/work_queue.ts";

/** What a model said about the clips of one request. */
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
  readonly bodies: BodyReader;
  readonly host = new ModelHost();
  readonly queue: WorkQueue;
  readonly connections: Connections;
  readonly metrics = new Metrics();
  /** Those that are open, each until it is closed. */
  readonly streams = new Set<Promise<void>>();
  readonly #stop = new AbortController();
  readonly #end = new AbortController();

  constructor({ limits, workers, bodies }: ServingOptions) {
    this.limits = limits;
    this.bodies = bodies;
    this.connections = new Connections(limits.maxConnections);
    this.queue = new WorkQueue({
      places: workers,
      capacity: limits.queueCapacity,
      timeoutSeconds: limits.queueTimeoutSeconds,
    });
    const { metrics, queue, connections } = this;
    metrics.gauge("queue_length", "Clips that wait for a worker.", () => queue.length);
    metrics.gauge("queue_running", "Clips that a worker is at.", () => queue.running);
    metrics.gauge("open_requests", "Requests and streams in flight.", () => connections.open);
    metrics.gauge("held_body_bytes", "Bodies that are in memory.", () => bodies.heldBytes);
  }

  /** Aborted when the server is told to stop: what would stay open for long must end. */
  get stopping(): AbortSignal {
    return this.#stop.signal;
  }

  /** Aborted when the server can wait no longer for what is in flight. */
  get ended(): AbortSignal {
    return this.#end.signal;
  }

  /** Whether requests are taken. */
  get isReady(): boolean {
    return this.host.model !== undefined && !this.#isBroken && !this.stopping.aborted;
  }

  /** @throws {Problem} 503 unless requests are taken. */
  checkReady(): void {
    if (this.isReady) return;
    this.checkAlive();
    const what = this.stopping.aborted ? "server is stopping" : "model is being loaded";
    throw new Problem(503, `The ${what}`, { "retry-after": "1" });
  }

  /** @throws {Problem} 503 where only a new start helps. */
  checkAlive(): void {
    if (this.#isBroken) throw new Problem(503, "The model's workers have crashed: start it again");
  }

  /** A worker that crashes is replaced: there is none left only where that failed too. */
  get #isBroken(): boolean {
    return this.host.model?.size === 0;
  }

  /** Serves this model from now on; the one before is closed once its last request is done. */
  serve(model: Model): void {
    this.host.swap(model);
    const { name, version, digest } = summarizeModel(model);
    this.metrics.modelInfo.reset();
    this.metrics.modelInfo.set({ name, version: version ?? "", digest }, 1);
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
    const request = context.active();
    const queuedMs = performance.timeOrigin + performance.now();
    const jobs = clips.map((clip, index) => async () => {
      const output = await model.run(clip).catch((cause: unknown) => {
        throw clipProblem(cause, index, clips.length);
      });
      recordClip({ output, model, queuedMs, index, request, exchange, metrics: this.metrics });
      return output;
    });
    const outputs = await this.queue.runAll(jobs, exchange.signal);
    return { model, outputs };
  }

  /** Ends what is still in flight, and closes the model. */
  [Symbol.dispose](): void {
    this.#end.abort();
    this.host[Symbol.dispose]();
    this.bodies[Symbol.dispose]();
  }
}
