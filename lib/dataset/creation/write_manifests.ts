import type { Store } from "../../storage/store.ts";
import { nameStandardAudio, STANDARD_AUDIO, type StandardAudio } from "../standard_audio.ts";
import { writeManifests } from "../stored/write_manifests.ts";
import type { StoredSample } from "./stored_samples.ts";

/** Only the first one says that a dataset is whole: it is written last. */
const MANIFESTS = ["manifest.json", "manifest.csv", "manifest.parquet"];

/** What a manifest says of a dataset. */
export interface DatasetFacts {
  name: string;
  /** The source's name. */
  source: string;
  standardAudio: StandardAudio;
  dataHash: string;
}

/** Writes the manifests of a dataset whose audio is all there. */
export async function writeManifest(
  store: Store,
  { name, source, standardAudio, dataHash }: DatasetFacts,
  samples: StoredSample[],
): Promise<void> {
  const { sampleRateHz, channels, encoding } = standardAudio;
  const isDefault = nameStandardAudio(standardAudio) === nameStandardAudio(STANDARD_AUDIO);
  const dataset_info = {
    name,
    source_dataset: source,
    total_samples: samples.length,
    sample_rate: sampleRateHz,
    channels,
    encoding,
    standard_audio: isDefault ? undefined : standardAudio,
    data_hash: dataHash,
  };
  await writeManifests(store, { dataset_info, samples });
}

/** Of a dataset whose clips are about to change. */
export async function removeManifests(store: Store): Promise<void> {
  for (const path of MANIFESTS) await store.remove(path);
}
