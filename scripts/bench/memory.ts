import { ClipRunner } from "../../lib/audio/clip_runner.ts";
import { printNote } from "../../lib/cli/print.ts";
import { wavFiles } from "./wav_files.ts";

/** Different files; the whole is reached by going round them. */
const FILES = 200;

/** Clips on their way at the same time: enough to keep all workers busy. */
const IN_FLIGHT = 16;

/** The process's memory after some files. */
export interface MemoryPoint {
  files: number;
  /** Resident set size, workers included. */
  rssMiB: number;
}

/** Runs a backbone over `total` files and looks at the memory ten times on the way. */
export async function measureMemory(
  model: Uint8Array<ArrayBuffer>,
  total: number,
): Promise<MemoryPoint[]> {
  await using files = await wavFiles(FILES);
  using runner = await ClipRunner.open(model);
  const points: MemoryPoint[] = [];
  let done = 0;
  const step = Math.ceil(total / 10);
  const work = async (start: number) => {
    for (let index = start; index < total; index += IN_FLIGHT) {
      await runner.run({ path: files.paths[index % FILES] ?? "" });
      done += 1;
      if (done % step === 0) points.push(look(done));
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, (_, start) => work(start)));
  return points;
}

function look(files: number): MemoryPoint {
  const rssMiB = Math.round(Deno.memoryUsage().rss / 2 ** 20);
  printNote(`  ${files} files: RSS ${rssMiB} MiB`);
  return { files, rssMiB };
}

/**
 * How fast memory grows over the second half, when caches and pools are full: the slope of the
 * least-squares line.
 *
 * @returns MiB for 1,000 files.
 */
export function growth(points: readonly MemoryPoint[]): number {
  const late = points.slice(Math.floor(points.length / 2));
  const meanFiles = mean(late.map(({ files }) => files));
  const meanRss = mean(late.map(({ rssMiB }) => rssMiB));
  const covariance = mean(
    late.map(({ files, rssMiB }) => (files - meanFiles) * (rssMiB - meanRss)),
  );
  const variance = mean(late.map(({ files }) => (files - meanFiles) ** 2));
  return 1000 * covariance / variance;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
