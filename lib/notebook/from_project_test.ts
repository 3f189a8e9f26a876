import assert from "node:assert/strict";
import { resolve } from "node:path";
import { fromProject, sourceFromProject } from "./from_project.ts";

Deno.test("fromProject() starts at the project's folder, wherever the kernel is", () => {
  assert.equal(fromProject("out/model"), resolve(import.meta.dirname ?? ".", "../../out/model"));
});

Deno.test("fromProject() leaves absolute paths and addresses as they are", () => {
  assert.equal(fromProject("/data/clips"), resolve("/data/clips"));
  assert.equal(fromProject("s3://bucket/manifest.json"), "s3://bucket/manifest.json");
});

Deno.test("fromProject() takes file: URIs as MLFLOW_TRACKING_URI may have them", () => {
  assert.equal(fromProject("file:my%20runs"), fromProject("my runs"));
  assert.equal(fromProject("file:/data/mlruns"), "file:/data/mlruns");
  assert.equal(fromProject("file:///data/mlruns"), "file:///data/mlruns");
});

Deno.test("sourceFromProject() leaves a source's name as it is, and takes a folder from the project", () => {
  assert.equal(sourceFromProject("generated"), "generated");
  assert.equal(sourceFromProject("esc10"), "esc10");
  assert.equal(sourceFromProject("clips"), fromProject("clips"));
});
