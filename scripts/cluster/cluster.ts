import { z } from "zod";
import { Kubectl } from "../../lib/kubernetes/programs/kubectl.ts";
import { runProgram } from "../../lib/kubernetes/programs/run_program.ts";

/** The services as pods and `cluster run` reach them. */
export const ADDRESSES = {
  mlflow: "http://mlflow.mlops-train:5000",
  s3: "http://minio.mlops-train:9000",
  serve: "http://yamnet-serve.mlops-train",
} as const;

/** The name under which the train Job registers its model, and the alias that is served. */
export const CHAMPION = { name: "yamnet-audio", alias: "champion" } as const;

/** Opens the namespace that `deno task minikube` fills. */
export async function openNamespace(signal: AbortSignal): Promise<Kubectl> {
  const { out } = await runProgram("kubectl", ["config", "current-context"]);
  return new Kubectl(out.trim(), "mlops-train", signal);
}

const MinioSecret = z.object({
  data: z.object({ MINIO_ROOT_USER: z.base64(), MINIO_ROOT_PASSWORD: z.base64() }),
});

/**
 * Lets this process use the cluster's MinIO from now on.
 *
 * @returns The variables with which scripts do so, and use its MLflow.
 */
export async function useCluster(kubectl: Kubectl): Promise<Record<string, string>> {
  const secret = await kubectl.find(MinioSecret, "secret", "minio-secret");
  if (!secret) throw new Error("The cluster has no minio-secret");
  const { MINIO_ROOT_USER, MINIO_ROOT_PASSWORD } = secret.data;
  const variables = {
    MLFLOW_TRACKING_URI: ADDRESSES.mlflow,
    AWS_ENDPOINT_URL: ADDRESSES.s3,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: atob(MINIO_ROOT_USER),
    AWS_SECRET_ACCESS_KEY: atob(MINIO_ROOT_PASSWORD),
  };
  for (const [name, value] of Object.entries(variables)) Deno.env.set(name, value);
  return variables;
}
