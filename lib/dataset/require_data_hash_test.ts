import assert from "node:assert/strict";
import { requireDataHash } from "./require_data_hash.ts";

const dataset = { name: "clips", samples: [], labels: [], dataHash: "aa" };

Deno.test("requireDataHash() lets the wanted data pass, and any where none is wanted", () => {
  requireDataHash(dataset, "aa");
  requireDataHash(dataset, undefined);
});

Deno.test("requireDataHash() stops on other data with both hashes", () => {
  assert.throws(() => requireDataHash(dataset, "bb"), {
    message: /^Cannot go on with the dataset clips: wanted the data hash bb, got aa\. /,
  });
});
