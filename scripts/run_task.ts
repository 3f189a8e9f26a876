import { join } from "node:path";

/** Variables that a developer may have set and that would change what a script does. */
const UNSET = [
  "BACKBONE",
  "CLASS_FILTER",
  "DATA_BASE_DIR",
  "DATA_HASH",
  "DEBUG",
  "EXP_NAME",
  "HEAD",
  "MANIFEST_JSON",
  "MLFLOW_EXPERIMENT_NAME",
  "MLFLOW_TRACKING_URI",
  "MODEL_URI",
  "POOLING",
  "SAVE_WEIGHTS",
  "SEED",
  "SKIP_BAD",
  "TARGET",
  "TOP_N",
  "YAMNET_TFLITE",
];

/** How a task ended. */
export interface TaskResult {
  code: number;
  out: string;
  err: string;
}

/** Runs a task as a user does, with its own permissions; for tests. An empty variable counts as unset. */
export async function runTask(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<TaskResult> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", name, ...args],
    cwd: join(import.meta.dirname ?? "", ".."),
    env: { ...Object.fromEntries(UNSET.map((name) => [name, ""])), NO_COLOR: "1", ...env },
  }).output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}
