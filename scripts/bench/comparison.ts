import { table } from "../../lib/cli/table.ts";
import { alternate, type Contender } from "./alternate.ts";

/** One line of the bench's table: our figure beside a peer's. */
export interface Comparison {
  what: string;
  unit: string;
  /** In `unit`, higher is better. */
  ours: number;
  peer: string;
  theirs: number;
  /** How many times as fast ours is, from turns taken in one run. */
  ratio: number;
  /** The same from each one's best turn. */
  bestRatio: number;
  /** The least that the ratio should be, where there is such a goal. */
  goal: number | undefined;
}

/** What is compared with what. */
export interface CompareOptions {
  what: string;
  unit: string;
  /** How many units a contender's run does. */
  work: number;
  ours: Contender;
  /** Each with the least ratio that is aimed for, where there is such a goal. */
  peers: readonly (Contender & { goal: number | undefined })[];
  rounds: number;
}

/** Lets ours and its peers take turns; a comparison for each peer. */
export async function compare(
  { what, unit, work, ours, peers, rounds }: CompareOptions,
): Promise<Comparison[]> {
  const [own, ...others] = await alternate([ours, ...peers], rounds);
  const rate = (seconds = NaN) => work / seconds;
  return others.map(({ name, seconds, ratio, bestRatio }, index) => ({
    what,
    unit,
    ours: rate(own?.seconds),
    peer: name,
    theirs: rate(seconds),
    ratio,
    bestRatio,
    goal: peers[index]?.goal,
  }));
}

/** Comparisons as a table; the last column says where a goal is met. */
export function comparisonTable(comparisons: readonly Comparison[]): string {
  return table(
    ["what", "ours", "theirs", "unit", "peer", "ratio", "at best", "goal"],
    comparisons.map(({ what, unit, ours, peer, theirs, ratio, bestRatio, goal }) => [
      what,
      round(ours),
      round(theirs),
      unit,
      peer,
      `${ratio.toFixed(2)}x`,
      `${bestRatio.toFixed(2)}x`,
      goal === undefined ? "" : `${goal}x ${ratio >= goal ? "met" : "MISSED"}`,
    ]),
  );
}

/** Three digits are all that a timing is good for. */
function round(value: number): number {
  return Number(value.toPrecision(3));
}
