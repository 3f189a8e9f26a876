import { join } from "node:path";
import { makeTempDir } from "../storage/test_folder.ts";

/**
 * For tests: does work under a run in a process of its own, sends that a signal once the work has begun, and
 * gives the exit code.
 *
 * @param work Statements of an async function.
 */
export async function interruptRun(
  trackingUri: string,
  work: string,
  signal: Deno.Signal,
): Promise<number> {
  const library = (name: string) => JSON.stringify(import.meta.resolve(name));
  const script = join(await makeTempDir(), "work.ts");
  await Deno.writeTextFile(
    script,
    `import { openTracker } from ${library("./open_tracker.ts")};
     import { recordRun } from ${library("./record_run.ts")};
     const options = { experiment: "signals", name: "run" };
     await recordRun(openTracker(${JSON.stringify(trackingUri)}), options, async () => {
       console.log("started");
       ${work}
     });`,
  );
  const config = join(import.meta.dirname ?? "", "../../deno.json");
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-check", "--allow-all", "--config", config, script],
    stdout: "piped",
  }).spawn();
  const reader = child.stdout.getReader();
  await reader.read();
  child.kill(signal);
  const { code } = await child.status;
  await reader.cancel();
  return code;
}

/** Work that goes on for longer than any test. */
export const LONG_WORK = "await new Promise((resolve) => setTimeout(resolve, 60_000));";
