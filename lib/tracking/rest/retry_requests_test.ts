import assert from "node:assert/strict";
import { MlflowError, MlflowUnavailable } from "./mlflow_error.ts";
import { mlflowSettings } from "./mlflow_settings.ts";
import { retryNote, retryRequests, waitSeconds } from "./retry_requests.ts";

const unset = () => undefined;
const steady = { ...mlflowSettings(unset), jitterSeconds: 0 };
const quick = { ...steady, backoffSeconds: 0, maxRetries: 3 };

Deno.test("waitSeconds() waits as long as MLflow's client: four minutes in all by its defaults", () => {
  const waits = [1, 2, 3, 4, 5, 6, 7].map((failures) => waitSeconds(failures, steady));
  assert.deepEqual(waits, [0, 4, 8, 16, 32, 64, 120]);
});

Deno.test("waitSeconds() adds a little by chance, from the second failure on", () => {
  const wait = waitSeconds(2, { ...steady, jitterSeconds: 1 });
  assert.ok(wait > 4 && wait < 5);
  assert.equal(waitSeconds(1, { ...steady, jitterSeconds: 1 }), 0);
});

Deno.test("waitSeconds() does what Retry-After says, unless it shall not, up to six hours", () => {
  assert.equal(waitSeconds(1, steady, 7), 7);
  assert.equal(waitSeconds(5, steady, 7), 7);
  assert.equal(waitSeconds(5, { ...steady, heedsRetryAfter: false }, 7), 32);
  assert.equal(waitSeconds(1, steady, 1e9), 21_600);
});

Deno.test("retryNote() tells of the second failure, and of a long wait that the server asks for", () => {
  const note = (failures: number, retryAfterSeconds?: number, patience = steady) =>
    retryNote(new MlflowUnavailable("Busy", { retryAfterSeconds }), failures, patience);
  assert.deepEqual([1, 2, 3].map((failures) => note(failures)), [
    undefined,
    "Busy. It is tried again for up to 4 minutes (MLFLOW_HTTP_REQUEST_MAX_RETRIES).",
    undefined,
  ]);
  assert.equal(note(1, 9), undefined);
  assert.equal(note(1, 3600), "Busy. It is asked again in 3600 seconds.");
  assert.equal(note(1, 3600, { ...steady, heedsRetryAfter: false }), undefined);
});

Deno.test("retryRequests() repeats what may pass, and tells the attempt", async () => {
  const attempts: number[] = [];
  const result = await retryRequests(quick, (attempt) => {
    attempts.push(attempt);
    if (attempt < 3) throw new MlflowUnavailable("MLflow at http://h answered 503");
    return Promise.resolve("done");
  });
  assert.equal(result, "done");
  assert.deepEqual(attempts, [1, 2, 3]);
});

Deno.test("retryRequests() gives up after the last retry with what it was told last", async () => {
  let attempts = 0;
  const failing = retryRequests(quick, () => {
    throw new MlflowUnavailable(`failure ${++attempts}`);
  });
  await assert.rejects(failing, { name: "MlflowUnavailable", message: "failure 4" });
});

Deno.test("retryRequests() repeats neither refusals nor mistakes", async () => {
  for (const error of [new MlflowError("no", 400), new TypeError("mistake")]) {
    let attempts = 0;
    const failing = retryRequests(quick, () => {
      attempts += 1;
      throw error;
    });
    await assert.rejects(failing, error);
    assert.equal(attempts, 1);
  }
});
