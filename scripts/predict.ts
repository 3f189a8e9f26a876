/**
 * Says what can be heard in recordings: WAV, FLAC, Ogg Vorbis, Ogg Opus or MP3.
 *
 *   deno task predict --model out/model dog.wav              # a trained model
 *   deno task predict --model models:/yard@champion dog.wav  # one of MLflow's registry
 *   deno task predict --backbone yamnet --frames dog.wav     # AudioSet's classes, over time
 *   deno task predict --model out/model --json clips/        # a folder, as JSON
 */
import { z } from "zod";
import { BackboneName } from "../lib/backbone/backbone_name.ts";
import { UsageError } from "../lib/cli/exit.ts";
import { jsonFlag, modelFlag, precisionFlag, wholeNumber } from "../lib/cli/flags.ts";
import { flag, parseCommand } from "../lib/cli/parse_command.ts";
import { print, printNote } from "../lib/cli/print.ts";
import { progressBar } from "../lib/cli/progress.ts";
import { runScript } from "../lib/cli/run_script.ts";
import { table } from "../lib/cli/table.ts";
import { DECISION_THRESHOLD } from "../lib/evaluation/decisions.ts";
import { chooseModel } from "../lib/model/choose_model.ts";
import { type FilePrediction, summarizeModel } from "../lib/model/file_prediction.ts";
import { listAudioFiles } from "../lib/model/list_audio_files.ts";
import { predictFiles } from "../lib/model/predict_files.ts";
import { modelRegistry } from "../lib/tracking/model_registry.ts";

async function main(): Promise<void> {
  const options = parseCommand({
    name: "predict",
    summary: "Says what can be heard in recordings (WAV, FLAC, Ogg Vorbis, Ogg Opus, MP3).",
    positional: { name: "FILE", description: "audio files, or folders of them" },
    examples: [
      "deno task predict --model out/model dog.wav",
      "deno task predict --model models:/yard@champion dog.wav",
      "deno task predict --backbone yamnet --frames dog.wav",
    ],
    flags: {
      model: modelFlag,
      backbone: flag(BackboneName.optional(), {
        value: "NAME",
        description: "Predict with a backbone's own classes instead: yamnet",
        env: ["BACKBONE"],
      }),
      precision: precisionFlag,
      trackingUri: flag(z.string().default("mlruns"), {
        value: "URI",
        description: "MLflow server (http://…) that knows models: and runs: URIs",
        env: ["MLFLOW_TRACKING_URI"],
      }),
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
      json: jsonFlag,
    },
  });
  if (options.positional.length === 0) throw new UsageError("Wanted audio files; got none");
  const files = await listAudioFiles(options.positional);

  const registry = modelRegistry(options.trackingUri);
  using model = await chooseModel({ ...options, registry });
  using bar = progressBar("Predicting", "files");
  const predictions = await predictFiles(model, files, {
    topN: options.topN,
    onBadFile: options.skipBad ? (message) => printNote(`Skipped: ${message}`) : undefined,
    onProgress: files.length > 1 ? bar.update : () => {},
  });
  if (predictions.length === 0) throw new Error("None of the files could be read");

  if (options.json) {
    print(JSON.stringify({ model: summarizeModel(model), files: predictions }, null, 2));
    return;
  }
  print(predictions.map((prediction) => showFile(prediction, options.frames)).join("\n\n"));
  const [label, other] = model.labels;
  if (other === undefined) {
    print(`\nFrom a score of ${DECISION_THRESHOLD} on, evaluation counts a clip as "${label}".`);
  }
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
