/** Keras's defaults, which are the paper's but for ε. */
const DECAY_1 = 0.9;
const DECAY_2 = 0.999;
const EPSILON = 1e-7;

/** Adam (Kingma & Ba 2015, https://arxiv.org/abs/1412.6980, in the efficient order of its section 2). */
export class Adam {
  readonly #first: Float64Array;
  readonly #second: Float64Array;
  #steps = 0;

  constructor(size: number) {
    this.#first = new Float64Array(size);
    this.#second = new Float64Array(size);
  }

  /** Moves the parameters one step against the gradient, in place. */
  step(parameters: Float64Array, gradient: Float64Array, learningRate: number): void {
    this.#steps++;
    const rate = learningRate * Math.sqrt(1 - DECAY_2 ** this.#steps) /
      (1 - DECAY_1 ** this.#steps);
    const firsts = this.#first, seconds = this.#second;
    for (let i = 0; i < parameters.length; i++) {
      const slope = gradient[i] ?? 0;
      const first = DECAY_1 * (firsts[i] ?? 0) + (1 - DECAY_1) * slope;
      const second = DECAY_2 * (seconds[i] ?? 0) + (1 - DECAY_2) * slope * slope;
      firsts[i] = first;
      seconds[i] = second;
      parameters[i] = (parameters[i] ?? 0) - rate * first / (Math.sqrt(second) + EPSILON);
    }
  }
}
