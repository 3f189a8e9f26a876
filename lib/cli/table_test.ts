import assert from "node:assert/strict";
import { table } from "./table.ts";

Deno.test("table() sets numbers right and text left under their titles", () => {
  assert.equal(
    table(["class", "clips"], [["dog", 4], ["crying_baby", 32]]),
    [
      "class        clips",
      "-----------  -----",
      "dog              4",
      "crying_baby     32",
    ].join("\n"),
  );
});
