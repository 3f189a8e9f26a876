import assert from "node:assert/strict";
import { z } from "zod";
import { postWav, testPackage } from "../lib/serving/tests/test_server.ts";
import { startServeTask } from "./test_serve.ts";

const Span = z.object({
  name: z.string(),
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  startTimeUnixNano: z.coerce.bigint(),
  endTimeUnixNano: z.coerce.bigint(),
  attributes: z.array(z.object({
    key: z.string(),
    value: z.record(z.string(), z.unknown()),
  })).default([]),
});
type Span = z.output<typeof Span>;

/** What OTLP sends as JSON (https://opentelemetry.io/docs/specs/otlp/). */
const Traces = z.object({
  resourceSpans: z.array(z.object({
    scopeSpans: z.array(z.object({ spans: z.array(Span) })),
  })),
});

/** A collector that keeps the spans that are sent to it. */
function startCollector(): AsyncDisposable & { address: string; spans: Span[] } {
  const spans: Span[] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, async (request) => {
    const body = await request.json();
    if (new URL(request.url).pathname === "/v1/traces") {
      const { resourceSpans } = Traces.parse(body);
      spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans).flatMap((s) => s.spans));
    }
    return Response.json({});
  });
  const address = `http://127.0.0.1:${server.addr.port}`;
  return { address, spans, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

Deno.test("serve with OTEL_DENO=true sends spans of queue, decode and inference under one of the request", async () => {
  await using collector = startCollector();
  const server = await startServeTask(["--model", await testPackage()], {
    OTEL_DENO: "true",
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.address,
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
  });
  const response = await postWav(server.address, {
    headers: { "content-type": "audio/wav", "x-request-id": "traced" },
  });
  await response.body?.cancel();
  assert.equal(await server.stop(), 0);

  const request = collector.spans.find(({ name }) => name === "POST /predict");
  assert.ok(request, collector.spans.map(({ name }) => name).join());
  const attributes = Object.fromEntries(
    request.attributes.map(({ key, value }) => [key, Object.values(value)[0]]),
  );
  assert.equal(attributes["request.id"], "traced");
  assert.equal(attributes["http.route"], "/predict");
  assert.equal(attributes["model.name"], "three sounds");
  const stages = collector.spans.filter(({ parentSpanId }) => parentSpanId === request.spanId)
    .toSorted((a, b) => Number(a.startTimeUnixNano - b.startTimeUnixNano));
  assert.deepEqual(stages.map(({ name }) => name), ["queue", "decode", "inference"]);
  let earlier = request.startTimeUnixNano - 2_000_000n; // two threads' clocks
  for (const { traceId, startTimeUnixNano, endTimeUnixNano } of stages) {
    assert.equal(traceId, request.traceId);
    assert.ok(earlier <= startTimeUnixNano && startTimeUnixNano <= endTimeUnixNano);
    earlier = startTimeUnixNano;
  }
  assert.ok(earlier <= request.endTimeUnixNano);
});
