import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { readConfig } from "./config.ts";
import { fingerprint } from "./fingerprint.ts";
import { findJob, jobState } from "./job.ts";
import type { Kubectl } from "../programs/kubectl.ts";
import { markName, MINIO_VOLUME, readMark, writeMark } from "./marks.ts";
import { PROJECT } from "../places.ts";
import { waitForJob } from "./wait_for_job.ts";

const Manifest = z.looseObject({
  kind: z.literal("Job"),
  metadata: z.looseObject({
    name: z.string(),
    annotations: z.record(z.string(), z.string()).default({}),
  }),
});
type Manifest = z.output<typeof Manifest>;

/** How a Job is run. */
export interface RunJobOptions {
  limitSeconds: number;
  /** Whether it runs though it is complete with the same inputs. */
  again: boolean;
  /** The Job whose results it reads: where that has run since, so does this. */
  after?: string;
  /** What is put in place of what in the manifest's text. */
  replacing?: readonly [old: string, by: string];
}

/** What a Job is made of. */
const INPUTS = markName("inputs");

/**
 * Runs a Job to its end, unless it has been: one that is complete with the same inputs (manifest, settings,
 * images, recordings, the Job before it) stays, one that is under way with them is waited for, any other is
 * deleted and made anew, as a Job's pods cannot be changed. That it is complete is noted beside what it has
 * made: Kubernetes removes old Jobs.
 *
 * @param file Of its manifest, in the project.
 * @returns Whether it ran, or was complete already.
 * @throws {Error} if it fails, with what its pods say.
 */
export async function runJob(
  kubectl: Kubectl,
  file: string,
  { limitSeconds, again, after, replacing: [old, by] = ["", ""] }: RunJobOptions,
): Promise<"ran" | "complete before"> {
  const text = (await Deno.readTextFile(join(PROJECT, file))).replace(old, by);
  const manifest = Manifest.parse(parse(text));
  const { name } = manifest.metadata;
  const inputs = await inputsOf(kubectl, text, after);
  const done = await readMark(kubectl, MINIO_VOLUME, jobMark(name));
  if (done?.startsWith(inputs) && !again) return "complete before";
  await startJob(kubectl, manifest, inputs);
  await waitForJob(kubectl, name, { limitSeconds });
  const uid = (await findJob(kubectl, name))?.metadata.uid;
  await writeMark(kubectl, MINIO_VOLUME, jobMark(name), `${inputs}.${uid}`);
  return "ran";
}

/** One that is under way with the same inputs goes on. */
async function startJob(kubectl: Kubectl, manifest: Manifest, inputs: string): Promise<void> {
  const { name, annotations } = manifest.metadata;
  const before = await findJob(kubectl, name);
  const isSame = before?.metadata.annotations[INPUTS] === inputs;
  if (before && isSame && jobState(before) === "under way") return;
  if (before) await kubectl.run(["delete", "job", name, "--wait"], { limitMs: 180_000 });
  annotations[INPUTS] = inputs;
  await kubectl.run(["apply", "--filename=-"], { stdin: JSON.stringify(manifest) });
}

/** All that a Job's result depends on: of one that is given no settings, the manifest alone. */
async function inputsOf(
  kubectl: Kubectl,
  manifest: string,
  after: string | undefined,
): Promise<string> {
  if (!manifest.includes("name: mlops-config")) return fingerprint([manifest]);
  const settings = Object.entries(await readConfig(kubectl)).sort();
  const images = await readMark(kubectl, `namespace/${kubectl.namespace}`, "images");
  const recordings = await readMark(kubectl, MINIO_VOLUME, "recordings");
  const earlier = after && await readMark(kubectl, MINIO_VOLUME, jobMark(after));
  return fingerprint([manifest, JSON.stringify([settings, images, recordings, earlier])]);
}

function jobMark(name: string): string {
  return `job-${name}`;
}
