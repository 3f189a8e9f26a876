import { join } from "node:path";
import type { FilePrediction } from "../model/file_prediction.ts";
import { writeAtomically } from "../storage/write_atomically.ts";
import type { OutPlace } from "./out_place.ts";
import type { Outcome } from "./predict_each.ts";
import { type PredictionFile, writePredictions } from "./write_predictions.ts";

/**
 * Writes a file of predictions, which is there whole or not at all. For a bucket it is made on disk first.
 *
 * @param total How many outcomes there must be.
 * @returns How many of the files could be predicted.
 * @throws {Error} if none of them could be, or there are fewer outcomes: another process has removed them.
 */
export async function writeResult(
  place: OutPlace,
  outcomes: AsyncIterable<Outcome>,
  total: number,
  file: PredictionFile,
): Promise<number> {
  let kept = 0;
  const predictions = async function* (): AsyncIterable<FilePrediction> {
    let seen = 0;
    for await (const outcome of outcomes) {
      seen++;
      if (!("prediction" in outcome)) continue;
      kept++;
      yield outcome.prediction;
    }
    if (seen !== total) throw removedMeanwhile(place);
    if (kept === 0 && total > 0) throw new Error("None of the files could be read");
  };
  await writeFile(place, (path) => writePredictions(path, predictions(), file));
  return kept;
}

async function writeFile(
  { store, folder, name }: OutPlace,
  write: (path: string) => Promise<void>,
): Promise<void> {
  if (folder !== undefined) return await writeAtomically(join(folder, name), write);
  const temporary = await Deno.makeTempDir();
  try {
    const path = join(temporary, "result");
    await writeAtomically(path, write);
    await store.upload(path, name);
  } finally {
    await Deno.remove(temporary, { recursive: true });
  }
}

/** The error of a process whose journal is gone before the result is there. */
export function removedMeanwhile({ out }: OutPlace): Error {
  return new Error(
    `Cannot write ${out}: another run that writes it has removed what this one had kept. Let only one run write it, and give the command again`,
  );
}
