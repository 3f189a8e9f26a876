import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { describeIssue } from "../../storage/describe_issue.ts";
import { yamlText } from "../../storage/yaml_text.ts";
import { NAMESPACE } from "../places.ts";

/** The secrets of the cluster: the file that has each, its name, and what makes its values. */
const SECRETS = [
  {
    file: "minio.yaml",
    name: "minio-secret",
    values: () => ({
      MINIO_ROOT_USER: `minio-${randomHex(4)}`,
      MINIO_ROOT_PASSWORD: randomHex(32),
    }),
  },
  {
    file: "mlflow_secrets.yaml",
    name: "pg-secret",
    values: () => ({
      POSTGRES_USER: "mlflow",
      POSTGRES_PASSWORD: randomHex(32),
      POSTGRES_DB: "mlflow",
    }),
  },
] as const;

const Secret = z.object({
  kind: z.literal("Secret"),
  metadata: z.object({ name: z.string() }),
  stringData: z.record(z.string(), z.string()),
});

/** A secret as its file has it. */
export interface SecretFile {
  path: string;
  /** The secret's own. */
  name: string;
  values: Readonly<Record<string, string>>;
}

/**
 * Writes those of the secrets' manifests that a folder has not yet, with random values, for their owner's
 * eyes only (mode 600). What is there is never written to: a database keeps the password that it was made
 * with.
 *
 * @param known Names of secrets that need no file, as the cluster has them.
 * @returns The paths of the new files.
 */
export async function writeSecrets(
  folder: string,
  known: readonly string[] = [],
): Promise<string[]> {
  await Deno.mkdir(folder, { recursive: true });
  const written = await Promise.all(SECRETS.map(async ({ file, name, values }) => {
    if (known.includes(name)) return [];
    const path = join(folder, file);
    const manifest = {
      apiVersion: "v1",
      kind: "Secret",
      // So that `kubectl apply -f` needs no further words.
      metadata: { name, namespace: NAMESPACE },
      type: "Opaque",
      stringData: values(),
    };
    return await writeNew(path, yamlText(manifest)) ? [path] : [];
  }));
  return written.flat();
}

/**
 * Reads the secrets' manifests of a folder, those that are there.
 *
 * @throws {Error} if a file is no such manifest.
 */
export async function readSecrets(folder: string): Promise<SecretFile[]> {
  const found = await Promise.all(SECRETS.map(async ({ file }) => {
    const path = join(folder, file);
    const text = await Deno.readTextFile(path).catch((error) => {
      if (error instanceof Deno.errors.NotFound) return undefined;
      throw error;
    });
    return text === undefined ? [] : [{ path, ...parseSecret(text, path) }];
  }));
  return found.flat();
}

function parseSecret(text: string, path: string): Omit<SecretFile, "path"> {
  const { success, data, error } = Secret.safeParse(parse(text));
  if (success) return { name: data.metadata.name, values: data.stringData };
  throw new Error(
    `Cannot read the secret ${path}: ${
      describeIssue(error)
    }. Remove it: "deno task k8s:secrets" makes another`,
  );
}

/** Whole or not at all, and readable by others at no moment; an existing file stays. */
async function writeNew(path: string, text: string): Promise<boolean> {
  const temporaryPath = `${path}.${crypto.randomUUID()}.tmp`;
  try {
    await Deno.writeTextFile(temporaryPath, text, { mode: 0o600, createNew: true });
    await Deno.link(temporaryPath, path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) return false;
    throw error;
  } finally {
    await Deno.remove(temporaryPath).catch(() => {});
  }
}

function randomHex(bytes: number): string {
  return randomBytes(bytes).toString("hex");
}
