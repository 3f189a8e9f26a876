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
      `${title} [{bar}] {percentage}% | {value}/{total} ${unit} | {duration_formatted} gone, {eta_formatted} left`,
    formatTime: timeText,
    stream: process.stderr,
    noTTYOutput: true,
    notTTYSchedule: 10_000,
    barsize: 24,
  }, cliProgress.Presets.shades_classic);
  let isRunning = false;
  const stop = () => {
    if (isRunning) bar.stop();
    isRunning = false;
  };
  return {
    update(done, total) {
      if (!isRunning) bar.start(total, done);
      isRunning = true;
      bar.update(done);
      if (done >= total) stop();
    },
    [Symbol.dispose]: stop,
  };
}

/** Before there is a rate, the time left is no number but "NULL" or "INF", which would be cut to two letters. */
function timeText(seconds: number | string, options: unknown, roundToMultipleOf: number): string {
  if (typeof seconds === "string") return "?";
  return cliProgress.Format.TimeFormat(seconds, options, roundToMultipleOf);
}
