import { printNote } from "../../../lib/cli/print.ts";
import { type MeasuredRun, measuredRun } from "./measured_run.ts";

/** Turns of the two that are compared: the same work, each turn on the same clips. */
export interface Turns {
  ours: MeasuredRun[];
  python: MeasuredRun[];
}

/** How turns are taken. */
export interface TurnOptions {
  /** Interpreter of the program that measures. */
  python: string;
  /** Each turn writes to a new folder whose name starts like this. */
  out: string;
  rounds: number;
}

/**
 * Lets two commands take turns, every other round the other one first. None of what they write is removed
 * meanwhile: on ext4, new files take their time for a minute after many were removed.
 *
 * @param commands Each but for `--out FOLDER`.
 */
export async function takeTurns(
  commands: Record<keyof Turns, readonly string[]>,
  { python, out, rounds }: TurnOptions,
): Promise<Turns> {
  const turns: Turns = { ours: [], python: [] };
  for (let round = 0; round < rounds; round++) {
    const order = ["ours", "python"] as const;
    for (const name of round % 2 === 0 ? order : order.toReversed()) {
      const command = [...commands[name], "--out", `${out}_${name}_${round}`];
      const run = await measuredRun(python, command);
      turns[name].push(run);
      const { seconds, cpuSeconds, peakMiB } = run;
      printNote(
        `  ${name}: ${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of CPU, ${
          peakMiB.toFixed(0)
        } MiB`,
      );
    }
  }
  return turns;
}
