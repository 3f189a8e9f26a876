// @ts-check
/// <reference lib="dom" />

/**
 * The microphone as it is, without what makes speech clearer and other sounds vanish.
 *
 * @param {AudioContext} context Is given the recorder's program.
 * @returns {Promise<MediaStream>}
 */
async function openStream(context) {
  await context.audioWorklet.addModule("/page/record_worklet.js");
  const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  return await navigator.mediaDevices.getUserMedia({ audio });
}

/** An open microphone. */
export class Microphone {
  /** @type {MediaStream} */
  #stream;
  /** @type {AudioContext} */
  #context;

  /**
   * @param {MediaStream} stream
   * @param {AudioContext} context
   */
  constructor(stream, context) {
    this.#stream = stream;
    this.#context = context;
  }

  /**
   * Asks for the microphone.
   *
   * @param {(block: Float32Array<ArrayBuffer>) => void} hear Told each block of samples in [-1, 1].
   * @returns {Promise<Microphone>}
   * @throws {Error} that says why there is none.
   */
  static async open(hear) {
    if (navigator.mediaDevices === undefined) {
      throw new Error("Browsers give the microphone to pages of https:// and of localhost only");
    }
    const context = new AudioContext();
    const stream = await openStream(context).catch(async (cause) => {
      await context.close();
      throw new Error(`Cannot use the microphone: ${cause.message}`, { cause });
    });
    const recorder = new AudioWorkletNode(context, "record", { numberOfOutputs: 0 });
    recorder.port.onmessage = ({ data }) => hear(data);
    context.createMediaStreamSource(stream).connect(recorder);
    await context.resume();
    return new Microphone(stream, context);
  }

  get sampleRateHz() {
    return this.#context.sampleRate;
  }

  /** Lets the microphone go: the browser's sign that it is on goes out. */
  async close() {
    for (const track of this.#stream.getTracks()) track.stop();
    await this.#context.close();
  }
}
