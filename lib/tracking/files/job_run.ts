import { join } from "node:path";
import { z } from "zod";
import { JOB_TAG, JOB_WORK_TAG } from "../rest/id_tags.ts";
import { readMeta } from "./meta_yaml.ts";

const Started = z.object({
  start_time: z.number(),
  lifecycle_stage: z.string().default("active"),
});

/**
 * Finds the run that a Job has started in an experiment under a name, by its tags; of several the last one.
 *
 * @returns Its id; `undefined` where there is none that was not deleted.
 */
export async function findJobRun(
  experimentFolder: string,
  jobUid: string,
  name: string,
): Promise<string | undefined> {
  const found: { id: string; startTimeMs: number }[] = [];
  for await (const { name: id } of Deno.readDir(experimentFolder)) {
    const folder = join(experimentFolder, id);
    const tag = (key: string) =>
      Deno.readTextFile(join(folder, "tags", key)).catch(() => undefined);
    if (await tag(JOB_TAG) !== jobUid || await tag(JOB_WORK_TAG) !== name) continue;
    const meta = await readMeta(join(folder, "meta.yaml"), Started);
    if (meta?.lifecycle_stage === "active") found.push({ id, startTimeMs: meta.start_time });
  }
  return found.sort((a, b) => b.startTimeMs - a.startTimeMs)[0]?.id;
}
