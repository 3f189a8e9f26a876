import { z } from "zod";
import type { Kubectl } from "../programs/kubectl.ts";

const Annotated = z.object({
  metadata: z.object({ annotations: z.record(z.string(), z.string()).default({}) }),
});

/** MinIO's: what is uploaded is lost with it. */
export const MINIO_VOLUME = "persistentvolumeclaim/data-minio-0";

/** What an annotation of a step is called. */
export function markName(name: string): string {
  return `yamnet-kit/${name}`;
}

/**
 * What a step has noted on an object of the cluster: what it was done with. The object is what would be lost
 * together with the work.
 *
 * @param object "namespace/mlops-train".
 */
export async function readMark(
  kubectl: Kubectl,
  object: string,
  name: string,
): Promise<string | undefined> {
  const found = await kubectl.find(Annotated, object);
  return found?.metadata.annotations[markName(name)];
}

export async function writeMark(
  kubectl: Kubectl,
  object: string,
  name: string,
  value: string,
): Promise<void> {
  await kubectl.run(["annotate", "--overwrite", object, `${markName(name)}=${value}`]);
}
