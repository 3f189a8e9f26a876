import assert from "node:assert/strict";
import { splitGlob } from "./glob.ts";

Deno.test("splitGlob() splits before the first part with a pattern", () => {
  const cases: [string, ReturnType<typeof splitGlob>][] = [
    ["s3://bucket/yard/2024-*.wav", { folder: "s3://bucket/yard", pattern: "2024-*.wav" }],
    ["clips/**/a.wav", { folder: "clips", pattern: "**/a.wav" }],
    ["*.wav", { folder: ".", pattern: "*.wav" }],
    ["/*.wav", { folder: "/", pattern: "*.wav" }],
    ["clips/a.wav", undefined],
  ];
  for (const [path, wanted] of cases) assert.deepEqual(splitGlob(path), wanted);
});
