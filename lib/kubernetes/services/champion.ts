import { z } from "zod";
import { askMlflow } from "./ask_mlflow.ts";
import type { Kubectl } from "../programs/kubectl.ts";
import { listBucket } from "./list_bucket.ts";

/** What the Jobs register, and the server serves. */
export const MODEL_NAME = "yamnet-audio";

const Answer = z.object({
  model_version: z.object({ version: z.coerce.string(), run_id: z.string() }),
});

/** The registered version that is served. */
export interface Champion {
  version: string;
  runId: string;
}

export async function findChampion(kubectl: Kubectl): Promise<Champion> {
  const path = `registered-models/alias?name=${MODEL_NAME}&alias=champion`;
  const { model_version } = await askMlflow(kubectl, path, Answer).catch((cause: Error) => {
    throw new Error(
      `There is no champion of ${MODEL_NAME} yet: deno task minikube --step 9. ${cause.message}`,
      { cause },
    );
  });
  return { version: model_version.version, runId: model_version.run_id };
}

/**
 * The paths of the run's files in the bucket mlflow-artifacts: "1/<run>/artifacts/model/MLmodel".
 *
 * @throws {Error} if there is none.
 */
export async function championFiles(kubectl: Kubectl, { runId }: Champion): Promise<string[]> {
  const files = await listBucket(kubectl, "mlflow-artifacts");
  const found = files.filter((path) => path.includes(`/${runId}/artifacts/`));
  if (found.length > 0) return found;
  throw new Error(`The bucket mlflow-artifacts has no file of the run ${runId}`);
}
