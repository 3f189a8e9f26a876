import type { Figure } from "../plots/figure.ts";
import { display, type MediaBundle } from "./display.ts";
import { LiveDisplay } from "./live_display.ts";

/** Draws a figure under the running cell; does nothing outside of a notebook. */
export async function figure(content: Figure): Promise<void> {
  await display(figureBundle(content));
}

/**
 * Draws a figure that grows while work goes on.
 *
 * @param work Is given a function that replaces the figure. Call it as often as you like: the figure is
 * made only when it will be shown.
 * @example
 * ```ts ignore
 * const history: Epoch[] = [];
 * await live((draw) =>
 *   trainHead(set, {}, (epoch) => {
 *     history.push(epoch);
 *     draw(() => learningCurvesFigure([{ name: "all clips", history }]));
 *   })
 * );
 * ```
 */
export async function live<Result>(
  work: (draw: (figure: () => Figure) => void) => Promise<Result>,
): Promise<Result> {
  const display = new LiveDisplay();
  try {
    return await work((figure) => display.update(() => figureBundle(figure())));
  } finally {
    await display.finish();
  }
}

/** A figure for readers that know Plotly, and in words for all others. */
function figureBundle(figure: Figure): MediaBundle {
  return {
    "application/vnd.plotly.v1+json": figure,
    "text/plain": describeFigure(figure),
  };
}

function describeFigure({ data, layout }: Figure): string {
  const { title } = layout;
  const text = typeof title === "object" && title !== null && "text" in title ? title.text : title;
  const traces = data.map((trace) => {
    const points = Array.isArray(trace.y) ? `, ${trace.y.length} points` : "";
    return `  ${trace.name ?? trace.type ?? "trace"}${points}`;
  });
  return [`Figure: ${text ?? "untitled"}`, ...traces].join("\n");
}
