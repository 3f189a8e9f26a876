import { encode } from "fast-png";

/** A PNG's palette holds no more. */
const MOST_COLORS = 256;

type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

/**
 * As much of a canvas and its 2D context as Plotly draws heatmaps with: whole rectangles or all pixels, in
 * one size, with nothing below that could shine through.
 */
export class PixelCanvas {
  /** "rgba(…)", alpha in [0, 1]. */
  fillStyle = "rgba(0,0,0,1)";
  readonly #width: number;
  /** One number a pixel, see {@linkcode packed}. */
  readonly #pixels: Uint32Array<ArrayBuffer>;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#pixels = new Uint32Array(width * height);
  }

  createImageData(width: number, height: number): { data: Uint8ClampedArray } {
    return { data: new Uint8ClampedArray(4 * width * height) };
  }

  putImageData({ data }: { data: Uint8ClampedArray }): void {
    new Uint8ClampedArray(this.#pixels.buffer).set(data);
  }

  /** In whole pixels, as Plotly gives them. */
  fillRect(x: number, y: number, width: number, height: number): void {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (this.fillStyle.match(/[\d.e-]+/g) ?? [])
      .map(Number);
    const color = packed([red, green, blue, Math.round(255 * alpha)]);
    for (let row = y; row < y + height; row++) {
      const start = row * this.#width + x;
      this.#pixels.fill(color, start, start + width);
    }
  }

  /** The picture as PNG, in a `data:` address. */
  toDataUrl(): string {
    const pixels = withFewColors(this.#pixels);
    // PNG wants those that are not opaque first.
    const palette = [...new Set(pixels)].map(unpacked).sort((a, b) => a[3] - b[3]);
    const place = new Map(palette.map((color, index) => [packed(color), index]));
    const png = encode({
      width: this.#width,
      height: pixels.length / this.#width,
      data: Uint8Array.from(pixels, (color) => place.get(color) ?? 0),
      channels: 1,
      depth: 8,
      palette: palette.map((color) => [...color]),
    });
    return `data:image/png;base64,${png.toBase64()}`;
  }
}

/**
 * The same picture with the fewest bits less in each colour so that a palette can hold them. A colour scale
 * is one line through all colours: what it loses cannot be seen.
 */
function withFewColors(pixels: Uint32Array): Uint32Array {
  const colors = [...new Set(pixels)];
  for (let step = 1;; step *= 2) {
    const rounded = new Map(colors.map((color) => [color, coarse(color, step)]));
    if (new Set(rounded.values()).size > MOST_COLORS) continue;
    return pixels.map((color) => rounded.get(color) ?? color);
  }
}

/** The colour with each channel in steps; 255 stays, so that what is opaque does. */
function coarse(color: number, step: number): number {
  const round = (channel: number) => Math.min(255, step * Math.round(channel / step));
  const [red, green, blue, alpha] = unpacked(color);
  return packed([round(red), round(green), round(blue), round(alpha)]);
}

/** A colour as one number: its bytes lie in memory as an image's do. */
function packed([red, green, blue, alpha]: Rgba): number {
  return (alpha << 24 | blue << 16 | green << 8 | red) >>> 0;
}

function unpacked(color: number): Rgba {
  return [color & 255, color >>> 8 & 255, color >>> 16 & 255, color >>> 24];
}
