import { BodyError } from "./parsed_body.ts";

/**
 * @param place Of the text in the body, for the message.
 * @throws {BodyError} if it is not base64.
 */
export function base64Audio(text: string, place: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.fromBase64(text);
  } catch {
    throw new BodyError(`Cannot read the request's body: ${place}: wanted base64`);
  }
}
