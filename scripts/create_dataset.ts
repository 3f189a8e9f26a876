/**
 * Makes a standard dataset, 16 kHz mono WAV files and a manifest, from recordings of any kind.
 *
 *   deno task dataset --source esc10 --out out/esc10            # from the assets folder or ESC-50's address
 *   deno task dataset --source my_clips --out out/mine           # a folder of label/file.wav
 *   deno task dataset --source real_audio_dataset/metadata.json --out out/dogs
 *   deno task dataset --source s3://recordings/2026/clips.parquet --out out/yard --columns path=key
 *   deno task dataset --source https://github.com/karolpiczak/ESC-50/archive/master.zip --out out/esc50
 *   deno task dataset --source ESC-50-master.zip --out out/pets --classes dog,cat --limit 20
 *   DATASET_SOURCE=postgresql://me:password@host/sounds deno task dataset --table clips --out out/table
 *   deno task dataset --source generated --out out/generated     # needs no recordings
 *   deno task dataset --source s3://recordings/2026 --out s3://datasets/2026 --shard 0/4   # and 1/4, 2/4, 3/4
 *   deno task dataset --source my_clips --out out/mine --splits 80/10/10 --strict   # fails where a check finds something
 *   deno task dataset --source my_clips --out out/seconds --duration 0.96 --windows --float --normalise peak
 *
 * Interrupted and started again with the same words, it goes on where it was. Of a source that has changed
 * since, it makes only what has. What checks find (silent clips, copies, misspelt labels, recordings on two
 * sides of a split …) stands in report.html beside the manifest.
 */
import { z } from "zod";
import {
  commaList,
  databaseFlag,
  datasetFlags,
  jsonFlag,
  tableFlags,
  wholeNumber,
} from "../lib/cli/flags.ts";
import { flag, type FlagValues, parseCommand } from "../lib/cli/parse_command.ts";
import { print, printNote } from "../lib/cli/print.ts";
import { progressBar } from "../lib/cli/progress.ts";
import { runScript } from "../lib/cli/run_script.ts";
import { stopInOrder } from "../lib/cli/stop_in_order.ts";
import { table } from "../lib/cli/table.ts";
import { openDatabase } from "../lib/database/database.ts";
import { recordSamples } from "../lib/database/record_samples.ts";
import { counted, type Finding } from "../lib/dataset/checks/finding.ts";
import { findingsText } from "../lib/dataset/checks/findings_text.ts";
import { createDataset } from "../lib/dataset/create_dataset.ts";
import { audioFlags, chooseStandardAudio } from "../lib/dataset/creation/audio_flags.ts";
import { BadClipError } from "../lib/dataset/creation/bad_clip_error.ts";
import type { CreateReport } from "../lib/dataset/creation/create_report.ts";
import { chooseShard, shardFlags } from "../lib/dataset/creation/shard_flags.ts";
import type { Shard } from "../lib/dataset/creation/shard.ts";
import { openedSamples } from "../lib/dataset/creation/stored_samples.ts";
import { readLabelNames } from "../lib/dataset/manifest/label_names.ts";
import { openSource } from "../lib/dataset/sources/open_source.ts";
import { splitFlags } from "../lib/dataset/splits/split_flags.ts";
import type { StandardAudio } from "../lib/dataset/standard_audio.ts";
import { readStoredDataset } from "../lib/dataset/stored/stored_dataset.ts";
import { summarizeDataset } from "../lib/dataset/summary/dataset_summary.ts";
import { divisionText, durationText } from "../lib/dataset/summary/summary_text.ts";
import { checkDataset } from "../lib/exploration/check_dataset.ts";
import { checkFlags } from "../lib/exploration/check_flags.ts";
import { writeDatasetReport } from "../lib/exploration/write_dataset_report.ts";

const FLAGS = {
  source: flag(z.string("wanted a source"), {
    value: "URI",
    description:
      "Folder, manifest (JSON, CSV or Parquet) or ESC-50's archive (.zip), here, at s3:// or https://; a database (postgresql://…); esc10, esc50 or generated",
    env: ["DATASET_SOURCE"],
  }),
  out: flag(z.string("wanted a folder"), {
    value: "URI",
    description:
      "Folder of the dataset, here or at s3://bucket/folder: new, or one that this command began",
    env: ["DATASET_OUT"],
  }),
  name: flag(z.string().optional(), {
    value: "NAME",
    description: "What the dataset is called; by default as the source",
    env: ["DATASET_NAME"],
  }),
  classes: flag(commaList.optional(), {
    value: "LABELS",
    description: "Only these classes: dog,rain (one with a comma in its name cannot be given)",
    env: ["DATASET_CLASSES"],
  }),
  esc10: flag(z.boolean("wanted true or false").default(false), {
    description: "Of ESC-50, only the 400 clips of ESC-10 (CC BY; the rest is CC BY-NC)",
    env: ["DATASET_ESC10"],
  }),
  limit: flag(wholeNumber(1).optional(), {
    value: "N",
    description: "At most N clips of each class, evenly from all folds",
    env: ["DATASET_LIMIT"],
  }),
  skipBad: flag(z.boolean("wanted true or false").default(false), {
    description: "Leave out clips that cannot be read, instead of stopping at the first",
    env: ["SKIP_BAD"],
  }),
  ...audioFlags,
  ...shardFlags(
    "DATASET",
    "Make only part I of N, from 0/N; the last part to be made finishes the dataset",
  ),
  ...splitFlags,
  ...checkFlags,
  dataBaseDir: datasetFlags.dataBaseDir,
  ...tableFlags,
  databaseUrl: databaseFlag,
  json: jsonFlag,
} as const;

async function main(): Promise<void> {
  const options = parseCommand({
    name: "dataset",
    summary: "Makes a standard dataset from recordings.",
    examples: [
      "deno task dataset --source esc10 --out out/esc10",
      "deno task dataset --source my_clips --out out/mine --skip-bad",
    ],
    flags: FLAGS,
  });
  const { databaseUrl } = options;
  const part = { shard: chooseShard(options), standardAudio: chooseStandardAudio(options) };
  const database = databaseUrl ? await openDatabase(databaseUrl) : undefined;
  const report = await create({ ...options, ...part });
  const { samples, ...facts } = report;
  const { name, dataHash } = facts;
  if (database && dataHash !== undefined) {
    await recordSamples(database, { name, dataHash, samples: openedSamples(samples) });
  }
  for (const { file, reason } of report.skipped) printNote(`Skipped ${file}: ${reason}`);
  const findings = dataHash === undefined ? undefined : await check(report, options);
  if (options.json) print(JSON.stringify({ out: options.out, ...facts, findings }, null, 2));
  else printReport(report);
  if (findings) printNote(`\n${findingsText(findings)}\n`);
  printNote(whatIsThere(report, options.out));
  if (options.strict && findings && findings.length > 0) {
    throw new Error(`${counted(findings.length, "finding")}, and --strict; the dataset is made`);
  }
}

async function create(
  options: FlagValues<typeof FLAGS> & { shard: Shard | undefined; standardAudio: StandardAudio },
): Promise<CreateReport> {
  const source = await open(options);
  using bar = progressBar("Storing", "clips");
  using stop = stopInOrder();
  try {
    const { folds, splits, seed } = options;
    const split = folds === undefined && splits === undefined ? undefined : { folds, splits, seed };
    return await createDataset(source, options.out, {
      ...options,
      split,
      onProgress: bar.update,
      signal: stop.signal,
    });
  } catch (error) {
    if (error instanceof BadClipError) error.message += " (--skip-bad leaves such clips out)";
    throw error;
  }
}

/** Looks through the whole dataset and writes the reports beside its manifest. */
async function check(
  { skipped }: CreateReport,
  { out, nearDuplicates }: FlagValues<typeof FLAGS>,
): Promise<Finding[]> {
  const dataset = await readStoredDataset(out);
  using bar = progressBar("Embedding", "clips");
  const onEmbedded = bar.update;
  const found = await checkDataset(out, dataset, {
    unreadable: skipped,
    nearDuplicates,
    onEmbedded,
  });
  await writeDatasetReport(dataset, found);
  const division = divisionText(summarizeDataset(dataset));
  if (division) printNote(division);
  return found.findings;
}

async function open({ source, esc10, labelNames, ...options }: FlagValues<typeof FLAGS>) {
  using bar = progressBar("Downloading", "bytes");
  return await openSource(source, {
    ...options,
    esc10Only: esc10,
    labelNames: labelNames === undefined ? undefined : await readLabelNames(labelNames),
    onNote: printNote,
    onDownload: bar.update,
  });
}

function printReport({ name, clips, classes, durationSeconds, dataHash }: CreateReport): void {
  print(table(["class", "clips"], [...Object.entries(classes), ["all", clips]]));
  const hash = dataHash === undefined ? "" : `, data hash ${dataHash}`;
  print(`\n${name}: ${durationText(durationSeconds)} of audio${hash}`);
}

/** What of an earlier run is in it, and whether it is whole. */
function whatIsThere({ reused, remade, removed, waitingFor }: CreateReport, out: string): string {
  const earlier = reused + remade + removed === 0
    ? ""
    : `Of an earlier run: ${
      counted(reused, "clip")
    } kept, ${remade} made anew, ${removed} removed\n`;
  return earlier +
    (waitingFor.length === 0
      ? `Dataset: ${out}`
      : `${out} is no dataset yet: parts to be made still: --shard ${
        waitingFor.map((name) => name.replace("-of-", "/")).join(", ")
      }`);
}

await runScript(main);
