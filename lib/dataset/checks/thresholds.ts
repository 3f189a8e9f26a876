/**
 * From where on a check speaks up. They shall be worth a look nearly always: a list of false alarms is read
 * once.
 */

/** Loudest sample of a clip that counts as silent, -60 dBFS: what a quiet room adds to a recording. */
export const SILENT_PEAK = 0.001;

/**
 * Fraction of samples in runs at full scale from which a clip counts as clipped: 16 of 16,000 in a second.
 * A loud but sound recording touches full scale now and then, in far fewer; a click alone stays below it.
 */
export const CLIPPED_FRACTION = 0.001;

/** A clip below a quarter of a second is mostly the silence that pads it to a frame of 0.96 s. */
export const SHORTEST_SECONDS = 0.25;

/** How many times the clips of the smallest class the largest may have: class weights mend up to about this. */
export const IMBALANCE_RATIO = 10;

/** A class of fewer clips says next to nothing of how good a model is: of 10, each is a tenth of its recall. */
export const FEWEST_CLIPS = 10;

/** Training makes five folds: a class of fewer recordings is missing in one, which cannot be tested for it. */
export const FEWEST_RECORDINGS = 5;

/** A label counts as rare beside one that is like it where that has this many times its clips. */
export const RARE_LABEL_RATIO = 10;

/** Labels of fewer letters are one letter apart by chance: "cat" and "cart", "crow" and "cow". */
export const TYPO_LETTERS = 5;

/** Where a letter is another one, they must be this long: "creak" and "croak", "whisper" and "whimper". */
export const CHANGED_LETTER_LETTERS = 8;
