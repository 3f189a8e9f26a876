import { z } from "zod";
import { askMlflow } from "./ask_mlflow.ts";
import type { Kubectl } from "./kubectl.ts";

/** What the Jobs register, and the server serves. */
export const MODEL_NAME = "yamnet-audio";

const Version = z.object({
  version: z.coerce.string(),
  run_id: z.string().default(""),
  source: z.string(),
});

const Answer = z.object({ model_version: Version });

/** The registered version that is served: its number, run, and where its files are. */
export async function findChampion(kubectl: Kubectl): Promise<z.output<typeof Version>> {
  const path = `registered-models/alias?name=${MODEL_NAME}&alias=champion`;
  const { model_version } = await askMlflow(kubectl, path, Answer).catch((cause: Error) => {
    throw new Error(
      `There is no champion of ${MODEL_NAME} yet: deno task minikube --step 9. ${cause.message}`,
      { cause },
    );
  });
  return model_version;
}
