// @ts-check
/// <reference lib="dom" />

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
   * Asks for the microphone, as it is: without what makes speech clearer and other sounds vanish.
   *
   * @param {(block: Float32Array<ArrayBuffer>) => void} hear Told each block of samples in [-1, 1].
   * @returns {Promise<Microphone>}
   * @throws {Error} that says why there is none.
   */
  static async open(hear) {
    if (navigator.mediaDevices === undefined) {
      throw new Error("Browsers give the microphone to pages of https:// and of localhost only");
    }
    const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
    const stream = await navigator.mediaDevices.getUserMedia({ audio }).catch((cause) => {
      throw new Error(`Cannot use the microphone: ${cause.message}`, { cause });
    });
    const context = new AudioContext();
    await context.audioWorklet.addModule("/page/record_worklet.js");
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
