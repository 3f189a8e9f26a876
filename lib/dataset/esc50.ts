/** ESC-50's archive, about 600 MB (K. J. Piczak, https://github.com/karolpiczak/ESC-50). */
export const ESC50_ADDRESS = "https://github.com/karolpiczak/ESC-50/archive/master.zip";

/** Class numbers of ESC-50 that make up ESC-10. */
const ESC10_TARGETS = new Set([0, 1, 10, 11, 12, 20, 21, 38, 40, 41]);

const NAME = /^(\d)-(\d+)-[A-Z]-(\d+)\.\w+$/;

/** What a file name of ESC-50 says. */
export interface Esc50Name {
  fold: number;
  /** The Freesound clip that it was cut from; its takes A, B, … share it. */
  recording: string;
  licence: string;
  attribution: string;
}

/**
 * Reads a file name of ESC-50, `{fold}-{Freesound clip}-{take}-{class}.wav`; a copy in another format ends
 * otherwise.
 *
 * The licences are those of ESC-50's README: its ESC-10 part is CC BY, the rest CC BY-NC.
 *
 * @returns `undefined` for any other name.
 */
export function parseEsc50Name(filename: string): Esc50Name | undefined {
  const match = NAME.exec(filename);
  if (!match) return undefined;
  const [, fold, recording] = match;
  return {
    fold: Number(fold),
    recording: String(recording),
    licence: isEsc10(filename) ? "CC-BY-3.0" : "CC-BY-NC-3.0",
    attribution: `https://freesound.org/s/${recording}/ by way of ESC-50 (K. J. Piczak)`,
  };
}

/** Whether a file name of ESC-50 is of its part ESC-10. */
export function isEsc10(filename: string): boolean {
  return ESC10_TARGETS.has(Number(NAME.exec(filename)?.[3] ?? NaN));
}
