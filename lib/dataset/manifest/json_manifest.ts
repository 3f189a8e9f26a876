import { isUtf8 } from "node:buffer";
import { z } from "zod";
import { describeIssue } from "../../storage/describe_issue.ts";
import { type ListedManifest, manifestError } from "./listed_manifest.ts";
import { Manifest } from "./manifest.ts";
import { utf8Bytes } from "./utf8_bytes.ts";

/**
 * Reads a `manifest.json`, or a `metadata.json` of the replaced system.
 *
 * @param file Its name, for errors.
 * @throws {Error} with the file, the sample and the field where something is missing or wrong.
 */
export function parseJsonManifest(bytes: Uint8Array, file: string): ListedManifest {
  if (!isUtf8(bytes)) {
    throw manifestError(
      file,
      "wanted a manifest in JSON (UTF-8), .csv, .tsv or .parquet, or a folder",
    );
  }
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw manifestError(file, `wanted a manifest in JSON (${error})`);
  }
  const result = Manifest.safeParse(json);
  if (result.success) return { ...result.data, place: (index) => `samples[${index}]` };
  throw manifestError(file, describeFlaw(json, result.error));
}

/** `samples[3] (dog_003.wav), fold: expected number, received string`. */
function describeFlaw(json: unknown, error: z.ZodError): string {
  const [list, index] = error.issues[0]?.path ?? [];
  if (list !== "samples" || typeof index !== "number") return describeIssue(error);
  return `samples[${index}]${sampleName(json, index)}, ${describeIssue(error, 2)}`;
}

/** What a person would look for in the file; the sample is known to be flawed. */
function sampleName(json: unknown, index: number): string {
  const Named = z.object({ id: z.string() }).transform(({ id }) => id)
    .or(z.object({ filename: z.string() }).transform(({ filename }) => filename))
    .or(z.object({ filepath: z.string() }).transform(({ filepath }) => filepath));
  const samples = z.object({ samples: z.array(z.unknown()) }).safeParse(json).data?.samples;
  const name = Named.safeParse(samples?.[index]).data;
  return name === undefined ? "" : ` (${name.slice(0, 100)})`;
}

/** Writes a `manifest.json`. */
export function jsonManifest({ dataset_info, samples }: Manifest): Uint8Array<ArrayBuffer> {
  return utf8Bytes(jsonLines(dataset_info, samples));
}

/** A sample at a time: the whole may be longer than a string can be. */
function* jsonLines(info: unknown, samples: readonly unknown[]): Iterable<string> {
  const inset = (value: unknown, blanks: string) =>
    JSON.stringify(value, null, 2).replaceAll("\n", `\n${blanks}`);
  yield `{\n  "dataset_info": ${inset(info, "  ")},\n  "samples": [`;
  for (const [index, sample] of samples.entries()) {
    yield `${index === 0 ? "" : ","}\n    ${inset(sample, "    ")}`;
  }
  yield "\n  ]\n}\n";
}
