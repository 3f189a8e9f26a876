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
