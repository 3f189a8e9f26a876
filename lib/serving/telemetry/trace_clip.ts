import { type Context, trace } from "@opentelemetry/api";
import type { ClipTiming } from "../../audio/clip.ts";

const tracer = trace.getTracer("yamnet-kit");

/**
 * Spans of what a clip went through: queue, decode, inference. They are told afterwards, as they took place
 * elsewhere; without a tracer (OTEL_DENO=true) it does nothing.
 *
 * @param request Of the request, as it was active when the clip came.
 */
export function traceClip(
  request: Context,
  clip: number,
  queuedMs: number,
  { startedMs, decodedMs, endedMs }: ClipTiming,
): void {
  if (!trace.getSpan(request)?.isRecording()) return;
  const stages = [
    ["queue", queuedMs, startedMs],
    ["decode", startedMs, decodedMs],
    ["inference", decodedMs, endedMs],
  ] as const;
  for (const [name, fromMs, toMs] of stages) {
    tracer.startSpan(name, { startTime: fromMs, attributes: { clip } }, request)
      .end(Math.max(fromMs, toMs));
  }
}
