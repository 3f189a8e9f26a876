/** A clip that cannot be read. */
export class BadClipError extends Error {
  override name = "BadClipError";
  /** @param file The clip's name in its source. */
  constructor(readonly file: string, readonly reason: string) {
    super(`Cannot read ${file}: ${reason}`);
  }
}
