/**
 * Parts clips by whether the model was trained on their audio, so that seen ones do not make it look
 * better than it is.
 *
 * @param items Predictions, samples, or anything else of one clip each.
 * @param sourceSha256Of Names an item's audio, see `Sample.sourceSha256`.
 * @param trainedOn The same hashes of what the model was trained on.
 */
export function splitSeen<Item>(
  items: readonly Item[],
  sourceSha256Of: (item: Item) => string,
  trainedOn: ReadonlySet<string>,
): { seen: Item[]; unseen: Item[] } {
  const isSeen = (item: Item) => trainedOn.has(sourceSha256Of(item));
  return {
    seen: items.filter(isSeen),
    unseen: items.filter((item) => !isSeen(item)),
  };
}
