import assert from "node:assert/strict";
import { smallDataset } from "../model/test_parts.ts";
import { inputTags } from "./input_tags.ts";

Deno.test("inputTags() names the data, and the code where it is known, also in MLflow's own words", () => {
  const dataset = smallDataset();
  assert.deepEqual(inputTags(dataset, {}), { data_hash: dataset.dataHash });
  assert.deepEqual(inputTags(dataset, { gitSha: "e1a7fbd", imageDigest: "sha256:00" }), {
    data_hash: dataset.dataHash,
    git_sha: "e1a7fbd",
    "mlflow.source.git.commit": "e1a7fbd",
    image_digest: "sha256:00",
  });
});
