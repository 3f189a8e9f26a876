import { dealRecordings } from "./deal_recordings.ts";
import { type GroupedClip, groupRecordings } from "./recordings.ts";
import type { SplitShare } from "./split_shares.ts";

/**
 * Deals samples into train, validation and test of given sizes, which keep recordings whole and have their
 * share of each label, see {@linkcode dealRecordings}.
 *
 * @param seed Settles the order of recordings of the same size.
 * @returns For each sample its split.
 * @throws {RangeError} if a split would be left without a recording.
 */
export function groupedSplits(
  samples: readonly GroupedClip[],
  shares: readonly SplitShare[],
  seed: number,
): string[] {
  const recordings = groupRecordings(samples);
  const parts = dealRecordings(samples, recordings, shares.map(({ share }) => share), seed);
  const filled = new Set(parts);
  const empty = shares.find((_, part) => !filled.has(part));
  if (empty) {
    throw new RangeError(
      `Cannot split ${recordings.length} recordings by ${
        shares.map(({ share }) => share).join("/")
      }: nothing would be left for "${empty.split}". Make that part larger, or add recordings`,
    );
  }
  return parts.map((part) => shares[part]?.split ?? "");
}
