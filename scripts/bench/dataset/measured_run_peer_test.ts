import assert from "node:assert/strict";
import { definePeerTest } from "../../../lib/python/test_peer.ts";
import { measuredRun } from "./measured_run.ts";

/** Holds 64 MiB for half a second, and has a child process that does the same. */
const GREEDY = `
import os, time
child = os.fork()
held = b"x" * (64 << 20)
time.sleep(0.5)
if child: os.waitpid(child, 0)
`;

definePeerTest("measuredRun() counts the memory of child processes too", [], async (python) => {
  const { seconds, peakMiB, peakRssMiB } = await measuredRun(python, [python, "-c", GREEDY]);
  assert.ok(seconds > 0.5);
  assert.ok(peakMiB > 128 && peakMiB < 200, `${peakMiB} MiB`);
  assert.ok(peakRssMiB >= peakMiB, `${peakRssMiB} MiB`);
});

definePeerTest("measuredRun() says what a command said that failed", [], async (python) => {
  const failing = [python, "-c", "raise SystemExit('no such clip')"];
  await assert.rejects(measuredRun(python, failing), { message: /failed: no such clip/ });
});
