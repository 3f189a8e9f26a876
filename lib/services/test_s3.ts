import { withEnvironment } from "../storage/test_environment.ts";
import type { TestServices } from "./test_services.ts";

/** For tests: runs with the variables that a user sets for an S3 server. */
export async function withS3<Result>(
  { endpoint, accessKeyId, secretAccessKey }: TestServices["s3"],
  run: () => Promise<Result>,
): Promise<Result> {
  return await withEnvironment({
    MLFLOW_S3_ENDPOINT_URL: "",
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  }, run);
}
