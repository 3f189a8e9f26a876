import { table } from "../../../lib/cli/table.ts";
import { median } from "../alternate.ts";
import type { MeasuredRun } from "./measured_run.ts";
import type { Turns } from "./take_turns.ts";

/** The turns that were taken over some clips of one source. */
export interface Comparison extends Turns {
  source: string;
  clips: number;
}

/** How many times as fast ours should be, and how much of Python's memory it may take. */
const GOALS = { speed: 1.5, memory: 0.5 };

/** How far throughput over many clips may be from that over few. */
const MAX_CHANGE = 0.1;

const HEADER = [
  "source",
  "clips",
  "files/s",
  "Python",
  "ratio",
  "CPU ms/clip",
  "Python",
  "ratio",
  "PSS MiB",
  "Python",
  "ratio",
  "RSS MiB",
  "Python",
];

/** A table with a line for each source and count, and what became of the goals. */
export function comparisonText(comparisons: readonly Comparison[]): string {
  return [
    table(HEADER, comparisons.map(toRow)),
    "",
    ...comparisons.flatMap(describeGoals),
    ...describeChanges(comparisons),
  ].join("\n");
}

function toRow({ source, clips, ours, python }: Comparison): (string | number)[] {
  const cpuMs = ({ cpuSeconds }: MeasuredRun) => 1000 * cpuSeconds / clips;
  return [
    source,
    clips,
    round(rate(clips, ours)),
    round(rate(clips, python)),
    `${speedRatio({ ours, python }).toFixed(2)}x`,
    round(median(ours.map(cpuMs))),
    round(median(python.map(cpuMs))),
    `${ratioOf(python, ours, cpuMs).toFixed(2)}x`,
    round(peak(ours)),
    round(peak(python)),
    `${memoryRatio({ ours, python }).toFixed(2)}x`,
    round(Math.max(...ours.map(({ peakRssMiB }) => peakRssMiB))),
    round(Math.max(...python.map(({ peakRssMiB }) => peakRssMiB))),
  ];
}

function describeGoals({ source, clips, ...turns }: Comparison): string[] {
  const [speed, memory] = [speedRatio(turns), memoryRatio(turns)];
  const { speed: wanted, memory: allowed } = GOALS;
  return [
    `${source}, ${clips}: ${speed.toFixed(2)}x the files/s, goal ${wanted}x ${
      speed >= wanted ? "met" : "MISSED"
    }; ${memory.toFixed(2)}x the memory (PSS), goal ${allowed}x ${
      memory <= allowed ? "met" : "MISSED"
    }`,
  ];
}

/** How the throughput of each source changes from few clips to many. */
function describeChanges(comparisons: readonly Comparison[]): string[] {
  return comparisons.flatMap((many) => {
    const few = comparisons.find(({ source, clips }) =>
      source === many.source && clips < many.clips
    );
    if (!few) return [];
    const change = (name: keyof Turns) =>
      rate(many.clips, many[name]) / rate(few.clips, few[name]) - 1;
    const percent = (part: number) => `${part < 0 ? "" : "+"}${(100 * part).toFixed(0)} %`;
    return [
      `${many.source}, from ${few.clips} to ${many.clips} clips: ${
        percent(change("ours"))
      } files/s (Python ${percent(change("python"))}), goal no less than -${100 * MAX_CHANGE} % ${
        change("ours") >= -MAX_CHANGE ? "met" : "MISSED"
      }`,
    ];
  });
}

function rate(clips: number, runs: readonly MeasuredRun[]): number {
  return clips / median(runs.map(({ seconds }) => seconds));
}

function speedRatio({ ours, python }: Turns): number {
  return ratioOf(python, ours, ({ seconds }) => seconds);
}

/** The median over the rounds, in each of which both took their turn. */
function ratioOf(
  runs: readonly MeasuredRun[],
  others: readonly MeasuredRun[],
  figure: (run: MeasuredRun) => number,
): number {
  return median(runs.flatMap((run, round) => {
    const other = others[round];
    return other ? [figure(run) / figure(other)] : [];
  }));
}

function memoryRatio({ ours, python }: Turns): number {
  return peak(ours) / peak(python);
}

function peak(runs: readonly MeasuredRun[]): number {
  return Math.max(...runs.map(({ peakMiB }) => peakMiB));
}

/** Three digits are all that a timing is good for. */
function round(value: number): number {
  return Number(value.toPrecision(3));
}
