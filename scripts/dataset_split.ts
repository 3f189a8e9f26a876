/**
 * Divides a standard dataset anew, by recording and with the labels' shares kept: into train, validation and
 * test, into folds for cross-validation, or into both (what is kept for testing then gets no fold).
 *
 *   deno task dataset:split out/yard --splits 80/10/10        # train/validation/test
 *   deno task dataset:split out/yard --splits 80/20 --folds 5  # test, and folds of the rest
 *   deno task dataset:split s3://datasets/yard --folds 5 --seed 7 --out s3://datasets/yard7
 *
 * It writes the manifests in their place, or with --out a copy of the dataset, without its report. The data hash
 * stays, as the audio and the labels do.
 */
import { z } from "zod";
import { UsageError } from "../lib/cli/exit.ts";
import { jsonFlag } from "../lib/cli/flags.ts";
import { flag, parseCommand } from "../lib/cli/parse_command.ts";
import { print, printNote } from "../lib/cli/print.ts";
import { progressBar } from "../lib/cli/progress.ts";
import { runScript } from "../lib/cli/run_script.ts";
import { onlyPlace } from "../lib/cli/only_place.ts";
import { splitFlags } from "../lib/dataset/splits/split_flags.ts";
import { splitSamples } from "../lib/dataset/splits/split_samples.ts";
import { copyClips } from "../lib/dataset/stored/copy_clips.ts";
import { datasetFlag, datasetWord } from "../lib/dataset/stored/dataset_argument.ts";
import { readStoredDataset, type StoredDataset } from "../lib/dataset/stored/stored_dataset.ts";
import { writeManifests } from "../lib/dataset/manifest/write_manifests.ts";
import { summarizeDataset } from "../lib/dataset/summary/dataset_summary.ts";
import { summaryText } from "../lib/dataset/summary/summary_text.ts";
import { openStore } from "../lib/storage/open_store.ts";
import type { Store } from "../lib/storage/store.ts";

async function main(): Promise<void> {
  const { positional, dataset: named, out, folds, splits, seed, json } = parseCommand({
    name: "dataset:split",
    summary: "Divides a standard dataset anew, by recording.",
    examples: [
      "deno task dataset:split out/yard --splits 80/10/10",
      "deno task dataset:split out/yard --splits 80/20 --folds 5 --out out/yard5",
    ],
    positional: datasetWord,
    flags: {
      dataset: datasetFlag,
      out: flag(z.string().optional(), {
        value: "URI",
        description: "Where a copy goes; by default the dataset's own manifests are written anew",
        env: ["DATASET_OUT"],
      }),
      ...splitFlags,
      json: jsonFlag,
    },
  });
  if (folds === undefined && splits === undefined) {
    throw new UsageError("Wanted --splits, --folds or both; nothing was given");
  }
  const uri = onlyPlace(positional, named, "a dataset");
  const dataset = await readStoredDataset(uri);
  const samples = splitSamples(dataset.manifest.samples, dataset.clips, { folds, splits, seed });
  const store = out === undefined ? dataset.store : await openStore(out);
  if (out !== undefined) await copy(dataset, store);
  await writeManifests(store, { ...dataset.manifest, samples });
  const summary = summarizeDataset(await readStoredDataset(out ?? uri));
  print(json ? JSON.stringify(summary, null, 2) : summaryText(summary));
  printNote(`Dataset: ${store.name}`);
  if (out === undefined && await store.stat("report.html")) {
    printNote(
      `Its report.html tells of the division before. deno task dataset:validate ${uri} --report ${store.name} writes it anew`,
    );
  }
}

async function copy(dataset: StoredDataset, store: Store): Promise<void> {
  using bar = progressBar("Copying", "clips");
  await copyClips(dataset, store, bar.update);
}

await runScript(main);
