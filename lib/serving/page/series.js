// @ts-check

/** Lines that are told apart also with colour-blind eyes, and read on white and near-black: as in lib/plots/style.ts. */
const COLORS = ["#2f7fc1", "#d55e00", "#009e73", "#b0609a", "#b98400", "#7a6bd1"];
const DASHES = [[], [8, 4], [2, 3], [8, 3, 2, 3], [12, 3], [4, 4]];

/** As many classes as there are lines. */
export const MOST_SERIES = COLORS.length;

/**
 * @param {number} index
 * @returns {{ color: string, dash: string }} Dash as lengths in pixels, "" for a solid line.
 */
export function seriesStyle(index) {
  return {
    color: COLORS[index % COLORS.length] ?? "gray",
    dash: (DASHES[index % DASHES.length] ?? []).map((length) => `${length}px`).join(","),
  };
}
