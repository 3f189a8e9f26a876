/**
 * What runs in the reader's browser: unpacks Plotly, draws each figure into the element of its number, and
 * recolours text when the system's theme changes. Plain JavaScript without a network, so that the file
 * works from a disk, a bucket or MLflow's artifact viewer.
 */
export const REPORT_PROGRAM = `
(async () => {
  const plots = [...document.querySelectorAll(".plot")];
  try {
    const packed = Uint8Array.from(
      atob(document.getElementById("plotly").textContent),
      (letter) => letter.charCodeAt(0),
    );
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    const script = document.createElement("script");
    script.textContent = await new Response(stream).text();
    document.head.append(script);
    const figures = JSON.parse(document.getElementById("figures").textContent);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const textColor = () => dark.matches ? "#c3c9d1" : "#454b53";
    for (const plot of plots) {
      const { data, layout } = figures[plot.dataset.figure];
      layout.font = { ...layout.font, color: textColor() };
      await Plotly.newPlot(plot, data, layout, {
        responsive: true,
        displaylogo: false,
        displayModeBar: matchMedia("(hover: hover)").matches ? "hover" : false,
        modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d"],
      });
    }
    dark.addEventListener("change", () => {
      for (const plot of plots) Plotly.relayout(plot, { "font.color": textColor() });
    });
  } catch (error) {
    console.error(error);
    for (const plot of plots) {
      if (!plot.querySelector(".main-svg")) plot.textContent = "This browser cannot draw the figure: " + error;
    }
  } finally {
    document.documentElement.dataset.drawn = "true";
  }
})();
`;
