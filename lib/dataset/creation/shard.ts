/** One of the parts in which machines make a dataset side by side. */
export interface Shard {
  /** From 0. */
  index: number;
  count: number;
}

/** All of it. */
export const WHOLE: Shard = { index: 0, count: 1 };

/** `0-of-4`: in names of files. */
export function shardName({ index, count }: Shard): string {
  return `${index}-of-${count}`;
}

/** What a shard does of a list that all of them have alike: they take turns, so that all have as much to do. */
export function partOf<Item>(items: readonly Item[], { index, count }: Shard): Item[] {
  return items.filter((_, place) => place % count === index);
}

/** How many items of a list {@linkcode partOf} gives a shard. */
export function partLength(total: number, { index, count }: Shard): number {
  return Math.max(0, Math.ceil((total - index) / count));
}

/** The shards beside one. */
export function othersThan({ index, count }: Shard): Shard[] {
  return Array.from({ length: count }, (_, other) => ({ index: other, count }))
    .filter((other) => other.index !== index);
}
