import { z } from "zod";

const PACKAGE = z.object({ version: z.string() });

let packed: Promise<Uint8Array<ArrayBuffer>> | undefined;

/** The version that is installed. */
export async function plotlyVersion(): Promise<string> {
  const text = await Deno.readTextFile(new URL("package.json", programUrl()));
  return PACKAGE.parse(JSON.parse(text)).version;
}

/** Plotly's program, gzipped once: 1.9 MB instead of 10 MB. */
export function gzippedPlotly(): Promise<Uint8Array<ArrayBuffer>> {
  packed ??= pack().catch((cause: unknown) => {
    packed = undefined; // the next request tries again
    throw cause;
  });
  return packed;
}

/** In pieces, between which other requests are answered. */
async function pack(): Promise<Uint8Array<ArrayBuffer>> {
  const { readable } = await Deno.open(programUrl());
  return await new Response(readable.pipeThrough(new CompressionStream("gzip"))).bytes();
}

function programUrl(): URL {
  return new URL(import.meta.resolve("plotly.js-dist"));
}
