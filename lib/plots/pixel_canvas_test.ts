import assert from "node:assert/strict";
import { convertIndexedToRgb, decode } from "fast-png";
import { PixelCanvas } from "./pixel_canvas.ts";

/** The picture as RGB or RGBA, row by row. */
function pixelsOf(canvas: PixelCanvas): number[][] {
  const png = decode(Uint8Array.fromBase64(canvas.toDataUrl().split(",")[1] ?? ""));
  const channels = convertIndexedToRgb(png);
  const each = channels.length / (png.width * png.height);
  return Array.from(
    { length: png.width * png.height },
    (_, pixel) => [...channels.subarray(each * pixel, each * (pixel + 1))],
  );
}

Deno.test("PixelCanvas gives the rectangles that were filled, and nothing where none was", () => {
  const canvas = new PixelCanvas(3, 2);
  canvas.fillStyle = "rgba(31,95,152,1)";
  canvas.fillRect(0, 0, 2, 1);
  canvas.fillStyle = "rgba(47,127,193,0.2)";
  canvas.fillRect(1, 1, 2, 1);
  const [full, faint, none] = [[31, 95, 152, 255], [47, 127, 193, 51], [0, 0, 0, 0]];
  assert.deepEqual(pixelsOf(canvas), [full, full, none, none, faint, faint]);
});

Deno.test("PixelCanvas keeps thousands of colours close to what they were", () => {
  const [width, height] = [128, 64];
  const canvas = new PixelCanvas(width, height);
  const image = canvas.createImageData(width, height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const part = pixel / (width * height);
    image.data.set([255 * part, 255 * part ** 2, 255 * (1 - part), 255], 4 * pixel);
  }
  canvas.putImageData(image);
  const worst = Math.max(
    ...pixelsOf(canvas).flatMap((pixel, index) =>
      pixel.map((channel, at) => Math.abs(channel - (image.data[4 * index + at] ?? NaN)))
    ),
  );
  assert.ok(worst <= 4, `wanted at most 4 of 255 off, got ${worst}`);
});
