import { redactUri } from "../../storage/redact_uri.ts";
import { checkStorePath } from "../../storage/store_path.ts";
import { checkRegisteredName } from "./registry_rules.ts";

/** What a URI of MLflow's registry, or of a run's model, names. */
export type ModelUri =
  /** `models:/m-…`: a LoggedModel. */
  | { kind: "logged"; modelId: string }
  /** `models:/yard/3` */
  | { kind: "version"; name: string; version: string }
  /** `models:/yard@champion` */
  | { kind: "alias"; name: string; alias: string }
  /** `models:/yard/Production`: the latest version in that stage. */
  | { kind: "stage"; name: string; stage: string }
  /** `models:/yard/latest`: the latest version of all. */
  | { kind: "latest"; name: string }
  /** `runs:/<run id>/model`: a model, or a folder among the artifacts of a run. */
  | { kind: "run"; runId: string; path: string };

/**
 * Reads a `models:` or `runs:` URI by the rules of MLflow's clients (mlflow/store/artifact/utils/models.py).
 * As there, nothing in it is percent-decoded, and "latest" and stages count in any case.
 *
 * @throws {TypeError} with the forms there are.
 */
export function parseModelUri(uri: string): ModelUri {
  const parsed = parseRunUri(uri) ?? parseRegistryUri(uri);
  if (parsed) return parsed;
  throw new TypeError(
    `Cannot read ${
      JSON.stringify(redactUri(uri))
    } as a model's URI: wanted models:/name@alias, models:/name/3, models:/name/Production, models:/name/latest, models:/m-… or runs:/<run id>/model`,
  );
}

function parseRunUri(uri: string): ModelUri | undefined {
  const [, runId, path] = /^runs:\/(\w[\w-]*)\/(.+?)\/?$/i.exec(uri) ?? [];
  if (runId === undefined || path === undefined || !isStorePath(path)) return undefined;
  return { kind: "run", runId, path };
}

function parseRegistryUri(uri: string): ModelUri | undefined {
  const [, first, second] = /^models:\/([^/]+)(?:\/([^/]+))?$/i.exec(uri) ?? [];
  if (first === undefined) return undefined;
  if (second === undefined) return parseOnePart(first);
  if (!isName(first)) return undefined;
  if (/^\d+$/.test(second)) return { kind: "version", name: first, version: second };
  if (second.toLowerCase() === "latest") return { kind: "latest", name: first };
  return /^[a-z]+$/i.test(second) ? { kind: "stage", name: first, stage: second } : undefined;
}

/** An id, or a name with an alias behind its last "@". */
function parseOnePart(text: string): ModelUri | undefined {
  if (/^m-\w+$/.test(text)) return { kind: "logged", modelId: text };
  const [, name, alias] = /^(.+)@([\p{L}\p{N}_-]+)$/u.exec(text) ?? [];
  if (name === undefined || alias === undefined || !isName(name)) return undefined;
  return { kind: "alias", name, alias };
}

function isName(name: string): boolean {
  return passes(() => checkRegisteredName(name));
}

function isStorePath(path: string): boolean {
  return passes(() => checkStorePath(path));
}

function passes(check: () => void): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}
