import { print } from "../../lib/cli/print.ts";

/** Something that must hold in the cluster. */
export interface Check {
  /** What holds where it is ok. */
  name: string;
  /** Whether the checks after it are pointless where it does not hold. */
  isNeeded?: boolean;
  /**
   * @returns A text, where more than that it holds is worth to be known.
   * @throws where it does not hold.
   */
  run(): Promise<unknown>;
}

/** How checks went. */
export interface Closing {
  failed: number;
  /** In the form of `deno test`, which .ci/run adds up. */
  line: string;
}

/** Runs checks one after the other, and prints a line for each when it is over: `ok`, its seconds, its name. */
export async function runChecks(checks: readonly Check[]): Promise<Closing> {
  let [passed, failed] = [0, 0];
  const startMs = performance.now();
  for (const check of checks) {
    const isOk = await runCheck(check);
    if (isOk) passed++;
    else failed++;
    if (!isOk && check.isNeeded) break;
  }
  const skipped = checks.length - passed - failed;
  if (skipped > 0) print(`Not run, as they need what has failed: ${skipped} checks`);
  failed += skipped;
  const verdict = failed === 0 ? "ok" : "FAILED";
  const line = `${verdict} | ${passed} passed | ${failed} failed (${seconds(startMs)})`;
  return { failed, line };
}

async function runCheck({ name, run }: Check): Promise<boolean> {
  const startMs = performance.now();
  const line = (verdict: string) => `${verdict.padEnd(6)} ${seconds(startMs).padStart(6)}  ${name}`;
  try {
    const note = await run();
    print(typeof note === "string" ? `${line("ok")}: ${note}` : line("ok"));
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    print(`${line("FAILED")}\n${message.replaceAll(/^/gm, "    ")}`);
    return false;
  }
}

function seconds(sinceMs: number): string {
  return `${Math.round((performance.now() - sinceMs) / 1000)} s`;
}
