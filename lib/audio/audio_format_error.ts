/** Audio that cannot be read as what it claims to be. The message says what was wanted, what came, and what to do. */
export class AudioFormatError extends Error {
  override name = "AudioFormatError";
}

/** A WAV file that contradicts itself. */
export function brokenWav(what: string): AudioFormatError {
  return new AudioFormatError(
    `Cannot decode WAV: ${what}. Write it anew, for example with \`ffmpeg -i FILE out.wav\``,
  );
}

/** A WAV file that ends too early. */
export function truncatedWav(what: string): AudioFormatError {
  return new AudioFormatError(
    `Cannot decode WAV: ${what}. The file is cut short: copy or download it again`,
  );
}

/** A file of no bytes. */
export function emptyFile(): AudioFormatError {
  return new AudioFormatError(
    "Cannot decode audio: the file is empty. Copy or download it again, or record it anew",
  );
}

/** A WAV file with a codec that is not read here. */
export function unsupportedWav(codec: string): AudioFormatError {
  return new AudioFormatError(
    `Cannot decode WAV: wanted 8 to 32-bit PCM, 32 or 64-bit float, A-law or mu-law, got ${codec}. ` +
      "Convert it first, for example with `ffmpeg -i FILE -c:a pcm_s16le out.wav`",
  );
}

/** Something else than a WAV file. */
export function notWav(what: string): AudioFormatError {
  return new AudioFormatError(
    `Cannot decode audio: wanted a WAV file, got ${what}. ` +
      "Convert it first, for example with `ffmpeg -i FILE out.wav`",
  );
}
