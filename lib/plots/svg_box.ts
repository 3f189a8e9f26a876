import { type Point, transformed } from "./svg_transform.ts";
import { textWidth } from "./text_width.ts";

/** Height above and below the baseline, and from line to line, in units of the font's size. */
const [ASCENT, DESCENT, LINE] = [0.93, 0.25, 1.3];

/** Where no style names one. */
const FONT_SIZE_PIXELS = 12;

/** A rectangle as SVG's DOM has it. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** What is asked of an element of the DOM. */
export interface SvgElement {
  localName: string;
  textContent: string;
  parentElement: SvgElement | null;
  style?: { getPropertyValue(name: string): string };
  getAttribute(name: string): string | null;
  querySelectorAll(selectors: string): Iterable<SvgElement>;
}

/**
 * The box of an SVG element in the coordinates of its picture, as far as Plotly asks for it: of texts,
 * whose width is estimated, and of rectangles. (jsdom lays nothing out: its own answer is always 0.)
 */
export function boxInPicture(element: SvgElement): Box {
  return boxOf(element, null);
}

/** The same in the element's own coordinates, as SVG's `getBBox()`. */
export function boxInItself(element: SvgElement): Box {
  return boxOf(element, element);
}

function boxOf(element: SvgElement, origin: SvgElement | null): Box {
  const points = [element, ...element.querySelectorAll("text, rect")]
    .flatMap((part) => corners(part).map((point) => moved(point, part, origin)));
  if (points.length === 0) points.push(moved([0, 0], element, origin));
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, top, right, bottom] = [
    Math.min(...xs),
    Math.min(...ys),
    Math.max(...xs),
    Math.max(...ys),
  ];
  return { x: left, y: top, width: right - left, height: bottom - top, left, top, right, bottom };
}

/** Corners of a text or rectangle before any `transform`; of other elements there are none. */
function corners(element: SvgElement): Point[] {
  if (element.localName === "text") return textCorners(element);
  if (element.localName !== "rect") return [];
  const [x, y] = [number(element, "x"), number(element, "y")];
  return rectangle(x, y, number(element, "width"), number(element, "height"));
}

/** Plotly makes a `tspan` of the class "line" of each line where there are several. */
function textCorners(text: SvgElement): Point[] {
  const parts = [...text.querySelectorAll(".line")];
  const lines = (parts.length > 0 ? parts : [text]).map(({ textContent }) => textContent);
  if (lines.every((line) => line.trim() === "")) return [];
  const size = Number.parseFloat(style(text, "font-size") ?? "") || FONT_SIZE_PIXELS;
  const width = Math.max(...lines.map((line) => textWidth(line, size)));
  const anchor = style(text, "text-anchor");
  const before = anchor === "middle" ? width / 2 : anchor === "end" ? width : 0;
  const height = (ASCENT + DESCENT + LINE * (lines.length - 1)) * size;
  return rectangle(number(text, "x") - before, number(text, "y") - ASCENT * size, width, height);
}

function rectangle(x: number, y: number, width: number, height: number): Point[] {
  return [[x, y], [x + width, y], [x, y + height], [x + width, y + height]];
}

/** A point after the transforms of an element and of all around it, up to but not including `origin`. */
function moved(point: Point, element: SvgElement | null, origin: SvgElement | null): Point {
  if (element === null || element === origin) return point;
  const outside = transformed(point, element.getAttribute("transform") ?? "");
  return moved(outside, element.parentElement, origin);
}

function number(element: SvgElement, attribute: string): number {
  return Number(element.getAttribute(attribute) ?? 0) || 0;
}

/** A style as the element or one around it has it, in CSS or as an attribute. */
function style(element: SvgElement, name: string): string | null {
  const own = element.style?.getPropertyValue(name) || element.getAttribute(name);
  if (own || element.parentElement === null) return own;
  return style(element.parentElement, name);
}
