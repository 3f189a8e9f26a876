import { TextWriter, Uint8ArrayReader, ZipReader } from "@zip.js/zip.js";

/**
 * The label list that a .tflite file carries in a zip archive behind its model
 * (https://ai.google.dev/edge/litert/conversion/tensorflow/metadata): one label a line.
 *
 * @throws {TypeError} if there is no such archive, or it does not hold exactly one file.
 */
export async function readLabels(tflite: Uint8Array): Promise<string[]> {
  await using archive = new ZipReader(new Uint8ArrayReader(tflite));
  const entries = await archive.getEntries().catch((cause) => {
    throw new TypeError("Cannot read labels: the .tflite file has no zip archive at its end", {
      cause,
    });
  });
  const [entry] = entries;
  if (!entry || entry.directory || entries.length > 1) {
    throw new TypeError(
      `Cannot read labels: wanted one file in the archive, got ${entries.length}`,
    );
  }
  const options = { useWebWorkers: false, checkSignature: true };
  const text = await entry.getData(new TextWriter(), options).catch((cause) => {
    throw new TypeError(
      `Cannot read labels: the archive at the .tflite file's end is damaged (${cause.message})`,
      { cause },
    );
  });
  return text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
}
