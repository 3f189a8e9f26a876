import assert from "node:assert/strict";
import { join } from "node:path";
import { z } from "zod";
import { contentOf } from "../lib/dataset/creation/test_content.ts";
import { Random } from "../lib/dataset/random.ts";
import { sha256 } from "../lib/storage/sha256.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { argsFor, runAndKill } from "./test_kill_dataset.ts";
import { runTask, type TaskResult } from "./test_task.ts";

const KILLS = 20;
/** One for each dataset that is made. */
const SEEDS = [20, 21];
const CLIPS = 120;

const Report = z.object({ dataHash: z.string(), clips: z.literal(CLIPS) });
const Samples = z.object({
  samples: z.array(z.object({ filepath: z.string(), sha256: z.string() })),
});

Deno.test(`dataset killed at ${KILLS} random moments and run again is what it is undisturbed`, async () => {
  const undisturbed = await newOut();
  const [first, ...ends] = await Promise.all([
    runTask("dataset", argsFor(undisturbed, CLIPS)),
    ...SEEDS.map(killAndEnd),
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

/** Makes a dataset in runs that are killed but for the last. */
async function killAndEnd(seed: number) {
  const out = await newOut();
  const atWork = await runAndKill({
    out,
    clips: CLIPS,
    kills: KILLS / SEEDS.length,
    random: new Random(seed),
    onKilled: () => checkManifest(out),
  });
  return { out, last: await runTask("dataset", argsFor(out, CLIPS)), atWork };
}

/** Where there is a manifest, all that it names is there. */
async function checkManifest(out: string): Promise<void> {
  const text = await Deno.readTextFile(join(out, "manifest.json")).catch(() => undefined);
  if (text === undefined) return;
  for (const { filepath, sha256: wanted } of Samples.parse(JSON.parse(text)).samples) {
    assert.equal(sha256(await Deno.readFile(join(out, filepath))), wanted, filepath);
  }
}
