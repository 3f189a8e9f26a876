/** Plotly's program: the main file of its package. */
export function plotlyProgram(): URL {
  return new URL(import.meta.resolve("plotly.js-dist"));
}

let packed: Promise<string> | undefined;

/**
 * Plotly's program for a browser, gzipped, as base64: 2.6 MB instead of 10 MB. The browser inflates it by
 * itself (DecompressionStream).
 */
export function plotlyBundle(): Promise<string> {
  packed ??= pack();
  return packed;
}

async function pack(): Promise<string> {
  const file = await Deno.open(plotlyProgram());
  const gzipped = await new Response(file.readable.pipeThrough(new CompressionStream("gzip")))
    .bytes();
  return gzipped.toBase64();
}
