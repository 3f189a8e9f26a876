import type { Figure } from "./figure.ts";

/** What fits a notebook, GitHub's pages and a letter page at reading size. */
const WIDTH_PIXELS = 760;

/** Plotly's own, for figures that name none. */
const HEIGHT_PIXELS = 450;

/**
 * A figure as an SVG picture that needs no program to be drawn, drawn by Plotly itself. The same figure
 * gives the same bytes. Heatmaps are PNG images inside. Texts are placed by an estimate of their width, as
 * the reader's font is not known.
 *
 * The first call loads jsdom and Plotly, which takes about a second; importing this file loads nothing.
 */
export async function figureSvg(
  figure: Figure,
  { widthPixels = WIDTH_PIXELS }: { widthPixels?: number } = {},
): Promise<string> {
  const { plotlyPage } = await import("./plotly_page.ts");
  const { tidySvg } = await import("./tidy_svg.ts");
  const { Plotly, JSON: PageJson } = await plotlyPage();
  const { height } = figure.layout;
  // Plotly writes into what it is given, and knows only objects of its own page.
  const copy = PageJson.parse(JSON.stringify(figure));
  return tidySvg(
    await Plotly.toImage(copy, {
      format: "svg",
      imageDataOnly: true,
      width: widthPixels,
      height: typeof height === "number" ? height : HEIGHT_PIXELS,
    }),
  );
}
