import { join, resolve } from "node:path";
import { answers } from "./answers.ts";
import { choosePort, LOOPBACK } from "./ports.ts";
import type { Service, ServiceOptions } from "./service.ts";
import { servicesProgram } from "./services_env.ts";
import { startProgram } from "./start_program.ts";

/** What {@linkcode startMlflow} is told besides its folder and port. */
export interface MlflowOptions extends ServiceOptions {
  /** Where runs are kept: `postgresql+psycopg2://…`; an SQLite file in the folder by default. */
  backendStoreUri?: string | undefined;
  /** Where the server puts artifacts: `s3://mlflow-artifacts`; the folder's `artifacts` by default. */
  artifactsDestination?: string | undefined;
  /** More variables, such as MLFLOW_S3_ENDPOINT_URL and AWS_ACCESS_KEY_ID. */
  env?: Readonly<Record<string, string>>;
}

/**
 * Starts MLflow's tracking server with its registry and UI; artifacts go through it (`mlflow-artifacts:`).
 * It answers only to requests for 127.0.0.1 and localhost, others get a 403.
 *
 * @throws {Error} if the port is taken or the server does not come up.
 */
export async function startMlflow(
  { folder, port, signal, backendStoreUri, artifactsDestination, env }: MlflowOptions,
): Promise<Service> {
  const ownPort = await choosePort("MLflow", port);
  const address = `http://${LOOPBACK}:${ownPort}`;
  const own = resolve(folder);
  return await startProgram({
    name: "MLflow",
    command: [
      await servicesProgram("mlflow"),
      "server",
      `--host=${LOOPBACK}`,
      `--port=${ownPort}`,
      "--workers=1", // each takes seconds of CPU and 300 MB
      `--allowed-hosts=${[LOOPBACK, "localhost"].map((host) => `${host}:${ownPort}`).join(",")}`,
      "--serve-artifacts",
      `--artifacts-destination=${artifactsDestination ?? join(own, "artifacts")}`,
    ],
    env: {
      // Not as a flag, which everybody on the machine could read: it may hold a password.
      MLFLOW_BACKEND_STORE_URI: backendStoreUri ?? `sqlite:///${join(own, "mlflow.db")}`,
      MLFLOW_DISABLE_TELEMETRY: "true",
      MLFLOW_SERVER_ENABLE_JOB_EXECUTION: "false", // evaluations of language models, in processes of their own
      ...env,
    },
    folder: own,
    address,
    isReady: () => answers(`${address}/health`),
    signal,
  });
}
