import { dirname, join } from "node:path";
import { print } from "../../cli/print.ts";
import { generateClips } from "../../dataset/generated/generate_clips.ts";
import { PredictAnswer } from "../../serving/predict_answer.ts";
import { describeIssue } from "../../storage/describe_issue.ts";
import { tryParseJson } from "../../storage/try_parse_json.ts";
import { walkFiles } from "../../storage/walk_files.ts";
import { applyPart } from "../apply_part.ts";
import { type Champion, championFiles, findChampion } from "../champion.ts";
import type { Kubectl } from "../kubectl.ts";
import { applyInferenceService, applyRuntime, kserveState } from "../kserve.ts";
import { poll } from "../poll.ts";
import { waitForRollout } from "../wait_for_rollout.ts";
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
    const { model, clips } = await predictByChampion(kubectl, champion, clip.bytes);
    const top = clips[0]?.top[0];
    if (!top) throw new Error("The server heard nothing at all in a clip");
    print(`${clip.name}: ${top.label} ${top.score.toFixed(4)} (version ${model.version})`);
    const kserve = await serveByKserve(kubectl, champion);
    return `serves version ${champion.version} (${appliedText(changed)}); ${kserve}`;
  },
};

/** Of the recordings, where they are WAV files in a folder; else a generated one. */
async function firstClip(context: StepContext): Promise<{ name: string; bytes: Uint8Array }> {
  const { path, isFile } = await openRecordings(context);
  if (!isFile) {
    for await (const name of walkFiles(path)) {
      if (!/\.wav$/i.test(name)) continue;
      return { name, bytes: await Deno.readFile(join(path, name)) };
    }
  }
  const [entry] = await generateClips().entries();
  if (!entry) throw new Error("There is no generated clip");
  return { name: entry.id, bytes: await entry.read() };
}

/** The server looks for a new champion from time to time, and takes it once it is loaded. */
async function predictByChampion(kubectl: Kubectl, { version }: Champion, wav: Uint8Array) {
  let other = "";
  const answer = await poll(async () => {
    const answer = await predict(kubectl, wav);
    if (answer.model.version === version) return answer;
    other = `${answer.model.version}`;
  }, { limitMs: TAKEOVER_LIMIT_MS, signal: kubectl.signal });
  if (answer) return answer;
  throw new Error(
    `The server goes on with version ${other}: it cannot serve version ${version}. Its log says why: ` +
      `kubectl -n ${kubectl.namespace} logs deployment/yamnet-serve`,
  );
}

/** Through the API server, which reaches the Service: no port leaves the cluster. */
async function predict(kubectl: Kubectl, wav: Uint8Array) {
  const path = `/api/v1/namespaces/${kubectl.namespace}/services/yamnet-serve:80/proxy/predict`;
  const stdin = JSON.stringify({ audio: wav.toBase64(), top_n: 3 });
  const out = await kubectl.run(["create", "--raw", path, "--filename=-"], { stdin });
  const { success, data, error } = PredictAnswer.safeParse(tryParseJson(out));
  if (success) return data;
  throw new Error(
    `The server's answer is none: ${describeIssue(error)}. It said: ${out.slice(0, 300)}`,
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
