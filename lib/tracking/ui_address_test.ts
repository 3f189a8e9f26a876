import assert from "node:assert/strict";
import { runAddress, runPlace, versionAddress } from "./ui_address.ts";

const RUN = { experimentId: "1", runId: "0123" };

Deno.test("runAddress() and versionAddress() are pages of the server, without its password", () => {
  const server = "https://ada:secret@mlflow.example/base/";
  assert.equal(
    runAddress(server, RUN),
    "https://mlflow.example/base/#/experiments/1/runs/0123?workflowType=machine_learning",
  );
  assert.equal(
    versionAddress(server, { name: "my yard", version: "3" }),
    "https://mlflow.example/base/#/models/my%20yard/versions/3?workflowType=machine_learning",
  );
});

Deno.test("runAddress() is none in a file store", () => {
  assert.equal(runAddress("mlruns", RUN), undefined);
  assert.equal(runAddress("file:///data/mlruns", RUN), undefined);
});

Deno.test("runPlace() is the run's page, or its folder", () => {
  assert.equal(runPlace("http://mlflow:5000", RUN), runAddress("http://mlflow:5000", RUN));
  assert.match(runPlace("file:///data/mlruns", RUN), /^\/data\/mlruns\/1\/0123 \(.*deno task push/);
});
