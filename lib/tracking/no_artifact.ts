import type { Store } from "../storage/store.ts";

/**
 * Says that a run has no artifact of a path, and what it has.
 *
 * @param models Names of its models that do not stand among its artifacts.
 */
export async function noArtifact(
  path: string,
  artifacts: Store,
  models: readonly string[] = [],
): Promise<Error> {
  const names = new Set(models);
  for await (const file of artifacts.list()) names.add(file.path.split("/")[0] ?? "");
  const all = [...names].sort().join(", ");
  return new Error(`the run has no artifact "${path}"; the run has: ${all || "none"}`);
}
