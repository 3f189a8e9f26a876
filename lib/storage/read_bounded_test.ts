import assert from "node:assert/strict";
import fc from "fast-check";
import { readBounded } from "./read_bounded.ts";

Deno.test("readBounded() gives back all bytes, however they come, or none where they are too many", async () => {
  const chunks = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 10 });
  const size = fc.nat({ max: 60 });
  await fc.assert(fc.asyncProperty(chunks, size, size, async (chunks, maxBytes, likelyBytes) => {
    const all = chunks.flatMap((chunk) => [...chunk]);
    const reading = readBounded(ReadableStream.from(chunks), maxBytes, likelyBytes);
    if (all.length > maxBytes) return await assert.rejects(reading, { message: /^it is larger/ });
    const bytes = await reading;
    assert.deepEqual([...bytes], all);
    assert.equal(bytes.buffer.byteLength, all.length, "nothing else is handed on with it");
  }));
});

Deno.test("readBounded() closes an endless stream as soon as the limit is passed", async () => {
  let pulled = 0;
  const closed = Promise.withResolvers<void>();
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(++pulled && 1000)),
    cancel: () => closed.resolve(),
  });
  await assert.rejects(readBounded(endless, 1_234_567), {
    message: "it is larger than 1,234,567 bytes, which is the limit",
  });
  await closed.promise;
  assert.ok(pulled < 1_240, `it read ${pulled} kB`);
});
