import type { Context } from "@opentelemetry/api";
import type { Model, ModelOutput } from "../../model/model.ts";
import type { Exchange } from "../exchange.ts";
import type { Metrics } from "./metrics.ts";
import { traceClip } from "./trace_clip.ts";

/** A clip that was predicted, and where this is to be told. */
export interface ClipRecord {
  output: ModelOutput;
  model: Model;
  /** When it came, in milliseconds since 1970. */
  queuedMs: number;
  /** Which clip of the request it is. */
  index: number;
  /** OpenTelemetry's, of the request. */
  request: Context;
  exchange: Exchange;
  metrics: Metrics;
}

/** Tells log, metrics and traces what a clip took and what came of it. */
export function recordClip(
  { output, model, queuedMs, index, request, exchange, metrics }: ClipRecord,
): void {
  const { startedMs, decodedMs, endedMs } = output.timing;
  const queue = Math.max(0, startedMs - queuedMs) / 1000;
  const decode = (decodedMs - startedMs) / 1000;
  const inference = (endedMs - decodedMs) / 1000;
  exchange.clips++;
  exchange.seconds.queue += queue;
  exchange.seconds.decode += decode;
  exchange.seconds.inference += inference;

  const name = { model_name: model.name };
  metrics.queueSeconds.observe(name, queue);
  metrics.decodeSeconds.observe(name, decode);
  metrics.inferenceSeconds.observe(name, inference);
  const { probabilities } = output;
  const confidence = Math.max(...probabilities);
  const version = { model_version: model.version ?? "" };
  const label = model.labels[probabilities.indexOf(confidence)] ?? "";
  metrics.predictions.inc({ ...version, label });
  metrics.confidence.observe(version, confidence);

  traceClip(request, index, queuedMs, output.timing);
}
