import { join } from "node:path";
import { printNote } from "../../cli/print.ts";
import { contentFingerprint } from "../jobs/fingerprint.ts";
import { IMAGE_NAMES } from "./images.ts";
import type { Kubectl } from "../programs/kubectl.ts";
import { readMark, writeMark } from "../jobs/marks.ts";
import { buildImage, type ImageBuild, listImages } from "../programs/minikube.ts";
import { PROJECT } from "../places.ts";
import { MissingProgramError, runProgram } from "../programs/run_program.ts";

/** Images that are made of the same files. */
export interface ImageSet {
  /** Of the mark that tells which files they were made of. */
  mark: string;
  builds: readonly ImageBuild[];
  /** What they are made of: paths in the project. */
  files: readonly string[];
  /** Deployments that run one of them, to be restarted with the new. */
  deployments: readonly string[];
}

export const MLFLOW_IMAGES: ImageSet = {
  mark: "mlflow-image",
  builds: [{
    name: "yamnet-mlflow:dev",
    context: join(PROJECT, "k8s/mlflow"),
    file: "Dockerfile",
  }],
  files: ["k8s/mlflow/Dockerfile", "k8s/mlflow/requirements.txt"],
  deployments: ["mlflow"],
};

export const KIT_IMAGES: ImageSet = {
  mark: "images",
  builds: IMAGE_NAMES.map((target) => ({
    name: `yamnet-${target}:dev`,
    context: PROJECT,
    file: "k8s/images/Dockerfile",
    target,
  })),
  files: ["lib", "scripts", "k8s/images", ".dockerignore", "deno.json", "deno.lock"],
  deployments: ["yamnet-serve"],
};

/**
 * Builds images inside the cluster, unless it has them, made of the same files.
 *
 * @returns What was done, in words.
 */
export async function buildImages(kubectl: Kubectl, set: ImageSet): Promise<string> {
  const { mark, builds, files, deployments } = set;
  const namespace = `namespace/${kubectl.namespace}`;
  const wanted = await contentFingerprint(files.map((path) => join(PROJECT, path)));
  const there = await listImages(kubectl.signal);
  const isOld = await readMark(kubectl, namespace, mark) !== wanted;
  const missing = builds.filter(({ name }) =>
    isOld || !there.some((found) => isNamed(found, name))
  );
  const buildArgs = missing.length === 0 ? {} : await gitArgs(kubectl.signal);
  for (const build of missing) {
    printNote(`  building ${build.name}`);
    await buildImage({ ...build, buildArgs }, kubectl.signal);
  }
  if (missing.length === 0) return "images were built";
  await writeMark(kubectl, namespace, mark, wanted);
  for (const name of deployments) {
    // Its pods would go on with the old image, as the tag is the same.
    await kubectl.try(["rollout", "restart", `deployment/${name}`]);
  }
  return `built ${missing.map(({ name }) => name).join(", ")}`;
}

/** minikube names them with the registry in front: docker.io/library/yamnet-eval:dev. */
function isNamed(found: string, name: string): boolean {
  return found === name || found.endsWith(`/${name}`);
}

/** For the images' label; without git they have none. */
async function gitArgs(signal: AbortSignal): Promise<Record<string, string>> {
  try {
    const { code, out } = await runProgram("git", ["rev-parse", "HEAD"], { cwd: PROJECT, signal });
    return code === 0 ? { GIT_SHA: out.trim() } : {};
  } catch (error) {
    if (error instanceof MissingProgramError) return {};
    throw error;
  }
}
