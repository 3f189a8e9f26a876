// @ts-check
/// <reference lib="dom" />
import { findElement } from "./find_element.js";

const status = findElement("status", HTMLElement);
const problem = findElement("problem", HTMLElement);

/**
 * Says what goes on, to eyes and to screen readers; a problem from before is done with.
 *
 * @param {string} text
 */
export function showStatus(text) {
  problem.textContent = "";
  status.textContent = text;
}

/** @param {unknown} error */
export function showProblem(error) {
  status.textContent = "";
  problem.textContent = error instanceof Error ? error.message : String(error);
}
