import { join, resolve } from "node:path";
import { mayPass } from "../postgres/postgres_error.ts";
import { withClient } from "../postgres/with_client.ts";
import { makeOnce } from "../storage/make_once.ts";
import { type CommandLine, notAsRoot } from "./not_as_root.ts";
import { choosePort, LOOPBACK } from "./ports.ts";
import { type PostgresPrograms, postgresPrograms } from "./postgres_programs.ts";
import type { Service, ServiceOptions } from "./service.ts";
import { startProgram } from "./start_program.ts";

/** A Postgres server. */
export interface PostgresService extends Service {
  /** Address of one of its databases: `postgresql://user:password@127.0.0.1:5432/name`. */
  databaseUrl(database: string): string;
}

/** What {@linkcode startPostgres} is told besides its folder and port. */
export interface PostgresOptions extends ServiceOptions {
  /** Databases to make unless they are there. */
  databases: readonly string[];
  /** The machine's own by default, see {@linkcode postgresPrograms}. */
  programs?: PostgresPrograms;
}

/**
 * Everybody on this machine can know them, so this user may make databases, and is no superuser: those can
 * read files and run programs.
 */
const USER = "yamnet_kit";
const PASSWORD = "yamnet-kit-local";

type AsOwner = (command: CommandLine) => CommandLine;

/**
 * Starts Postgres: the machine's own where there is one, else a build from npm. It wants a password
 * (SCRAM-SHA-256) and listens on the loopback address only. Where this process is root, it runs as the
 * owner of its data, see {@linkcode notAsRoot}.
 *
 * @throws {Error} if the port is taken or the server does not come up.
 */
export async function startPostgres(
  { folder, port, signal, databases, programs: given }: PostgresOptions,
): Promise<PostgresService> {
  const ownPort = await choosePort("Postgres", port);
  const own = resolve(folder);
  const programs = given ?? await postgresPrograms();
  const data = join(own, "cluster", "data");
  await makeOnce(join(own, "cluster"), async () => {
    await Deno.mkdir(data);
    await initialize(programs, data, await notAsRoot(data));
  });
  const asOwner = await notAsRoot(data);
  const databaseUrl = (database: string) =>
    `postgresql://${USER}:${PASSWORD}@${LOOPBACK}:${ownPort}/${database}`;
  const service = await startProgram({
    name: "Postgres",
    command: asOwner([
      programs.postgres,
      ...["-D", data, "-h", LOOPBACK, "-p", String(ownPort)],
      ...["-k", ""], // no socket in a folder that all servers share
    ]),
    folder: own,
    address: databaseUrl("postgres"),
    isReady: () => makeDatabases(databaseUrl("postgres"), databases),
    stopSignal: "INT", // ends open connections instead of waiting for them
    signal,
  });
  return { ...service, databaseUrl };
}

/** Makes a cluster with a superuser whose password nobody knows, and the user of {@linkcode USER}. */
async function initialize(
  { initdb, postgres }: PostgresPrograms,
  data: string,
  asOwner: AsOwner,
): Promise<void> {
  const passwordFile = await Deno.makeTempFile();
  try {
    await Deno.writeTextFile(passwordFile, crypto.randomUUID());
    await run(asOwner([
      initdb,
      `--pgdata=${data}`,
      "--username=postgres",
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--no-locale",
    ]));
  } finally {
    await Deno.remove(passwordFile);
  }
  // A server for this one statement, which no connection can reach.
  const role = `CREATE ROLE ${USER} LOGIN CREATEDB PASSWORD '${PASSWORD}'\n`;
  await run(asOwner([postgres, "--single", "-D", data, "postgres"]), role);
}

async function run([program, ...args]: CommandLine, input = ""): Promise<void> {
  const child = new Deno.Command(program, {
    args,
    stdin: "piped",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const output = child.output();
  await ReadableStream.from([new TextEncoder().encode(input)]).pipeTo(child.stdin);
  const { success, stderr } = await output;
  if (success) return;
  const said = new TextDecoder().decode(stderr).trim();
  throw new Error(`Cannot make a Postgres database with ${program}: ${said}`);
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
