/**
 * Starts the real servers on this machine, without Docker or Kubernetes: MLflow on Postgres, with its
 * artifacts in an S3 bucket. Ctrl-C stops them; their data stays.
 *
 *   deno task services                          # prints the lines to paste into another terminal
 *   deno task services --data /srv/services     # data elsewhere than in out/services
 *   deno task services --mlflow-port 5001       # on macOS, AirPlay listens on port 5000
 *
 * They listen on 127.0.0.1 only, and the passwords that are printed are of use there only.
 */
import { once } from "node:events";
import { z } from "zod";
import { numberFrom } from "../lib/cli/flags.ts";
import { flag, type FlagValues, parseCommand } from "../lib/cli/parse_command.ts";
import { print, printNote } from "../lib/cli/print.ts";
import { runScript } from "../lib/cli/run_script.ts";
import { stopSignal } from "../lib/cli/stop_signal.ts";
import { PortTakenError } from "../lib/services/ports.ts";
import { clientVariables, type Services, startServices } from "../lib/services/start_services.ts";

const portNumber = numberFrom(
  "wanted a port from 1 to 65535",
  (value) => Number.isInteger(value) && value >= 1 && value <= 65535,
);

const FLAGS = {
  data: flag(z.string().default("out/services"), {
    value: "DIR",
    description: "Folder of the servers' data and logs, out/services by default",
    env: ["SERVICES_DATA"],
  }),
  mlflowPort: flag(portNumber.default(5000), {
    value: "N",
    description: "Port of MLflow, 5000 by default",
    env: ["MLFLOW_PORT"],
  }),
  s3Port: flag(portNumber.default(9000), {
    value: "N",
    description: "Port of S3, 9000 by default",
    env: ["S3_PORT"],
  }),
  postgresPort: flag(portNumber.default(5432), {
    value: "N",
    description: "Port of Postgres, 5432 by default",
    env: ["PGPORT"],
  }),
} as const;

async function main(): Promise<void> {
  const options = parseCommand({
    name: "services",
    summary: "Starts MLflow, S3 and Postgres on this machine until Ctrl-C.",
    examples: ["deno task services", "deno task services --data /srv/services --mlflow-port 5001"],
    flags: FLAGS,
  });
  const asked = stopSignal();
  asked.addEventListener("abort", () => printNote("Stopping"));
  printNote(
    "Starting S3, Postgres and MLflow (the first time they are installed: two to three minutes)",
  );
  await using services = await start(options, asked);
  if (!services || asked.aborted) return;
  print(Object.entries(clientVariables(services)).map(exportLine).join("\n"));
  printNote(`MLflow's UI: ${services.mlflow.address}. Data and logs: ${options.data}`);
  printNote("Paste the lines above into another terminal. Ctrl-C stops the servers.");
  await Promise.race([once(asked, "abort"), endOfOne(services)]);
}

/** @returns Nothing where it was asked to stop meanwhile. */
async function start(
  { data, mlflowPort, s3Port, postgresPort }: FlagValues<typeof FLAGS>,
  asked: AbortSignal,
): Promise<Services | undefined> {
  const ports = { mlflow: mlflowPort, s3: s3Port, postgres: postgresPort };
  try {
    return await startServices(data, ports, asked);
  } catch (error) {
    if (asked.aborted) return undefined;
    if (error instanceof PortTakenError) {
      const flags = error.taken.map(({ service }) => `--${service.toLowerCase()}-port`);
      error.message += ` (${flags.join(", ")})`;
    }
    throw error;
  }
}

const exportLine = ([name, value]: [string, string]) => `export ${name}=${value}`;

/** @throws {Error} when one of the servers has ended by itself. */
async function endOfOne({ mlflow, s3, postgres }: Services): Promise<void> {
  const services = { MLflow: mlflow, S3: s3, Postgres: postgres };
  await Promise.race(
    Object.entries(services).map(async ([name, { ended, log }]) => {
      const { code } = await ended;
      throw new Error(`${name} has ended by itself with exit code ${code}. Its log: ${log}`);
    }),
  );
}

await runScript(main);
