import type { Dataset } from "./dataset.ts";

/**
 * Stops a run on other data than it was meant for.
 *
 * @param wanted DATA_HASH; nothing is checked where it is not set.
 * @throws {Error} with both hashes, if they differ.
 */
export function requireDataHash({ name, dataHash }: Dataset, wanted: string | undefined): void {
  if (wanted === undefined || wanted === dataHash) return;
  throw new Error(
    `Cannot go on with the dataset ${name}: wanted the data hash ${wanted}, got ${dataHash}. ` +
      "Audio, labels or settings differ; if on purpose, change or unset DATA_HASH",
  );
}
