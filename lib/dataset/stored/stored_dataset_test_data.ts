import { measureLevels } from "../../audio/levels.ts";
import { decodeWav } from "../../audio/decode_wav.ts";
import { sourceHash } from "../../audio/source_hash.ts";
import { openStore } from "../../storage/open_store.ts";
import { sha256 } from "../../storage/sha256.ts";
import { dataHash } from "../data_hash.ts";
import { Manifest, ManifestSample, sampleLabels } from "../manifest/manifest.ts";
import { makeFolder, tone } from "../test_clips.ts";
import { writeManifests } from "../manifest/write_manifests.ts";

/** What of a sample a test wants otherwise. */
export type SampleFacts = Partial<ManifestSample> & { wav?: Uint8Array<ArrayBuffer> };

/**
 * For tests: a standard dataset with a sample for each id, its label before the slash. Each is a tone of
 * another pitch, unless told.
 *
 * @returns Its folder.
 */
export async function makeStoredDataset(
  samples: Readonly<Record<string, SampleFacts>>,
): Promise<string> {
  const made = Object.entries(samples).map(([id, facts], i) => makeSample(id, i, facts));
  const folder = await makeFolder(
    Object.fromEntries(made.map(({ sample, wav }) => [sample.filepath, wav])),
  );
  const described = made.map(({ sample }) => sample);
  const hashed = described.map((sample) => ({
    sourceSha256: sample.sourceSha256 ?? "",
    labels: sampleLabels(sample),
  }));
  const dataset_info = { name: "tones", data_hash: dataHash(hashed) };
  await writeManifests(
    await openStore(folder),
    Manifest.parse({ dataset_info, samples: described }),
  );
  return folder;
}

function makeSample(id: string, index: number, { wav = tone(100 + index), ...facts }: SampleFacts) {
  const audio = decodeWav(wav);
  const sample = ManifestSample.parse({
    id,
    filepath: `audio/${id}.wav`,
    ...facts.labels === undefined && { label: id.split("/")[0] },
    duration: (audio.channels[0]?.length ?? 0) / audio.sampleRateHz,
    recording: id,
    ...measureLevels(audio.channels, audio.encoding),
    sourceSha256: sourceHash(audio),
    sha256: sha256(wav),
    ...facts,
  });
  return { sample, wav };
}
