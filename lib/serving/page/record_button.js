// @ts-check
/// <reference lib="dom" />
import { findElement } from "./find_element.js";
import { Microphone } from "./microphone.js";
import { encodeWav } from "./wav.js";

/**
 * @typedef {object} RecordOptions
 * @property {() => number} maxDurationSeconds A recording ends there by itself.
 * @property {(recording: Blob) => void} onRecording Told a WAV file.
 * @property {(error: unknown) => void} onError
 */

/**
 * Makes the button start a recording, and end it.
 *
 * @param {RecordOptions} options
 */
export function wireRecordButton({ maxDurationSeconds, onRecording, onError }) {
  const button = findElement("record", HTMLButtonElement);
  /** @type {Microphone | undefined} */
  let microphone;
  /** @type {Float32Array[]} */
  let blocks = [];

  const start = async () => {
    blocks = [];
    microphone = await Microphone.open(hear);
    button.setAttribute("aria-pressed", "true");
    button.textContent = "Stop (0.0 s)";
  };
  const stop = async () => {
    const { sampleRateHz = 0 } = microphone ?? {};
    await microphone?.close();
    microphone = undefined;
    button.setAttribute("aria-pressed", "false");
    button.textContent = "Record";
    if (blocks.length > 0) onRecording(encodeWav(blocks, sampleRateHz));
  };
  /** @param {Float32Array} block */
  const hear = (block) => {
    if (microphone === undefined) return;
    const samples = (blocks.length + 1) * block.length;
    if (samples > maxDurationSeconds() * microphone.sampleRateHz) return toggle();
    blocks.push(block);
    button.textContent = `Stop (${(samples / microphone.sampleRateHz).toFixed(1)} s)`;
  };
  const toggle = async () => {
    button.disabled = true; // until the microphone is there, or gone
    try {
      await (microphone ? stop() : start());
    } catch (error) {
      onError(error);
    } finally {
      button.disabled = false;
    }
  };
  button.addEventListener("click", toggle);
}
