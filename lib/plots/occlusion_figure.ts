import type { Occlusion } from "../exploration/occlusion.ts";
import type { Figure } from "./figure.ts";
import { axis, layout, seriesStyle } from "./style.ts";

/** So that falls of next to nothing look like that. */
const SMALLEST_RANGE = 0.05;

/** How far a class's probability falls when a part of the clip is silent: one bar a window, in its middle. */
export function occlusionFigure({ windows }: Occlusion, label: string): Figure {
  const last = windows.at(-1)?.endSeconds ?? 0;
  const width = windows[1]?.startSeconds ?? last; // from one window's start to the next one's
  const lowest = Math.min(0, ...windows.map(({ drop }) => drop));
  const highest = Math.max(SMALLEST_RANGE, ...windows.map(({ drop }) => drop));
  return {
    data: [{
      type: "bar",
      name: label,
      x: windows.map(({ startSeconds, endSeconds }) => (startSeconds + endSeconds) / 2),
      y: windows.map(({ drop }) => drop),
      width: windows.map(() => 0.9 * width),
      customdata: windows.map((window) => [
        window.startSeconds,
        window.endSeconds,
        window.probability,
      ]),
      marker: {
        color: windows.map(({ drop }) => seriesStyle(drop < 0 ? 1 : 0).color),
        opacity: 0.85,
      },
      hovertemplate:
        "without %{customdata[0]:.2f} to %{customdata[1]:.2f} s: %{customdata[2]:.3f}<extra></extra>",
    }],
    layout: layout(
      `What decided for ${label}`,
      axis("seconds", { range: [0, last] }),
      axis("fall when silent", { range: [1.1 * lowest, 1.1 * highest] }),
      { height: 260, showlegend: false },
    ),
  };
}
