// @ts-check
/// <reference lib="dom" />
import { predict, readModel } from "./api.js";
import { decodeAudio, SAMPLE_RATE_HZ } from "./audio.js";
import { showModel } from "./card.js";
import { classesToShow } from "./classes.js";
import { followPlayer } from "./cursor.js";
import { clearFigure, drawFigure } from "./figure.js";
import { findElement } from "./find_element.js";
import { pickFiles } from "./pick_file.js";
import { wireRecordButton } from "./record_button.js";
import { clearResult, showLive, showResult } from "./result.js";

/**
 * @import { Model } from "./api.js"
 * @import { Clip } from "./figure.js"
 */

const status = findElement("status", HTMLElement);
const problem = findElement("problem", HTMLElement);
const player = findElement("player", HTMLAudioElement);
const plot = findElement("plot", HTMLElement);
const figure = findElement("figure", HTMLElement);
const showDuration = followPlayer();

/** @type {Model | undefined} */
let model;
/** @type {Clip} */
const NO_CLIP = { durationSeconds: 0, waveform: undefined, frames: [], classes: [] };
let clip = NO_CLIP;
let current = new AbortController();

pickFiles((file) => listenTo(file, file.name));
wireRecordButton({
  maxDurationSeconds: () => model?.maxDurationSeconds ?? 60,
  onStart: () => startOver("Listening to the microphone …"),
  onFrame: showLive,
  onRecording: (recording) => listenTo(recording, "Your recording"),
  onError: showProblem,
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  if (clip.durationSeconds > 0) drawFigure(figure, clip).catch(showProblem);
});
await showServedModel();

/** Shows the model and its card. */
async function showServedModel() {
  try {
    model = await readModel();
    showModel(model);
  } catch (error) {
    findElement("model-line", HTMLElement).textContent = "";
    showProblem(error);
  }
}

/**
 * Makes room for a recording.
 *
 * @param {string} name
 * @returns {AbortSignal} Aborted when the next one comes.
 */
function startOver(name) {
  current.abort();
  current = new AbortController();
  status.textContent = "";
  problem.textContent = "";
  findElement("clip-name", HTMLElement).textContent = name;
  player.pause();
  clip = NO_CLIP;
  showDuration(0);
  clearFigure(figure).catch(showProblem);
  clearResult();
  return current.signal;
}

/**
 * Draws a recording, asks the server about it, and draws what it says. A newer recording takes its place.
 *
 * @param {Blob} recording
 * @param {string} name
 */
async function listenTo(recording, name) {
  const signal = startOver(name);
  status.textContent = `Asking about ${name} …`;
  play(recording);
  try {
    const [waveform, prediction] = await Promise.all([
      drawWaveform(recording, signal),
      predict(recording, signal),
    ]);
    if (signal.aborted) return;
    const classes = classesToShow(prediction.clip);
    showResult(prediction, classes);
    const { frames, audio: { durationSeconds } } = prediction.clip;
    await draw({ durationSeconds, waveform, frames, classes });
    const [best] = classes;
    status.textContent = best
      ? `${name}: most likely ${best.label}, ${best.score.toFixed(3)}.`
      : `${name}: no class.`;
    if (waveform === undefined) {
      status.textContent += " This browser cannot show or play its format.";
    }
    if (prediction.model.digest !== model?.digest) await showServedModel();
  } catch (error) {
    if (signal.aborted) return;
    status.textContent = "";
    showProblem(error);
  }
}

/** @param {Blob} recording */
function play(recording) {
  URL.revokeObjectURL(player.src);
  player.src = URL.createObjectURL(recording);
}

/**
 * Draws what the browser can read, while the server is asked.
 *
 * @param {Blob} recording
 * @param {AbortSignal} signal
 */
async function drawWaveform(recording, signal) {
  const waveform = await decodeAudio(recording).catch(() => undefined);
  if (signal.aborted || waveform === undefined) return undefined;
  await draw({ ...NO_CLIP, durationSeconds: waveform.length / SAMPLE_RATE_HZ, waveform });
  return waveform;
}

/** @param {Clip} next */
async function draw(next) {
  clip = next;
  await drawFigure(figure, clip);
  showDuration(clip.durationSeconds);
  const lines = clip.classes.map(({ label, score }) => `${label} ${score.toFixed(3)}`).join(", ");
  plot.setAttribute(
    "aria-label",
    `Waveform, log-mel spectrogram and probabilities over ${
      clip.durationSeconds.toFixed(2)
    } s: ${lines}`,
  );
}

/** @param {unknown} error */
function showProblem(error) {
  problem.textContent = error instanceof Error ? error.message : String(error);
}
