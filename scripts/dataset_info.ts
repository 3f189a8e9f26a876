/**
 * Says what is in a standard dataset, from its manifest.
 *
 *   deno task dataset:info out/esc10
 *   deno task dataset:info s3://datasets/yard --json
 *
 * The same clips give the same text, wherever they lie and whichever source they came from.
 */
import { jsonFlag } from "../lib/cli/flags.ts";
import { parseCommand } from "../lib/cli/parse_command.ts";
import { print, printNote } from "../lib/cli/print.ts";
import { runScript } from "../lib/cli/run_script.ts";
import { onlyPlace } from "../lib/cli/only_place.ts";
import { datasetFlag, datasetWord } from "../lib/dataset/stored/dataset_argument.ts";
import { readStoredDataset } from "../lib/dataset/stored/stored_dataset.ts";
import { summarizeDataset } from "../lib/dataset/summary/dataset_summary.ts";
import { summaryText } from "../lib/dataset/summary/summary_text.ts";

async function main(): Promise<void> {
  const { positional, dataset: named, json } = parseCommand({
    name: "dataset:info",
    summary: "Says what is in a standard dataset.",
    examples: ["deno task dataset:info out/esc10", "deno task dataset:info s3://datasets/yard"],
    positional: datasetWord,
    flags: { dataset: datasetFlag, json: jsonFlag },
  });
  const uri = onlyPlace(positional, named, "a dataset");
  const dataset = await readStoredDataset(uri);
  printNote(`Dataset: ${dataset.name} (${dataset.store.name})`);
  const summary = summarizeDataset(dataset);
  print(json ? JSON.stringify(summary, null, 2) : summaryText(summary));
}

await runScript(main);
