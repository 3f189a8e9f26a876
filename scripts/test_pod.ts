import type { TestServices } from "../lib/services/test_services.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";

/** For tests: what a pod that reads and writes a bucket has in its environment, with an empty disk. */
export async function podEnv(
  { endpoint, accessKeyId, secretAccessKey }: TestServices["s3"],
): Promise<Record<string, string> & { YAMNET_KIT_CACHE: string }> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    YAMNET_KIT_CACHE: await makeTempDir(),
  };
}
