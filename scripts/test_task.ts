import { join } from "node:path";

/** Variables that a task needs to start at all, and where it finds what was brought along. */
const KEPT = /^(PATH|HOME|TMPDIR|CI|DENO_.*|YAMNET_KIT_.*|npm_config_.*|.*_PROXY)$/i;

/** How a task ended. */
export interface TaskResult {
  code: number;
  out: string;
  err: string;
}

/** Runs a task as a user does, with its own permissions, but without the variables of the one who tests. */
export async function runTask(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<TaskResult> {
  const kept = Object.entries(Deno.env.toObject()).filter(([name]) => KEPT.test(name));
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", name, ...args],
    cwd: join(import.meta.dirname ?? "", ".."),
    clearEnv: true,
    env: { ...Object.fromEntries(kept), NO_COLOR: "1", ...env },
  }).output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}
