/**
 * Copies a folder to where the cluster's Jobs find it, and removes there what the folder has no longer.
 *
 *   deno task upload my_clips s3://datasets/source
 *
 * `deno task minikube` runs it in a pod, beside MinIO.
 */
import { UsageError } from "../lib/cli/exit.ts";
import { parseCommand } from "../lib/cli/parse_command.ts";
import { print } from "../lib/cli/print.ts";
import { runScript } from "../lib/cli/run_script.ts";
import { mirrorFolder } from "../lib/storage/mirror_folder.ts";
import { schemeOf } from "../lib/storage/local_path.ts";
import { openStore } from "../lib/storage/open_store.ts";
import { splitUri } from "../lib/storage/split_uri.ts";

async function main(): Promise<void> {
  const { positional } = parseCommand({
    name: "upload",
    summary: "Makes a bucket's folder hold the files of a folder here, and no others.",
    examples: ["deno task upload my_clips s3://datasets/source"],
    flags: {},
    positional: {
      name: "DIR URI",
      description: "Folder here, and s3://bucket/folder, where its files go",
    },
  });
  const [folder, uri, ...more] = positional;
  if (folder === undefined || uri === undefined || more.length > 0) {
    throw new UsageError(
      `Wanted a folder and s3://bucket/folder; got "${positional.join(" ")}"`,
    );
  }
  // Of all else in a bucket, or on this machine, nothing would be left.
  if (schemeOf(uri) !== "s3" || splitUri(uri).name === undefined) {
    throw new UsageError(`Wanted a bucket's folder, s3://bucket/folder; got "${uri}"`);
  }
  const store = await openStore(uri);
  const { copied, removed } = await mirrorFolder(folder, store);
  print(`${store.name}: ${copied} files copied, ${removed} removed`);
}

await runScript(main);
