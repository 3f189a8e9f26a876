import type { Figure } from "../plots/figure.ts";
import { escapeHtml } from "../plots/escape_html.ts";
import { figureSvg } from "../plots/figure_svg.ts";
import type { MediaBundle } from "./display.ts";

/**
 * A figure in forms of which every reader shows one. What was seen in JupyterLab 4.6.6 with Chromium, light
 * and dark:
 *
 * | form                        | trusted notebook | not trusted, as each that was fetched is |
 * | --------------------------- | ---------------- | ---------------------------------------- |
 * | Plotly JSON                 | with PyPI plotly | with PyPI plotly                         |
 * | `image/svg+xml`             | yes              | no                                       |
 * | `<svg>` in HTML             | yes              | its texts only, run together             |
 * | `<img>` in HTML, holding it | yes              | yes                                      |
 *
 * It takes the first of Plotly JSON, HTML and SVG that it may show. GitHub shows an `<img>` with a `data:`
 * address too, and no Plotly (https://github.com/activeviam/atoti-notebooks/issues/425); what it makes of
 * `image/svg+xml` is damaged at times (https://github.com/jupyter/nbviewer/issues/1037). VS Code draws
 * Plotly JSON by its Jupyter extension, and HTML as it is.
 */
export async function figureBundle(figure: Figure): Promise<MediaBundle> {
  const svg = new TextEncoder().encode(await figureSvg(figure)).toBase64();
  const title = escapeHtml(figureTitle(figure));
  return {
    "application/vnd.plotly.v1+json": figure,
    "text/html": `<img alt="${title}" src="data:image/svg+xml;base64,${svg}">`,
    "text/plain": describeFigure(figure),
  };
}

/**
 * A figure that will be replaced soon: JupyterLab draws Plotly's data once and leaves later ones in the
 * same place alone. The picture stands in the page itself, as an `<img>` would blink at each change.
 */
export async function growingFigureBundle(figure: Figure): Promise<MediaBundle> {
  return { "text/html": await figureSvg(figure), "text/plain": describeFigure(figure) };
}

function describeFigure(figure: Figure): string {
  const traces = figure.data.map((trace) => {
    const points = Array.isArray(trace.y) ? `, ${trace.y.length} points` : "";
    return `  ${trace.name ?? trace.type ?? "trace"}${points}`;
  });
  return [`Figure: ${figureTitle(figure)}`, ...traces].join("\n");
}

function figureTitle({ layout: { title } }: Figure): string {
  const text = typeof title === "object" && title !== null && "text" in title ? title.text : title;
  return typeof text === "string" ? text : "untitled";
}
