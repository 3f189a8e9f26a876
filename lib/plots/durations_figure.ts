import type { Figure } from "./figure.ts";
import { axis, layout, seriesStyle } from "./style.ts";

/** How long a clip is, and how much of it is no silence. */
export interface ClipDuration {
  durationSeconds: number;
  /** Not where it was not measured. */
  soundingSeconds?: number;
}

/** About so many bars make a shape that can be seen. */
const BARS = 25;

/** How long clips are, and beside it, where that is known, how much of each is sound and no silence. */
export function durationsFigure(clips: readonly ClipDuration[]): Figure {
  const longest = clips.reduce((most, clip) => Math.max(most, clip.durationSeconds), 0);
  const size = roundStep(longest / BARS);
  const sounding = clips.flatMap(({ soundingSeconds }) => soundingSeconds ?? []);
  const bars = (name: string, index: number, seconds: number[]) => ({
    type: "histogram",
    name,
    x: seconds,
    xbins: { start: -size / 2, end: longest + size, size }, // whole steps in the middle of a bar
    marker: { color: seriesStyle(index).color, opacity: 0.75 },
    hovertemplate: "about %{x} s: %{y} clips",
  });
  return {
    data: [
      bars("the clip", 0, clips.map(({ durationSeconds }) => durationSeconds)),
      ...sounding.length > 0 ? [bars("what sounds of it", 1, sounding)] : [],
    ],
    layout: layout(
      "How long the clips are",
      axis("seconds", { rangemode: "tozero" }),
      axis("clips", { rangemode: "tozero" }),
      { height: 320, barmode: "overlay", bargap: 0.05 },
    ),
  };
}

/** The next larger of 1, 2 and 5 times a power of ten. */
function roundStep(step: number): number {
  if (step <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(step));
  return power * ([1, 2, 5].find((factor) => factor * power >= step) ?? 10);
}
