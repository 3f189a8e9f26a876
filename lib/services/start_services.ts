import { join } from "node:path";
import { requireFree } from "./ports.ts";
import type { Service } from "./service.ts";
import { startMlflow } from "./start_mlflow.ts";
import { type PostgresService, startPostgres } from "./start_postgres.ts";
import { type S3Service, startS3 } from "./start_s3.ts";

/** MLflow on Postgres, with its artifacts in S3: what the cluster runs, on one machine. */
export interface Services extends AsyncDisposable {
  readonly mlflow: Service;
  readonly s3: S3Service;
  readonly postgres: PostgresService;
}

/** Ports on 127.0.0.1; a free one for each that is not given. */
export interface ServicePorts {
  mlflow?: number;
  s3?: number;
  postgres?: number;
}

/** Bucket of MLflow's artifacts, as in the cluster; and one for datasets. */
const BUCKETS = ["mlflow-artifacts", "datasets"] as const;
/** Database of MLflow, and that of samples and predictions. */
export const DATABASES = { mlflow: "mlflow", own: "yamnet_kit" } as const;

/**
 * Starts the three servers, or none: where one does not come up, those before it are stopped again. Ports
 * that are taken are found before anything is installed or started.
 *
 * @param folder Their data stays here, a folder each.
 * @param signal Ends the start.
 */
export async function startServices(
  folder: string,
  ports: ServicePorts = {},
  signal?: AbortSignal,
): Promise<Services> {
  await requireFree([["S3", ports.s3], ["Postgres", ports.postgres], ["MLflow", ports.mlflow]]);
  await using started = new AsyncDisposableStack();
  const s3 = started.use(
    await startS3({ folder: join(folder, "s3"), port: ports.s3, signal, buckets: BUCKETS }),
  );
  const postgres = started.use(
    await startPostgres({
      folder: join(folder, "postgres"),
      port: ports.postgres,
      signal,
      databases: Object.values(DATABASES),
    }),
  );
  const mlflow = started.use(
    await startMlflow({
      folder: join(folder, "mlflow"),
      port: ports.mlflow,
      signal,
      backendStoreUri: postgres.databaseUrl(DATABASES.mlflow)
        .replace("postgresql:", "postgresql+psycopg2:"),
      artifactsDestination: `s3://${BUCKETS[0]}`,
      env: s3Variables(s3),
    }),
  );
  const all = started.move();
  return { mlflow, s3, postgres, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

/** The variables by which this project's commands find the servers, and MLflow's and AWS's own clients too. */
export function clientVariables({ mlflow, s3, postgres }: Services): Record<string, string> {
  return {
    MLFLOW_TRACKING_URI: mlflow.address,
    ...s3Variables(s3),
    AWS_ENDPOINT_URL: s3.endpoint,
    DATABASE_URL: postgres.databaseUrl(DATABASES.own),
  };
}

function s3Variables(s3: S3Service): Record<string, string> {
  return {
    MLFLOW_S3_ENDPOINT_URL: s3.endpoint,
    AWS_ACCESS_KEY_ID: s3.accessKeyId,
    AWS_SECRET_ACCESS_KEY: s3.secretAccessKey,
    AWS_REGION: "us-east-1",
  };
}
