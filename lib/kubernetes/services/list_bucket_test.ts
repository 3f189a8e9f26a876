import assert from "node:assert/strict";
import { parseListing } from "./list_bucket.ts";

Deno.test("parseListing() finds the objects, odd names among them, and no folders", () => {
  const text = `/data/mlflow-artifacts:
1

/data/mlflow-artifacts/1/run/artifacts/model:
MLmodel
a file: with odd name

/data/mlflow-artifacts/1/run/artifacts/model/MLmodel:
xl.meta

/data/mlflow-artifacts/1/run/artifacts/model/a file: with odd name:
3e7c1f0a
xl.meta
`;
  assert.deepEqual(parseListing(text, "/data/mlflow-artifacts"), [
    "1/run/artifacts/model/MLmodel",
    "1/run/artifacts/model/a file: with odd name",
  ]);
});
