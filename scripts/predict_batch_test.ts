import assert from "node:assert/strict";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { filesIn } from "../lib/dataset/test_clips.ts";
import { slowPackage, startTestServer, testPackage } from "../lib/serving/tests/test_server.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { makeNoiseClips } from "./test_noise_clips.ts";
import { runTask, taskCommand, type TaskResult, textOf } from "./test_task.ts";

const predict = (...args: string[]) => runTask("predict", args);

Deno.test("predict --url prints what the model itself says", async () => {
  const [clips, model] = [await makeNoiseClips(3), await testPackage()];
  await using server = await startTestServer({ model, tokens: ["open-sesame"] });
  const env = { PREDICT_URL: server.address, PREDICT_TOKEN: "open-sesame" };
  const [here, there, refused, both] = await Promise.all([
    predict("--model", model, "--json", clips),
    runTask("predict", ["--json", clips], env),
    predict("--url", server.address, clips),
    predict("--url", server.address, "--model", model, clips),
  ]);
  assert.equal(here.code, 0, here.err);
  assert.equal(there.out, here.out, there.err);
  assert.equal(refused.code, 1);
  assert.match(refused.err, /^Error: Cannot ask http.*: Wanted a valid token/);
  assert.equal(both.code, 2);
});

/** Signals a run, and all processes that it started, once it has added so many files to its journal. */
async function killAfter(
  lines: number,
  args: readonly string[],
  folder: string,
  signal: Deno.Signal = "SIGKILL",
): Promise<TaskResult> {
  const written = async () => {
    const journal = (await filesIn(folder)).find((name) => name.endsWith(".partial"));
    if (journal === undefined) return 0;
    return (await Deno.readTextFile(join(folder, journal))).split("\n").length - 1;
  };
  const before = await written();
  const child = taskCommand("predict", args, {}, { detached: true }).spawn();
  let isOver = false;
  const ended = child.output().finally(() => isOver = true);
  while (await written() < before + lines) {
    if (isOver) assert.fail(`it ended before it could be killed: ${textOf(await ended).err}`);
    await delay(20);
  }
  Deno.kill(-child.pid, signal);
  const result = await ended;
  assert.equal(result.success, false);
  return textOf(result);
}

Deno.test("predict --out that was killed or stopped goes on where it was, to the same file", async () => {
  const [clips, model] = [await makeNoiseClips(40), await slowPackage()];
  const folder = await makeTempDir();
  const argsFor = (name: string) => ["--model", model, "--frames", "--out", join(folder, name)];
  const undisturbed = await predict(...argsFor("undisturbed.parquet"), clips);
  assert.match(undisturbed.out, /^40 of 40 files predicted by slow: .*undisturbed\.parquet\n$/);
  const args = [...argsFor("said.parquet"), clips];
  await killAfter(3, args, folder);
  await killAfter(3, args, folder);
  const { code, err } = await killAfter(3, args, folder, "SIGINT");
  assert.equal(code, 130);
  assert.match(err, /\nStopped\. The same command goes on from here\.\n$/);
  assert.ok(!(await filesIn(folder)).includes("said.parquet"));
  const last = await predict(...args);
  assert.equal(last.code, 0, last.err);
  assert.deepEqual(
    await Deno.readFile(join(folder, "said.parquet")),
    await Deno.readFile(join(folder, "undisturbed.parquet")),
  );
  assert.deepEqual(await filesIn(folder), ["said.parquet", "undisturbed.parquet"]);
});

Deno.test("predict --shards in the pods of an Indexed Job gives the file of one machine, whoever is last", async () => {
  const [clips, model] = [await makeNoiseClips(5), await testPackage()];
  const folder = await makeTempDir();
  const [one, said] = [join(folder, "one.csv"), join(folder, "said.csv")];
  const argsFor = (out: string) => ["--model", model, "--out", out, clips];
  assert.equal((await predict(...argsFor(one))).code, 0);
  const pod = (index: string) =>
    runTask("predict", ["--shards", "3", ...argsFor(said)], { JOB_COMPLETION_INDEX: index });
  const first = await pod("2");
  assert.equal(first.code, 0, first.err);
  assert.equal(
    first.out,
    `1 of 1 files of this part predicted by three sounds. ${said} comes with the last part. To be done still: --shard 0/3, 1/3\n`,
  );
  for (const { code, err } of await Promise.all([pod("0"), pod("1")])) assert.equal(code, 0, err);
  assert.equal(await Deno.readTextFile(said), await Deno.readTextFile(one));
  assert.deepEqual(await filesIn(folder), [".said.csv.merged", "one.csv", "said.csv"]);
  assert.match((await pod("1")).out, /^5 of 5 files predicted by three sounds: .*said\.csv\n$/);
});

Deno.test("predict --out refuses what it cannot write, before any work", async () => {
  const calls = [["--out", "said.txt"], ["--out", "said.csv", "--json"]];
  const runs = calls.map((args) => predict("--model", "no/such", ...args, "a.wav"));
  for (const { code, err } of await Promise.all(runs)) {
    assert.equal(code, 2);
    assert.match(err, /^Error: .*--out/);
  }
});
