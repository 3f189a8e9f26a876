import { join, resolve } from "node:path";
import { mayPass } from "../database/database_error.ts";
import { withClient } from "../database/with_client.ts";
import { makeOnce } from "../storage/make_once.ts";
import { type CommandLine, notAsRoot } from "./not_as_root.ts";
import { choosePort, LOOPBACK } from "./ports.ts";
import { postgresPrograms } from "./postgres_programs.ts";
import type { Service, ServiceOptions } from "./service.ts";
import { startProgram } from "./start_program.ts";

/** A Postgres server. */
export interface PostgresService extends Service {
  /** Address of one of its databases: `postgresql://user:password@127.0.0.1:5432/name`. */
  databaseUrl(database: string): string;
}

/** Of a server on the loopback address only. */
const USER = "yamnet_kit";
const PASSWORD = "yamnet-kit-local";

/**
 * Starts Postgres: the machine's own where there is one, else a build from npm. It wants a password
 * (SCRAM-SHA-256) and listens on the loopback address only. Where this process is root, it runs as the
 * owner of its folder, see {@linkcode notAsRoot}.
 *
 * @param options.databases Databases to make unless they are there.
 * @throws {Error} if the port is taken or the server does not come up.
 */
export async function startPostgres(
  { folder, port, databases }: ServiceOptions & { databases: readonly string[] },
): Promise<PostgresService> {
  const ownPort = await choosePort("Postgres", port);
  const own = resolve(folder);
  await Deno.mkdir(own, { recursive: true });
  const programs = await postgresPrograms();
  const asOwner = await notAsRoot(own);
  const data = join(own, "cluster", "data");
  await makeOnce(join(own, "cluster"), () => initialize(programs.initdb, data, asOwner));
  const databaseUrl = (database: string) =>
    `postgresql://${USER}:${PASSWORD}@${LOOPBACK}:${ownPort}/${database}`;
  const service = await startProgram({
    name: "Postgres",
    command: asOwner([
      programs.postgres,
      "-D",
      data,
      "-h",
      LOOPBACK,
      "-p",
      String(ownPort),
      "-k",
      "", // no socket in a folder that all servers share
    ]),
    folder: own,
    address: databaseUrl("postgres"),
    isReady: () => makeDatabases(databaseUrl("postgres"), databases),
    stopSignal: "INT", // ends open connections instead of waiting for them
  });
  return { ...service, databaseUrl };
}

async function initialize(
  initdb: string,
  data: string,
  asOwner: (command: CommandLine) => CommandLine,
): Promise<void> {
  const passwordFile = await Deno.makeTempFile();
  try {
    await Deno.writeTextFile(passwordFile, PASSWORD);
    const [program, ...args] = asOwner([
      initdb,
      `--pgdata=${data}`,
      `--username=${USER}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--no-locale",
    ]);
    const { success, stderr } = await new Deno.Command(program, { args, stdout: "null" }).output();
    if (!success) {
      const said = new TextDecoder().decode(stderr).trim();
      throw new Error(`Cannot make a Postgres database in ${data}: ${said}`);
    }
  } finally {
    await Deno.remove(passwordFile);
  }
}

/** Whether the server answers by now and has these databases. */
async function makeDatabases(url: string, wanted: readonly string[]): Promise<boolean> {
  try {
    await withClient(url, async (client) => {
      for (const database of wanted) {
        const there = await client.query("SELECT FROM pg_database WHERE datname = $1", [database]);
        if (there.rowCount === 0) {
          await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
        }
      }
    });
    return true;
  } catch (error) {
    if (mayPass(error)) return false;
    throw error;
  }
}
