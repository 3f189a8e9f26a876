/** Audio that cannot be read as what it claims to be. The message says what was wanted, what came, and what to do. */
export class AudioFormatError extends Error {
  override name = "AudioFormatError";
}

/** A file that contradicts itself or is damaged; `format` is what it is, such as "WAV". */
export function brokenFile(format: string, what: string): AudioFormatError {
  return new AudioFormatError(
    `Cannot decode ${format}: ${what}. Write it anew, for example with \`ffmpeg -i FILE out.wav\``,
  );
}

/** A file that ends too early. */
export function truncatedFile(format: string, what: string): AudioFormatError {
  return new AudioFormatError(
    `Cannot decode ${format}: ${what}. The file is cut short: copy or download it again`,
  );
}

/** A file of a kind of `format` that is not read here. */
export function unsupportedFile(format: string, wanted: string, what: string): AudioFormatError {
  return new AudioFormatError(
    `Cannot decode ${format}: wanted ${wanted}, got ${what}. ` +
      "Convert it first, for example with `ffmpeg -i FILE -c:a pcm_s16le out.wav`",
  );
}

/** A WAV file that contradicts itself. */
export function brokenWav(what: string): AudioFormatError {
  return brokenFile("WAV", what);
}

/** A WAV file that ends too early. */
export function truncatedWav(what: string): AudioFormatError {
  return truncatedFile("WAV", what);
}

/** A WAV file with a codec that is not read here. */
export function unsupportedWav(codec: string): AudioFormatError {
  return unsupportedFile("WAV", "8 to 32-bit PCM, 32 or 64-bit float, A-law or mu-law", codec);
}

/** A file of no bytes. */
export function emptyFile(): AudioFormatError {
  return new AudioFormatError(
    "Cannot decode audio: the file is empty. Copy or download it again, or record it anew",
  );
}

/** Something else than what can be read. */
export function notAudio(wanted: string, what: string): AudioFormatError {
  return new AudioFormatError(
    `Cannot decode audio: wanted ${wanted}, got ${what}. ` +
      "Convert it first, for example with `ffmpeg -i FILE out.wav`",
  );
}
