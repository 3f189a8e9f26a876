import { join } from "node:path";
import { makeTempDir } from "../../storage/test_folder.ts";

/**
 * A folder of small programs, to be the whole PATH of a test: what a user sees on a machine that has those
 * and no others.
 *
 * @param programs Name to shell script; the shell's own words only, as nothing else is on the PATH.
 */
export async function makePrograms(programs: Readonly<Record<string, string>>): Promise<string> {
  const folder = await makeTempDir();
  for (const [name, script] of Object.entries(programs)) {
    await Deno.writeTextFile(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  return folder;
}
