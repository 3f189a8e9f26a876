import assert from "node:assert/strict";
import { join } from "node:path";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { fileTracker } from "../lib/tracking/files/file_tracker.ts";
import { runTask } from "./test_task.ts";

/** Nothing listens there. */
const NO_SERVER = ["--to", "http://ada:secret@127.0.0.1:2"];

async function makeStore(): Promise<string> {
  const root = join(await makeTempDir(), "mlruns");
  await (await fileTracker(root).startRun({ experiment: "sounds", name: "run" })).end("FINISHED");
  return root;
}

Deno.test("push wants a server, runs, and flags that go together", async () => {
  const root = await makeStore();
  const cases: [string[], RegExp][] = [
    [
      [],
      /^Error: Bad value for --to: wanted an MLflow server's address such as .*; nothing was given$/m,
    ],
    [
      ["--to", "postgresql://ada:secret@db/x"],
      /^Error: Cannot use the tracking URI .*: wanted the address/m,
    ],
    [[...NO_SERVER, "--alias", "champion"], /^Error: Wanted --register with --alias/m],
    [[...NO_SERVER, "0123"], /^Error: .*mlruns has no run 0123$/m],
    [
      [...NO_SERVER, "--experiment", "x"],
      /^Error: Wanted runs .* its experiments with runs: sounds$/m,
    ],
  ];
  for (const [args, message] of cases) {
    const { code, out, err } = await runTask("push", ["--from", root, ...args]);
    assert.deepEqual([code, out], [2, ""], err);
    assert.match(err, message);
    assert.doesNotMatch(err, /secret/);
  }
});

Deno.test("push without its server, or without a folder, fails in one line", async () => {
  const root = await makeStore();
  const env = { MLFLOW_HTTP_REQUEST_MAX_RETRIES: "0" };
  const away = await runTask("push", ["--from", root, ...NO_SERVER], env);
  assert.equal(away.code, 1);
  assert.match(
    away.err,
    /^Error: MLflow at http:\/\/127\.0\.0\.1:2 cannot be reached: nothing listens/m,
  );
  const nothing = await runTask("push", ["--from", `${root}-gone`, ...NO_SERVER], env);
  assert.equal(nothing.code, 1);
  assert.match(
    nothing.err,
    /^Error: Cannot read runs from .*mlruns-gone: there is no such folder$/m,
  );
  assert.doesNotMatch(away.err + nothing.err, /secret|\n {4}at /);
});
