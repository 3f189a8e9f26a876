/**
 * Says what can be heard in recordings: WAV, FLAC, Ogg Vorbis, Ogg Opus or MP3.
 *
 *   deno task predict --model out/model dog.wav              # a trained model
 *   deno task predict --model models:/yard@champion dog.wav  # one of MLflow's registry
 *   deno task predict --backbone yamnet --frames dog.wav     # AudioSet's classes, over time
 *   deno task predict --url http://127.0.0.1:8080 dog.wav    # a server's model
 *   deno task predict --model out/model --json clips/        # a folder, as JSON
 *   deno task predict --model out/model --out said.parquet s3://bucket/clips "yard/2024-*.wav" list.csv
 *   deno task predict --model out/model --out s3://bucket/said.csv --shard 0/4 s3://bucket/clips  # one part of four
 *
 * With --out, a run that was stopped or killed goes on where it was when the same command is given again.
 * Of parts (--shard, --shards), the one that is done last writes the result: the same as of one machine.
 */
import { z } from "zod";
import { BackboneName } from "../lib/backbone/backbone_name.ts";
import { UsageError } from "../lib/cli/exit.ts";
import { datasetFlags, jsonFlag, modelFlag, precisionFlag, wholeNumber } from "../lib/cli/flags.ts";
import { flag, type FlagValues, parseCommand } from "../lib/cli/parse_command.ts";
import { print, printNote } from "../lib/cli/print.ts";
import { progressBar } from "../lib/cli/progress.ts";
import { runScript } from "../lib/cli/run_script.ts";
import { stopAnywhere } from "../lib/cli/stop_anywhere.ts";
import { table } from "../lib/cli/table.ts";
import { partOf, type Shard } from "../lib/dataset/creation/shard.ts";
import { chooseShard, shardFlags } from "../lib/dataset/creation/shard_flags.ts";
import { DECISION_THRESHOLD } from "../lib/evaluation/decisions.ts";
import { chooseModel } from "../lib/model/choose_model.ts";
import type { FilePrediction } from "../lib/model/file_prediction.ts";
import { listInputs } from "../lib/prediction/list_inputs.ts";
import { outForm } from "../lib/prediction/out_place.ts";
import { predictFiles } from "../lib/prediction/predict_files.ts";
import { predictPart } from "../lib/prediction/predict_part.ts";
import { predictToFile, type PredictToFileOptions } from "../lib/prediction/predict_to_file.ts";
import type { PredictionInput } from "../lib/prediction/prediction_input.ts";
import { modelPredictor, type Predictor } from "../lib/prediction/predictor.ts";
import { ServingClient } from "../lib/serving/client/client.ts";
import { serverPredictor } from "../lib/serving/client/server_predictor.ts";
import { modelRegistry } from "../lib/tracking/model_registry.ts";

/** Requests that a server has at a time. */
const REQUESTS = 8;

/** A run over many files outlasts a server that is full, or starts anew. */
const PATIENCE_SECONDS = 300;

const FLAGS = {
  model: modelFlag,
  backbone: flag(BackboneName.optional(), {
    value: "NAME",
    description: "Predict with a backbone's own classes instead: yamnet",
    env: ["BACKBONE"],
  }),
  precision: precisionFlag,
  url: flag(z.string().optional(), {
    value: "URL",
    description: "Let the server at this address predict instead: http://127.0.0.1:8080",
    env: ["PREDICT_URL"],
  }),
  token: flag(z.string().optional(), {
    value: "TOKEN",
    description: "The server's bearer token. Better as a variable: others can read flags",
    env: ["PREDICT_TOKEN"],
  }),
  trackingUri: flag(z.string().default("mlruns"), {
    value: "URI",
    description: "MLflow server (http://…) that knows models: and runs: URIs",
    env: ["MLFLOW_TRACKING_URI"],
  }),
  dataBaseDir: datasetFlags.dataBaseDir,
  topN: flag(wholeNumber(1).default(5), {
    value: "N",
    description: "How many classes to show, 5 by default",
    env: ["TOP_N"],
  }),
  frames: flag(z.boolean("wanted true or false").default(false), {
    description: "Show what is heard when",
    env: ["FRAMES"],
  }),
  skipBad: flag(z.boolean("wanted true or false").default(false), {
    description: "Report files that cannot be read, and go on",
    env: ["SKIP_BAD"],
  }),
  out: flag(z.string().optional(), {
    value: "FILE",
    description:
      "Write a .csv, .jsonl or .parquet instead, here or at s3://bucket/name; the same command goes on where it was",
    env: ["PREDICT_OUT"],
  }),
  concurrency: flag(wholeNumber(1).optional(), {
    value: "N",
    description: `Files under way at a time, by default two a CPU or ${REQUESTS} requests`,
    env: ["PREDICT_CONCURRENCY"],
  }),
  ...shardFlags("PREDICT", "Only part I of N, from 0/N; the part that is done last writes --out"),
  json: jsonFlag,
} as const;

type Options = FlagValues<typeof FLAGS>;

async function main(): Promise<void> {
  const options = parseCommand({
    name: "predict",
    summary: "Says what can be heard in recordings (WAV, FLAC, Ogg Vorbis, Ogg Opus, MP3).",
    positional: {
      name: "FILE",
      description: "audio files, folders, globs, s3:// addresses, or manifests of them",
    },
    examples: [
      "deno task predict --model out/model dog.wav",
      "deno task predict --model models:/yard@champion dog.wav",
      "deno task predict --backbone yamnet --frames dog.wav",
      "deno task predict --url http://127.0.0.1:8080 --out said.csv s3://bucket/clips",
    ],
    flags: FLAGS,
  });
  if (options.positional.length === 0) throw new UsageError("Wanted audio files; got none");
  const { json, topN } = options;
  const shard = chooseShard(options);
  const { out } = options;
  const form = out === undefined ? undefined : outForm(out);
  if (form && json) throw new UsageError("Wanted either --out or --json");
  const found = await listInputs(options.positional, options);
  using _stop = form && stopAnywhere();
  using chosen = await choosePredictor(options);
  const { predictor } = chosen;
  using bar = progressBar("Predicting", "files");
  const wanted = {
    topN,
    frames: options.frames || json,
    onBadFile: options.skipBad ? (message: string) => printNote(`Skipped: ${message}`) : undefined,
    onProgress: found.length > 1 ? bar.update : undefined,
  };
  if (out !== undefined && form) {
    return print(await predictInto(predictor, found, out, { ...wanted, form, shard }));
  }
  const inputs = shard ? partOf(found, shard) : found;
  const predictions = await predictFiles(predictor, inputs, wanted);
  if (json) return print(JSON.stringify({ model: predictor.model, files: predictions }, null, 2));
  print(predictions.map((prediction) => showFile(prediction, options.frames)).join("\n\n"));
  const [label, other] = predictor.labels;
  if (other === undefined) {
    print(`\nFrom a score of ${DECISION_THRESHOLD} on, evaluation counts a clip as "${label}".`);
  }
}

/** @returns What was done, in a sentence. */
async function predictInto(
  predictor: Predictor,
  inputs: readonly PredictionInput[],
  out: string,
  { shard, ...options }: PredictToFileOptions & { shard: Shard | undefined },
): Promise<string> {
  const by = `predicted by ${predictor.model.name}`;
  const whole = (kept: number) => `${kept} of ${inputs.length} files ${by}: ${out}`;
  if (!shard) return whole(await predictToFile(predictor, inputs, out, options));
  const part = await predictPart(predictor, inputs, out, { ...options, shard });
  const { kept, waitingFor, isAmongOthers } = part;
  if (waitingFor.length === 0) return whole(kept);
  if (isAmongOthers) {
    printNote(
      `Warning: beside ${out} are also parts of other files, by another version of the model or with ` +
        "other flags. They do not count: give all parts the same",
    );
  }
  const others = waitingFor.map(({ index, count }) => `${index}/${count}`).join(", ");
  return `${kept} of ${partOf(inputs, shard).length} files of this part ${by}. ` +
    `${out} comes with the last part. To be done still: --shard ${others}`;
}

/** What predicts, and what has to be closed afterwards. */
interface Chosen extends Disposable {
  predictor: Predictor;
}

async function choosePredictor(options: Options): Promise<Chosen> {
  const { url, token, model: uri, backbone, concurrency } = options;
  if (url === undefined) {
    const registry = modelRegistry(options.trackingUri);
    const model = await chooseModel({ ...options, registry });
    return {
      predictor: modelPredictor(model, concurrency),
      [Symbol.dispose]: () => model[Symbol.dispose](),
    };
  }
  if (uri !== undefined || backbone !== undefined) {
    throw new UsageError("Wanted either --url (PREDICT_URL) or a model; got both");
  }
  let isTold = false; // by one of many requests
  const onWait = (problem: string) => {
    if (!isTold) printNote(`${client.address}: ${problem}. It is asked again for up to 5 minutes.`);
    isTold = true;
  };
  const client = new ServingClient(url, { token, patienceSeconds: PATIENCE_SECONDS, onWait });
  const predictor = await serverPredictor(client, concurrency ?? REQUESTS);
  return { predictor, [Symbol.dispose]: () => {} };
}

function showFile({ file, durationSeconds, top, frames }: FilePrediction, overTime: boolean) {
  const title = `${file} (${durationSeconds.toFixed(2)} s)`;
  const overall = table(["class", "score"], top.map(({ label, score }) => [label, show(score)]));
  if (!overTime) return `${title}\n${overall}`;
  const rows = frames.map(({ startMs, endMs, scores }) => {
    const [label = "", score = 0] = Object.entries(scores)
      .reduce((best, next) => next[1] > best[1] ? next : best);
    return [seconds(startMs), seconds(endMs), label, show(score)];
  });
  return `${title}\n${overall}\n\n${table(["from", "to", "class", "score"], rows)}`;
}

function show(score: number): string {
  return score.toFixed(3);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

await runScript(main);
