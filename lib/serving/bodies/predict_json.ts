import { PredictJson } from "./predict_request.ts";
import { base64Audio } from "./base64_audio.ts";
import { jsonBody } from "./json_body.ts";
import { type BodyFacts, checkClipCount, type ParsedBody } from "./parsed_body.ts";

/** `/predict` with WAV files in base64. */
export function predictJson(bytes: Uint8Array<ArrayBuffer>, facts: BodyFacts): ParsedBody {
  const { audio, ...options } = jsonBody(bytes, PredictJson);
  const texts = typeof audio === "string" ? [audio] : audio;
  checkClipCount(texts.length, facts);
  const clips = texts.map((text, index) => ({ bytes: base64Audio(text, `audio.${index}`) }));
  return { clips, rest: { options } };
}
