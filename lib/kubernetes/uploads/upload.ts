import { statusLine } from "../../cli/status_line.ts";
import { describePods } from "../pods/describe_pods.ts";
import { type Kubectl, KubectlError } from "../programs/kubectl.ts";
import { tarStream } from "../programs/tar_stream.ts";
import { UPLOAD_LABELS, UPLOAD_POD } from "./upload_pod.ts";

/** Gigabytes take their time; what hangs shall end. */
const LIMIT_MS = 3_600_000;

/** Where in the pod files stand until they are in the bucket. */
const STAGING = "/cache/upload";

/**
 * Makes a folder of a bucket hold a file of this machine, or the content of a folder, and nothing else;
 * through the pod that `startUploadPod()` has started.
 *
 * @param uri `s3://bucket/folder`.
 * @returns What the pod says: how many files were copied.
 * @throws {Error} if it does not get through, with what the pod says of that.
 */
export async function uploadThroughPod(
  kubectl: Kubectl,
  { path, isFile }: { path: string; isFile: boolean },
  uri: string,
): Promise<string> {
  const inPod = (...command: string[]) => ["exec", "--stdin", UPLOAD_POD, "--", ...command];
  using status = statusLine();
  let sentBytes = 0;
  const counted = tarStream(path, { isFile, signal: kubectl.signal }).pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        controller.enqueue(chunk);
        sentBytes += chunk.length;
        status.update(`  sent ${(sentBytes / 1e6).toFixed(0)} MB to the cluster`);
      },
    }),
  );
  try {
    await kubectl.run(
      inPod("sh", "-c", `rm -rf ${STAGING} && mkdir ${STAGING} && tar -x -f - -C ${STAGING}`),
      { stdin: counted, limitMs: LIMIT_MS },
    );
    status.update(`  copying to ${uri}`);
    const said = await kubectl.run(inPod("/app/bin/upload", STAGING, uri), { limitMs: LIMIT_MS });
    return said.trim();
  } catch (cause) {
    if (!(cause instanceof KubectlError)) throw cause;
    // One that was evicted, as more came than its volume takes, says so itself.
    throw new Error(`${cause.message}\n${await describePods(kubectl, UPLOAD_LABELS)}`, { cause });
  }
}
