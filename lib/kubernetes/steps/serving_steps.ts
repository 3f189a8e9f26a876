import { dirname } from "node:path";
import { print } from "../../cli/print.ts";
import { generateClips } from "../../dataset/generated/generate_clips.ts";
import { openSource } from "../../dataset/sources/open_source.ts";
import { applyPart } from "../manifests/apply_part.ts";
import { type Heard, predictInCluster } from "../services/ask_server.ts";
import { type Champion, championFiles, findChampion } from "../services/champion.ts";
import type { Kubectl } from "../programs/kubectl.ts";
import { applyInferenceService, applyRuntime, kserveState } from "../services/kserve.ts";
import { poll } from "../pods/poll.ts";
import { waitForRollout } from "../pods/wait_for_rollout.ts";
import { openRecordings } from "./recordings.ts";
import { appliedText, type Step, type StepContext } from "./step.ts";

const LIMIT_SECONDS = 300;

/** It looks every 30 s. */
const TAKEOVER_LIMIT_MS = 120_000;

export const runtimeStep: Step = {
  name: "12",
  title: "KServe: the ServingRuntime",
  async run({ kubectl }) {
    const state = await kserveState(kubectl);
    if (state === "absent") {
      return "left out: KServe is not installed (k8s/README.md, step 12); the Deployment of step 13 does without";
    }
    return appliedText(await applyRuntime(kubectl));
  },
};

export const serveStep: Step = {
  name: "13",
  title: "the server, and one prediction",
  async run(context) {
    const { kubectl } = context;
    const champion = await findChampion(kubectl);
    const changed = await applyPart(kubectl, "serve");
    await waitForRollout(kubectl, "deployment/yamnet-serve", { limitSeconds: LIMIT_SECONDS });
    const clip = await firstClip(context);
    const { label, score, version } = await predictByChampion(kubectl, champion, clip.bytes);
    print(`${clip.name}: ${label} ${score.toFixed(4)} (version ${version})`);
    const kserve = await serveByKserve(kubectl, champion);
    return `serves version ${champion.version} (${appliedText(changed)}); ${kserve}`;
  },
};

/** The first WAV file of the recordings; else a generated one, which every server takes as well. */
async function firstClip(context: StepContext): Promise<{ name: string; bytes: Uint8Array }> {
  const { path } = await openRecordings(context);
  for (const source of [await openSource(path), generateClips()]) {
    const entries = await source.entries();
    const entry = entries.find(({ originalFile }) => /\.wav$/i.test(originalFile));
    if (entry) return { name: entry.originalFile, bytes: await entry.read() };
  }
  throw new Error("There is no generated clip");
}

/** The server looks for a new champion from time to time, and takes it once it is loaded. */
async function predictByChampion(
  kubectl: Kubectl,
  { version }: Champion,
  wav: Uint8Array,
): Promise<Heard> {
  let other = "";
  const heard = await poll(async () => {
    const heard = await predictInCluster(kubectl, wav);
    if (heard.version === version) return heard;
    other = heard.version;
  }, { limitMs: TAKEOVER_LIMIT_MS, signal: kubectl.signal });
  if (heard) return heard;
  throw new Error(
    `The server goes on with version ${other}: it cannot serve version ${version}. Its log says why: ` +
      `kubectl -n ${kubectl.namespace} logs deployment/yamnet-serve`,
  );
}

async function serveByKserve(kubectl: Kubectl, champion: Champion): Promise<string> {
  const state = await kserveState(kubectl);
  if (state === "absent") return "no InferenceService, as KServe is not installed";
  const files = await championFiles(kubectl, champion);
  const description = files.find((path) => path.endsWith("/MLmodel"));
  if (description === undefined) throw new Error("The champion's run has no model folder in MinIO");
  await applyInferenceService(kubectl, dirname(description));
  if (state === "no controller") {
    return "the InferenceService is applied, and waits for KServe, of which only the definitions are there";
  }
  await kubectl.run(
    [
      "wait",
      "inferenceservice/yamnet-audio",
      "--for=condition=Ready",
      `--timeout=${LIMIT_SECONDS}s`,
    ],
    { limitMs: 1000 * (LIMIT_SECONDS + 10) },
  );
  return "the InferenceService is ready";
}
