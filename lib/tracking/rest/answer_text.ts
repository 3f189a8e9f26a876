/**
 * The text of an answer, which a server could make endless.
 *
 * @returns Its first part, and that it is not whole, where it is longer than `maxBytes`.
 */
export async function answerText(
  { body }: Response,
  maxBytes: number,
): Promise<{ text: string; isWhole: boolean }> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of body ?? []) { // its end by `return` ends the request
    bytes += chunk.length;
    text += decoder.decode(chunk.subarray(0, chunk.length - Math.max(0, bytes - maxBytes)), {
      stream: true,
    });
    if (bytes > maxBytes) return { text, isWhole: false };
  }
  return { text: text + decoder.decode(), isWhole: true };
}
