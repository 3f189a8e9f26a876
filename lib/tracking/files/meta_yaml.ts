import { parse } from "yaml";
import type { z } from "zod";
import { describeIssue } from "../../storage/describe_issue.ts";
import { writeAtomically } from "../../storage/write_atomically.ts";
import { yamlText } from "../../storage/yaml_text.ts";

/**
 * Reads one of the file store's meta.yaml files.
 *
 * @returns `undefined` if there is none.
 * @throws {TypeError} if it does not hold what MLflow writes there.
 */
export async function readMeta<Meta>(
  path: string,
  schema: z.ZodType<Meta>,
): Promise<Meta | undefined> {
  const text = await readText(path);
  if (text === undefined) return undefined;
  const result = schema.safeParse(parseYaml(text));
  if (result.success) return result.data;
  const reason = describeIssue(result.error);
  throw new TypeError(`Cannot read ${path}: wanted what MLflow's file store writes; ${reason}`);
}

/** Writes a meta.yaml; a reader sees the old one or the new one, never half of it. */
export async function writeMeta(
  path: string,
  meta: Readonly<Record<string, unknown>>,
): Promise<void> {
  await writeAtomically(path, yamlText(meta));
}

/** As PyYAML, for which `12e3` is no number: it leaves such a text without quotes. */
function parseYaml(text: string): unknown {
  try {
    return parse(text, {
      version: "1.1",
      customTags: (tags) => tags.filter((tag) => typeof tag === "string" || tag.format !== "EXP"),
    });
  } catch {
    return undefined;
  }
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (cause) {
    if (cause instanceof Deno.errors.NotFound || cause instanceof Deno.errors.NotADirectory) return;
    throw cause;
  }
}
