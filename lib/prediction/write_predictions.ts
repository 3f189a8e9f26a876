import { stringify } from "csv-stringify/sync";
import { fileWriter, parquetWriteRows } from "hyparquet-writer";
import type { FilePrediction } from "../model/file_prediction.ts";
import { type PredictionRow, predictionRows } from "./prediction_rows.ts";

/** Forms of a file of predictions, by the end of its name. */
export type PredictionForm = "csv" | "jsonl" | "parquet";

/** What a table of predictions has in it, by the names of its columns. */
const COLUMNS = [
  { name: "file", type: "STRING" },
  { name: "durationSeconds", type: "DOUBLE" },
  { name: "startMs", type: "DOUBLE" },
  { name: "endMs", type: "DOUBLE" },
  { name: "rank", type: "INT32" },
  { name: "label", type: "STRING" },
  { name: "score", type: "DOUBLE" },
] as const satisfies { name: keyof PredictionRow; type: string }[];

/** Rows that are in memory at a time. */
const ROW_GROUP = 5_000;

/** What is written, and how. */
export interface PredictionFile {
  form: PredictionForm;
  /** Whether there are frames: else their columns and fields are left out. */
  frames: boolean;
}

/** The form that a path's end says; nothing where it says none. */
export function predictionForm(path: string): PredictionForm | undefined {
  const [, end] = /\.(csv|jsonl|parquet)$/i.exec(path) ?? [];
  const form = end?.toLowerCase();
  return form === "csv" || form === "jsonl" || form === "parquet" ? form : undefined;
}

/** Writes predictions to a file as they come: JSON Lines has one a line, tables a row for each class of it. */
export async function writePredictions(
  path: string,
  predictions: AsyncIterable<FilePrediction>,
  { form, frames }: PredictionFile,
): Promise<void> {
  const columns = COLUMNS.filter(({ name }) => frames || name !== "startMs" && name !== "endMs");
  if (form === "parquet") {
    const writer = fileWriter(path);
    const options = { rowGroupSize: ROW_GROUP, createdBy: "yamnet-kit" };
    return await parquetWriteRows({ writer, rows: rowsOf(predictions), columns, ...options });
  }
  const lines = form === "jsonl"
    ? jsonLines(predictions, frames)
    : csvLines(predictions, columns.map(({ name }) => name));
  await Deno.writeFile(path, ReadableStream.from(lines).pipeThrough(new TextEncoderStream()));
}

async function* rowsOf(predictions: AsyncIterable<FilePrediction>): AsyncIterable<PredictionRow> {
  for await (const prediction of predictions) yield* predictionRows(prediction);
}

async function* csvLines(
  predictions: AsyncIterable<FilePrediction>,
  columns: (keyof PredictionRow)[],
): AsyncIterable<string> {
  yield stringify([columns]);
  for await (const prediction of predictions) {
    yield stringify(predictionRows(prediction), { columns });
  }
}

async function* jsonLines(
  predictions: AsyncIterable<FilePrediction>,
  hasFrames: boolean,
): AsyncIterable<string> {
  for await (const { frames, ...clip } of predictions) {
    yield `${JSON.stringify(hasFrames ? { ...clip, frames } : clip)}\n`;
  }
}
