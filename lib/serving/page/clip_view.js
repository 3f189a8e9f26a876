// @ts-check
/// <reference lib="dom" />
import { followPlayer } from "./cursor.js";
import { clearFigure, drawFigure } from "./figure.js";
import { findElement } from "./find_element.js";
import { showProblem, showStatus } from "./messages.js";
import { clearResult } from "./result.js";

/** @import { Clip } from "./figure.js" */

const plot = findElement("plot", HTMLElement);
const figure = findElement("figure", HTMLElement);
const player = findElement("player", HTMLAudioElement);
const showDuration = followPlayer();
const nothingDrawn = plot.getAttribute("aria-label") ?? "";

/** @type {Clip | undefined} What is drawn. */
let clip;
let current = new AbortController();

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  if (clip) drawFigure(figure, clip).catch(showProblem);
});

/**
 * Takes away what was shown, for a recording to come.
 *
 * @param {string} name
 * @returns {AbortSignal} Aborted when the next one comes.
 */
export function startClip(name) {
  current.abort();
  current = new AbortController();
  showStatus("");
  findElement("clip-name", HTMLElement).textContent = name;
  clip = undefined;
  showDuration(0);
  plot.setAttribute("aria-label", nothingDrawn);
  URL.revokeObjectURL(player.src);
  player.removeAttribute("src");
  player.load();
  clearFigure(figure).catch(showProblem);
  clearResult();
  return current.signal;
}

/**
 * Lets a recording be played.
 *
 * @param {Blob} recording
 */
export function offerToPlay(recording) {
  player.src = URL.createObjectURL(recording);
}

/**
 * Draws what is known of a clip, also in words.
 *
 * @param {Clip} next
 */
export async function drawClip(next) {
  clip = next;
  const { durationSeconds, classes } = next;
  const scores = classes.map(({ label, score }) => `${label} ${score.toFixed(3)}`).join(", ");
  await drawFigure(figure, next);
  if (clip !== next) return;
  showDuration(durationSeconds);
  const time = `${durationSeconds.toFixed(2)} s`;
  plot.setAttribute(
    "aria-label",
    `Waveform, log-mel spectrogram and probabilities over ${time}: ${scores}`,
  );
}
