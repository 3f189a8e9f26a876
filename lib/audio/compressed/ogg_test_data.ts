import { makeCrc } from "./crc.ts";

/** A page of an Ogg file for tests. */
export interface PageParts {
  packets: readonly Uint8Array[];
  number: number;
  granule?: number;
  serial?: number;
  isFirst?: boolean;
  isLast?: boolean;
}

/** Writes a page of whole packets by RFC 3533. */
export function buildPage(parts: PageParts): Uint8Array<ArrayBuffer> {
  const { packets, number, granule = 0, serial = 7, isFirst = number === 0, isLast = false } =
    parts;
  const segments = packets.flatMap(({ length }) => [
    ...new Array<number>(Math.floor(length / 255)).fill(255),
    length % 255,
  ]);
  const page = new Uint8Array([
    ...new Array<number>(27).fill(0),
    ...segments,
    ...packets.flatMap((packet) => [...packet]),
  ]);
  page.set(new TextEncoder().encode("OggS"));
  const view = new DataView(page.buffer);
  view.setUint8(5, (isFirst ? 2 : 0) + (isLast ? 4 : 0));
  view.setBigInt64(6, BigInt(granule), true);
  view.setUint32(14, serial, true);
  view.setUint32(18, number, true);
  view.setUint8(26, segments.length);
  writeChecksums(page);
  return page;
}

/** Puts the checksums of all pages right that can still be told apart. */
export function writeChecksums(file: Uint8Array<ArrayBuffer>): void {
  const crc32 = makeCrc(32, 0x04c1_1db7);
  for (let at = 0; at + 27 <= file.length;) {
    const segments = file.subarray(at + 27, at + 27 + (file[at + 26] ?? 0));
    const size = 27 + segments.length + segments.reduce((sum, part) => sum + part, 0);
    const page = file.subarray(at, at + size);
    const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
    view.setUint32(22, 0);
    view.setUint32(22, crc32(page), true);
    at += size;
  }
}

/** The header of a mono stream of Opus, by RFC 7845. */
export function opusHead(preSkip: number, channels = 1): Uint8Array {
  const head = new Uint8Array(19);
  head.set(new TextEncoder().encode("OpusHead\x01"));
  head[9] = channels;
  new DataView(head.buffer).setUint16(10, preSkip, true);
  return head;
}

/** 20 ms of silence at full bandwidth. */
const OPUS_SILENCE = Uint8Array.of(0xf8, 0xff, 0xfe);

/** Pages one after the other. */
export function joinPages(...pages: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(pages.flatMap((page) => [...page]));
}

/** An Opus file of silence: a page of 50 packets a second. */
export function buildOpus(seconds: number, preSkip = 312): Uint8Array<ArrayBuffer> {
  const tags = new TextEncoder().encode("OpusTags\0\0\0\0\0\0\0\0");
  return joinPages(
    buildPage({ number: 0, packets: [opusHead(preSkip)] }),
    buildPage({ number: 1, packets: [tags] }),
    ...Array.from({ length: seconds }, (_, i) =>
      buildPage({
        number: i + 2,
        packets: new Array(50).fill(OPUS_SILENCE),
        granule: (i + 1) * 48_000,
        isLast: i === seconds - 1,
      })),
  );
}
