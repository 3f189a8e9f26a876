import type { Clip } from "../../audio/clip.ts";
import { serveWorker } from "../../workers/serve_worker.ts";
import { BODY_PARSERS, type BodyFormat } from "./body_parsers.ts";
import type { BodyFacts, ParsedBody } from "./parsed_body.ts";

/** A body to read. */
export interface BodyRequest {
  format: BodyFormat;
  bytes: Uint8Array<ArrayBuffer>;
  facts: BodyFacts;
}

serveWorker<null, BodyRequest, ParsedBody>(() =>
  Promise.resolve({
    answer: async ({ format, bytes, facts }) => {
      const response = await BODY_PARSERS[format](bytes, facts);
      return { response, transfer: [...new Set(response.clips.map(bufferOf))] };
    },
  })
);

function bufferOf(clip: Clip): ArrayBuffer {
  if ("path" in clip) throw new TypeError("Wanted a clip from the body, got a path");
  return "bytes" in clip ? clip.bytes.buffer : clip.waveform.buffer;
}
