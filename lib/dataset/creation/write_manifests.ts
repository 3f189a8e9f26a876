import type { Store } from "../../storage/store.ts";
import { STANDARD_AUDIO, type StandardAudio } from "../standard_audio.ts";
import type { StoredSample } from "./stored_samples.ts";

/** Only this one says that a dataset is whole: it is written last and removed first. */
const MANIFEST = "manifest.json";

/** What a manifest says of the dataset. */
export interface DatasetInfo {
  name: string;
  /** The source's name. */
  source: string;
  standardAudio: StandardAudio;
  dataHash: string;
}

/** Writes the manifests of a dataset whose audio is all there. */
export async function writeManifests(
  store: Store,
  { name, source, standardAudio, dataHash }: DatasetInfo,
  samples: readonly StoredSample[],
): Promise<void> {
  const { sampleRateHz, channels, encoding } = standardAudio;
  const isDefault = JSON.stringify(standardAudio) === JSON.stringify(STANDARD_AUDIO);
  const dataset_info = {
    name,
    source_dataset: source,
    total_samples: samples.length,
    sample_rate: sampleRateHz,
    channels,
    encoding,
    ...(!isDefault && { standard_audio: standardAudio }),
    data_hash: dataHash,
  };
  await store.write(MANIFEST, `${JSON.stringify({ dataset_info, samples }, null, 2)}\n`);
}

/** Of a dataset whose clips are about to change. */
export async function removeManifests(store: Store): Promise<void> {
  await store.remove(MANIFEST);
}
