import { join } from "node:path";
import { startS3 } from "../../../lib/services/start_s3.ts";
import { openStore } from "../../../lib/storage/open_store.ts";
import { uploadFolder } from "../../../lib/storage/upload_folder.ts";

const BUCKET = "recordings";

/**
 * Starts an S3 server and uploads recordings to it. This process and those that it starts find it by their
 * environment.
 *
 * @param folder Has `clips_COUNT` for each count; the server's data goes there too.
 */
export async function serveRecordings(
  folder: string,
  counts: readonly number[],
): Promise<{ uri: string } & AsyncDisposable> {
  await using started = new AsyncDisposableStack();
  const s3 = started.use(await startS3({ folder: join(folder, "s3"), buckets: [BUCKET] }));
  Deno.env.set("AWS_ENDPOINT_URL", s3.endpoint);
  Deno.env.set("AWS_ACCESS_KEY_ID", s3.accessKeyId);
  Deno.env.set("AWS_SECRET_ACCESS_KEY", s3.secretAccessKey);
  Deno.env.set("AWS_REGION", "us-east-1");
  Deno.env.set("AWS_DEFAULT_REGION", "us-east-1");
  const uri = `s3://${BUCKET}`;
  const store = await openStore(uri);
  for (const count of counts) {
    await uploadFolder(join(folder, `clips_${count}`), store, `clips_${count}`);
  }
  const running = started.move();
  return { uri, [Symbol.asyncDispose]: () => running.disposeAsync() };
}
