import assert from "node:assert/strict";
import { textWidth } from "./text_width.ts";

/** What Chromium's `measureText()` said: in Liberation Sans, which has Helvetica's widths, and in DejaVu Sans. */
const MEASURED_AT_12_PIXELS: readonly [text: string, helvetica: number, dejaVu: number][] = [
  ["crackling_fire", 70.7, 79.9],
  ['Threshold for "none of these"', 155.3, 176.8],
  ["0.95", 23.4, 26.7],
  ["1024 values a frame, ж", 123.4, 142.4],
];

Deno.test("textWidth() is no less than wide fonts have, and not much more", () => {
  for (const [text, helvetica, dejaVu] of MEASURED_AT_12_PIXELS) {
    const width = textWidth(text, 12);
    assert.ok(width > dejaVu - 2 && width < 1.2 * helvetica, `${text}: ${width}`);
  }
});

Deno.test("textWidth() grows with the font and has room for East Asian scripts", () => {
  assert.equal(textWidth("dog", 24), 2 * textWidth("dog", 12));
  assert.equal(textWidth("", 12), 0);
  assert.ok(textWidth("雨", 12) >= 12);
});
