import { JSDOM } from "jsdom";
import type { Figure } from "./figure.ts";
import { PixelCanvas } from "./pixel_canvas.ts";
import { plotlyProgram } from "./plotly_bundle.ts";
import { type Box, boxInItself, boxInPicture, type SvgElement } from "./svg_box.ts";

/** What Plotly needs to know of a picture (https://plotly.com/javascript/plotlyjs-function-reference/#plotlytoimage). */
interface PictureOptions {
  format: "svg";
  width: number;
  height: number;
  imageDataOnly: true;
}

interface Canvas {
  width: number;
  height: number;
  pixels?: PixelCanvas;
}

/**
 * What is used of jsdom's window. (jsdom has no types of its own; DefinitelyTyped's would declare a
 * browser's globals for every file of the project.)
 */
interface PlotlyPage {
  eval(program: string): void;
  JSON: JSON;
  CSS?: { supports(): boolean };
  HTMLCanvasElement: {
    prototype: { getContext(this: Canvas): PixelCanvas; toDataURL(this: Canvas): string };
  };
  SVGElement: {
    prototype: { getBoundingClientRect(this: SvgElement): Box; getBBox?(this: SvgElement): Box };
  };
  Plotly: { toImage(figure: Figure, options: PictureOptions): Promise<string> };
}

let page: Promise<PlotlyPage> | undefined;

/**
 * Plotly in a page that nobody sees (jsdom); the same one at each call, as it takes most of a second to
 * load. Where jsdom has no answer for Plotly, such as the size of a text, it is given one.
 */
export function plotlyPage(): Promise<PlotlyPage> {
  page ??= openPage();
  return page;
}

async function openPage(): Promise<PlotlyPage> {
  const { window: page }: { window: PlotlyPage } = new JSDOM("", { runScripts: "outside-only" });
  const canvas = page.HTMLCanvasElement.prototype;
  canvas.getContext = function () {
    this.pixels ??= new PixelCanvas(this.width, this.height);
    return this.pixels;
  };
  canvas.toDataURL = function () {
    return this.pixels?.toDataUrl() ?? "";
  };
  const element = page.SVGElement.prototype;
  element.getBoundingClientRect = function () {
    return boxInPicture(this);
  };
  element.getBBox = function () {
    return boxInItself(this);
  };
  page.CSS = { supports: () => true }; // above all `image-rendering: pixelated`
  page.eval(await Deno.readTextFile(plotlyProgram()));
  return page;
}
