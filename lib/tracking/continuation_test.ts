import assert from "node:assert/strict";
import { readContinuation } from "./continuation.ts";

const read = (variables: Record<string, string>) => readContinuation((name) => variables[name]);

Deno.test("readContinuation() reads both variables; an empty one counts as unset", () => {
  const jobUid = "0b1f9f4c-5a3e-4a55-9d0c-6b1f0f6f3c11";
  assert.deepEqual(read({ MLFLOW_RUN_ID: "", JOB_UID: jobUid }), { runId: undefined, jobUid });
  assert.deepEqual(read({ MLFLOW_RUN_ID: "a1", JOB_UID: "" }), { runId: "a1", jobUid: undefined });
});

Deno.test("readContinuation() refuses what can be no uid", () => {
  for (const JOB_UID of ["x' OR tags.y = '1", "a b", "-", "a".repeat(64), "$(JOB_UID)"]) {
    assert.throws(() => read({ JOB_UID }), {
      name: "UsageError",
      message:
        /^Bad value for JOB_UID: wanted a uid of at most 63 letters, digits, "-", "_" and "\."/,
    });
  }
});
