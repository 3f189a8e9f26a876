import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { registerProcessMetrics } from "./process_metrics.ts";

/** From a millisecond to half a minute. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const TENTHS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/** What a server counts, in Prometheus' form. Names that KServe has are its. */
export class Metrics {
  readonly registry = new Registry();

  readonly requests = new Counter({
    name: "http_requests_total",
    help: "Requests by route and status.",
    labelNames: ["method", "route", "code"],
    registers: [this.registry],
  });
  readonly requestSeconds = new Histogram({
    name: "http_request_duration_seconds",
    help: "From a request's arrival to its answer.",
    labelNames: ["method", "route"],
    buckets: SECONDS,
    registers: [this.registry],
  });
  readonly queueSeconds = this.#stage("request_queue_seconds", "Wait of a clip for a worker.");
  readonly decodeSeconds = this.#stage(
    "request_preprocess_seconds",
    "Decoding, mixing down and resampling of a clip.",
  );
  readonly inferenceSeconds = this.#stage("request_predict_seconds", "Inference on a clip.");
  readonly clips = new Histogram({
    name: "request_clips",
    help: "Clips in a request.",
    buckets: [1, 2, 4, 8, 16, 32, 64],
    registers: [this.registry],
  });
  readonly predictions = new Counter({
    name: "predictions_total",
    help: "Clips by the class that the model found most probable.",
    labelNames: ["model_version", "label"],
    registers: [this.registry],
  });
  /** Its sum by its count is the mean confidence. */
  readonly confidence = new Histogram({
    name: "prediction_confidence",
    help: "Score of the most probable class of a clip.",
    labelNames: ["model_version"],
    buckets: TENTHS,
    registers: [this.registry],
  });
  readonly modelInfo = new Gauge({
    name: "model_info",
    help: "The model that is served.",
    labelNames: ["name", "version", "digest"],
    registers: [this.registry],
  });
  readonly modelSwaps = new Counter({
    name: "model_swaps_total",
    help: "New versions that were taken or refused, and looks for one that failed (unknown).",
    labelNames: ["result"],
    registers: [this.registry],
  });

  constructor() {
    registerProcessMetrics(this.registry);
  }

  /** A number that is asked for when it is read. */
  gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }

  #stage(name: string, help: string): Histogram<"model_name"> {
    return new Histogram({
      name,
      help,
      labelNames: ["model_name"],
      buckets: SECONDS,
      registers: [this.registry],
    });
  }
}
