import { isDeepStrictEqual } from "node:util";
import type { OnProgress } from "../../cli/progress.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { inspectClips, type Inspection } from "./inspect_clips.ts";
import { MANIFEST_FILES } from "../manifest/manifest_files.ts";
import { readStoredManifest } from "./read_stored_manifest.ts";
import type { StoredDataset } from "./stored_dataset.ts";

/** What is wrong with a file of a dataset. */
export interface Problem {
  file: string;
  /** A clause. */
  problem: string;
}

/** Whether a dataset is whole. */
export interface Validation {
  /** None where it is whole. */
  problems: Problem[];
  /** Files that the manifest does not name; they do no harm. */
  strays: string[];
  /** Of each clip's file, by id. */
  inspections: Map<string, Inspection>;
}

/** What stands beside the audio. */
const OWN_FILES = new Set<string>([
  ...Object.values(MANIFEST_FILES),
  "report.json",
  "report.html",
]);

/**
 * Checks a dataset against its manifest: every file is there, has its hash and can be decoded; the manifest
 * has the data hash of its samples, and says the same in all its forms.
 *
 * @param onProgress Told how many files have been read.
 */
export async function validateDataset(
  dataset: StoredDataset,
  onProgress?: OnProgress,
): Promise<Validation> {
  const present = new Set<string>();
  for await (const { path } of dataset.store.list()) present.add(path);
  const inspections = await inspectClips(dataset, dataset.clips, onProgress);
  const ofClips = dataset.clips.flatMap(({ id, filepath }) => {
    const inspection = inspections.get(id);
    return inspection && "problem" in inspection
      ? { file: filepath, problem: inspection.problem }
      : [];
  });
  const named = new Set(dataset.clips.map(({ filepath }) => filepath));
  return {
    problems: [...checkDataHash(dataset), ...await checkForms(dataset, present), ...ofClips],
    strays: [...present].filter((path) => !named.has(path) && !isOwn(path)).sort(),
    inspections,
  };
}

/** The manifests and reports, and what is hidden: journals. */
function isOwn(path: string): boolean {
  return OWN_FILES.has(path) || path.startsWith(".");
}

function checkDataHash({ manifest, dataHash }: StoredDataset): Problem[] {
  const stated = manifest.dataset_info.data_hash;
  if (stated === dataHash) return [];
  const problem = stated === undefined
    ? `it has no data_hash; its samples have ${dataHash}`
    : `its data_hash says ${stated}, but its samples have ${dataHash}`;
  return [{ file: MANIFEST_FILES.json, problem }];
}

/** Of JSON, which is written last, and of the other forms where they are there. */
async function checkForms(
  { store, manifest }: StoredDataset,
  present: ReadonlySet<string>,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const file of Object.values(MANIFEST_FILES)) {
    if (file !== MANIFEST_FILES.json && !present.has(file)) continue;
    const problem = await readStoredManifest(store, file).then(
      (other) => difference(manifest, other),
      (cause: Error) => cause.message,
    );
    if (problem !== undefined) problems.push({ file, problem });
  }
  return problems;
}

function difference(one: Manifest, other: Manifest): string | undefined {
  if (one.samples.length !== other.samples.length) {
    return `it has ${other.samples.length} samples, the manifest that was read ${one.samples.length}`;
  }
  const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)); // without what is undefined
  const at = one.samples.findIndex((sample, index) =>
    !isDeepStrictEqual(plain(sample), plain(other.samples[index]))
  );
  const sample = one.samples[at];
  if (sample) return `it says something else of ${sample.id ?? sample.filepath}`;
  return isDeepStrictEqual(plain(one.dataset_info), plain(other.dataset_info))
    ? undefined
    : "it says something else of the dataset";
}
