// @ts-check
/// <reference lib="dom" />
import { decodeAudio, SAMPLE_RATE_HZ } from "./audio.js";
import { classesToShow } from "./classes.js";
import { drawClip, startClip } from "./clip_view.js";
import { showStatus } from "./messages.js";
import { showLive } from "./result.js";

/** @import { Frame } from "./api.js" */

/**
 * Shows what a microphone hears, from now on.
 *
 * @returns {(frame: Frame, soFar: () => Blob) => Promise<void>} To call with each answer, and the recording so
 * far. Where drawing takes longer than the next answer, that one is drawn with a later one.
 */
export function startLive() {
  const name = "Listening to the microphone …";
  const signal = startClip(name);
  showStatus(name);
  /** @type {Frame[]} */
  const frames = [];
  let isDrawing = false;
  return async (frame, soFar) => {
    if (signal.aborted) return;
    frames.push(frame);
    const top = Object.entries(frame.scores).map(([label, score]) => ({ label, score }));
    const classes = classesToShow({ top, frames });
    showLive(classes);
    if (isDrawing) return;
    isDrawing = true;
    try {
      const waveform = await decodeAudio(soFar());
      const durationSeconds = waveform.length / SAMPLE_RATE_HZ;
      if (!signal.aborted) {
        await drawClip({ durationSeconds, waveform, frames: [...frames], classes });
      }
    } finally {
      isDrawing = false;
    }
  };
}
