/**
 * Makes the secrets of the cluster, random ones, in k8s/secrets/ (left out of git, mode 600). What is there
 * stays as it is.
 *
 *   deno task k8s:secrets
 *   kubectl apply -f k8s/secrets/minio.yaml -f k8s/secrets/mlflow_secrets.yaml
 */
import { z } from "zod";
import { flag, parseCommand } from "../lib/cli/parse_command.ts";
import { print } from "../lib/cli/print.ts";
import { runScript } from "../lib/cli/run_script.ts";
import { SECRETS_FOLDER } from "../lib/kubernetes/places.ts";
import { readSecrets, writeSecrets } from "../lib/kubernetes/secrets/secrets.ts";

async function main(): Promise<void> {
  const { out } = parseCommand({
    name: "k8s:secrets",
    summary: "Makes the secrets of the cluster, random ones; what is there stays as it is.",
    flags: {
      out: flag(z.string().default(SECRETS_FOLDER), {
        value: "DIR",
        description: "Folder of the manifests, k8s/secrets by default",
        env: ["K8S_SECRETS"],
      }),
    },
  });
  const written = await writeSecrets(out);
  for (const { path, name } of await readSecrets(out)) {
    print(`${path}: ${name}, ${written.includes(path) ? "made" : "was there"}`);
  }
}

await runScript(main);
