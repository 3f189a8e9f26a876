/**
 * Bytes of the ID3v2 tags at the start of a file, 0 where there is none: titles and pictures, which stand before
 * MP3 and sometimes before FLAC (https://id3.org/id3v2.4.0-structure).
 */
export function id3Length(bytes: Uint8Array): number {
  let at = 0;
  while (isTag(bytes, at)) {
    const size = [6, 7, 8, 9].reduce((sum, i) => sum * 128 + ((bytes[at + i] ?? 0) & 0x7f), 0);
    const hasFooter = ((bytes[at + 5] ?? 0) & 0x10) !== 0;
    at += 10 + size + (hasFooter ? 10 : 0);
  }
  return Math.min(at, bytes.length);
}

function isTag(bytes: Uint8Array, at: number): boolean {
  return at + 10 <= bytes.length && String.fromCharCode(...bytes.subarray(at, at + 3)) === "ID3";
}
