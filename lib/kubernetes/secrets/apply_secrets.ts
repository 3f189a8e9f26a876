import { z } from "zod";
import type { Kubectl } from "../programs/kubectl.ts";
import type { SecretFile } from "./secrets.ts";

const Names = z.object({ items: z.array(z.object({ metadata: z.object({ name: z.string() }) })) });

/** The names of all secrets that the cluster has. */
export async function listSecrets(kubectl: Kubectl): Promise<string[]> {
  const found = await kubectl.find(Names, "secrets");
  return (found?.items ?? []).map(({ metadata }) => metadata.name);
}

const Stored = z.object({ data: z.record(z.string(), z.string()).default({}) });

/**
 * Gives the cluster the secrets that it has not yet.
 *
 * @returns The names of those that are new to it.
 * @throws {Error} if it has one with other values than the file: Postgres and MinIO would go on with the old.
 */
export async function applySecrets(
  kubectl: Kubectl,
  secrets: readonly SecretFile[],
): Promise<string[]> {
  const isNew = await Promise.all(secrets.map((secret) => isUnknown(kubectl, secret)));
  const unknown = secrets.filter((_, index) => isNew[index]);
  for (const { path } of unknown) await kubectl.run(["apply", "--filename", path]);
  return unknown.map(({ name }) => name);
}

async function isUnknown(kubectl: Kubectl, { name, path, values }: SecretFile): Promise<boolean> {
  const stored = await kubectl.find(Stored, "secret", name);
  if (!stored) return true;
  const differing = Object.entries(values)
    .filter(([key, value]) => stored.data[key] !== encodeBase64(value))
    .map(([key]) => key);
  if (differing.length === 0) return false;
  throw new Error(
    `The cluster has other secrets than ${path} (${name}: ${
      differing.join(", ")
    }). Its volumes were made ` +
      "with its own and would refuse the file's. To go on with the cluster's, remove the file; to begin anew " +
      "with the file's, and without the data: deno task minikube:down",
  );
}

function encodeBase64(text: string): string {
  return new TextEncoder().encode(text).toBase64();
}
