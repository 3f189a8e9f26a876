// @ts-check
/// <reference lib="dom" />
import { findElement } from "./find_element.js";
import { Microphone } from "./microphone.js";
import { MOST_SERIES } from "./series.js";
import { openStream } from "./stream.js";
import { encodeWav, wavBytes } from "./wav.js";

/**
 * @import { Frame } from "./api.js"
 * @import { Stream } from "./stream.js"
 * @typedef {object} RecordOptions
 * @property {() => { maxDurationSeconds: number, maxBodyBytes: number }} limits A recording ends there by itself.
 * @property {() => (frame: Frame, soFar: () => Blob) => Promise<void>} onStart Called when the microphone is open.
 * What it returns is told what the server says while it records, and the recording so far, as a WAV file.
 * @property {(recording: Blob) => void} onRecording Told a WAV file.
 * @property {(error: unknown) => void} onError
 */

/**
 * Makes the button start a recording, and end it.
 *
 * @param {RecordOptions} options
 */
export function wireRecordButton(options) {
  const button = findElement("record", HTMLButtonElement);
  const label = findElement("record-label", HTMLElement);
  const time = findElement("record-time", HTMLElement); // screen readers are spared it
  /** @type {Microphone | undefined} */
  let microphone;
  /** @type {Stream | undefined} */
  let stream;
  /** @type {Float32Array[]} */
  let blocks = [];
  let isBusy = false; // a disabled button would lose the keyboard's focus

  const soFar = () => encodeWav(blocks, microphone?.sampleRateHz ?? 0);
  const start = async () => {
    blocks = [];
    microphone = await Microphone.open(hear);
    const { sampleRateHz } = microphone;
    const show = options.onStart();
    /** @param {Frame} frame */
    const onFrame = (frame) => show(frame, soFar).catch(options.onError);
    stream = openStream({ sampleRateHz, classes: MOST_SERIES, onFrame });
    label.textContent = "Stop";
    time.textContent = " (0.0 s)";
  };
  const stop = async () => {
    const { sampleRateHz = 0 } = microphone ?? {};
    stream?.close();
    await microphone?.close();
    microphone = undefined;
    label.textContent = "Record";
    time.textContent = "";
    if (blocks.length === 0) {
      throw new Error("The microphone has given no sound yet. Record longer");
    }
    const recording = encodeWav(blocks, sampleRateHz);
    blocks = [];
    options.onRecording(recording);
  };
  /** @param {Float32Array<ArrayBuffer>} block */
  const hear = (block) => {
    if (microphone === undefined) return;
    const samples = (blocks.length + 1) * block.length;
    const { maxDurationSeconds, maxBodyBytes } = options.limits();
    const isFull = samples > maxDurationSeconds * microphone.sampleRateHz ||
      wavBytes(samples) > maxBodyBytes;
    if (isFull) return toggle();
    blocks.push(block);
    stream?.send(block);
    time.textContent = ` (${(samples / microphone.sampleRateHz).toFixed(1)} s)`;
  };
  const toggle = async () => {
    if (isBusy) return;
    isBusy = true; // until the microphone is there, or gone
    try {
      await (microphone ? stop() : start());
    } catch (error) {
      options.onError(error);
    } finally {
      isBusy = false;
    }
  };
  button.addEventListener("click", toggle);
}
