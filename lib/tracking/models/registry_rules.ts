/** Where a version can be moved to (mlflow/entities/model_registry/model_version_stages.py). */
export type Stage = "Staging" | "Production" | "Archived";

/** Longest alias that MLflow's servers take, in characters. */
const MAX_ALIAS_LENGTH = 255;

/**
 * Refuses the name of a registered model that MLflow would refuse (mlflow/utils/validation.py): it becomes a
 * part of `models:/name@alias`.
 *
 * @throws {TypeError} with what is wrong.
 */
export function checkRegisteredName(name: string): void {
  if (name.trim() !== "" && !/[/:\p{Cc}]/u.test(name) && name !== "." && !name.startsWith("..")) {
    return;
  }
  throw new TypeError(
    `Cannot register a model as ${JSON.stringify(name)}: wanted a name without "/" and ":"`,
  );
}

/**
 * Refuses an alias that MLflow would refuse, and those that its URIs read as something else.
 *
 * @throws {TypeError} with what is wrong.
 */
export function checkAlias(alias: string): void {
  const isPlain = /^[\p{L}\p{N}_-]+$/u.test(alias) && alias.length <= MAX_ALIAS_LENGTH;
  if (isPlain && !/^(latest|v\d+)$/i.test(alias)) return;
  throw new TypeError(
    `Cannot use ${
      JSON.stringify(alias)
    } as an alias: wanted letters, digits, "_" and "-", and neither "latest" nor "v" with a number`,
  );
}
