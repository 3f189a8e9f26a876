// @ts-check
/// <reference lib="dom" />
import { factElements, findElement, newElement } from "./find_element.js";
import { seriesStyle } from "./series.js";

/**
 * @import { ClassScore, Frame, Prediction } from "./api.js"
 * @import { ClassOverTime } from "./classes.js"
 */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Shows what the server said of a clip.
 *
 * @param {Prediction} prediction
 * @param {readonly ClassOverTime[]} classes
 */
export function showResult({ clip, roundTripMs, stagesMs }, classes) {
  const seconds = `${clip.audio.durationSeconds.toFixed(2)} s`;
  const list = findElement("classes", HTMLElement);
  list.setAttribute("aria-busy", "false");
  list.replaceChildren(...classes.map(classItem));
  findElement("facts", HTMLElement).replaceChildren(...factElements([
    ["Length", seconds],
    ["Source", `${clip.audio.sampleRateHz} Hz, ${channelsText(clip.audio.channels)}`],
    ["Resampled", clip.audio.resampler],
  ]));
  const { queue = NaN, decode = NaN, inference = NaN } = stagesMs;
  findElement("latency", HTMLElement).textContent =
    `inference ${inMs(inference)}, decoding ${inMs(decode)}, waiting ${inMs(queue)}; ` +
    `${inMs(roundTripMs)} from this page and back, for ${seconds} of audio`;
  showTable(clip.frames, classes);
}

/**
 * Shows what the server says of a microphone just now, over and over: screen readers are spared it.
 *
 * @param {readonly ClassScore[]} classes
 */
export function showLive(classes) {
  const list = findElement("classes", HTMLElement);
  list.setAttribute("aria-busy", "true");
  list.replaceChildren(...classes.map(classItem));
}

/** Takes away what was said of the clip before. */
export function clearResult() {
  for (const id of ["classes", "facts"]) findElement(id, HTMLElement).replaceChildren();
  tablePlace().replaceChildren();
}

/**
 * @param {ClassScore} shown
 * @param {number} index
 */
function classItem({ label, score }, index) {
  const { color, dash } = seriesStyle(index);
  const stroke = { stroke: color, "stroke-width": "3", "stroke-dasharray": dash };
  const key = newSvg("svg", { width: "26", height: "8", "aria-hidden": "true" });
  key.append(newSvg("line", { x1: "0", x2: "26", y1: "4", y2: "4", ...stroke }));
  const bar = newSvg("svg", { class: "bar", "aria-hidden": "true" });
  const whole = { width: "100%", height: "100%", rx: "3" };
  bar.append(
    newSvg("rect", { ...whole, class: "track" }),
    newSvg("rect", { ...whole, width: `${100 * score}%`, fill: color }),
  );
  const name = newElement("span", label);
  name.className = "name";
  name.title = label;
  const number = newElement("span", score.toFixed(3));
  number.className = "score";
  return newElement("li", key, name, number, bar);
}

/**
 * @param {readonly Frame[]} frames
 * @param {readonly ClassOverTime[]} classes
 */
function showTable(frames, classes) {
  const names = ["Seconds", ...classes.map(({ label }) => label)];
  const head = newElement("tr", ...names.map((name) => newElement("th", name)));
  const rows = frames.map(({ startMs, endMs }, frame) =>
    newElement(
      "tr",
      newElement("td", `${(startMs / 1000).toFixed(2)} to ${(endMs / 1000).toFixed(2)}`),
      ...classes.map(({ scores }) => newElement("td", scores[frame]?.toFixed(3) ?? "")),
    )
  );
  tablePlace().replaceChildren(
    newElement("table", newElement("thead", head), newElement("tbody", ...rows)),
  );
}

function tablePlace() {
  const place = findElement("frames", HTMLElement).querySelector(".table");
  if (place === null) throw new TypeError("The page has no place for the table");
  return place;
}

/**
 * @param {string} name
 * @param {Readonly<Record<string, string>>} attributes
 */
function newSvg(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/** @param {number} channels */
function channelsText(channels) {
  return channels === 1 ? "mono" : `${channels} channels, mixed down`;
}

/** @param {number} ms NaN where what stands before the server has taken its times away. */
function inMs(ms) {
  if (Number.isNaN(ms)) return "unknown";
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}
