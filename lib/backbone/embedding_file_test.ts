import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeEmbedding, encodeEmbedding } from "./embedding_file.ts";

const embedding = fc.record({
  frames: fc.nat(1000),
  embeddings: fc.float32Array({ maxLength: 50 }),
  scores: fc.float32Array({ maxLength: 50 }),
  durationSeconds: fc.double({ min: 0, noNaN: true }),
}, { noNullPrototype: true });

Deno.test("decodeEmbedding() gives back what encodeEmbedding() took, bit for bit", () => {
  fc.assert(fc.property(embedding, (embedding) => {
    assert.deepEqual(decodeEmbedding(encodeEmbedding(embedding)), embedding);
  }));
});

Deno.test("decodeEmbedding() gives nothing for a file that is damaged or cut short", () => {
  const anywhere = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(embedding, anywhere, fc.integer({ min: 1, max: 255 }), (embedding, at, flip) => {
      const bytes = encodeEmbedding(embedding);
      const position = Math.floor(at * bytes.length);
      assert.equal(decodeEmbedding(bytes.slice(0, position)), undefined);
      bytes.set([(bytes[position] ?? 0) ^ flip], position);
      assert.equal(decodeEmbedding(bytes), undefined);
    }),
  );
});
