import assert from "node:assert/strict";
import { runNote } from "./run_note.ts";

const run = { experimentId: "12", runId: "ab" };

Deno.test("runNote() gives a run's page on its server, without the password in the URI", () => {
  assert.equal(
    runNote("https://me:secret@mlflow.example/base/", run),
    "In MLflow: https://mlflow.example/base/#/experiments/12/runs/ab",
  );
});

Deno.test("runNote() tells how to open a file store", () => {
  assert.match(
    runNote("mlruns", run),
    /`MLFLOW_ALLOW_FILE_STORE=true mlflow ui --backend-store-uri mlruns` .* http:\/\/127\.0\.0\.1:5000\/#\/experiments\/12\/runs\/ab$/,
  );
});
