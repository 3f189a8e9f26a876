/**
 * Runs the tests against real servers, `*_servicetest.ts` in lib/ and scripts/: starts MLflow, S3 and
 * Postgres once for all of them, on free ports with empty folders. The notebooks' tests, each of which starts
 * a Jupyter kernel, are among them.
 *
 *   deno task test:services
 *   deno task test:services lib/database     # the tests of one folder or file
 *
 * MLflow, S3 and Jupyter are installed with Python. Where there is none, their tests are listed as ignored;
 * under CI=true that is a failure.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseCommand } from "../lib/cli/parse_command.ts";
import { printNote } from "../lib/cli/print.ts";
import { runScript } from "../lib/cli/run_script.ts";
import { stopSignal } from "../lib/cli/stop_signal.ts";
import { findPython, PYTHON_ADVICE } from "../lib/python/find_python.ts";
import { startPostgres } from "../lib/services/start_postgres.ts";
import { DATABASES, startServices } from "../lib/services/start_services.ts";
import { TEST_SERVICES, type TestServices } from "../lib/services/test_services.ts";

const PROJECT = fileURLToPath(new URL("..", import.meta.url));

async function main(): Promise<void> {
  const { positional } = parseCommand({
    name: "test:services",
    summary: "Runs the tests against real servers, and those of the notebooks.",
    positional: {
      name: "PATH",
      description: "Folders or files of the project; lib and scripts by default",
    },
    flags: {},
  });
  const paths = positional.length > 0 ? positional : ["lib", "scripts"];
  const asked = stopSignal();
  const folder = await Deno.makeTempDir();
  try {
    const code = await withServers(
      folder,
      asked,
      (servers) => runTests(paths.map(testFiles), servers, folder, asked),
    );
    if (code !== 0) throw new Error(`The tests ended with exit code ${code}`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A folder's tests, as a pattern for `deno test`. */
function testFiles(path: string): string {
  return path.endsWith(".ts") ? path : `${path}/**/*_servicetest.ts`;
}

async function withServers<Result>(
  folder: string,
  signal: AbortSignal,
  use: (servers: Partial<TestServices>) => Promise<Result>,
): Promise<Result> {
  printNote("Starting the servers");
  if (await findPython() || Deno.env.get("CI") === "true") {
    await using services = await startServices(folder, {}, signal);
    const { mlflow, s3: { endpoint, accessKeyId, secretAccessKey }, postgres } = services;
    return await use({
      mlflow: mlflow.address,
      s3: { endpoint, accessKeyId, secretAccessKey },
      databaseUrl: postgres.databaseUrl(DATABASES.own),
    });
  }
  printNote(`Left out: MLflow and S3. ${PYTHON_ADVICE}.`);
  await using postgres = await startPostgres({
    folder: join(folder, "postgres"),
    databases: [DATABASES.own],
    signal,
  });
  return await use({ databaseUrl: postgres.databaseUrl(DATABASES.own) });
}

async function runTests(
  patterns: readonly string[],
  servers: Partial<TestServices>,
  folder: string,
  signal: AbortSignal,
): Promise<number> {
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "--allow-all", ...patterns],
    cwd: PROJECT,
    env: { [TEST_SERVICES]: JSON.stringify(servers), TMPDIR: folder },
    signal,
  }).spawn().status;
  return code;
}

await runScript(main);
