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

/** @type {Promise<Plotly> | undefined} */
let plotly;
loadPlotly().catch(() => {}); // at once, to be there for the first recording

/**
 * @returns {Promise<Plotly>} Plotly, once its script has come: the page works before.
 * @throws {Error} if it does not come; the next call tries again.
 */
export function loadPlotly() {
  plotly ??= runScript().catch((error) => {
    plotly = undefined;
    throw error;
  });
  return plotly;
}

/** @returns {Promise<Plotly>} */
function runScript() {
  const script = document.createElement("script");
  script.src = findElement("plotly", HTMLLinkElement).href;
  const { promise, resolve, reject } = Promise.withResolvers();
  script.addEventListener("load", () => resolve(Reflect.get(globalThis, "Plotly")));
  script.addEventListener(
    "error",
    () => reject(new Error("Cannot load the program that draws. Try again")),
  );
  document.head.append(script);
  return promise;
}
