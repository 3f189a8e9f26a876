import type { Store } from "../../storage/store.ts";
import { nameStandardAudio, STANDARD_AUDIO, type StandardAudio } from "../standard_audio.ts";
import { MANIFEST_FILES } from "../manifest/manifest_files.ts";
import { writeManifests } from "../manifest/write_manifests.ts";
import type { StoredSample } from "./stored_samples.ts";

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

/** Of a dataset whose clips are about to change: first the one that says that it is whole. */
export async function removeManifests(store: Store): Promise<void> {
  for (const path of Object.values(MANIFEST_FILES)) await store.remove(path);
}
