import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { HttpServer } from "./http_contender.ts";

const PROJECT = fileURLToPath(new URL("../../../deno.json", import.meta.url));
const FASTAPI = fileURLToPath(new URL("./fastapi_server.py", import.meta.url));

/** What the servers are started with. */
export interface ServerOptions {
  /** Folder of the model package. */
  model: string;
  /** The ONNX file in it. */
  onnx: string;
  labels: readonly string[];
  /** Clips worked on at the same time, with a thread each. */
  workers: number;
  /** A WAV file. */
  clip: string;
  /** The same clip at 16 kHz as MLflow's clients send it: `{"inputs": [0.1, …]}`. */
  inputs: string;
  /** Python with the packages of requirements.txt. */
  python: string;
}

const Top = z.object({ top: z.array(z.object({ label: z.string(), score: z.number() })) });
const OwnAnswer = z.object({ clips: z.array(Top) });
const MlflowAnswer = z.object({ predictions: z.object({ probabilities: z.array(z.number()) }) });

/** This project's server, as `deno task serve` starts it: by default with a worker for each CPU. */
export function ownServer({ model, clip }: ServerOptions): HttpServer {
  return {
    name: "deno task serve",
    command: (port) => [
      Deno.execPath(),
      ...["task", "--quiet", "--config", PROJECT, "serve"],
      ...["--model", model, "--port", String(port)],
    ],
    path: "/predict",
    contentType: "audio/wav",
    bodyFile: clip,
    healthPath: "/health/live",
    topScore: (answer) => OwnAnswer.parse(answer).clips[0]?.top[0],
  };
}

/** FastAPI with a pool of threads, see fastapi_server.py. */
export function fastapiServer({ onnx, workers, clip, python }: ServerOptions): HttpServer {
  return {
    name: "FastAPI",
    command: (port) => [python, FASTAPI, onnx, String(port), String(workers)],
    path: "/predict",
    contentType: "audio/wav",
    bodyFile: clip,
    healthPath: "/health",
    topScore: (answer) => Top.parse(answer).top[0],
  };
}

/** MLflow's own server, with as many processes as the others have workers. */
export function mlflowServer(
  { model, labels, workers, inputs, python }: ServerOptions,
): HttpServer {
  const programs = dirname(python);
  return {
    name: "mlflow models serve",
    command: (port) => [
      join(programs, "mlflow"),
      ...["models", "serve", "--model-uri", model, "--env-manager", "local"],
      ...["--host", "127.0.0.1", "--port", String(port), "--workers", String(workers)],
    ],
    env: {
      MLFLOW_DISABLE_TELEMETRY: "true",
      PATH: `${programs}:${Deno.env.get("PATH")}`, // it looks for uvicorn there
    },
    path: "/invocations",
    contentType: "application/json",
    bodyFile: inputs,
    healthPath: "/health",
    topScore: (answer) => {
      const { probabilities } = MlflowAnswer.parse(answer).predictions;
      const score = Math.max(...probabilities);
      return { label: labels[probabilities.indexOf(score)] ?? "", score };
    },
  };
}
