/** The magic bytes of what people pass where audio is wanted: [offset, bytes, name]. */
const MAGICS: readonly (readonly [offset: number, bytes: string, name: string])[] = [
  [0, "ID3", "an MP3 file"],
  [0, "\xff\xfb", "an MP3 file"],
  [0, "\xff\xf3", "an MP3 file"],
  [0, "\xff\xfd", "an MP2 file"],
  [0, "\xff\xf1", "an AAC file"],
  [0, "\xff\xf9", "an AAC file"],
  [0, "ADIF", "an AAC file"],
  [0, "fLaC", "a FLAC file"],
  [0, "OggS", "an Ogg file"],
  [4, "ftyp", "an MP4 or M4A file"],
  [0, "\x30\x26\xb2\x75", "a Windows Media (WMA) file"],
  [0, "#!AMR", "an AMR file"],
  [0, "FORM", "an AIFF file"],
  [0, "caff", "a Core Audio file"],
  [0, ".snd", "an AU file"],
  [0, "wvpk", "a WavPack file"],
  [0, "\x1aE\xdf\xa3", "a WebM or Matroska file"],
  [0, "RIFX", "a big-endian (RIFX) WAV file"],
  [8, "AVI ", "an AVI file"],
  [0, "PK\x03\x04", "a zip archive"],
  [0, "\x1f\x8b", "a gzip file"],
  [0, "version https://git-lfs", "a Git LFS pointer instead of the file it points to"],
  [0, "<", "an HTML or XML page"],
];

/** Says by its first bytes what a file is that cannot be read, for error messages. */
export function sniffFormat(bytes: Uint8Array): string {
  const head = String.fromCharCode(...bytes.subarray(0, 64));
  const magic = MAGICS.find(([offset, magic]) => head.startsWith(magic, offset));
  if (magic) return magic[2];
  const shown = head.slice(0, 4).replace(/[^\x20-\x7e]/g, ".");
  return `a file that starts with "${shown}"`;
}
