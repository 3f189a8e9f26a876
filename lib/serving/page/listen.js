// @ts-check
/// <reference lib="dom" />
import { predict } from "./api.js";
import { decodeAudio } from "./audio.js";
import { classesToShow } from "./classes.js";
import { drawClip, offerToPlay, startClip } from "./clip_view.js";
import { showProblem, showStatus } from "./messages.js";
import { showResult } from "./result.js";

/**
 * @import { ModelName } from "./api.js"
 * @import { ClassOverTime } from "./classes.js"
 */

/**
 * Asks the server about a recording, and draws both. A newer recording takes its place. What the server finds
 * too long is not decoded here either: hours of audio would fill the memory, and stop the page.
 *
 * @param {Blob} recording
 * @param {string} name
 * @returns {Promise<ModelName | undefined>} What has answered, if any.
 */
export async function listenTo(recording, name) {
  const signal = startClip(name);
  showStatus(`Asking about ${name} …`);
  try {
    await checkReadable(recording, name);
    if (signal.aborted) return;
    offerToPlay(recording);
    const prediction = await predict(recording, signal);
    if (signal.aborted) return;
    const classes = classesToShow(prediction.clip);
    showResult(prediction, classes);
    const waveform = await decodeAudio(recording).catch(() => undefined);
    if (signal.aborted) return;
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
 * A folder that was dropped and a file that is gone could not be sent, which would look like a server that is away.
 *
 * @param {Blob} recording
 * @param {string} name
 */
async function checkReadable(recording, name) {
  await recording.slice(0, 1).arrayBuffer().catch((cause) => {
    throw new Error(`Cannot read ${name}. Is it a file, and still there?`, { cause });
  });
}

/** @param {ClassOverTime[]} classes */
function bestText([best]) {
  return best ? `most likely ${best.label}, ${best.score.toFixed(3)}` : "no class";
}
