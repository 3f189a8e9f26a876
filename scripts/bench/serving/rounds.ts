import type { Contender, Running, Turn, TurnPlan } from "./contender.ts";

/** Scores of one model for one clip differ by what resamplers do, not by more. */
const AGREEMENT = 0.02;

/** A turn, and what it belongs to. */
export interface RoundTurn extends Turn {
  name: string;
  round: number;
  concurrency: number;
}

/** All that was measured. */
export interface Measurements {
  turns: RoundTurn[];
  /** Seconds from each start of a program to its first good answer, by name; raw calls have none. */
  coldStarts: Record<string, number[]>;
}

/** How the rounds go. */
export interface RoundsPlan extends Omit<TurnPlan, "concurrency"> {
  rounds: number;
  concurrencies: readonly number[];
  onTurn: (turn: RoundTurn) => void;
}

/** Each is started so often, to be timed, and runs on after the last time. */
const STARTS = 3;

/** For what a server compiles and allocates in its first thousand requests. */
const FIRST_LOAD = { concurrency: 8, warmUpSeconds: 0, seconds: 8 };

/**
 * Starts all contenders and lets them take turns at each concurrency, every other round backwards: what else
 * the machine does hits all of them alike. Those that wait are idle.
 *
 * @throws {Error} if they do not hear the same in the clip: then they do not do the same work.
 */
export async function measure(
  contenders: readonly Contender[],
  plan: RoundsPlan,
): Promise<Measurements> {
  const measurements: Measurements = { turns: [], coldStarts: {} };
  await using stack = new AsyncDisposableStack();
  const running: (Running & { name: string })[] = [];
  for (const { name, start } of contenders) {
    const { contender, seconds } = await startRepeatedly(start);
    stack.use(contender);
    measurements.coldStarts[name] = seconds;
    running.push({ ...contender, name });
  }
  checkAgreement(running);
  for (const { take } of running) await take(FIRST_LOAD);
  for (let round = 0; round < plan.rounds; round++) {
    const order = round % 2 === 0 ? running : running.toReversed();
    for (const concurrency of plan.concurrencies) {
      for (const { name, take } of order) {
        const turn = { name, round, concurrency, ...await take({ ...plan, concurrency }) };
        measurements.turns.push(turn);
        plan.onTurn(turn);
      }
    }
  }
  return measurements;
}

async function startRepeatedly(
  start: () => Promise<Running>,
): Promise<{ contender: Running; seconds: number[] }> {
  const seconds: number[] = [];
  for (;;) {
    const contender = await start();
    if (contender.coldStartSeconds !== undefined) seconds.push(contender.coldStartSeconds);
    if (seconds.length % STARTS === 0) return { contender, seconds };
    await contender[Symbol.asyncDispose]();
  }
}

function checkAgreement(running: readonly (Running & { name: string })[]): void {
  const heard = running.flatMap(({ name, topScore }) => topScore ? [{ name, ...topScore }] : []);
  const [first] = heard;
  const agree = heard.every(({ label, score }) =>
    label === first?.label && Math.abs(score - first.score) <= AGREEMENT
  );
  if (!agree) throw new Error(`The servers do not hear the same: ${JSON.stringify(heard)}`);
}
