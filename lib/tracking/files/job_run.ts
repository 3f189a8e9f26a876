import { join } from "node:path";
import { z } from "zod";
import { JOB_TAG } from "../rest/id_tags.ts";
import { readMeta } from "./meta_yaml.ts";

const Started = z.object({
  start_time: z.number(),
  lifecycle_stage: z.string().default("active"),
});

/**
 * Finds the run that a Job has started in an experiment, by its tag; of several the last one.
 *
 * @returns Its id; `undefined` where there is none that was not deleted.
 */
export async function findJobRun(
  experimentFolder: string,
  jobUid: string,
): Promise<string | undefined> {
  const found: { id: string; startTimeMs: number }[] = [];
  for await (const { name: id } of Deno.readDir(experimentFolder)) {
    const folder = join(experimentFolder, id);
    const tag = await Deno.readTextFile(join(folder, "tags", JOB_TAG)).catch(() => undefined);
    if (tag !== jobUid) continue;
    const meta = await readMeta(join(folder, "meta.yaml"), Started);
    if (meta?.lifecycle_stage === "active") found.push({ id, startTimeMs: meta.start_time });
  }
  return found.sort((a, b) => b.startTimeMs - a.startTimeMs)[0]?.id;
}
