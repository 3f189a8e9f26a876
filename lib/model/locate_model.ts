import { isAbsolute, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { z } from "zod";
import { PACKAGE_FILES } from "./write_model_package.ts";

/** Where a model's files lie on this machine. */
export interface ModelFiles {
  model: string;
  /** The package's folder; a bare ONNX file has none. */
  folder?: string;
}

const MlModel = z.object({ flavors: z.object({ onnx: z.object({ data: z.string() }) }) });

/**
 * Finds the files that a model's URI names: a path or `file:` URI of a package's folder or of an ONNX
 * file. Registries and object stores will be looked up here.
 *
 * @throws {Error} that says what was found instead.
 */
export async function locateModel(uri: string): Promise<ModelFiles> {
  const path = pathOf(uri);
  const info = await Deno.stat(path).catch(() => undefined);
  if (info === undefined) throw cannotOpen(uri, "no such file or folder");
  if (!info.isDirectory) return { model: path };
  return { model: await modelIn(path, uri), folder: path };
}

function pathOf(uri: string): string {
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(uri)?.[1]?.toLowerCase();
  if (scheme === undefined) return resolve(uri);
  if (scheme === "file") return fileURLToPath(uri);
  if (scheme === "models" || scheme === "runs") {
    throw cannotOpen(
      uri,
      "registries are not supported yet. Download the model and give its folder",
    );
  }
  throw cannotOpen(uri, `wanted the path of a model's folder or of an .onnx file`);
}

async function modelIn(folder: string, uri: string): Promise<string> {
  const path = join(folder, PACKAGE_FILES.mlModel);
  const text = await Deno.readTextFile(path).catch(() => undefined);
  if (text === undefined) {
    throw cannotOpen(uri, `the folder has no file "${PACKAGE_FILES.mlModel}"`);
  }
  const mlModel = MlModel.safeParse(parseYaml(text));
  if (!mlModel.success) throw cannotOpen(uri, `its MLmodel names no ONNX model ("flavors: onnx")`);
  const model = resolve(folder, mlModel.data.flavors.onnx.data);
  const inFolder = relative(folder, model);
  if (inFolder.startsWith("..") || isAbsolute(inFolder)) {
    throw cannotOpen(uri, `its MLmodel names a file outside of the folder`);
  }
  return model;
}

function parseYaml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** An error that names the model. */
export function cannotOpen(uri: string, problem: string): Error {
  return new Error(`Cannot open the model ${uri}: ${problem}`);
}
