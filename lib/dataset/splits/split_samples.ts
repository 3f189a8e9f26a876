import { dealPlaces, type Place, type SplitRequest } from "./deal_places.ts";
import type { GroupedClip } from "./recordings.ts";

/**
 * A manifest's samples with other folds and splits, see {@linkcode dealPlaces}. The data hash stays: it is over
 * audio and labels.
 *
 * @param clips The same samples, as the data that they are.
 * @throws {RangeError} if there are too few recordings.
 */
export function splitSamples<Sample extends Place>(
  samples: readonly Sample[],
  clips: readonly (GroupedClip & Place)[],
  request: SplitRequest,
): Sample[] {
  const places = dealPlaces(clips, request);
  return samples.map((sample, row) => ({ ...sample, ...places[row] }));
}
