import assert from "node:assert/strict";
import { TextReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import { readLabels } from "./read_labels.ts";

/** A model's bytes with an archive behind them. */
async function withArchive(files: Record<string, string>): Promise<Uint8Array> {
  const archive = new ZipWriter(new Uint8ArrayWriter());
  for (const [name, text] of Object.entries(files)) {
    await archive.add(name, new TextReader(text), { level: 0 });
  }
  return new Uint8Array([...new Uint8Array(1000).fill(80), ...await archive.close()]);
}

Deno.test("readLabels() reads a label a line", async () => {
  const tflite = await withArchive({
    "labels.txt": "Speech\nChild speech, kid speaking\r\nBark\n",
  });
  assert.deepEqual(await readLabels(tflite), ["Speech", "Child speech, kid speaking", "Bark"]);
});

Deno.test("readLabels() refuses a file without an archive", async () => {
  await assert.rejects(readLabels(new Uint8Array(1000)), {
    name: "TypeError",
    message: "Cannot read labels: the .tflite file has no zip archive at its end",
  });
});

Deno.test("readLabels() refuses an archive of several files", async () => {
  await assert.rejects(readLabels(await withArchive({ a: "x", b: "y" })), {
    message: "Cannot read labels: wanted one file in the archive, got 2",
  });
});

Deno.test("readLabels() refuses an archive whose content is damaged", async () => {
  const tflite = await withArchive({ "labels.txt": "Speech" });
  const at = new TextDecoder("latin1").decode(tflite).indexOf("Speech");
  tflite.set(new TextEncoder().encode("s"), at);
  await assert.rejects(readLabels(tflite), {
    name: "TypeError",
    message: /^Cannot read labels: the archive at the \.tflite file's end is damaged/,
  });
});
