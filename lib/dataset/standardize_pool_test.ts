import assert from "node:assert/strict";
import { nameStandardizing, openStandardizePool } from "./standardize_pool.ts";

Deno.test("nameStandardizing() is the same from any pool of this version on this machine", async () => {
  using first = await openStandardizePool();
  using second = await openStandardizePool();
  const name = await nameStandardizing(first);
  assert.match(name, /^[0-9a-f]{64}$/);
  assert.equal(await nameStandardizing(first), name);
  assert.equal(await nameStandardizing(second), name);
});
