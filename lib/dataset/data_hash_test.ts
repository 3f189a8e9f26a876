import assert from "node:assert/strict";
import fc from "fast-check";
import { sha256 } from "../storage/sha256.ts";
import { dataHash } from "./data_hash.ts";

const sample = fc.record({
  sourceSha256: fc.nat().map((n) => sha256(String(n))),
  labels: fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 3 }),
});

const shuffled = <T>(items: readonly T[]) =>
  fc.shuffledSubarray([...items], { minLength: items.length });

Deno.test("dataHash() is the same in any order of clips and of labels", () => {
  const property = fc.property(
    fc.array(sample).chain((samples) => fc.tuple(fc.constant(samples), shuffled(samples))),
    ([samples, reordered]) => {
      const turned = reordered.map((s) => ({ ...s, labels: s.labels.toReversed() }));
      assert.equal(dataHash(turned), dataHash(samples));
    },
  );
  fc.assert(property);
});

Deno.test("dataHash() changes with a label, with the audio, and with the number of clips", () => {
  const property = fc.property(fc.array(sample, { minLength: 1 }), sample, (samples, other) => {
    const [first, ...rest] = samples;
    assert.ok(first);
    const hash = dataHash(samples);
    const relabelled = {
      ...first,
      labels: [...first.labels, "a label that fast-check never makes"],
    };
    assert.notEqual(dataHash([relabelled, ...rest]), hash);
    assert.notEqual(dataHash([{ ...first, sourceSha256: sha256("other") }, ...rest]), hash);
    assert.notEqual(dataHash([...samples, other]), hash);
    assert.notEqual(dataHash(rest), hash);
  });
  fc.assert(property);
});

Deno.test("dataHash() looks at nothing but audio and labels", () => {
  const audio = { sourceSha256: sha256("dog"), labels: ["dog"] };
  const elsewhere = { ...audio, path: "/mnt/dog.wav", fold: 2, durationSeconds: 5 };
  assert.equal(dataHash([elsewhere]), dataHash([audio]));
});

Deno.test("dataHash() is this value for this data, on every machine", () => {
  assert.equal(
    dataHash([{ sourceSha256: sha256("a"), labels: ["dog", "rain"] }]),
    "f21e7b53d29657ec0855b529d89528b8362e343627fc39e3067873af9836002e",
  );
});
