import assert from "node:assert/strict";
import type { Metrics } from "./host_run.ts";

/** What is measured anew each time. */
const OF_THE_MACHINE = /^(elapsed_sec$|system\/)/;

const TOLERANCE = 1e-6;

/**
 * Expects the same figures by the same names.
 *
 * @returns How many were compared.
 */
export function assertEqualMetrics(actual: Metrics, expected: Metrics): number {
  const names = (metrics: Metrics) =>
    Object.keys(metrics).filter((name) => !OF_THE_MACHINE.test(name)).sort();
  const missing = names(expected).filter((name) => !(name in actual));
  assert.deepEqual(missing, [], "These metrics are missing");
  for (const name of names(expected)) assertClose(actual[name], expected[name], name);
  return names(expected).length;
}

/** Expects two numbers to be the same within 1e-6; NaN is like NaN. */
export function assertClose(
  actual: number | undefined,
  expected: number | undefined,
  name: string,
): void {
  if (Object.is(actual, expected)) return;
  const difference = Math.abs((actual ?? NaN) - (expected ?? NaN));
  assert.ok(
    difference <= TOLERANCE,
    `${name}: wanted ${expected} within ${TOLERANCE}, got ${actual}`,
  );
}
