import type { Epoch } from "../training/epoch.ts";
import type { Figure, Json } from "./figure.ts";
import { axis, layout, NEUTRAL, seriesStyle } from "./style.ts";

/** The epochs of one fit, such as that of a fold, as far as it has come. */
export interface FitHistory {
  name: string;
  history: readonly Epoch[];
}

/**
 * Loss after each epoch, the first being 1; logarithmic, to show what still changes near the end. Where
 * clips are held out to tell when to stop, their loss is the solid line, and that of the training clips a
 * dotted one of the same colour.
 */
export function learningCurvesFigure(fits: readonly FitHistory[]): Figure {
  const isValidated = fits.some(({ history }) => history[0]?.validationLoss !== undefined);
  return {
    data: isValidated ? validatedCurves(fits) : fits.map(({ name, history }, index) => ({
      ...curve(name, history.map(({ loss }) => loss)),
      line: { ...seriesStyle(index), width: 2 },
    })),
    layout: layout(
      "Learning curves",
      axis("epoch", { rangemode: "tozero" }),
      axis(isValidated ? "loss" : "training loss", {
        type: "log",
        dtick: "D2", // at 1, 2 and 5 times each power of ten
        exponentformat: "none",
      }),
      { showlegend: true },
    ),
  };
}

function validatedCurves(fits: readonly FitHistory[]): Figure["data"] {
  return [
    ...fits.map(({ name, history }, index) => ({
      ...curve(name, history.flatMap(({ validationLoss }) => validationLoss ?? [])),
      legendgroup: name,
      line: { ...seriesStyle(index), width: 2 },
    })),
    ...fits.map(({ name, history }, index) => ({
      ...curve(`${name}, training clips`, history.map(({ loss }) => loss)),
      legendgroup: name,
      showlegend: false,
      line: { ...seriesStyle(index), dash: "dot", width: 1.5 },
    })),
    { // stands in the legend for all dotted lines; without a point Plotly would leave it out
      type: "scatter",
      mode: "lines",
      name: "training clips",
      x: [null],
      y: [null],
      line: { color: NEUTRAL, dash: "dot" },
    },
  ];
}

function curve(name: string, values: number[]): { [key: string]: Json } {
  return {
    type: "scatter",
    mode: values.length > 1 ? "lines" : "markers",
    name,
    x: values.map((_, epoch) => epoch + 1),
    y: values,
  };
}
