import assert from "node:assert/strict";
import { mlflowSettings } from "./mlflow_settings.ts";

const settings = (variables: Record<string, string>) => mlflowSettings((name) => variables[name]);

Deno.test("mlflowSettings() has the defaults of MLflow's own client", () => {
  assert.deepEqual(settings({ MLFLOW_TRACKING_TOKEN: "" }), {
    authorization: undefined,
    insecureTls: false,
    timeoutSeconds: 120,
    maxRetries: 7,
    backoffSeconds: 2,
    jitterSeconds: 1,
    heedsRetryAfter: true,
  });
});

Deno.test("mlflowSettings() reads MLflow's variables", () => {
  const read = settings({
    MLFLOW_HTTP_REQUEST_MAX_RETRIES: "0",
    MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR: "3",
    MLFLOW_HTTP_REQUEST_BACKOFF_JITTER: "0.5",
    MLFLOW_HTTP_REQUEST_TIMEOUT: "5",
    MLFLOW_HTTP_RESPECT_RETRY_AFTER_HEADER: "False",
    MLFLOW_TRACKING_INSECURE_TLS: "1",
  });
  const { authorization: _, ...rest } = read;
  assert.deepEqual(rest, {
    insecureTls: true,
    timeoutSeconds: 5,
    maxRetries: 0,
    backoffSeconds: 3,
    jitterSeconds: 0.5,
    heedsRetryAfter: false,
  });
});

Deno.test("mlflowSettings() takes a user with a password before a token, in UTF-8", () => {
  const user = { MLFLOW_TRACKING_USERNAME: "ada", MLFLOW_TRACKING_PASSWORD: "pässwörd" };
  const token = { MLFLOW_TRACKING_TOKEN: "t0k" };
  assert.equal(settings({ ...user, ...token }).authorization, "Basic YWRhOnDDpHNzd8O2cmQ=");
  assert.equal(settings(token).authorization, "Bearer t0k");
  assert.equal(settings({ MLFLOW_TRACKING_TOKEN: "t0k\n" }).authorization, "Bearer t0k");
  assert.equal(settings({ MLFLOW_TRACKING_USERNAME: "ada" }).authorization, undefined);
});

Deno.test("mlflowSettings() refuses a bad value by its name", () => {
  for (
    const [name, value] of [
      ["MLFLOW_HTTP_REQUEST_MAX_RETRIES", "11"],
      ["MLFLOW_HTTP_REQUEST_MAX_RETRIES", "many"],
      ["MLFLOW_HTTP_REQUEST_TIMEOUT", "0"],
      ["MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR", "-1"],
      ["MLFLOW_TRACKING_INSECURE_TLS", "perhaps"],
      ["MLFLOW_TRACKING_TOKEN", "two\nlines"],
    ] as const
  ) {
    assert.throws(() => settings({ [name]: value }), {
      name: "UsageError",
      message: new RegExp(`^Bad value for ${name}: (?!.*lines)`),
    });
  }
});
