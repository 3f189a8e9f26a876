const PLOTLY = "plotly.js-cartesian-dist-min";

let packed: Promise<string> | undefined;

/**
 * Plotly's program for a browser (its part for charts with axes), gzipped, as base64: 0.66 MB instead of
 * 1.5 MB, and 2.5 MB less than all of Plotly in the same form.
 */
export function plotlyBundle(): Promise<string> {
  packed ??= pack();
  return packed;
}

async function pack(): Promise<string> {
  const file = await Deno.open(new URL(import.meta.resolve(PLOTLY)));
  const gzipped = await new Response(file.readable.pipeThrough(new CompressionStream("gzip")))
    .bytes();
  return gzipped.toBase64();
}
