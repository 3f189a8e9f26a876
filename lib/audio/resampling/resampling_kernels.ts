/** resampling_kernels.wat, compiled by `watr`, in base64; its test compiles it anew and compares. */
export const COMPILED = [
  "AGFzbQEAAAABIgRgCH9/f39/f39/AGACe3sBe2AEf39/fwBgBn9/f39/fwACDgECanMGbWVtb3J5AgABAwUEAAECAwcZ",
  "AwZmaWx0ZXIAAARwYXJ0AAIFaGFsdmUAAwq0BwTJAwIMfwt7IAVBA3QhCyAGQQN0IQYDQCADIRAgECALaiERIBEgC2oh",
  "EiASIAtqIRMgEyALaiEDIAEhCUEAIQgDQCAAIAIgCEECdGooAgBqIQwgDCAHaiENIA0gB2ohDiAOIAdqIQ/9DAAAAAAA",
  "AAAAAAAAAAAAAAAhFCAUIRUgFCEWIBQhFyAUIRggFCEZIBQhGiAUIRsgCSAGaiEKA0AgCf0ABAAhHCAJ/QAEECEdIAz9",
  "AAQAIR4gHiAcIBT9hQIhFCAeIB0gGP2FAiEYIA39AAQAIR4gHiAcIBX9hQIhFSAeIB0gGf2FAiEZIA79AAQAIR4gHiAc",
  "IBb9hQIhFiAeIB0gGv2FAiEaIA/9AAQAIR4gHiAcIBf9hQIhFyAeIB0gG/2FAiEbIAxBEGohDCANQRBqIQ0gDkEQaiEO",
  "IA9BEGohDyAJQSBqIQkgCSAKSQ0ACyAQIBQgGBAB/VsDAAAgESAVIBkQAf1bAwAAIBIgFiAaEAH9WwMAACATIBcgGxAB",
  "/VsDAAAgEEEIaiEQIBFBCGohESASQQhqIRIgE0EIaiETIAhBAWohCCAIIAVJDQALIAAgB0ECdGohACAEQQRrIQQgBEEA",
  "Sg0ACwtQAQF7IAAgAf0NAAECAxAREhMEBQYHFBUWFyAAIAH9DQgJCgsYGRobDA0ODxwdHh/95AEhAiACIAIgAv0NCAkK",
  "CwwNDg8ICQoLDA0OD/3kAQtvAQJ7A0AgAP0ABAAhBCAA/QAEECEFIAEgBCAF/Q0AAQIDCAkKCxAREhMYGRob/QsEACAC",
  "IAQgBf0NBAUGBwwNDg8UFRYXHB0eH/0LBAAgAEEgaiEAIAFBEGohASACQRBqIQIgA0EBayEDIAMNAAsLpQICA38Ge0MA",
  "AAA//RMhCgNAIAogAP0ABAD95gEhCyAKIAD9AAQQ/eYBIQwgCiAA/QAEIP3mASENIAogAP0ABDD95gEhDiABQQRrIQcg",
  "ASEIQQAhBgNAIAIgBkECdGr9CQIAIQkgCSAH/QAEACAI/QAEAP3kASAL/YUCIQsgCSAH/QAEECAI/QAEEP3kASAM/YUC",
  "IQwgCSAH/QAEICAI/QAEIP3kASAN/YUCIQ0gCSAH/QAEMCAI/QAEMP3kASAO/YUCIQ4gB0EEayEHIAhBBGohCCAGQQFq",
  "IQYgBiADSQ0ACyAEIAv9CwQAIAQgDP0LBBAgBCAN/QsEICAEIA79CwQwIABBwABqIQAgAUHAAGohASAEQcAAaiEEIAVB",
  "AWshBSAFDQALCw==",
];

/** More than any resampler takes; what is not used costs nothing, as it is never touched. */
const MEMORY_PAGES = 128;

let compiled: WebAssembly.Module | undefined;

/** The loops of resampling_kernels.wat, with a memory of their own. Pointers are byte offsets of its views. */
export class ResamplingKernels {
  readonly #memory = new WebAssembly.Memory({ initial: MEMORY_PAGES });
  readonly #exports: WebAssembly.Exports;
  #used = 0;

  constructor() {
    compiled ??= new WebAssembly.Module(Uint8Array.fromBase64(COMPILED.join("")));
    this.#exports = new WebAssembly.Instance(compiled, { js: { memory: this.#memory } }).exports;
  }

  /** A part of the memory that is nobody else's, all zeros. */
  floats(length: number): Float32Array {
    const start = this.#used;
    this.#used += 4 * length;
    return new Float32Array(this.#memory.buffer, start, length);
  }

  /** The same for whole numbers. */
  integers(length: number): Int32Array {
    const { buffer, byteOffset } = this.floats(length);
    return new Int32Array(buffer, byteOffset, length);
  }

  /** Runs a loop; see resampling_kernels.wat for its arguments. */
  run(name: "filter" | "part" | "halve", ...numbers: number[]): void {
    const loop = this.#exports[name];
    if (typeof loop !== "function") throw new TypeError(`There is no kernel "${name}"`);
    loop(...numbers);
  }
}
