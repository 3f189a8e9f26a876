import { fileURLToPath } from "node:url";
import { z } from "zod";
import { pythonVariables } from "../python_peer.ts";

const MEASURE = fileURLToPath(new URL("./measure.py", import.meta.url));

/** What a command took, its child processes included. */
const MeasuredRun = z.object({
  exitCode: z.number(),
  seconds: z.number(),
  cpuSeconds: z.number(),
  /** Sum of the proportional set sizes: what processes share is counted once. */
  peakMiB: z.number(),
  /** Sum of the resident set sizes. */
  peakRssMiB: z.number(),
});
export type MeasuredRun = z.infer<typeof MeasuredRun>;

/**
 * Runs a command and measures it.
 *
 * @param python Interpreter that looks at it meanwhile.
 * @throws {Error} if it fails, with what it said.
 */
export async function measuredRun(
  python: string,
  command: readonly string[],
): Promise<MeasuredRun> {
  const { stdout, stderr } = await new Deno.Command(python, {
    args: [MEASURE, ...command],
    clearEnv: true,
    env: pythonVariables(),
  }).output();
  const said = new TextDecoder().decode(stderr);
  const text = new TextDecoder().decode(stdout);
  const run = text === "" ? undefined : MeasuredRun.parse(JSON.parse(text));
  if (run?.exitCode === 0) return run;
  throw new Error(`${command.join(" ")} failed: ${said.slice(-2_000)}`);
}
