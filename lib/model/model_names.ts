import type { Model } from "./model.ts";

type Named = Pick<Model, "name" | "version">;

/** Names that tell two models apart: with their registered versions, else as the first and the second. */
export function modelNames(first: Named, second: Named): [first: string, second: string] {
  const [one, other] = [nameOf(first), nameOf(second)];
  return one === other ? [`${one} (first)`, `${other} (second)`] : [one, other];
}

function nameOf({ name, version }: Named): string {
  return version === undefined ? name : `${name} ${version}`;
}
