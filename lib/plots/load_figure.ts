import type { LoadRound } from "../exploration/request_load.ts";
import type { Figure } from "./figure.ts";
import { axis, layout, seriesStyle } from "./style.ts";

/** How long answers take over how many are asked for at a time: beyond what its cores can do, a server queues. */
export function loadFigure(rounds: readonly LoadRound[]): Figure {
  const levels = rounds.map(({ concurrency }) => concurrency);
  const line = (name: string, index: number, values: number[]) => ({
    type: "scatter",
    mode: "lines+markers",
    name,
    x: levels,
    y: values,
    cliponaxis: false,
    line: { ...seriesStyle(index), width: 2 },
    hovertemplate: "%{x} at a time: %{y:.0f} ms",
  });
  return {
    data: [
      line("half within", 0, rounds.map(({ p50Ms }) => p50Ms)),
      line("99 % within", 1, rounds.map(({ p99Ms }) => p99Ms)),
    ],
    layout: layout(
      "Latency under load",
      axis("requests at a time", { type: "log", tickvals: levels, ticktext: levels.map(String) }),
      axis("ms", { rangemode: "tozero" }),
      { showlegend: true },
    ),
  };
}
