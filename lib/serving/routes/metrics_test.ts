import assert from "node:assert/strict";
import { postWav, readMetric, startTestServer } from "../tests/test_server.ts";

Deno.test("/metrics tells of requests by route and code, stages, the model, and what it predicted", async () => {
  await using server = await startTestServer();
  const { address } = server;
  const digest = (await (await postWav(address)).json()).model.digest;
  for (const path of ["/no/such", "/no/other", "/", "/page/page.css"]) {
    await (await fetch(address + path)).body?.cancel();
  }
  await (await postWav(address, { wav: new Uint8Array(3) })).body?.cancel();

  const counts: Record<string, number> = {
    'http_requests_total{method="POST",route="/predict",code="200"}': 1,
    'http_requests_total{method="POST",route="/predict",code="422"}': 1,
    'http_requests_total{method="GET",route="none",code="404"}': 2,
    'http_requests_total{method="GET",route="/",code="200"}': 1,
    'http_requests_total{method="GET",route="/page/:name",code="200"}': 1,
    'http_request_duration_seconds_count{method="POST",route="/predict"}': 2,
    'request_queue_seconds_count{model_name="three sounds"}': 1,
    'request_preprocess_seconds_count{model_name="three sounds"}': 1,
    'request_predict_seconds_count{model_name="three sounds"}': 1,
    "request_clips_count": 1,
    'predictions_total{model_version="",label="rain"}': 1,
    'prediction_confidence_bucket{le="0.5",model_version=""}': 0,
    'prediction_confidence_bucket{le="0.6",model_version=""}': 1,
    'prediction_confidence_count{model_version=""}': 1,
    [`model_info{name="three sounds",version="",digest="${digest}"}`]: 1,
    "queue_length": 0,
    "queue_running": 0,
    "held_body_bytes": 0,
  };
  for (const [name, count] of Object.entries(counts)) {
    assert.equal(await readMetric(address, name), count, name);
  }
  const confidence = await readMetric(address, 'prediction_confidence_sum{model_version=""}');
  assert.ok(confidence > 0.5 && confidence < 0.6, String(confidence));
  assert.ok(await readMetric(address, "process_resident_memory_bytes") > 2 ** 20);
  const cpu = await readMetric(address, "process_cpu_seconds_total");
  assert.ok(cpu > 0 && await readMetric(address, "process_cpu_seconds_total") >= cpu);
});
