import assert from "node:assert/strict";
import { transformed } from "./svg_transform.ts";

function near([x, y]: readonly [number, number], wanted: readonly [number, number]): void {
  assert.ok(Math.hypot(x - wanted[0], y - wanted[1]) < 1e-9, `wanted ${wanted}, got ${[x, y]}`);
}

Deno.test("transformed() moves, turns about a point and scales, the last step first", () => {
  near(transformed([1, 2], ""), [1, 2]);
  near(transformed([1, 2], "translate(10)"), [11, 2]);
  near(transformed([1, 2], "translate(10,-5) scale(2)"), [12, -1]);
  near(transformed([1, 0], "rotate(90)"), [0, 1]);
  near(transformed([6, 5], "rotate(-90, 5, 5)"), [5, 4]);
  near(transformed([1, 0], "translate(10 20) rotate(90)"), [10, 21]);
});
