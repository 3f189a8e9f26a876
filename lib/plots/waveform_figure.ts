import type { Figure } from "./figure.ts";
import { axis, layout, seriesStyle } from "./style.ts";

/** As many as a wide screen has columns. */
const COLUMNS = 1200;

/** A waveform as the range between its lowest and highest sample in each column, however long it is. */
export function waveformFigure(waveform: Float32Array, sampleRateHz: number): Figure {
  const width = Math.max(1, Math.ceil(waveform.length / COLUMNS));
  const columns = Array.from({ length: Math.ceil(waveform.length / width) }, (_, index) => {
    const samples = waveform.subarray(index * width, (index + 1) * width);
    return {
      seconds: index * width / sampleRateHz,
      low: samples.reduce((low, sample) => Math.min(low, sample), Infinity),
      high: samples.reduce((high, sample) => Math.max(high, sample), -Infinity),
    };
  });
  const seconds = columns.map((column) => column.seconds);
  const line = { color: seriesStyle(0).color, width: 1 };
  return {
    data: [
      { type: "scatter", mode: "lines", x: seconds, y: columns.map(({ low }) => low), line },
      {
        type: "scatter",
        mode: "lines",
        x: seconds,
        y: columns.map(({ high }) => high),
        line,
        fill: "tonexty",
      },
    ],
    layout: layout("Waveform", axis("seconds"), axis("amplitude"), {
      height: 240,
      showlegend: false,
    }),
  };
}
