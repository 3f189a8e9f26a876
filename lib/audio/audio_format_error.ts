/** Audio that cannot be read as what it claims to be. The message says what was wanted, what came, and what to do. */
export class AudioFormatError extends Error {
  override name = "AudioFormatError";
}
