import type { Contender, Running, Turn, TurnPlan } from "./contender.ts";

/** Scores of one model for one clip differ by what resamplers do, not by more. */
const AGREEMENT = 0.02;

/** A turn, and what it belongs to. */
export interface RoundTurn extends Turn {
  name: string;
  round: number;
  concurrency: number;
}

/** A start, and what it belongs to. */
export interface RoundStart {
  name: string;
  coldStartSeconds: number | undefined;
}

/** All that was measured. */
export interface Measurements {
  starts: RoundStart[];
  turns: RoundTurn[];
}

/** How the rounds go. */
export interface RoundsPlan extends Omit<TurnPlan, "concurrency"> {
  rounds: number;
  concurrencies: readonly number[];
  onTurn: (turn: RoundTurn) => void;
}

/**
 * In each round starts all contenders, one after the other, and lets them take turns at each concurrency,
 * every other round backwards: what else the machine does hits all of them alike. Those that wait are idle.
 *
 * @throws {Error} if they do not hear the same in the clip: then they do not do the same work.
 */
export async function measure(
  contenders: readonly Contender[],
  plan: RoundsPlan,
): Promise<Measurements> {
  const measurements: Measurements = { starts: [], turns: [] };
  for (let round = 0; round < plan.rounds; round++) {
    const order = round % 2 === 0 ? contenders : contenders.toReversed();
    await using stack = new AsyncDisposableStack();
    const running: [name: string, running: Running][] = [];
    for (const { name, start } of order) {
      const contender = stack.use(await start());
      running.push([name, contender]);
      measurements.starts.push({ name, coldStartSeconds: contender.coldStartSeconds });
    }
    checkAgreement(running);
    for (const concurrency of plan.concurrencies) {
      for (const [name, contender] of running) {
        const turn = {
          name,
          round,
          concurrency,
          ...await contender.take({ ...plan, concurrency }),
        };
        measurements.turns.push(turn);
        plan.onTurn(turn);
      }
    }
  }
  return measurements;
}

function checkAgreement(running: readonly (readonly [string, Running])[]): void {
  const heard = running.flatMap(([name, { topScore }]) => topScore ? [{ name, ...topScore }] : []);
  const [first] = heard;
  const agree = heard.every(({ label, score }) =>
    label === first?.label && Math.abs(score - first.score) <= AGREEMENT
  );
  if (!agree) throw new Error(`The servers do not hear the same: ${JSON.stringify(heard)}`);
}
