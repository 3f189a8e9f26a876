import assert from "node:assert/strict";
import { join } from "node:path";
import { z } from "zod";
import { contentOf } from "../lib/dataset/creation/test_content.ts";
import { Random } from "../lib/dataset/random.ts";
import { sha256 } from "../lib/storage/sha256.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { killMoments, runAndKill } from "./test_kill_dataset.ts";
import { runTask, type TaskResult } from "./test_task.ts";

const KILLS = 20;
/** Each dataset is killed so many times, then left to end. */
const KILLS_EACH = 10;
const SEED = 20;
const CLIPS = 80;

const Report = z.object({ dataHash: z.string(), clips: z.literal(CLIPS) });
const Samples = z.object({
  samples: z.array(z.object({ filepath: z.string(), sha256: z.string() })),
});

const argsFor = (out: string) => [
  ...["--source", "generated", "--limit", String(CLIPS / 10)],
  ...["--out", out, "--json"],
];

Deno.test(`dataset killed at ${KILLS} random moments and run again is what it is undisturbed`, async () => {
  const undisturbed = await newOut();
  const random = new Random(SEED);
  const moments = Array.from(
    { length: KILLS / KILLS_EACH },
    () => killMoments(random, KILLS_EACH, CLIPS),
  );
  const [first, ...ends] = await Promise.all([
    runTask("dataset", argsFor(undisturbed)),
    ...moments.map(killAndEnd),
  ]);
  const content = await contentOf(undisturbed);
  let unfinished = 0;
  for (const { out, last, atWork } of ends) {
    assert.equal(hashOf(last), hashOf(first));
    assert.deepEqual(await contentOf(out), content);
    unfinished += atWork;
  }
  assert.ok(unfinished >= 0.8 * KILLS, `only ${unfinished} of ${KILLS} runs were killed at work`);
});

const newOut = async () => join(await makeTempDir(), "out");

function hashOf({ code, out, err }: TaskResult): string {
  assert.equal(code, 0, err);
  return Report.parse(JSON.parse(out)).dataHash;
}

/** Makes a dataset that is killed at each of these moments. @returns How often it was at work. */
async function killAndEnd(moments: readonly number[]) {
  const out = await newOut();
  const args = argsFor(out);
  let atWork = 0;
  for (const clips of moments) {
    if (await runAndKill({ args, env: {}, out }, clips)) atWork++;
    await checkManifest(out);
  }
  return { out, last: await runTask("dataset", args), atWork };
}

/** Where there is a manifest, all that it names is there. */
async function checkManifest(out: string): Promise<void> {
  const text = await Deno.readTextFile(join(out, "manifest.json")).catch(() => undefined);
  if (text === undefined) return;
  for (const { filepath, sha256: wanted } of Samples.parse(JSON.parse(text)).samples) {
    assert.equal(sha256(await Deno.readFile(join(out, filepath))), wanted, filepath);
  }
}
