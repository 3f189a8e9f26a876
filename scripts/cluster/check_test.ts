import assert from "node:assert/strict";
import { type Check, runChecks } from "./check.ts";

const passing: Check = { name: "passes", run: () => Promise.resolve("well") };
const failing: Check = { name: "fails", run: () => Promise.reject(new Error("badly")) };

Deno.test("runChecks() goes on behind a check that fails, and closes as deno test does", async () => {
  const { failed, line } = await runChecks([passing, failing, passing]);
  assert.equal(failed, 1);
  assert.match(line, /^FAILED \| 2 passed \| 1 failed \(\d+ s\)$/);
});

Deno.test("runChecks() counts as failed what needs a check that has failed", async () => {
  const { line } = await runChecks([passing, { ...failing, isNeeded: true }, passing, passing]);
  assert.match(line, /^FAILED \| 1 passed \| 3 failed/);
});

Deno.test("runChecks() says ok where all held", async () => {
  assert.match((await runChecks([passing, passing])).line, /^ok \| 2 passed \| 0 failed/);
});
