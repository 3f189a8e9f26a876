import type { OnProgress } from "../cli/progress.ts";
import type { MediaBundle } from "./display.ts";
import { escapeHtml } from "../plots/escape_html.ts";
import { LiveDisplay } from "./live_display.ts";

/**
 * Shows a progress bar under the running cell while work goes on; outside of a notebook the work just
 * runs.
 *
 * @example
 * ```ts ignore
 * const embeddings = await progress(
 *   "Embedding",
 *   "clips",
 *   (onProgress) => embedTrainingSet(dataset, backbone, { onProgress }),
 * );
 * ```
 */
export async function progress<Result>(
  title: string,
  unit: string,
  work: (onProgress: OnProgress) => Promise<Result>,
): Promise<Result> {
  const display = new LiveDisplay({ growing: progressBundle, final: progressBundle });
  const startMs = performance.now();
  try {
    return await work((done, total) => {
      const elapsedMs = performance.now() - startMs;
      display.update(() => ({ title, unit, done, total, elapsedMs }));
    });
  } finally {
    await display.finish();
  }
}

interface ProgressState {
  title: string;
  unit: string;
  done: number;
  total: number;
  elapsedMs: number;
}

/** A bar in HTML, and its figures in plain text. */
function progressBundle({ title, unit, done, total, elapsedMs }: ProgressState): MediaBundle {
  const figures = `${title}: ${done}/${total} ${unit}, ${(elapsedMs / 1000).toFixed(1)} s`;
  return {
    "text/html": `<progress value="${done}" max="${total}"></progress> ${escapeHtml(figures)}`,
    "text/plain": figures,
  };
}
