/** Fewer than the patience of early stopping, so that a smaller step gets its chance. */
const PATIENCE = 3;
const FACTOR = 0.5;
const SMALLEST_RATE = 1e-6;
/** A loss must fall by this to count as better: Keras's default. */
const SMALLEST_GAIN = 1e-4;

/** Lowers the learning rate when the validation loss stays where it is: Keras's ReduceLROnPlateau. */
export class PlateauRate {
  #best = Infinity;
  #waited = 0;

  constructor(public rate: number) {}

  /** Looks at an epoch's validation loss, and sets the rate for the next epoch. */
  observe(validationLoss: number): void {
    if (validationLoss < this.#best - SMALLEST_GAIN) {
      this.#best = validationLoss;
      this.#waited = 0;
    } else if (++this.#waited >= PATIENCE) {
      this.rate = Math.max(SMALLEST_RATE, FACTOR * this.rate);
      this.#waited = 0;
    }
  }
}
