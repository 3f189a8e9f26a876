import assert from "node:assert/strict";
import fc from "fast-check";
import { parseQuantity } from "./quantity.ts";

Deno.test("parseQuantity() reads cores and bytes", () => {
  const known = { "4": 4, "500m": 0.5, "8Gi": 2 ** 33, "8029944Ki": 8029944 * 1024, "1.5G": 1.5e9 };
  for (const [text, value] of Object.entries(known)) assert.equal(parseQuantity(text), value);
});

Deno.test("parseQuantity() refuses what is none", () => {
  for (const text of ["", "Gi", "8gb", "8 Gi", "-1", "1.2.3"]) {
    assert.throws(() => parseQuantity(text), { name: "TypeError", message: /such as 500m or 8Gi/ });
  }
});

Deno.test("parseQuantity() gives whole numbers back", () => {
  fc.assert(fc.property(fc.nat(), (value) => parseQuantity(String(value)) === value));
});
