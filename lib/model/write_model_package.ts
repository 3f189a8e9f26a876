import { dirname, join } from "node:path";
import type { Backbone } from "../backbone/backbone.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { checkReplaceable, replaceFolder } from "../storage/replace_folder.ts";
import { sha256 } from "../storage/sha256.ts";
import type { Head } from "../training/head.ts";
import { composeModel } from "./compose_model.ts";
import { mlflowFiles } from "./mlflow_files.ts";
import { attributionText, type MeasuredQuality, modelCard } from "./model_card.ts";

/** What goes into a model package. */
export interface ModelPackage {
  name: string;
  backbone: Backbone;
  head: Head;
  /** What the head was fitted on. */
  dataset: Dataset;
  quality?: MeasuredQuality;
  /** Further files by their paths in the folder, such as the out-of-fold report. */
  extraFiles?: Readonly<Record<string, string>>;
}

/**
 * Names of a package's files. The source hashes of the training clips stand in a file of their own: they
 * grow with the dataset, and only evaluation needs them.
 */
export const PACKAGE_FILES = {
  mlModel: "MLmodel",
  model: "model.onnx",
  labels: "labels.json",
  trainingHashes: "training_hashes.json",
  card: "README.md",
  attribution: "ATTRIBUTION.txt",
} as const;

/**
 * Writes a trained model as an MLflow model folder, whole or not at all. An older package in its place is
 * replaced.
 *
 * @returns The SHA-256 of model.onnx: the same parts give the same one.
 * @throws {RangeError} if backbone and head do not fit.
 * @throws {Error} if the folder holds anything but a model package.
 */
export async function writeModelPackage(
  folder: string,
  { name, backbone, head, dataset, quality, extraFiles }: ModelPackage,
): Promise<string> {
  const model = composeModel({ name, backbone, head, dataHash: dataset.dataHash });
  const digest = sha256(model);
  const hashes = dataset.samples.map(({ sourceSha256 }) => sourceSha256).sort();
  const attribution = attributionText(dataset);
  const files: Record<string, string | Uint8Array> = {
    ...extraFiles,
    ...mlflowFiles(head.labels.length),
    [PACKAGE_FILES.model]: model,
    [PACKAGE_FILES.labels]: json(head.labels),
    [PACKAGE_FILES.trainingHashes]: json(hashes),
    [PACKAGE_FILES.card]: modelCard({ name, backbone, head, dataset, digest, quality }),
    ...(attribution && { [PACKAGE_FILES.attribution]: attribution }),
  };
  await replaceFolder(folder, isPackage, async (temporary) => {
    for (const [file, content] of Object.entries(files)) {
      const path = join(temporary, file);
      await Deno.mkdir(dirname(path), { recursive: true });
      if (typeof content === "string") await Deno.writeTextFile(path, content);
      else await Deno.writeFile(path, content);
    }
  });
  return digest;
}

/**
 * Says before a training whether {@linkcode writeModelPackage} will do at its end.
 *
 * @returns Whether there is an older package, which will be replaced.
 * @throws {Error} if the folder holds anything but a model package.
 */
export async function checkPackageFolder(folder: string): Promise<boolean> {
  return await checkReplaceable(folder, isPackage);
}

function isPackage(names: readonly string[]): boolean {
  const { mlModel, trainingHashes } = PACKAGE_FILES; // the latter is in no one else's MLflow model
  return [mlModel, trainingHashes].every((name) => names.includes(name));
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
