import assert from "node:assert/strict";
import { answerText } from "./answer_text.ts";

/** An answer that comes in pieces, and never ends by itself. */
function endless(piece: string) {
  const seen = { pieces: 0, isCancelled: false };
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      seen.pieces += 1;
      controller.enqueue(new TextEncoder().encode(piece));
    },
    cancel() {
      seen.isCancelled = true;
    },
  });
  return { response: new Response(body), seen };
}

Deno.test("answerText() gives a whole answer, in UTF-8, as long as it may be", async () => {
  const whole = async (text: string, maxBytes: number) =>
    await answerText(new Response(text), maxBytes);
  assert.deepEqual(await whole("犬 bark", 8), { text: "犬 bark", isWhole: true });
  assert.deepEqual(await whole("犬 barks", 8), { text: "犬 bark", isWhole: false });
  assert.deepEqual(await answerText(new Response(null), 8), { text: "", isWhole: true });
});

Deno.test("answerText() stops reading what is too long", async () => {
  const { response, seen } = endless("abc");
  assert.deepEqual(await answerText(response, 4), { text: "abca", isWhole: false });
  assert.ok(seen.isCancelled);
  assert.ok(seen.pieces < 5, `${seen.pieces}`);
});
