import assert from "node:assert/strict";
import { parseSplitShares } from "./split_shares.ts";

Deno.test("parseSplitShares() reads two numbers as train and test, three with validation between", () => {
  assert.deepEqual(parseSplitShares("80/20"), [
    { split: "train", share: 80 },
    { split: "test", share: 20 },
  ]);
  assert.deepEqual(parseSplitShares("0.8/0.1/0.1")?.map(({ split }) => split), [
    "train",
    "validation",
    "test",
  ]);
});

Deno.test("parseSplitShares() takes nothing else", () => {
  for (const text of ["", "80", "80/", "80/0/20", "-80/20", "a/b", "1/2/3/4", "1e3/1", "∞/1"]) {
    assert.equal(parseSplitShares(text), undefined, text);
  }
});
