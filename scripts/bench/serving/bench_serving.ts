/**
 * How fast the server is, beside `mlflow models serve` and FastAPI on the same model, and beside plain calls
 * of onnxruntime, which no server can beat.
 *
 *   deno task demo                                  # trains the model that is served, once
 *   deno task bench:serving                         # about ten minutes
 *   deno task bench:serving --rounds 1 --seconds 2  # a first look
 *   deno task bench:serving --sample-rate 44100     # as most recordings come: servers have to resample
 *
 * All are sent the same clip of 5 s and answer what they hear in it, with as many workers of one thread each
 * as there are CPUs. MLflow's server takes no audio: it gets the samples at 16 kHz as JSON. "raw onnxruntime"
 * runs the model in a loop on a ready waveform: no HTTP, no decoding, no messages, and no load generator on
 * the same cores, which the others share theirs with. FastAPI keeps no log, metrics or limits; our server does.
 * Only ratios of one run are worth quoting, and only where nothing else runs; the CPU time of a request tells
 * most where something does.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { SAMPLE_RATE_HZ } from "../../../lib/audio/frames.ts";
import { jsonFlag, numberFrom, wholeNumber } from "../../../lib/cli/flags.ts";
import { flag, parseCommand } from "../../../lib/cli/parse_command.ts";
import { print, printNote } from "../../../lib/cli/print.ts";
import { runScript } from "../../../lib/cli/run_script.ts";
import { PACKAGE_FILES } from "../../../lib/model/write_model_package.ts";
import { pythonEnv } from "../../../lib/python/python_env.ts";
import { cpuQuota } from "../../../lib/workers/cpu_quota.ts";
import { CLIP_SECONDS, writeClipFiles } from "./clip_files.ts";
import type { Contender } from "./contender.ts";
import { httpContender } from "./http_contender.ts";
import { rawOrtContender } from "./raw_ort_contender.ts";
import { measure } from "./rounds.ts";
import { fastapiServer, mlflowServer, ownServer } from "./servers.ts";
import { figuresTable, type Goal, ratiosTable } from "./summary.ts";

const REQUIREMENTS = fileURLToPath(new URL("./requirements.txt", import.meta.url));

const GOALS: readonly Goal[] = [
  { name: "FastAPI", rate: 1, p99: 1, fromConcurrency: 1 },
  { name: "mlflow models serve", rate: 5, fromConcurrency: 1 },
  { name: "raw onnxruntime", rate: 0.9, fromConcurrency: 8 },
];

const seconds = numberFrom("wanted a number above 0", (value) => value > 0);

async function main(): Promise<void> {
  const options = parseCommand({
    name: "bench:serving",
    summary: "Measures the server beside MLflow's, FastAPI and plain onnxruntime.",
    flags: {
      model: flag(z.string().default("out/demo/model"), {
        value: "DIR",
        description: "Folder of a model package, out/demo/model by default",
        env: ["BENCH_MODEL"],
      }),
      rounds: flag(wholeNumber(1).default(5), {
        value: "N",
        description: "Turns that each takes at each concurrency, 5 by default",
        env: ["BENCH_ROUNDS"],
      }),
      seconds: flag(seconds.default(8), {
        value: "N",
        description: "How long a turn counts, 8 by default; a second of warming up comes before",
        env: ["BENCH_SECONDS"],
      }),
      concurrency: flag(
        z.string().default("1,8,64").transform((text) => text.split(",").map(Number))
          .pipe(z.array(z.int("wanted whole numbers with commas between them").min(1))),
        {
          value: "NUMBERS",
          description: "Requests at a time, 1,8,64 by default",
          env: ["BENCH_CONCURRENCY"],
        },
      ),
      sampleRate: flag(wholeNumber(4000).default(SAMPLE_RATE_HZ), {
        value: "HZ",
        description: "Of the clip that is sent, 16000 by default",
        env: ["BENCH_SAMPLE_RATE"],
      }),
      json: jsonFlag,
    },
  });
  const folder = await Deno.makeTempDir({ prefix: "bench-serving-" });
  try {
    const contenders = await allContenders(folder, options.model, options.sampleRate);
    const measurements = await measure(contenders, {
      rounds: options.rounds,
      concurrencies: options.concurrency,
      warmUpSeconds: 1,
      seconds: options.seconds,
      onTurn: ({ round, concurrency, name, perSecond, p99Ms }) =>
        printNote(
          `  round ${round + 1}, ${concurrency} at a time, ${name}: ${
            perSecond.toFixed(0)
          } requests/s, p99 ${p99Ms.toFixed(0)} ms`,
        ),
    });
    if (options.json) return print(JSON.stringify(measurements, null, 2));
    print(`${figuresTable(measurements)}\n\n${ratiosTable(measurements, GOALS)}`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function allContenders(
  folder: string,
  modelFolder: string,
  sampleRateHz: number,
): Promise<Contender[]> {
  const model = await Deno.realPath(modelFolder).catch(() => {
    throw new Error(
      `Cannot find the model package ${modelFolder}. Make it with \`deno task demo\``,
    );
  });
  const labels = await Deno.readTextFile(join(model, PACKAGE_FILES.labels));
  const python = await pythonEnv(REQUIREMENTS, printNote);
  const workers = cpuQuota();
  const options = {
    model,
    onnx: join(model, PACKAGE_FILES.model),
    labels: z.array(z.string()).parse(JSON.parse(labels)),
    workers,
    python,
    ...await writeClipFiles(folder, sampleRateHz),
  };
  const servers = [ownServer(options), fastapiServer(options), mlflowServer(options)];
  return [
    ...servers.map((server) => httpContender(server, folder, python)),
    rawOrtContender(options.onnx, workers, CLIP_SECONDS * SAMPLE_RATE_HZ),
  ];
}

await runScript(main);
