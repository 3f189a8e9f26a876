import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { localCopy } from "../storage/local_copy.ts";
import { schemeOf } from "../storage/local_path.ts";
import { redactUri } from "../storage/redact_uri.ts";
import { checkStorePath } from "../storage/store_path.ts";
import { PACKAGE_FILES } from "./write_model_package.ts";

/** A package that a registry has brought to this machine. */
export interface RegistryModel {
  folder: string;
  /** Of the registered model and its version; what is only in a run has none. */
  name?: string;
  version?: string;
  /** MLflow's id of it, "m-…", where it has one. */
  loggedModelId?: string;
}

/** Brings the package that a `models:` or `runs:` URI names to this machine; see lib/tracking/model_registry.ts. */
export type RegistryLookup = (uri: string) => Promise<RegistryModel>;

/** Where a model's files lie on this machine. */
export interface ModelFiles {
  model: string;
  /** The package's folder; a bare ONNX file has none. */
  folder?: string;
  /** What the registry says of it, where it came from one. */
  registered?: Omit<RegistryModel, "folder">;
}

const MlModel = z.object({ flavors: z.object({ onnx: z.object({ data: z.string() }) }) });

/**
 * Finds the files that a model's URI names: the folder of a package, or an ONNX file, by its path or its
 * `file:` or `s3://` URI; an ONNX file also by its `https:` address. What is elsewhere is copied into the
 * cache, see `localCopy()`.
 *
 * @param registry Looks up `models:` and `runs:` URIs.
 * @throws {Error} that says what was found instead.
 */
export async function locateModel(uri: string, registry?: RegistryLookup): Promise<ModelFiles> {
  const { folder: path, ...registered } = await find(uri, registry).catch((cause: Error) => {
    throw cannotOpen(uri, cause.message);
  });
  const info = await Deno.stat(path).catch(() => undefined);
  if (info === undefined) throw cannotOpen(uri, "no such file or folder");
  if (!info.isDirectory) return { model: path };
  return { model: await modelIn(path, uri), folder: path, registered };
}

async function find(uri: string, registry?: RegistryLookup): Promise<RegistryModel> {
  const scheme = schemeOf(uri);
  if (scheme !== "models" && scheme !== "runs") return { folder: await localCopy(uri) };
  if (registry) return await registry(uri);
  throw new TypeError("no registry is known here. Give the model's folder");
}

async function modelIn(folder: string, uri: string): Promise<string> {
  const path = join(folder, PACKAGE_FILES.mlModel);
  const text = await Deno.readTextFile(path).catch(() => undefined);
  if (text === undefined) {
    throw cannotOpen(
      uri,
      `the folder has no file "${PACKAGE_FILES.mlModel}". Give a folder that \`deno task train\` has written, or its .onnx`,
    );
  }
  const mlModel = MlModel.safeParse(parseYaml(text));
  if (!mlModel.success) throw cannotOpen(uri, `its MLmodel names no ONNX model ("flavors: onnx")`);
  const { data } = mlModel.data.flavors.onnx;
  try {
    checkStorePath(data);
  } catch {
    throw cannotOpen(uri, `its MLmodel names a file outside of the folder`);
  }
  return join(folder, data);
}

function parseYaml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** An error that names the model, without what may be secret in its URI. */
export function cannotOpen(uri: string, problem: string): Error {
  return new Error(`Cannot open the model ${redactUri(uri)}: ${problem}`);
}
