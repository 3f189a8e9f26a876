import { basename } from "node:path";
import { redactUri } from "../../storage/redact_uri.ts";
import { parseEsc50Name } from "../esc50.ts";
import { type ManifestSample, sampleLabels } from "../manifest/manifest.ts";
import type { SourceEntry } from "./source.ts";

/** What is known of a clip but its audio. */
export type ClipDescription = Omit<SourceEntry, "uri" | "bytes" | "version" | "read">;

/** What a row of a manifest or a table says of a clip, and its file's name where the row does not. */
export function describeClip(sample: ManifestSample): ClipDescription {
  const { start, end } = sample;
  const id = sample.id ?? nameClip(sample);
  const originalFile = sample.original_file ?? sample.filename ?? redactUri(sample.filepath);
  const esc50 = parseEsc50Name(basename(originalFile));
  return {
    id,
    originalFile,
    labels: sampleLabels(sample),
    recording: sample.recording ?? esc50?.recording ?? id,
    fold: sample.fold ?? esc50?.fold,
    split: sample.split,
    licence: sample.licence ?? esc50?.licence,
    attribution: sample.attribution ?? esc50?.attribution,
    segment: start === undefined || end === undefined
      ? undefined
      : { startSeconds: start, endSeconds: end },
    sourceSha256: sample.sourceSha256,
  };
}

/**
 * By its path and part, which are the same on every machine; without what may be secret in an address. Only
 * `.wav` is left away: `a.flac` beside `a.wav` is another clip, whatever else is in the folder.
 */
function nameClip({ filepath, start, end }: ManifestSample): string {
  const name = redactUri(filepath).replace(/^(\.\/)+/, "").replace(/\.wav$/i, "").normalize("NFC");
  return start === undefined ? name : `${name}@${start}-${end}`;
}
