import assert from "node:assert/strict";
import { tableBundle } from "./table.ts";

/** The side to which each column is set: that of its title and of all its cells. */
function sidesOf(header: string[], rows: (string | number)[][]): string[] {
  const html = String(tableBundle(header, rows)["text/html"]);
  const lines = [...html.matchAll(/<tr>(.*)<\/tr>/g)].map(([, cells = ""]) =>
    [...cells.matchAll(/text-align: (\w+)/g)].map(([, side = ""]) => side)
  );
  for (const line of lines) assert.deepEqual(line, lines[0]);
  return lines[0] ?? [];
}

Deno.test("tableBundle() sets columns of numbers to the right, with their titles", () => {
  const header = ["class", "clips", "F1", "accuracy", "hash"];
  const rows = [["dog", 4, "0.934", "95.0 %", "d461e6"], ["4", 4, "-", "-", "12"]];
  assert.deepEqual(sidesOf(header, rows), ["left", "right", "right", "right", "left"]);
});

Deno.test("tableBundle() escapes HTML, and is laid out in plain text too", () => {
  const bundle = tableBundle(["<class>"], [["<dog>"]]);
  assert.match(String(bundle["text/html"]), />&lt;class&gt;<\/th>[^]*>&lt;dog&gt;<\/td>/);
  assert.equal(bundle["text/plain"], "<class>\n-------\n<dog>");
});
