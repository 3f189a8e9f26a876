import type { Sample } from "../dataset/dataset.ts";

/**
 * Finds a clip as a person names it: by its id, or by where it stands, the first being 0.
 *
 * @throws {RangeError} if there is none.
 */
export function findClip(samples: readonly Sample[], name: string): Sample {
  const found = samples.find(({ id }) => id === name) ??
    (/^\d+$/.test(name) ? samples[Number(name)] : undefined);
  if (found) return found;
  throw new RangeError(
    `There is no clip "${name}": wanted an id such as "${samples[0]?.id}", or a number from 0 to ${
      samples.length - 1
    }`,
  );
}
