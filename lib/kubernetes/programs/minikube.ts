import { z } from "zod";
import { tryParseJson } from "../../storage/try_parse_json.ts";
import { runProgram } from "./run_program.ts";

/** What `minikube status --output json` tells of a cluster's first node. */
const Status = z.object({
  Name: z.string(),
  Host: z.string(),
  APIServer: z.string(),
});
/** One node, or an array of several. */
const StatusAnswer = z.union([Status, z.array(Status).min(1).transform((nodes) => nodes[0])]);

/** How to make an image, see {@linkcode buildImage}. */
export interface ImageBuild {
  /** Name and tag. */
  name: string;
  /** Folder that the build sees; what its `.dockerignore` excludes, it does not. */
  context: string;
  /** Path of the Dockerfile in the context. */
  file: string;
  /** Which stage of the Dockerfile; the last by default. */
  target?: string;
  buildArgs?: Readonly<Record<string, string>>;
}

/**
 * The running cluster's name, which is the name of kubectl's context as well; `undefined` where none runs.
 *
 * @throws {MissingProgramError} without minikube.
 */
export async function findRunningCluster(signal: AbortSignal): Promise<string | undefined> {
  // Its exit code is not 0 where it is stopped, and its answer no JSON where it never was.
  const { out } = await runProgram("minikube", ["status", "--output", "json"], { signal });
  const { data } = StatusAnswer.safeParse(tryParseJson(out));
  return data?.Host === "Running" && data.APIServer === "Running" ? data.Name : undefined;
}

/** The names of the images in the cluster: `docker.io/library/yamnet-eval:dev`. */
export async function listImages(signal: AbortSignal): Promise<string[]> {
  const { code, out, err } = await runProgram("minikube", ["image", "ls"], { signal });
  if (code !== 0) throw new Error(`minikube image ls failed: ${err.trim()}`);
  return out.split("\n").map((line) => line.trim()).filter((line) => line !== "");
}

/**
 * What Docker's builders say of a build that has failed, at the start of a line: minikube itself ends with
 * exit code 0 all the same (https://github.com/kubernetes/minikube/issues/12556).
 */
const FAILED_BUILD =
  /^(ERROR: |unable to prepare context|COPY failed|The command .+ returned a non-zero code)/m;

/**
 * Builds an image inside the cluster, which needs no Docker on this machine. What the build says goes to
 * stderr as it comes.
 *
 * @throws {Error} if the build fails.
 */
export async function buildImage(build: ImageBuild, signal: AbortSignal): Promise<void> {
  const args = buildImageArgs(build);
  const { context: cwd } = build;
  const { code, out, err } = await runProgram("minikube", args, { cwd, signal, showsErrors: true });
  if (code === 0 && !FAILED_BUILD.test(err)) return;
  const lastLines = out.trimEnd().split("\n").slice(-20).join("\n");
  throw new Error(
    `minikube image build failed for ${build.name} (exit code ${code}).\n${lastLines}\n` +
      `See it whole: cd ${cwd} && minikube ${args.join(" ")}`,
  );
}

/** The words after `minikube`, for a call in the build's folder. */
export function buildImageArgs({ name, file, target, buildArgs = {} }: ImageBuild): string[] {
  const values = Object.entries(buildArgs).map(([key, value]) => `build-arg=${key}=${value}`);
  const options = [...(target === undefined ? [] : [`target=${target}`]), ...values];
  return [
    ...["image", "build", "--tag", name, "--file", file],
    ...options.map((option) => `--build-opt=${option}`),
    ".",
  ];
}
