import { brokenFile, truncatedFile } from "../audio_format_error.ts";
import type { OggPage } from "./ogg_pages.ts";

/** What a codec packs at once is this much at most; titles and pictures may be larger than audio is. */
const MAX_PACKET_BYTES = 64 * 2 ** 20;

/**
 * The packets that end in each page.
 *
 * @throws {AudioFormatError} if one does not go on in the next page, or is absurdly large.
 */
export function* oggPackets(pages: Iterable<OggPage>): Generator<Uint8Array[]> {
  let open: Uint8Array[] = []; // parts of the packet that has not ended
  for (const { parts, continues, goesOn, isLast } of pages) {
    if (continues !== open.length > 0) throw brokenFile("Ogg", "a part of a packet is missing");
    const packets: Uint8Array[] = [];
    parts.forEach((part, i) => {
      open.push(part);
      if (goesOn && i === parts.length - 1) return;
      packets.push(join(open));
      open = [];
    });
    if (open.length > MAX_PACKET_BYTES / 2 ** 16) throw brokenFile("Ogg", "a packet is too large");
    if (isLast && open.length > 0) throw truncatedFile("Ogg", "it ends within a packet");
    yield packets;
  }
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  if (first && parts.length === 1) return first;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
