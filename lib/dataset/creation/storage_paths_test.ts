import assert from "node:assert/strict";
import { normalize } from "node:path";
import fc from "fast-check";
import { storagePaths } from "./storage_paths.ts";

Deno.test("storagePaths() names files by label and the last part of the id", () => {
  const clips = [
    { id: "1-100032-A-0", labels: ["dog"] },
    { id: "rain/heavy", labels: ["rain"] },
    { id: "both", labels: ["dog", "rain"] },
    { id: "none", labels: [] },
  ];
  assert.deepEqual(storagePaths(clips), [
    "audio/dog/1-100032-A-0.wav",
    "audio/rain/heavy.wav",
    "audio/several-labels/both.wav",
    "audio/unlabelled/none.wav",
  ]);
});

Deno.test("storagePaths() disarms labels and ids that would lead elsewhere", () => {
  const clips = [
    { id: "..", labels: ["../../etc"] },
    { id: "a/..\\b", labels: ["..", ".hidden"] },
    { id: "nul\0 ?*:", labels: ["/"] },
  ];
  assert.deepEqual(storagePaths(clips), [
    "audio/_._.._etc/_..wav",
    "audio/several-labels/_._b.wav",
    "audio/_/nul_____.wav",
  ]);
});

Deno.test("storagePaths() cuts long names, and keeps those apart that differ behind the cut", () => {
  const long = "ü".repeat(300);
  const paths = storagePaths([{ id: `${long}1`, labels: [long] }, {
    id: `${long}2`,
    labels: [long],
  }]);
  assert.equal(new Set(paths).size, 2);
  for (const name of paths.flatMap((path) => path.split("/"))) {
    assert.ok(new TextEncoder().encode(name).length < 210, name);
  }
});

Deno.test("storagePaths() gives every clip a path of its own, inside, where case does not count", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom("A", "a", "b/a", "..", "é"),
  );
  const clips = fc.uniqueArray(fc.record({ id: text, labels: fc.array(text, { maxLength: 2 }) }), {
    selector: ({ id }) => id,
  });
  const property = fc.property(clips, (some) => {
    const paths = storagePaths(some);
    assert.equal(new Set(paths.map((path) => path.toLowerCase())).size, some.length);
    for (const path of paths) {
      assert.equal(normalize(path), path);
      assert.match(path, /^audio\/[^./\\][^/\\]*\/[^./\\][^/\\]*\.wav$/);
    }
  });
  fc.assert(property);
});
