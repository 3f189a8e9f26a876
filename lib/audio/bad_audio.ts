/** A file that cannot be read at all; the message names it and says why. */
export class AudioFileError extends Error {
  override name = "AudioFileError";
}

/**
 * Whether an error says that a file is no readable audio, so that leaving it out is an answer; else the
 * work itself failed. Goes by the name, which is all that comes back from a worker.
 */
export function isBadAudio(error: unknown): error is Error {
  return error instanceof Error && ["AudioFileError", "AudioFormatError"].includes(error.name);
}
