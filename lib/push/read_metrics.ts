import { join } from "node:path";
import { walkFiles } from "../storage/walk_files.ts";
import { checkKey } from "../tracking/mlflow_rules.ts";
import type { LoggedMetric } from "../tracking/server/metric_buffer.ts";
import { readLines } from "./read_lines.ts";

/**
 * `timestamp value step`, maybe with the name and digest of a dataset behind; the first versions of MLflow
 * wrote no step (`_get_metric_from_line` of mlflow/store/tracking/file_store.py).
 */
const LINE = /^(\d+) (\S+)(?: (-?\d+)(?: .*)?)?\r?\n?$/;

/** What JSON has no number for, as Python and JavaScript write it, and as MLflow's API takes it. */
const NO_NUMBERS: readonly (readonly [RegExp, string])[] = [
  [/^nan$/i, "NaN"],
  [/^\+?inf(inity)?$/i, "Infinity"],
  [/^-inf(inity)?$/i, "-Infinity"],
];

const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

/**
 * Reads all values of all metrics of a run, one after the other. A last line without its line break is one
 * that a killed process has not finished: it is passed over.
 *
 * @param folder Of the run.
 * @param onCutOff Told the file of such a line.
 * @throws {TypeError} at a line that MLflow would not have written.
 */
export async function* readMetrics(
  folder: string,
  onCutOff: (path: string) => void = () => {},
): AsyncGenerator<LoggedMetric> {
  const root = join(folder, "metrics");
  for await (const key of walkFiles(root)) {
    checkKey("metric", key);
    const path = join(root, key);
    let number = 0;
    for await (const line of readLines(path)) {
      number++;
      if (line.endsWith("\n")) yield { key, ...parseMetricLine(line, `${path}:${number}`) };
      else onCutOff(path);
    }
  }
}

/**
 * Reads a line of a metric's file.
 *
 * @param place For the message.
 * @throws {TypeError} if it is none.
 */
export function parseMetricLine(line: string, place: string): Omit<LoggedMetric, "key"> {
  const [, time, text = "", step = "0"] = LINE.exec(line) ?? [];
  const value = NO_NUMBERS.find(([pattern]) => pattern.test(text))?.[1] ??
    (NUMBER.test(text) ? Number(text) : undefined);
  const timestamp = Number(time);
  if (value !== undefined && [timestamp, Number(step)].every(Number.isSafeInteger)) {
    return { value, timestamp, step: Number(step) };
  }
  throw new TypeError(
    `Cannot read ${place}: wanted "timestamp value step", got ${JSON.stringify(line.slice(0, 60))}`,
  );
}
