import assert from "node:assert/strict";
import { join } from "node:path";
import { JOURNAL } from "../lib/dataset/creation/journal.ts";
import { openDataset } from "../lib/dataset/open_dataset.ts";
import { filesIn, makeFolder, tone } from "../lib/dataset/test_clips.ts";
import { runTask, taskCommand, textOf } from "./test_task.ts";

const run = (args: readonly string[], env?: Record<string, string>) =>
  runTask("dataset", args, env);

const newFolder = async () => join(await makeFolder({}), "out");
const lastLine = (text: string) => text.trimEnd().split("\n").at(-1);

Deno.test("dataset prints a table of classes and makes the dataset", async () => {
  const source = await makeFolder({
    "dog/a.wav": tone(1),
    "dog/b.wav": tone(2),
    "rain/a.wav": tone(3),
  });
  const out = await newFolder();
  const result = await run(["--source", source, "--out", out]);
  const { samples, dataHash } = await openDataset(out);
  assert.equal(result.code, 0, result.err);
  assert.equal(samples.length, 3);
  const rows = [
    "class  clips",
    "-----  -----",
    "dog        2",
    "rain       1",
    "all        3",
    "",
    "",
  ];
  assert.ok(result.out.startsWith(rows.join("\n")), result.out);
  assert.ok(result.out.trimEnd().endsWith(`0.3 s of audio, data hash ${dataHash}`));
});

Deno.test("dataset --json prints one document, also with what was skipped; variables stand for flags", async () => {
  const source = await makeFolder({ "dog/a.wav": tone(1), "dog/b.wav": "no audio" });
  const out = await newFolder();
  const env = { DATASET_SOURCE: source, DATASET_OUT: out, SKIP_BAD: "true" };
  const result = await run(["--json"], env);
  assert.equal(result.code, 0, result.err);
  const report = JSON.parse(result.out);
  assert.deepEqual([report.out, report.clips, report.classes], [out, 1, { dog: 1 }]);
  assert.deepEqual(report.skipped.map(({ file }: { file: string }) => file), ["dog/b.wav"]);
  assert.match(result.err, /\nSkipped dog\/b.wav: Cannot decode/);
});

Deno.test("dataset stops at a bad clip with its name and exit code 1", async () => {
  const source = await makeFolder({ "dog/a.wav": tone(1).subarray(0, 44) });
  const out = await newFolder();
  const { code, err } = await run(["--source", source, "--out", out]);
  assert.equal(code, 1);
  assert.match(
    lastLine(err) ?? "",
    /^Error: Cannot read dog\/a.wav: .* \(--skip-bad leaves such clips out\)$/,
  );
  assert.deepEqual(await filesIn(out), [`${JOURNAL}/0-of-1.jsonl`]);
});

Deno.test("dataset refuses wrong words with exit code 2, and data that is not there with 1", async () => {
  const source = await makeFolder({ "dog/a.wav": tone(1), "rain/a.wav": tone(2) });
  const used = await makeFolder({ "thesis.txt": "" });
  const out = await newFolder();
  const cases: [args: string[], code: number, message: RegExp][] = [
    [["--out", out], 2, /Bad value for --source: wanted a source; nothing was given/],
    [
      ["--source", source, "--out", out, "--limit", "0"],
      2,
      /--limit: wanted a whole number from 1; got "0"/,
    ],
    [["--source", source, "--out", out, "--clases", "dog"], 2, /unknown option '--clases'/],
    [
      ["--source", source, "--out", out, "--classes", "dog,cat"],
      1,
      /no class "cat"; there are: dog, rain/,
    ],
    [["--source", `${source}/nothing`, "--out", out], 1, /there is no such file or folder/],
    [
      ["--source", source, "--out", used],
      1,
      /wanted an empty or new folder, but it holds thesis.txt/,
    ],
  ];
  await Promise.all(cases.map(async ([args, code, message]) => {
    const result = await run(args);
    assert.equal(result.code, code, result.err);
    assert.match(result.err, message);
    assert.equal(result.out, "");
  }));
  await assert.rejects(Deno.stat(out), Deno.errors.NotFound);
  assert.deepEqual(await filesIn(used), ["thesis.txt"]);
});

Deno.test("dataset says of an earlier run what it kept, and of parts which are to be made still", async () => {
  const source = await makeFolder({
    "dog/a.wav": tone(1),
    "dog/b.wav": tone(2),
    "rain/a.wav": tone(3),
  });
  const out = await newFolder();
  const args = ["--source", source, "--out", out];
  const first = await run([...args, "--shard", "1/2", "--name", "pets"]);
  assert.equal(first.code, 0, first.err);
  assert.equal(
    lastLine(first.err),
    `${out} is no dataset yet: parts to be made still: --shard 0/2`,
  );
  assert.match(first.out, /^pets: 0\.\d s of audio$/m);

  const second = await run([...args, "--shards", "2"], { JOB_COMPLETION_INDEX: "0" });
  assert.equal(second.code, 0, second.err);
  assert.equal(lastLine(second.err), `Dataset: ${out}`);

  await Deno.remove(join(source, "dog/b.wav"));
  await Deno.writeFile(join(source, "rain/a.wav"), tone(4, 8_000));
  const third = await run(args);
  assert.match(third.err, /^Of an earlier run: 1 clip kept, 1 made anew, 1 removed$/m);
  assert.equal((await openDataset(out)).samples.length, 2);
});

Deno.test("dataset told to stop ends in order with the signal's exit code, and goes on from there", async () => {
  const out = await newFolder();
  const args = ["--source", "generated", "--out", out, "--json"];
  const child = taskCommand("dataset", args, {}, { detached: true }).spawn();
  const ended = child.output();
  await untilStored(out, 10);
  Deno.kill(-child.pid, "SIGINT"); // as Ctrl-C: the whole group
  const { code, out: printed, err } = textOf(await ended);
  assert.equal(code, 130, err);
  assert.equal(printed, "");
  assert.match(err, /\nStopping\n[^]*\nStopped\. The same command goes on from here\.\n$/);
  assert.deepEqual((await filesIn(out)).filter((file) => /tmp|manifest/.test(file)), []);
  const { reused, clips } = JSON.parse((await run(args)).out);
  assert.ok(reused >= 10 && reused < 320, `${reused} clips were there`);
  assert.equal(clips, 320);
});

/** Waits until so many clips stand in the journal. */
async function untilStored(folder: string, clips: number): Promise<void> {
  for (;;) {
    const journal = await Deno.readTextFile(join(folder, JOURNAL, "0-of-1.jsonl")).catch(() => "");
    if (journal.split("\n").length > clips + 1) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
