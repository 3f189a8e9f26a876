import { type Context, Hono } from "hono";
import { accepts } from "hono/accepts";
import type { ServingEnv } from "../exchange.ts";
import { isPageFile, type PageFile, type PageFileName, readPageFile } from "../page/page_files.ts";
import { gzippedPlotly, plotlyVersion } from "../page/plotly_program.ts";

/** Of the one style that Plotly 4.1.1 brings along, for maps; a browser that refuses a newer one tells its hash. */
const PLOTLY_MAP_STYLE = "'sha256-ji27qzEtxXZW+7dun6UwjHXJ18e6WAin1VvNtkzIE/o='";

/** The page's own files only: no script or style stands in its HTML, and none comes from elsewhere. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' ${PLOTLY_MAP_STYLE}`,
  "img-src 'self' data: blob:", // Plotly draws spectrograms into images
  "media-src blob:", // the recording that was chosen
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** A file of a version never changes. */
const IMMUTABLE = "public, max-age=31536000, immutable";

/** `GET /`: a page to try the model with, and its files. They hold nothing that would need a token. */
export function pageRoutes(): Hono<ServingEnv> {
  const routes = new Hono<ServingEnv>();
  const files = new Map<PageFileName, Promise<PageFile>>();
  const file = (name: PageFileName) => {
    const read = files.get(name) ?? readFile(name);
    files.set(name, read);
    read.catch(() => files.delete(name)); // the next request tries again
    return read;
  };
  routes.get("/", async (c) => sendFile(c, await file("index.html")));
  routes.get("/page/plotly/:version", sendPlotly);
  routes.get("/page/:name", async (c, next) => {
    const name = c.req.param("name");
    return isPageFile(name) ? sendFile(c, await file(name)) : await next();
  });
  return routes;
}

/** The program's version stands in its address, so that browsers may keep it. */
async function readFile(name: PageFileName): Promise<PageFile> {
  if (name !== "index.html") return await readPageFile(name);
  const version = await plotlyVersion();
  return await readPageFile(name, (html) => html.replace("PLOTLY_VERSION", version));
}

function sendFile(c: Context<ServingEnv>, { bytes, type, etag }: PageFile): Response {
  c.header("content-security-policy", CONTENT_SECURITY_POLICY);
  c.header("permissions-policy", "microphone=(self), camera=(), geolocation=()");
  c.header("cache-control", "no-cache");
  c.header("etag", etag);
  // What compresses an answer on its way may have made the tag a weak one.
  if (c.req.header("if-none-match")?.replace("W/", "") === etag) return c.body(null, 304);
  return c.body(bytes, 200, { "content-type": type });
}

async function sendPlotly(c: Context<ServingEnv>, next: () => Promise<void>) {
  if (c.req.param("version") !== `${await plotlyVersion()}.js`) return await next();
  const gzipped = await gzippedPlotly();
  c.header("cache-control", IMMUTABLE);
  c.header("vary", "accept-encoding");
  c.header("content-type", "text/javascript; charset=utf-8");
  const header = "Accept-Encoding";
  if (accepts(c, { header, supports: ["gzip", "identity"], default: "identity" }) === "gzip") {
    return c.body(gzipped, 200, { "content-encoding": "gzip" });
  }
  return c.body(new Blob([gzipped]).stream().pipeThrough(new DecompressionStream("gzip")));
}
