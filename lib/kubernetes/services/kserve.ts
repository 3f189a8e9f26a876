import { join } from "node:path";
import { z } from "zod";
import type { Kubectl } from "../programs/kubectl.ts";
import { PROJECT } from "../places.ts";

const FOLDER = join(PROJECT, "k8s/inference/kserve");

/** What stands in the InferenceService's manifest for the run whose model is served. */
const ANY_RUN = "1/RUN_ID/artifacts/model";

const Anything = z.object({});
const Deployments = z.object({
  items: z.array(z.object({ status: z.object({ availableReplicas: z.int().default(0) }) })),
});
const MinioSecret = z.object({
  data: z.object({ MINIO_ROOT_USER: z.string(), MINIO_ROOT_PASSWORD: z.string() }),
});

/** Whether the cluster has KServe: not at all, its definitions alone, or all of it. */
export async function kserveState(
  kubectl: Kubectl,
): Promise<"absent" | "no controller" | "there"> {
  const definition = await kubectl.find(Anything, "crd", "inferenceservices.serving.kserve.io");
  if (!definition) return "absent";
  const found = await kubectl.find(
    Deployments,
    ...["deployments", "--all-namespaces", "--selector=control-plane=kserve-controller-manager"],
  );
  const isThere = found?.items.some(({ status }) => status.availableReplicas > 0);
  return isThere ? "there" : "no controller";
}

/**
 * Tells KServe how our server is started, and whose keys open MinIO.
 *
 * @returns What was made or changed.
 */
export async function applyRuntime(kubectl: Kubectl): Promise<string[]> {
  const files = ["service_account.yaml", "serving_runtime.yaml"].map((file) => join(FOLDER, file));
  const policy = join(PROJECT, "k8s/components/kserve/network_policy.yaml");
  const secret = await kubectl.run(["apply", "--filename=-"], { stdin: await keysText(kubectl) });
  const out = await kubectl.run([
    "apply",
    ...[...files, policy].map((file) => `--filename=${file}`),
  ]);
  return `${secret}${out}`.split("\n").filter((line) => line !== "" && !line.endsWith("unchanged"));
}

/** @param modelFolder Of the bucket mlflow-artifacts: "1/<run>/artifacts/model". */
export async function applyInferenceService(kubectl: Kubectl, modelFolder: string): Promise<void> {
  const text = await Deno.readTextFile(join(FOLDER, "inference_service.yaml"));
  if (!text.includes(ANY_RUN)) throw new Error(`The InferenceService's manifest has no ${ANY_RUN}`);
  await kubectl.run(["apply", "--filename=-"], { stdin: text.replace(ANY_RUN, modelFolder) });
}

/** MinIO's keys under the names that KServe wants; not as arguments, which others on the machine can read. */
async function keysText(kubectl: Kubectl): Promise<string> {
  const secret = await kubectl.find(MinioSecret, "secret", "minio-secret");
  if (!secret) throw new Error("The cluster has no minio-secret: deno task minikube --step 2");
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Secret",
    metadata: {
      name: "kserve-s3",
      annotations: {
        "serving.kserve.io/s3-endpoint": `minio.${kubectl.namespace}:9000`,
        "serving.kserve.io/s3-usehttps": "0",
        "serving.kserve.io/s3-region": "us-east-1",
      },
    },
    data: {
      AWS_ACCESS_KEY_ID: secret.data.MINIO_ROOT_USER,
      AWS_SECRET_ACCESS_KEY: secret.data.MINIO_ROOT_PASSWORD,
    },
  });
}
