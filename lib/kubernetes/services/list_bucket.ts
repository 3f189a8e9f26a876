import type { Kubectl } from "../programs/kubectl.ts";

/** MinIO keeps each object as a folder of this file. */
const OBJECT_FILE = "xl.meta";

/**
 * The objects of a bucket, as MinIO's volume has them: proof of what would be there after a restart.
 * (MinIO's image has `ls`, and no client.)
 */
export async function listBucket(kubectl: Kubectl, bucket: string): Promise<string[]> {
  const root = `/data/${bucket}`;
  const out = await kubectl.run(["exec", "statefulset/minio", "--", "ls", "-R", "-1", root]);
  return parseListing(out, root);
}

/** The folders with an object's file, of what `ls -R` prints: a line `FOLDER:`, then its names. */
export function parseListing(text: string, root: string): string[] {
  const paths: string[] = [];
  let folder = "";
  for (const line of text.split("\n")) {
    if (line.startsWith(`${root}/`) && line.endsWith(":")) folder = line.slice(root.length + 1, -1);
    else if (line === OBJECT_FILE) paths.push(folder);
  }
  return paths;
}
