import { z } from "zod";
import type { Kubectl } from "../programs/kubectl.ts";

/** The Jobs' settings in the cluster. */
const CONFIG = "configmap/mlops-config";

const Config = z.object({ data: z.record(z.string(), z.string()).default({}) });

export async function readConfig(kubectl: Kubectl): Promise<Record<string, string>> {
  return (await kubectl.find(Config, CONFIG))?.data ?? {};
}

/** Changes some of the settings, for the Jobs that start from now on. */
export async function changeConfig(
  kubectl: Kubectl,
  data: Readonly<Record<string, string>>,
): Promise<void> {
  await kubectl.run(["patch", CONFIG, "--type=merge", `--patch=${JSON.stringify({ data })}`]);
}
