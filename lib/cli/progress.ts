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
    hideCursor: true,
    barsize: 24,
  }, cliProgress.Presets.shades_classic);
  let started = false;
  return {
    update(done, total) {
      if (!started) bar.start(total, done);
      started = true;
      bar.setTotal(total);
      bar.update(done);
    },
    [Symbol.dispose]() {
      if (started) bar.stop();
    },
  };
}
