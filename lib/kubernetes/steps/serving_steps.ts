import { join } from "node:path";
import { print } from "../../cli/print.ts";
import { generateClips } from "../../dataset/generated/generate_clips.ts";
import { PredictAnswer } from "../../serving/predict_answer.ts";
import { describeIssue } from "../../storage/describe_issue.ts";
import { tryParseJson } from "../../storage/try_parse_json.ts";
import { walkFiles } from "../../storage/walk_files.ts";
import { applyPart } from "../apply_part.ts";
import { findChampion } from "../champion.ts";
import type { Kubectl } from "../kubectl.ts";
import { applyKserve, kserveState } from "../kserve.ts";
import { waitForRollout } from "../wait_for_rollout.ts";
import { openRecordings } from "./recordings.ts";
import { appliedText, type Step, type StepContext } from "./step.ts";

const LIMIT_SECONDS = 300;

export const runtimeStep: Step = {
  name: "12",
  title: "KServe: the ServingRuntime",
  async run({ kubectl }) {
    const state = await kserveState(kubectl);
    if (state === "absent") {
      return "left out: KServe is not installed (k8s/README.md, step 12); the Deployment of step 13 does without";
    }
    return appliedText(await applyKserve(kubectl, "serving_runtime.yaml"));
  },
};

export const serveStep: Step = {
  name: "13",
  title: "the server, and one prediction",
  async run(context) {
    const { kubectl } = context;
    const { version } = await findChampion(kubectl);
    const changed = await applyPart(kubectl, "serve");
    await waitForRollout(kubectl, "deployment/yamnet-serve", { limitSeconds: LIMIT_SECONDS });
    const clip = await firstClip(context);
    const { model, clips } = await predict(kubectl, clip.bytes);
    const top = clips[0]?.top[0];
    if (!top) throw new Error("The server heard nothing at all in a clip");
    print(`${clip.name}: ${top.label} ${top.score.toFixed(4)} (version ${model.version})`);
    const kserve = await applyInferenceService(kubectl);
    return `serves version ${version} (${appliedText(changed)}); ${kserve}`;
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

async function applyInferenceService(kubectl: Kubectl): Promise<string> {
  const state = await kserveState(kubectl);
  if (state === "absent") return "no InferenceService, as KServe is not installed";
  await applyKserve(kubectl, "inference_service.yaml");
  if (state === "no controller") {
    return "the InferenceService is applied, and waits for KServe's controller, of which only the definitions are there";
  }
  await kubectl.run(
    ["wait", "inferenceservice", "--all", "--for=condition=Ready", `--timeout=${LIMIT_SECONDS}s`],
    { limitMs: 1000 * (LIMIT_SECONDS + 10) },
  );
  return "the InferenceService is ready";
}
