import { createHash } from "node:crypto";

/** A file of the page, as it is sent. */
export interface PageFile {
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
  etag: string;
}

const SCRIPT = "text/javascript; charset=utf-8";

/** All that can be asked for: no path comes from a request. */
export const PAGE_FILES = {
  "index.html": "text/html; charset=utf-8",
  "page.css": "text/css; charset=utf-8",
  "icon.svg": "image/svg+xml",
  "api.js": SCRIPT,
  "audio.js": SCRIPT,
  "card.js": SCRIPT,
  "classes.js": SCRIPT,
  "clip_view.js": SCRIPT,
  "cursor.js": SCRIPT,
  "figure.js": SCRIPT,
  "find_element.js": SCRIPT,
  "listen.js": SCRIPT,
  "live.js": SCRIPT,
  "load_plotly.js": SCRIPT,
  "log_mel.js": SCRIPT,
  "main.js": SCRIPT,
  "markdown.js": SCRIPT,
  "messages.js": SCRIPT,
  "microphone.js": SCRIPT,
  "pick_file.js": SCRIPT,
  "record_button.js": SCRIPT,
  "record_worklet.js": SCRIPT,
  "result.js": SCRIPT,
  "series.js": SCRIPT,
  "spectrum.js": SCRIPT,
  "stream.js": SCRIPT,
  "token.js": SCRIPT,
  "wav.js": SCRIPT,
} as const;

/** Name of a file of the page. */
export type PageFileName = keyof typeof PAGE_FILES;

/** Whether a name is one of the page's files. */
export function isPageFile(name: string): name is PageFileName {
  return Object.hasOwn(PAGE_FILES, name);
}

/** Reads a file from beside this one. */
export async function readPageFile(
  name: PageFileName,
  change: (text: string) => string = (text) => text,
): Promise<PageFile> {
  const text = change(await Deno.readTextFile(new URL(name, import.meta.url)));
  const etag = `"${createHash("sha256").update(text).digest("base64url")}"`;
  return { bytes: new TextEncoder().encode(text), type: PAGE_FILES[name], etag };
}
