import assert from "node:assert/strict";
import type { Sample } from "../dataset/dataset.ts";
import { findClip } from "./find_clip.ts";

const samples: Sample[] = ["bark", "0", "drizzle"].map((id) => ({
  id,
  filepath: `${id}.wav`,
  path: `${id}.wav`,
  labels: [],
  durationSeconds: 1,
  recording: id,
  sourceSha256: "",
  sha256: "",
}));

Deno.test("findClip() knows a clip by its id and by its place; an id that is a number is an id", () => {
  assert.equal(findClip(samples, "drizzle").id, "drizzle");
  assert.equal(findClip(samples, "2").id, "drizzle");
  assert.equal(findClip(samples, "0").id, "0");
});

Deno.test("findClip() says what it wanted where there is no such clip", () => {
  for (const name of ["meow", "3", "-1", "1.5", "", " ", "1e0"]) {
    assert.throws(() => findClip(samples, name), {
      name: "RangeError",
      message: `There is no clip "${name}": wanted an id such as "bark", or a number from 0 to 2`,
    });
  }
});
