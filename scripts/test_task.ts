import { join } from "node:path";

/** Variables that a task needs to start at all, and where it finds what was brought along. */
const KEPT = /^(PATH|HOME|TMPDIR|CI|DENO_.*|YAMNET_KIT_.*|npm_config_.*|.*_PROXY)$/i;

/** How a task ended. */
export interface TaskResult {
  code: number;
  out: string;
  err: string;
}

/**
 * A task as a user runs it, with its own permissions, but without the variables of the one who tests.
 *
 * @param detached Whether it is a process group of its own, with all processes that it starts.
 */
export function taskCommand(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  { detached = false } = {},
): Deno.Command {
  const kept = Object.entries(Deno.env.toObject()).filter(([name]) => KEPT.test(name));
  return new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", name, ...args],
    cwd: join(import.meta.dirname ?? "", ".."),
    clearEnv: true,
    env: { ...Object.fromEntries(kept), NO_COLOR: "1", ...env },
    stdout: "piped",
    stderr: "piped",
    detached,
  });
}

/** Runs a task to its end, see {@linkcode taskCommand}. */
export async function runTask(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<TaskResult> {
  return textOf(await taskCommand(name, args, env).output());
}

/** What a task has said. */
export function textOf({ code, stdout, stderr }: Deno.CommandOutput): TaskResult {
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}
