import { join } from "node:path";
import { z } from "zod";
import { readMeta } from "../tracking/files/meta_yaml.ts";
import { foldersIn } from "./folders_in.ts";
import type { StoredInput } from "./stored_run.ts";

const InputMeta = z.object({
  source_type: z.string(),
  source_id: z.coerce.string().regex(/^[\w-]+$/, "wanted the id of a dataset"),
  tags: z.record(z.string(), z.coerce.string()).nullish(),
});

const DatasetMeta = z.object({
  name: z.coerce.string(),
  digest: z.coerce.string(),
  source_type: z.string(),
  source: z.string(),
  schema: z.string().nullish(),
  profile: z.string().nullish(),
});

/**
 * Reads which data went into a run. Models that went into it are left out: their ids mean nothing elsewhere.
 *
 * @param folder Of the run.
 * @throws {TypeError} if an input is damaged or its dataset is not there.
 */
export async function readInputs(folder: string): Promise<StoredInput[]> {
  const inputs: StoredInput[] = [];
  for (const name of await foldersIn(join(folder, "inputs"))) {
    const input = await readMeta(join(folder, "inputs", name, "meta.yaml"), InputMeta);
    if (input?.source_type !== "DATASET") continue;
    const path = join(folder, "..", "datasets", input.source_id, "meta.yaml");
    const meta = await readMeta(path, DatasetMeta);
    if (!meta) throw new TypeError(`Cannot read ${path}: a run has this dataset, but it is gone`);
    const { schema, profile, ...dataset } = meta;
    inputs.push({
      tags: Object.entries(input.tags ?? {}).map(([key, value]) => ({ key, value })),
      dataset: { ...dataset, ...(schema && { schema }), ...(profile && { profile }) },
    });
  }
  return inputs;
}
