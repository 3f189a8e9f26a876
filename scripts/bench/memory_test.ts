import assert from "node:assert/strict";
import { growth } from "./memory.ts";

Deno.test("growth() is the slope of the second half, in MiB for 1,000 files", () => {
  const points = [10, 200, 300, 302, 304, 306].map((rssMiB, index) => ({
    files: (index + 1) * 500,
    rssMiB,
  }));
  assert.equal(Math.round(growth(points)), 4);
});
