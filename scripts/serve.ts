/**
 * Serves a trained model over HTTP until Ctrl-C or SIGTERM.
 *
 *   deno task serve --model out/model                            # on http://127.0.0.1:8080
 *   deno task serve --model models:/yard@champion --watch 30     # follows the alias
 *   SERVE_TOKENS=… deno task serve --model out/model --host 0.0.0.0
 *
 *   curl --data-binary @dog.wav -H 'content-type: audio/wav' http://127.0.0.1:8080/predict
 */
import { once } from "node:events";
import { z } from "zod";
import { commaList, modelFlag, numberFrom, wholeNumber } from "../lib/cli/flags.ts";
import { UsageError } from "../lib/cli/exit.ts";
import { flag, parseCommand } from "../lib/cli/parse_command.ts";
import { printNote } from "../lib/cli/print.ts";
import { runScript } from "../lib/cli/run_script.ts";
import { stopSignal } from "../lib/cli/stop_signal.ts";
import { limitFlags, limitsOf } from "../lib/serving/limits/limit_flags.ts";
import { type LogEntry, logLine } from "../lib/serving/telemetry/log.ts";
import { startServer } from "../lib/serving/server.ts";
import { modelRegistry } from "../lib/tracking/model_registry.ts";

const WANTED_ORIGINS =
  "wanted origins with a scheme and no path, such as https://example.org, or *";

const FLAGS = {
  model: modelFlag,
  name: flag(z.string().min(1, "wanted a name").optional(), {
    value: "NAME",
    description:
      "Under which the model answers, such as its InferenceService's; by default the registry's, else its own",
    env: ["SERVE_NAME"],
  }),
  trackingUri: flag(z.string().default("mlruns"), {
    value: "URI",
    description: "MLflow server (http://…) that knows models: and runs: URIs",
    env: ["MLFLOW_TRACKING_URI"],
  }),
  host: flag(z.string().default("127.0.0.1"), {
    value: "ADDRESS",
    description: "Address to listen on, 127.0.0.1 by default; 0.0.0.0 for all",
    env: ["SERVE_HOST"],
  }),
  port: flag(
    numberFrom(
      "wanted a port from 0 to 65535",
      (value) => Number.isInteger(value) && value >= 0 && value <= 65535,
    ).default(8080),
    {
      value: "N",
      description: "Port to listen on, 8080 by default; 0 for any that is free",
      env: ["SERVE_PORT"],
    },
  ),
  workers: flag(wholeNumber(1).optional(), {
    value: "N",
    description: "Clips worked on at a time, by default one a CPU",
    env: ["SERVE_WORKERS"],
  }),
  watch: flag(
    numberFrom("wanted a number of seconds from 1", (value) => value >= 1).optional(),
    {
      value: "SECONDS",
      description: "How often to look for a new version of the model; by default never",
      env: ["SERVE_WATCH"],
    },
  ),
  tokens: flag(commaList.optional(), {
    value: "TOKENS",
    description:
      "Bearer tokens, one of which each request must bring. Better as a variable: others on the machine can read flags",
    env: ["SERVE_TOKENS"],
  }),
  tokenFile: flag(z.string().optional(), {
    value: "FILE",
    description: "File with a bearer token a line, such as a mounted secret",
    env: ["SERVE_TOKEN_FILE"],
  }),
  corsOrigins: flag(commaList.refine(areOrigins, WANTED_ORIGINS).optional(), {
    value: "ORIGINS",
    description: "Web pages elsewhere that may call (https://example.org), or *; by default none",
    env: ["SERVE_CORS_ORIGINS"],
  }),
  ...limitFlags,
} as const;

async function main(): Promise<void> {
  const options = parseCommand({
    name: "serve",
    summary: "Serves a trained model over HTTP until Ctrl-C or SIGTERM.",
    examples: [
      "deno task serve --model out/model",
      "deno task serve --model models:/yard@champion --watch 30",
    ],
    flags: FLAGS,
  });
  if (options.model === undefined) throw new UsageError("Wanted --model; got none");
  refuseEmptyTokens();
  const tokens = [...options.tokens ?? [], ...await readTokens(options.tokenFile)];
  const asked = stopSignal();
  const stopped = once(asked, "abort");
  await using server = startServer({
    model: options.model,
    registry: modelRegistry(options.trackingUri),
    name: options.name,
    hostname: options.host,
    port: options.port,
    ...(options.workers && { workers: options.workers }),
    limits: limitsOf(options),
    watchSeconds: options.watch,
    tokens,
    corsOrigins: options.corsOrigins ?? [],
    log,
  });
  const callers = tokens.length > 0 ? "with a token" : "everyone";
  log({ level: "info", event: "listening", address: server.address, callers });
  await Promise.race([server.ready, stopped]);
  await stopped;
  log({ level: "info", event: "stopping" });
}

/** An empty variable counts as none elsewhere; a secret that came out empty must not open the server. */
function refuseEmptyTokens(): void {
  if (Deno.env.get("SERVE_TOKENS") !== "") return;
  throw new UsageError(
    "Wanted tokens in SERVE_TOKENS, or no such variable; it is empty, and would let everyone in",
  );
}

/** As a browser sends them; a path or a capital would never match. */
function areOrigins(texts: readonly string[]): boolean {
  return texts.every((text) => text === "*" || /^[a-z][a-z\d+.-]*:\/\/[^/?#A-Z\s]+$/.test(text));
}

/** A server outlives whoever reads its log. */
function log(entry: LogEntry): void {
  try {
    printNote(logLine(entry));
  } catch { // a pipe whose other end is closed, a full disk: requests must not fail for it
  }
}

async function readTokens(file: string | undefined): Promise<string[]> {
  if (file === undefined) return [];
  const text = await Deno.readTextFile(file).catch((cause: Error) => {
    throw new UsageError(`Cannot read the tokens in ${file}: ${cause.message}`);
  });
  const tokens = text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  if (tokens.length === 0) {
    throw new UsageError(
      `Wanted a token a line in ${file}; it is empty, and would let everyone in`,
    );
  }
  return tokens;
}

await runScript(main);
