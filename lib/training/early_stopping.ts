/** Epochs without a better validation loss after which training ends, as in the replaced system. */
const PATIENCE = 5;

/** Ends training when the validation loss no longer falls, and keeps the best parameters. */
export class EarlyStopping {
  bestEpoch = 0;
  #bestLoss = Infinity;
  #best = new Float64Array();

  /** Looks at an epoch's validation loss; a copy of the parameters is kept if it is the best so far. */
  observe(epoch: number, validationLoss: number, parameters: Float64Array): void {
    if (!(validationLoss < this.#bestLoss)) return; // nor is NaN ever the best
    this.#bestLoss = validationLoss;
    this.bestEpoch = epoch;
    this.#best = parameters.slice();
  }

  /** Whether to end after this epoch. */
  isOver(epoch: number): boolean {
    return epoch - this.bestEpoch >= PATIENCE;
  }

  /** Brings the best parameters back. */
  restore(parameters: Float64Array): void {
    parameters.set(this.#best);
  }
}
