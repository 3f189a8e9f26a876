import type { Manifest } from "../manifest/manifest.ts";
import { dealPlaces, type SplitRequest } from "../splits/deal_places.ts";
import type { StoredDataset } from "./stored_dataset.ts";

/**
 * A dataset's manifest with other folds and splits, see {@linkcode dealPlaces}. The data hash stays: it is
 * over audio and labels.
 *
 * @throws {RangeError} if there are too few recordings.
 */
export function splitManifest(
  { manifest, clips }: Pick<StoredDataset, "manifest" | "clips">,
  request: SplitRequest,
): Manifest {
  const places = dealPlaces(clips, request);
  const samples = manifest.samples.map((sample, row) => ({ ...sample, ...places[row] }));
  return { ...manifest, samples };
}
