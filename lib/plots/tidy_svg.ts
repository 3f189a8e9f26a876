import { type Config, optimize } from "svgo/browser";
import { sha256 } from "../storage/sha256.ts";

/** Removes what only Plotly's own program looks at, and writes the rest as short as it can be drawn alike. */
const SHORTEN: Config = {
  floatPrecision: 2,
  multipass: true,
  plugins: [
    { name: "removeAttrs", params: { attrs: ["class", "data-.*", "pointer-events"] } },
    "convertStyleToAttrs",
    "preset-default",
  ],
};

/**
 * Plotly's SVG in a fraction of its size. Its random ids become names that depend on the content only, and
 * differ from picture to picture, so that several can stand in one page.
 */
export function tidySvg(svg: string): string {
  const { data } = optimize(svg, SHORTEN);
  const prefix = `f${sha256(data).slice(0, 8)}`;
  return optimize(data, { plugins: [{ name: "prefixIds", params: { prefix, delim: "-" } }] }).data;
}
