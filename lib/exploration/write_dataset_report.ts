import { summarizeDataset } from "../dataset/summary/dataset_summary.ts";
import type { StoredDataset } from "../dataset/stored/stored_dataset.ts";
import { datasetReportHtml } from "../plots/dataset_report.ts";
import type { Store } from "../storage/store.ts";
import type { DatasetCheck } from "./check_dataset.ts";
import { classSpectrograms } from "./class_spectrograms.ts";

/**
 * Writes what the checks found: `report.json` for programs, and `report.html` with figures and a spectrogram of
 * each class for people.
 *
 * @param store Where to; by default beside the dataset's manifest.
 */
export async function writeDatasetReport(
  dataset: StoredDataset,
  { findings, clips, readable }: DatasetCheck,
  store: Store = dataset.store,
): Promise<void> {
  const { name } = dataset;
  const summary = summarizeDataset(dataset);
  const spectrograms = await classSpectrograms(dataset.store, readable);
  const html = await datasetReportHtml({ name, summary, clips, findings, spectrograms });
  await store.write("report.json", `${JSON.stringify({ name, summary, findings }, null, 2)}\n`);
  await store.write("report.html", html);
}
