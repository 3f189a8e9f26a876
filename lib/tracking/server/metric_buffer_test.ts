import assert from "node:assert/strict";
import { type LoggedMetric, MetricBuffer } from "./metric_buffer.ts";

const metric = (step: number): LoggedMetric => ({ key: "loss", value: 1, timestamp: 0, step });
const metrics = (count: number) => Array.from({ length: count }, (_, step) => metric(step));
const steps = (batch: readonly LoggedMetric[]) => batch.map(({ step }) => step);

Deno.test("MetricBuffer sends many metrics in few batches of what the server takes", async () => {
  const sizes: number[] = [];
  const buffer = new MetricBuffer((batch) => {
    sizes.push(batch.length);
    return Promise.resolve();
  });
  for (const one of metrics(2_500)) void buffer.add([one]);
  assert.deepEqual(sizes, []);
  await buffer.flush();
  assert.deepEqual(sizes, [1_000, 1_000, 500]);
  await buffer.flush();
  assert.equal(sizes.length, 3);
});

Deno.test("MetricBuffer sends by itself, a second after the first metric", async () => {
  const { promise, resolve } = Promise.withResolvers<readonly LoggedMetric[]>();
  const buffer = new MetricBuffer((batch) => Promise.resolve(resolve(batch)));
  await buffer.add([metric(1)]);
  await buffer.add([metric(2)]);
  assert.deepEqual(steps(await promise), [1, 2]);
  await buffer.flush();
});

Deno.test("MetricBuffer keeps what could not be sent, in order, and sends it with the next", async () => {
  const sent: number[] = [];
  let isAway = true;
  const buffer = new MetricBuffer((batch) => {
    if (isAway) return Promise.reject(new Error("away"));
    sent.push(...steps(batch));
    return Promise.resolve();
  });
  await buffer.add([metric(1), metric(2)]);
  await assert.rejects(buffer.flush(), { message: "away" });
  await buffer.add([metric(3)]);
  assert.equal(buffer.size, 3);
  isAway = false;
  await buffer.flush();
  assert.deepEqual(sent, [1, 2, 3]);
  assert.equal(buffer.size, 0);
});

Deno.test("MetricBuffer lets the work wait once very many metrics do", async () => {
  let isAway = true;
  const buffer = new MetricBuffer(() =>
    isAway ? Promise.reject(new Error("away")) : Promise.resolve()
  );
  await buffer.add(metrics(100_000));
  await assert.rejects(buffer.add([metric(1)]), { message: "away" });
  isAway = false;
  await buffer.add([metric(2)]);
  assert.equal(buffer.size, 0);
});

Deno.test("MetricBuffer sends one batch after the other, also what comes while it sends", async () => {
  const sent: number[] = [];
  let underWay = 0;
  const buffer = new MetricBuffer(async (batch) => {
    assert.equal(++underWay, 1);
    if (batch[0]?.step === 1) await buffer.add([metric(2)]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    sent.push(...steps(batch));
    underWay -= 1;
  });
  await buffer.add([metric(1)]);
  await Promise.all([buffer.flush(), buffer.flush(), buffer.flush()]);
  assert.deepEqual(sent, [1, 2]);
  await buffer.flush(); // ends the timer that the last one to come has started
});
