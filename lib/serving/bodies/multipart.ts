import { BodyError, type BodyFacts, checkClipCount, type ParsedBody } from "./parsed_body.ts";

/** More than `/predict` has fields for, with each class of a model in one of its own. */
const MAX_FIELDS = 1_000;

/** `/predict` with audio files as a form sends them. Fields that are no files are options. */
export async function multipart(
  bytes: Uint8Array<ArrayBuffer>,
  facts: BodyFacts,
): Promise<ParsedBody> {
  const form = await new Response(bytes, { headers: { "content-type": facts.contentType } })
    .formData()
    .catch(() => {
      throw new BodyError(
        "Cannot read the request's body: wanted multipart/form-data, and its boundary in the Content-Type",
      );
    });
  const clips: ParsedBody["clips"] = [];
  const files: string[] = [];
  const fields: [string, string][] = [];
  for (const [name, value] of form) {
    if (typeof value === "string") {
      if (name === "file") {
        throw new BodyError(
          "Cannot read a field: file: wanted a file; got text. With curl: -F file=@a.wav",
        );
      }
      fields.push([name, value]);
      if (fields.length > MAX_FIELDS) throw new BodyError(`Wanted at most ${MAX_FIELDS} fields`);
    } else {
      clips.push({ bytes: new Uint8Array(await value.arrayBuffer()) });
      files.push(value.name);
      checkClipCount(files.length, facts);
    }
  }
  return { clips, rest: { files, fields } };
}
