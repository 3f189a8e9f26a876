// @ts-check
/// <reference lib="dom" />
import { predict } from "./api.js";
import { decodeAudio, SAMPLE_RATE_HZ } from "./audio.js";
import { classesToShow } from "./classes.js";
import { drawClip, offerToPlay, startClip } from "./clip_view.js";
import { showProblem, showStatus } from "./messages.js";
import { showResult } from "./result.js";

/**
 * @import { ModelName } from "./api.js"
 * @import { ClassOverTime } from "./classes.js"
 */

/**
 * Draws a recording, asks the server about it, and draws what it says. A newer recording takes its place.
 *
 * @param {Blob} recording
 * @param {string} name
 * @returns {Promise<ModelName | undefined>} What has answered, if any.
 */
export async function listenTo(recording, name) {
  const signal = startClip(name);
  showStatus(`Asking about ${name} …`);
  offerToPlay(recording);
  try {
    const [waveform, prediction] = await Promise.all([
      drawWaveform(recording, signal),
      predict(recording, signal),
    ]);
    if (signal.aborted) return;
    const classes = classesToShow(prediction.clip);
    showResult(prediction, classes);
    const { frames, audio: { durationSeconds } } = prediction.clip;
    await drawClip({ durationSeconds, waveform, frames, classes });
    if (signal.aborted) return;
    const unseen = waveform ? "" : " This browser cannot show or play its format.";
    showStatus(`${name}: ${bestText(classes)}.${unseen}`);
    return prediction.model;
  } catch (error) {
    if (!signal.aborted) showProblem(error);
  }
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
  const durationSeconds = waveform.length / SAMPLE_RATE_HZ;
  await drawClip({ durationSeconds, waveform, frames: [], classes: [] });
  return waveform;
}

/** @param {ClassOverTime[]} classes */
function bestText([best]) {
  return best ? `most likely ${best.label}, ${best.score.toFixed(3)}` : "no class";
}
