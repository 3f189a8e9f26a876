import { z } from "zod";
import type { Sample } from "../dataset.ts";
import { ManifestSample, sampleLabels } from "../manifest/manifest.ts";
import type { MadeClip } from "./journal_record.ts";
import type { PlannedClip } from "./plan_clips.ts";

const StoredSample = ManifestSample.and(z.object({
  id: z.string(),
  duration: z.number(),
  recording: z.string(),
  sourceSha256: z.string(),
  sha256: z.string(),
}));

/** A clip of a standard dataset, as its manifest describes it. */
export type StoredSample = z.output<typeof StoredSample>;

/**
 * The samples of a dataset in the source's order: what the source says of each clip now, and what came with
 * its audio when that was stored.
 *
 * @throws {Error} if two of them have one id: "a~0001" can be a clip, and a window of clip "a".
 */
export function storedSamples(
  plan: readonly PlannedClip[],
  stored: ReadonlyMap<string, MadeClip>,
): StoredSample[] {
  const samples = plan.flatMap(({ key, sample }) =>
    (stored.get(key)?.files ?? []).map(({ facts }) => StoredSample.parse({ ...sample, ...facts }))
  );
  const ids = new Set<string>();
  for (const { id } of samples) {
    if (ids.has(id)) throw new Error(`Cannot make a dataset with two clips of the id "${id}"`);
    ids.add(id);
  }
  return samples;
}

/** The samples as `openDataset()` would read them, but for where they lie on this machine. */
export function openedSamples(samples: readonly StoredSample[]): Omit<Sample, "path">[] {
  return samples.map((sample) => {
    const { id, filepath, duration, recording, fold, split, licence, attribution } = sample;
    const { peak, sourceSha256, sha256 } = sample;
    return {
      id,
      filepath,
      labels: sampleLabels(sample),
      durationSeconds: duration,
      recording,
      fold,
      split,
      licence,
      attribution,
      peak,
      sourceSha256,
      sha256,
    };
  });
}
