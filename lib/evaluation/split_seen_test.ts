import assert from "node:assert/strict";
import { splitSeen } from "./split_seen.ts";

Deno.test("splitSeen() parts clips by the audio that a model was trained on, keeping their order", () => {
  const clips = [{ id: "a", hash: "1" }, { id: "b", hash: "2" }, { id: "copy of a", hash: "1" }, {
    id: "c",
    hash: "3",
  }];
  const { seen, unseen } = splitSeen(clips, ({ hash }) => hash, new Set(["1"]));
  assert.deepEqual(seen.map(({ id }) => id), ["a", "copy of a"]);
  assert.deepEqual(unseen.map(({ id }) => id), ["b", "c"]);
});
