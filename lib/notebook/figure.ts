import type { Figure } from "../plots/figure.ts";
import { display, isNotebook } from "./display.ts";
import { figureBundle, growingFigureBundle } from "./figure_bundle.ts";
import { LiveDisplay } from "./live_display.ts";

/** Draws a figure under the running cell; does nothing outside of a notebook. */
export async function figure(content: Figure): Promise<void> {
  if (isNotebook()) await display(await figureBundle(content));
}

/**
 * Draws a figure that grows while work goes on.
 *
 * @param work Is given a function that replaces the figure. Call it as often as you like: the figure is
 * made only when it will be shown.
 * @example
 * ```ts ignore
 * const losses: number[] = [];
 * await live((draw) =>
 *   trainHead(set, {}, ({ loss }) => {
 *     losses.push(loss);
 *     draw(() => learningCurvesFigure([{ name: "loss", values: losses }]));
 *   })
 * );
 * ```
 */
export async function live<Result>(
  work: (draw: (figure: () => Figure) => void) => Promise<Result>,
): Promise<Result> {
  const display = new LiveDisplay({ growing: growingFigureBundle, final: figureBundle });
  try {
    return await work((figure) => display.update(figure));
  } finally {
    await display.finish();
  }
}
