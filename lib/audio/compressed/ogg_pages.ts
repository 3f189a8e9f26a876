import { brokenFile, truncatedFile, unsupportedFile } from "../audio_format_error.ts";
import { makeCrc } from "./crc.ts";

/** A page of an Ogg file (RFC 3533). */
export interface OggPage {
  /** All of it. */
  bytes: Uint8Array;
  /** Samples up to the end of the last packet that ends here; -1 where none does. */
  granule: number;
  /** Whether its first part continues the packet before. */
  continues: boolean;
  /** Pieces of packets; but for the last, each is the end of its packet. */
  parts: Uint8Array[];
  /** Whether the last part's packet goes on in the next page. */
  goesOn: boolean;
  isLast: boolean;
}

const HEADER_BYTES = 27;
const CRC_OFFSET = 22;
const FLAG = { continues: 1, first: 2, last: 4 };

const crc32 = makeCrc(32, 0x04c1_1db7);

/**
 * The pages of an Ogg file with one stream in it, each of which has to start where the one before ends, with the
 * next number and its checksum.
 *
 * @throws {AudioFormatError} if a page is missing or damaged, or there is more than one stream.
 */
export function* oggPages(bytes: Uint8Array): Generator<OggPage> {
  let serial: number | undefined;
  for (let [at, number] = [0, 0];; number++) {
    if (at >= bytes.length) throw truncatedFile("Ogg", "its last page is missing");
    const view = readPage(bytes, at);
    serial ??= view.getUint32(14, true);
    const flags = view.getUint8(5);
    if (view.getUint32(14, true) !== serial || (number > 0 && flags & FLAG.first)) {
      throw severalStreams();
    }
    if (view.getUint32(18, true) !== number) {
      throw brokenFile("Ogg", `its page ${number} is missing`);
    }
    yield toPage(view, flags);
    at += view.byteLength;
    if (flags & FLAG.last) {
      if (startsPage(bytes, at)) throw severalStreams();
      return;
    }
  }
}

function severalStreams() {
  return unsupportedFile("Ogg", "a file of one recording", "several streams in one file");
}

function startsPage(bytes: Uint8Array, at: number): boolean {
  return String.fromCharCode(...bytes.subarray(at, at + 4)) === "OggS";
}

/** The bytes of the page at `at`, which is whole and undamaged. */
function readPage(bytes: Uint8Array, at: number): DataView {
  if (!startsPage(bytes, at)) {
    throw brokenFile("Ogg", `no page starts at byte ${at}, where one should`);
  }
  const segments = bytes[at + HEADER_BYTES - 1] ?? 0;
  const headEnd = at + HEADER_BYTES + segments;
  const size = bytes.subarray(at + HEADER_BYTES, headEnd).reduce((sum, part) => sum + part, 0);
  const end = headEnd + size;
  if (end > bytes.length || headEnd > bytes.length) {
    throw truncatedFile("Ogg", "it ends within a page");
  }
  const page = bytes.slice(at, end);
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  const stated = view.getUint32(CRC_OFFSET, true);
  view.setUint32(CRC_OFFSET, 0); // the checksum is over the page without it
  const found = crc32(page);
  view.setUint32(CRC_OFFSET, stated, true);
  if (found !== stated) {
    throw brokenFile("Ogg", `the page at byte ${at} is damaged: its checksum differs`);
  }
  return view;
}

function toPage(view: DataView, flags: number): OggPage {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  const segments = bytes.subarray(HEADER_BYTES, HEADER_BYTES + view.getUint8(HEADER_BYTES - 1));
  const parts: Uint8Array[] = [];
  let [start, at] = [HEADER_BYTES + segments.length, HEADER_BYTES + segments.length];
  for (const size of segments) {
    at += size;
    if (size === 255) continue; // the part goes on in the next segment
    parts.push(bytes.subarray(start, at));
    start = at;
  }
  const goesOn = segments.at(-1) === 255;
  if (goesOn) parts.push(bytes.subarray(start, at));
  return {
    bytes,
    granule: Number(view.getBigInt64(6, true)),
    continues: (flags & FLAG.continues) !== 0,
    parts,
    goesOn,
    isLast: (flags & FLAG.last) !== 0,
  };
}
