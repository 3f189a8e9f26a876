/**
 * Says how two versions of a dataset differ, clip by clip, from their manifests: what was added, removed and
 * renamed (the same audio and labels under another id), and what has other audio, labels, folds or splits.
 *
 *   deno task dataset:diff out/yard s3://datasets/yard
 *   deno task dataset:diff out/before out/after --json
 *
 * As diff does, it ends with exit code 0 where they are the same and with 1 where they differ.
 */
import { UsageError } from "../lib/cli/exit.ts";
import { jsonFlag } from "../lib/cli/flags.ts";
import { parseCommand } from "../lib/cli/parse_command.ts";
import { print } from "../lib/cli/print.ts";
import { runScript } from "../lib/cli/run_script.ts";
import { readStoredDataset } from "../lib/dataset/stored/stored_dataset.ts";
import { diffDatasets } from "../lib/dataset/summary/dataset_diff.ts";
import { diffText } from "../lib/dataset/summary/diff_text.ts";

async function main(): Promise<void> {
  const { positional, json } = parseCommand({
    name: "dataset:diff",
    summary: "Says how two datasets differ; exit code 1 where they do.",
    examples: ["deno task dataset:diff out/before out/after"],
    positional: { name: "URI", description: "Two datasets' folders, here or at s3://" },
    flags: { json: jsonFlag },
  });
  const [before, after, ...others] = positional;
  if (before === undefined || after === undefined || others.length > 0) {
    throw new UsageError(`Wanted two datasets; got ${positional.length}`);
  }
  const diff = diffDatasets(await readStoredDataset(before), await readStoredDataset(after));
  print(json ? JSON.stringify(diff, null, 2) : diffText(diff));
  if (!diff.isSame) throw new Error("The datasets differ");
}

await runScript(main);
