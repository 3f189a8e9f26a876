import { type Cell, table } from "../../../lib/cli/table.ts";
import { median } from "../alternate.ts";
import type { Turn } from "./contender.ts";
import type { Measurements, RoundTurn } from "./rounds.ts";

/** The measured figures, medians over the rounds; what was refused or failed is added up. */
export function figuresTable({ turns, coldStarts }: Measurements): string {
  const rows = groups(turns).map(([concurrency, name, own]): Cell[] => {
    const middle = (pick: (turn: RoundTurn) => number | undefined) =>
      middleOf(own.map((turn) => pick(turn)));
    return [
      concurrency,
      name,
      middle(({ perSecond }) => perSecond),
      middle(({ p50Ms }) => p50Ms),
      middle(({ p99Ms }) => p99Ms),
      `${sum(own, "refused")} / ${sum(own, "failed")}`,
      middle(({ cpuSecondsPerRequest }) => 1000 * cpuSecondsPerRequest),
      middle(({ loadCpuSecondsPerRequest }) => 1000 * loadCpuSecondsPerRequest),
      middle(({ memoryMiB }) => memoryMiB),
      middle(({ healthP99Ms }) => healthP99Ms),
      middleOf(coldStarts[name] ?? []),
    ];
  });
  return table([
    "at a time",
    "server",
    "requests/s",
    "p50 ms",
    "p99 ms",
    "429 / failed",
    "CPU ms/request",
    "load's CPU ms",
    "MiB",
    "health p99 ms",
    "cold start s",
  ], rows);
}

/** What the first contender should reach against another one. */
export interface Goal {
  /** The other one. */
  name: string;
  /** Least ratio of requests a second. */
  rate: number;
  /** Greatest ratio of the p99, where that is compared. */
  p99?: number;
  /** From so many requests at a time on. */
  fromConcurrency: number;
}

/** The first contender's figures against the others': medians of each round's own ratio, and the goals. */
export function ratiosTable({ turns }: Measurements, goals: readonly Goal[]): string {
  const [own = ""] = turns.map(({ name }) => name);
  const rows = groups(turns).filter(([, name]) => name !== own).map(
    ([concurrency, name, theirs]): Cell[] => {
      const ratio = (pick: (turn: Turn) => number) =>
        median(theirs.map((turn) => {
          const ours = turns.find((other) =>
            other.name === own && other.round === turn.round && other.concurrency === concurrency
          );
          return ours ? pick(ours) / pick(turn) : NaN;
        }));
      const rate = ratio(({ perSecond }) => perSecond);
      const p99 = ratio(({ p99Ms }) => p99Ms);
      const goal = goals.find((goal) => goal.name === name && concurrency >= goal.fromConcurrency);
      return [
        concurrency,
        `${own} / ${name}`,
        times(rate),
        times(p99),
        times(ratio(({ cpuSecondsPerRequest }) => cpuSecondsPerRequest)),
        goal ? verdict(goal, rate, p99) : "",
      ];
    },
  );
  return table(["at a time", "ratio", "requests/s", "p99", "CPU/request", "goal"], rows);
}

function verdict({ rate: least, p99: most }: Goal, rate: number, p99: number): string {
  const wanted = [`${least}x requests/s`, ...(most === undefined ? [] : [`${most}x p99`])];
  const isMet = rate >= least && (most === undefined || p99 <= most);
  return `${wanted.join(", ")} ${isMet ? "met" : "MISSED"}`;
}

function groups(turns: readonly RoundTurn[]): [number, string, RoundTurn[]][] {
  const names = [...new Set(turns.map(({ name }) => name))];
  const concurrencies = [...new Set(turns.map(({ concurrency }) => concurrency))];
  return concurrencies.flatMap((concurrency) =>
    names.map((name): [number, string, RoundTurn[]] => [
      concurrency,
      name,
      turns.filter((turn) => turn.name === name && turn.concurrency === concurrency),
    ])
  );
}

/** The median in three digits, or nothing where there is none. */
function middleOf(values: readonly (number | undefined)[]): Cell {
  const value = median(values.filter((value) => value !== undefined));
  return Number.isNaN(value) ? "" : Number(value.toPrecision(3));
}

function sum(turns: readonly Turn[], count: "refused" | "failed"): number {
  return turns.reduce((sum, turn) => sum + turn[count], 0);
}

function times(ratio: number): string {
  return `${ratio.toFixed(2)}x`;
}
