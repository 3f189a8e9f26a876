import assert from "node:assert/strict";
import type { Figure } from "./figure.ts";

/** A test of what all figures have in common for each of these, by name. */
export function defineFigureTests(figures: Readonly<Record<string, Figure>>): void {
  for (const [name, figure] of Object.entries(figures)) {
    Deno.test(`The ${name} figure is plain JSON, has a height, and no background of its own`, () => {
      assert.deepEqual(JSON.parse(JSON.stringify(figure)), figure);
      assert.ok(Number(figure.layout["height"]) >= 200);
      assert.equal(figure.layout["paper_bgcolor"], "rgba(0,0,0,0)");
    });
  }
}
