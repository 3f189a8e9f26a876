/**
 * Says whether a standard dataset is whole: every file is there, has its SHA-256 and can be decoded, the
 * manifest has the data hash of its samples and says the same in JSON, CSV and Parquet. Then what its maker
 * should know: silent clips, copies, misspelt labels and the like.
 *
 *   deno task dataset:validate out/yard
 *   deno task dataset:validate s3://datasets/yard --strict --report out/report
 *   deno task dataset:validate out/yard --near-duplicates yamnet   # and clips that sound nearly the same
 *
 * Nothing in the dataset is changed. Exit code 1 where it is not whole, with --strict also where anything was
 * found.
 */
import { z } from "zod";
import { jsonFlag } from "../lib/cli/flags.ts";
import { onlyPlace } from "../lib/cli/only_place.ts";
import { flag, parseCommand } from "../lib/cli/parse_command.ts";
import { print, printNote } from "../lib/cli/print.ts";
import { progressBar } from "../lib/cli/progress.ts";
import { runScript } from "../lib/cli/run_script.ts";
import { table } from "../lib/cli/table.ts";
import { counted } from "../lib/dataset/checks/finding.ts";
import { findingsText } from "../lib/dataset/checks/findings_text.ts";
import { datasetFlag, datasetWord } from "../lib/dataset/stored/dataset_argument.ts";
import { readStoredDataset, type StoredDataset } from "../lib/dataset/stored/stored_dataset.ts";
import { validateDataset, type Validation } from "../lib/dataset/stored/validate_dataset.ts";
import { checkDataset, type CheckDatasetOptions } from "../lib/exploration/check_dataset.ts";
import { checkFlags } from "../lib/exploration/check_flags.ts";
import { writeDatasetReport } from "../lib/exploration/write_dataset_report.ts";
import { openStore } from "../lib/storage/open_store.ts";

/** Files that are listed; --json lists all. */
const SHOWN = 20;

async function main(): Promise<void> {
  const { positional, dataset: named, strict, nearDuplicates, report, json } = parseCommand({
    name: "dataset:validate",
    summary: "Says whether a standard dataset is whole, and what is odd about it.",
    examples: [
      "deno task dataset:validate out/yard",
      "deno task dataset:validate s3://datasets/yard --strict --report out/report",
    ],
    positional: datasetWord,
    flags: {
      dataset: datasetFlag,
      ...checkFlags,
      report: flag(z.string().optional(), {
        value: "URI",
        description: "Folder for report.html and report.json; by default none are written",
        env: ["DATASET_REPORT"],
      }),
      json: jsonFlag,
    },
  });
  const uri = onlyPlace(positional, named, "a dataset");
  const dataset = await readStoredDataset(uri);
  const validation = await validate(dataset);
  const { problems, strays, inspections } = validation;
  const isWhole = problems.length === 0;
  const check = await checkWithProgress(uri, dataset, {
    inspections,
    nearDuplicates: isWhole ? nearDuplicates : undefined,
  });
  if (report !== undefined) await writeDatasetReport(dataset, check, await openStore(report));

  const { findings } = check;
  if (json) print(JSON.stringify({ isWhole, problems, strays, findings }, null, 2));
  else {
    printValidation(dataset, validation);
    print(`\n${findingsText(findings)}`);
  }
  if (nearDuplicates && !isWhole) printNote("Near-duplicates are not looked for in damaged data.");
  if (!isWhole) {
    throw new Error(
      `${uri} is not whole: ${counted(problems.length, "file")} not as the manifest says`,
    );
  }
  if (strict && findings.length > 0) {
    throw new Error(`${counted(findings.length, "finding")}, and --strict`);
  }
}

async function validate(dataset: StoredDataset): Promise<Validation> {
  using bar = progressBar("Reading", "clips");
  return await validateDataset(dataset, bar.update);
}

async function checkWithProgress(
  uri: string,
  dataset: StoredDataset,
  options: CheckDatasetOptions,
) {
  using bar = progressBar("Embedding", "clips");
  return await checkDataset(uri, dataset, { ...options, onEmbedded: bar.update });
}

function printValidation({ clips, dataHash }: StoredDataset, { problems, strays }: Validation) {
  if (problems.length > 0) {
    const rows = problems.slice(0, SHOWN).map(({ file, problem }) => [file, problem]);
    print(table(["file", "what is wrong"], rows));
    if (problems.length > SHOWN) print(`… and ${problems.length - SHOWN} more`);
  } else print(`Whole: ${clips.length} clips, data hash ${dataHash}`);
  if (strays.length === 0) return;
  const shown = strays.slice(0, SHOWN).join(", ");
  const more = strays.length > SHOWN ? ", …" : "";
  print(`\nFiles that no manifest names: ${strays.length} (${shown}${more})`);
}

await runScript(main);
