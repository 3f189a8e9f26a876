// Runs in the browser's audio thread, whose globals TypeScript's libraries do not know.

/** Gathers what the microphone hears and hands it to the page in blocks. */
class RecordProcessor extends AudioWorkletProcessor {
  #block = new Float32Array(4096);
  #filled = 0;

  /** Called with 128 samples a channel at a time; all that is asked for is the first channel. */
  process([[samples] = []]) {
    if (samples === undefined) return true;
    this.#block.set(samples, this.#filled);
    this.#filled += samples.length;
    if (this.#filled === this.#block.length) {
      this.port.postMessage(this.#block, [this.#block.buffer]);
      this.#block = new Float32Array(4096);
      this.#filled = 0;
    }
    return true;
  }
}

registerProcessor("record", RecordProcessor);
