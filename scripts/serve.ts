/**
 * Serves a trained model over HTTP until Ctrl-C or SIGTERM.
 *
 *   deno task serve --model out/model                            # on http://127.0.0.1:8080
 *   deno task serve --model models:/yard@champion --watch 30     # follows the alias
 *   curl --data-binary @dog.wav -H 'content-type: audio/wav' http://127.0.0.1:8080/predict
 */
import { once } from "node:events";
import { z } from "zod";
import { numberFrom } from "../lib/cli/flags.ts";
import { flag, parseCommand } from "../lib/cli/parse_command.ts";
import { printNote } from "../lib/cli/print.ts";
import { runScript } from "../lib/cli/run_script.ts";
import { stopSignal } from "../lib/cli/stop_signal.ts";
import { startServer } from "../lib/serving/server.ts";
import { modelRegistry } from "../lib/tracking/model_registry.ts";

const FLAGS = {
  model: flag(z.string("wanted a trained model"), {
    value: "URI",
    description:
      "Folder or .onnx file of a trained model, here or at s3://; or models:/name@alias, models:/name/3 and runs:/<run id>/model of MLflow",
    env: ["MODEL_URI"],
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
      env: ["SERVE_PORT", "PORT"],
    },
  ),
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
  const asked = stopSignal();
  await using server = await startServer({
    model: options.model,
    registry: modelRegistry(options.trackingUri),
    hostname: options.host,
    port: options.port,
  });
  printNote(`Listening on ${server.address}; loading ${options.model}`);
  const stopped = once(asked, "abort");
  await Promise.race([server.ready, stopped]);
  if (!asked.aborted) printNote("Ready");
  await stopped;
  printNote("Stopping");
}

await runScript(main);
