import { join } from "node:path";
import { z } from "zod";
import type { Clip, OutputTensor } from "../audio/clip.ts";
import { ClipRunner, type ClipRunnerOptions } from "../audio/clip_runner.ts";
import { LARGEST_INT8_ERROR } from "../backbone/int8_error.ts";
import { int8ErrorOnce } from "../backbone/int8_error_once.ts";
import { printNote } from "../cli/print.ts";
import { parseModel } from "../onnx/parse_model.ts";
import { sha256 } from "../storage/sha256.ts";
import { cannotOpen, locateModel, type RegistryLookup } from "./locate_model.ts";
import type { Model, ModelOutput } from "./model.ts";
import { decodeMetadata, type ModelMetadata } from "./model_metadata.ts";
import { packagedInt8Error } from "./packaged_int8_error.ts";
import { PACKAGE_FILES } from "./write_model_package.ts";

/** How many clips a model works on at a time, and how it uses the processors. */
export type OpenOptions = Omit<ClipRunnerOptions, "outputs" | "inFloat">;

/** Also where it may come from. */
export interface OpenModelOptions extends OpenOptions {
  /** Looks up `models:` and `runs:` URIs: `modelRegistry()` of lib/tracking. */
  registry?: RegistryLookup | undefined;
  /** What to call it; by default the registry's name for it, else its own. */
  name?: string | undefined;
  /** Told what a user should know of this machine; by default a line on stderr. */
  onNote?: (line: string) => void;
}

const OUTPUTS = ["probabilities", "frame_probabilities"] as const;

const TrainingHashes = z.array(z.string());

/**
 * Opens a trained model: the folder of a package, the ONNX file of one, or what a registry has. Where the
 * processor's 8-bit arithmetic saturates, an int8 model is run in float, with a note.
 *
 * @throws {Error} that names the model, if it is not there or was not made by this project.
 *
 * @example
 * ```ts ignore
 * using model = await openModel("out/model");
 * const { probabilities } = await model.run({ path: "dog.wav" });
 * ```
 */
export async function openModel(
  uri: string,
  { registry, name, onNote = printNote, ...options }: OpenModelOptions = {},
): Promise<Model> {
  const files = await locateModel(uri, registry);
  const bytes = await Deno.readFile(files.model).catch((cause: Error) => {
    throw cannotOpen(uri, cause.message);
  });
  const metadata = readMetadata(uri, bytes);
  const trainedOn = files.folder && await readTrainingHashes(uri, files.folder);
  const card = files.folder === undefined ? undefined : await readCard(files.folder);
  const digest = sha256(bytes);
  const runner = await openRunner(bytes, { metadata, digest, options, onNote })
    .catch((cause: Error) => {
      throw cannotOpen(uri, cause.message);
    });
  return {
    name: name ?? files.registered?.name ?? metadata.name,
    version: files.registered?.version,
    loggedModelId: files.registered?.loggedModelId,
    digest,
    labels: metadata.labels,
    activation: metadata.activation,
    backbone: metadata.backbone,
    dataHash: metadata.dataHash,
    trainedOn: trainedOn || undefined,
    card,
    get size() {
      return runner.size;
    },
    run: (clip) => runClip(runner, clip),
    [Symbol.dispose]: () => runner[Symbol.dispose](),
  };
}

async function openRunner(
  bytes: Uint8Array<ArrayBuffer>,
  { metadata: { backbone, activation }, digest, options, onNote }: {
    metadata: ModelMetadata;
    digest: string;
    options: OpenOptions;
    onNote: (line: string) => void;
  },
): Promise<ClipRunner> {
  const error = backbone.precision === "int8"
    ? await int8ErrorOnce(digest, () => packagedInt8Error(bytes, activation))
    : 0;
  const inFloat = error > LARGEST_INT8_ERROR;
  if (inFloat) {
    onNote(
      `The model in int8 would be ${
        Math.round(100 * error)
      } % off on this processor, whose 8-bit sums ` +
        "saturate: running it in float, which takes two to three times as long",
    );
  }
  return await ClipRunner.open(bytes, { ...options, outputs: OUTPUTS, inFloat });
}

async function runClip(runner: ClipRunner, clip: Clip): Promise<ModelOutput> {
  const { info, timing, outputs } = await runner.run(clip);
  const frameProbabilities = outputNamed(outputs, "frame_probabilities");
  return {
    info,
    timing,
    probabilities: outputNamed(outputs, "probabilities").values,
    frames: frameProbabilities.shape[0] ?? 0,
    frameProbabilities: frameProbabilities.values,
  };
}

/** @throws {TypeError} if the model did not give that output. */
export function outputNamed(outputs: Record<string, OutputTensor>, name: string): OutputTensor {
  const output = outputs[name];
  if (output === undefined) throw new TypeError(`The model gave no output "${name}"`);
  return output;
}

/** The file's metadata, once its inputs and outputs are known to be those of a packaged model. */
function readMetadata(uri: string, bytes: Uint8Array): ModelMetadata {
  try {
    const { inputs, outputs, metadata } = parseModel(bytes);
    const model = decodeMetadata(metadata);
    const found = [...inputs, ...outputs].map(({ name, shape }) => `${name}[${shape.length}]`);
    const wanted = ["waveform[1]", "probabilities[1]", "frame_probabilities[2]"];
    const classes = outputs[0]?.shape[0];
    if (found.join() !== wanted.join() || classes !== model.labels.length) {
      throw new TypeError(
        `wanted ${wanted.join(", ")} for ${model.labels.length} labels; got ${found.join(", ")}`,
      );
    }
    return model;
  } catch (cause) {
    throw cannotOpen(uri, cause instanceof Error ? cause.message : String(cause));
  }
}

/** A package may have lost it: it tells people of the model, and nothing is computed from it. */
async function readCard(folder: string): Promise<string | undefined> {
  return await Deno.readTextFile(join(folder, PACKAGE_FILES.card)).catch(() => undefined);
}

async function readTrainingHashes(uri: string, folder: string): Promise<ReadonlySet<string>> {
  try {
    const text = await Deno.readTextFile(join(folder, PACKAGE_FILES.trainingHashes));
    return new Set(TrainingHashes.parse(JSON.parse(text)));
  } catch {
    throw cannotOpen(
      uri,
      `its ${PACKAGE_FILES.trainingHashes} is missing or damaged, so that seen clips could not be told from unseen ones`,
    );
  }
}
