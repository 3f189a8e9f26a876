import type { Cell } from "../cli/table.ts";
import { mainFigure } from "../evaluation/main_figure.ts";
import type { ComparedHead } from "../model/compare_heads.ts";
import { figureText, intervalText } from "./figure_text.ts";

/** What tells heads apart in a table, by its column's title. */
const TITLES = { kind: "head", pooling: "pooling", l2: "L2", learningRate: "learning rate" };

/**
 * Compared heads as a table: how each was trained, and how it did on clips that it had not seen.
 *
 * @param options What tells the heads apart.
 */
export function headsTable(
  heads: readonly ComparedHead[],
  options: readonly (keyof typeof TITLES)[],
): { header: string[]; rows: Cell[][] } {
  const quantity = heads[0] ? mainFigure(heads[0].evaluation).name : "accuracy";
  const figures = [quantity, "95 % interval", "wrong clips", "log loss", "seconds"];
  return {
    header: [...options.map((option) => TITLES[option]), ...figures],
    rows: heads.map(({ options: own, evaluation, seconds }) => {
      const { count, accuracy, logLoss } = evaluation;
      const { value, interval } = mainFigure(evaluation);
      return [
        ...options.map((option) => own[option]),
        figureText(value),
        intervalText(interval),
        Math.round(count * (1 - accuracy)),
        figureText(logLoss),
        seconds.toFixed(1),
      ];
    }),
  };
}
