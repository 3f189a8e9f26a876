// @ts-check
/// <reference lib="dom" />
import { findElement } from "./find_element.js";

/**
 * What of Plotly is used (https://plotly.com/javascript/plotlyjs-function-reference/).
 *
 * @typedef {object} Plotly
 * @property {(element: HTMLElement, data: object[], layout: object, config: object) => Promise<unknown>} react
 * @property {(element: HTMLElement) => void} purge
 */

/** @returns {Promise<Plotly>} Plotly, once its script has come: the page works before. */
export async function loadPlotly() {
  const script = findElement("plotly", HTMLScriptElement);
  const known = Reflect.get(globalThis, "Plotly");
  if (known !== undefined) return known;
  await new Promise((resolve, reject) => {
    script.addEventListener("load", resolve, { once: true });
    script.addEventListener("error", () => reject(new Error("Cannot load the program that draws")));
  });
  return Reflect.get(globalThis, "Plotly");
}
