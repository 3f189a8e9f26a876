import process from "node:process";
import cliProgress from "cli-progress";

/** Told how far a long piece of work is. */
export type OnProgress = (done: number, total: number) => void;

/**
 * A progress bar on stderr with rate and time left (`cli-progress`); where stderr is no terminal, a line
 * every ten seconds, so that a Job's log stays readable.
 *
 * @example
 * ```ts ignore
 * using bar = progressBar("Embedding", "clips");
 * await embedDataset(samples, backbone, { onProgress: bar.update });
 * ```
 */
export function progressBar(title: string, unit: string): Disposable & { update: OnProgress } {
  const bar = new cliProgress.SingleBar({
    format:
      `${title} [{bar}] {percentage}% | {value}/{total} ${unit} | {rate}/s | {duration_formatted} gone, {eta_formatted} left`,
    formatTime: timeText,
    stream: process.stderr,
    noTTYOutput: true,
    notTTYSchedule: 10_000,
    barsize: 24,
    etaBuffer: 200, // of the last ones alone it would jump about
  }, cliProgress.Presets.shades_classic);
  let isRunning = false;
  let rate: (done: number) => string = () => "?";
  const stop = () => {
    if (isRunning) bar.stop();
    isRunning = false;
  };
  return {
    update(done, total) {
      if (!isRunning) {
        rate = rateSince(done);
        bar.start(total, done, { rate: "?" });
      }
      isRunning = true;
      bar.update(done, { rate: rate(done) });
      if (done >= total) stop();
    },
    [Symbol.dispose]: stop,
  };
}

/** How many are done a second, from now on. What an earlier run has done tells nothing of it. */
function rateSince(start: number): (done: number) => string {
  const startMs = performance.now();
  return (done) => {
    const rate = 1000 * (done - start) / (performance.now() - startMs);
    return rate > 0 && Number.isFinite(rate) ? Number(rate.toPrecision(2)).toString() : "?";
  };
}

/** Before there is a rate, the time left is no number but "NULL" or "INF", which would be cut to two letters. */
function timeText(seconds: number | string, options: unknown, roundToMultipleOf: number): string {
  if (typeof seconds === "string") return "?";
  return cliProgress.Format.TimeFormat(seconds, options, roundToMultipleOf);
}
