import assert from "node:assert/strict";
import { join } from "node:path";
import { definePythonTest } from "../lib/python/test_peer.ts";
import { testPackage } from "../lib/serving/tests/test_server.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { textOfRun } from "./notebook_test_tools.ts";

const PROTOCOLS = ["/predict", "MLflow", "KServe V1", "Open Inference V2, JSON", "V2, binary"];

/** What the notebook shows, with few clips and requests. */
async function run(env: Record<string, string>): Promise<string> {
  const folder = await makeTempDir();
  return await textOfRun("04_serve.ipynb", {
    DATASET_SOURCE: "generated",
    DATASET_LIMIT: "2",
    DATASET_OUT: join(folder, "dataset"),
    MODEL_OUT: join(folder, "model"),
    YAMNET_KIT_CACHE: join(folder, "cache"),
    YAMNET_KIT_ASSETS: "",
    MLFLOW_TRACKING_URI: join(folder, "mlruns"),
    LOAD_REQUESTS: "4",
    ...env,
  });
}

/** Every protocol gave the numbers that `/predict` gave, the stream ended, and the load was drawn. */
function assertServed(text: string): void {
  const rows = text.split("\n").filter((line) => / {2}0\.000000$/.test(line));
  assert.equal(rows.length, PROTOCOLS.length, text);
  for (const [index, name] of PROTOCOLS.entries()) assert.ok(rows[index]?.includes(name), name);
  assert.match(text, /^class, in all of it +probability\n.+\n\w.* {2}[01]\.\d{4}$/m);
  assert.match(text, /^a text +422 +Cannot decode audio/m);
  assert.match(text, /Figure: Latency under load\n {2}half within, 6 points/);
  assert.match(text, /route="\/predict",code="200" +\d+/);
}

definePythonTest(
  "04_serve.ipynb serves with nothing at hand, and a model of yours with a token",
  [],
  async () => {
    const [withNothing, withModel] = await Promise.all([
      run({}),
      run({ MODEL_URI: await testPackage(), SERVE_TOKENS: "open-sesame", SERVE_WORKERS: "1" }),
    ]);
    assertServed(withNothing);
    assert.match(withNothing, /YAMNet's weights are not on this machine: this is the log-mel/);
    assertServed(withModel);
    assert.match(withModel, /^Model +three sounds$/m);
  },
);
