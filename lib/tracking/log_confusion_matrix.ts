import { join } from "node:path";
import { confusionMatrixFigure } from "../plots/confusion_matrix_figure.ts";
import { confusionMatrixSvg } from "../plots/confusion_matrix_svg.ts";
import { pageHtml, plotsHtml } from "../plots/page_html.ts";
import type { Run } from "./tracker.ts";

const NO_SCRIPT =
  '<noscript><p class="note">The figure needs JavaScript; confusion_matrix.svg does not.</p></noscript>';

/**
 * Keeps a confusion matrix with a run, where MLflow's viewer shows it: `plots/confusion_matrix.html`, drawn by
 * Plotly, which lies inside, and beside it the picture.
 *
 * @param confusion Rows are true classes, columns predicted ones.
 */
export async function logConfusionMatrix(
  run: Run,
  { confusion, labels }: {
    confusion: readonly (readonly number[])[];
    labels: readonly string[];
  },
): Promise<void> {
  const figures = [confusionMatrixFigure(confusion, labels)];
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(
      join(folder, "confusion_matrix.html"),
      await pageHtml("Confusion matrix", [plotsHtml(figures), NO_SCRIPT], figures),
    );
    await Deno.writeTextFile(
      join(folder, "confusion_matrix.svg"),
      confusionMatrixSvg(confusion, labels),
    );
    await run.logArtifact(folder, "plots");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
