import { join } from "node:path";
import { allEnd } from "./processes.ts";

/** What a program needs at most to end in order; a number that others have by now is not waited for longer. */
const ENDING_MS = 20_000;

/** A program's folder as this process's own, until it lets go of it or ends, however that ends. */
export interface FolderClaim {
  /** Leaves to the next one who claims the folder which group of processes works there. */
  note(group: number): Promise<void>;
  /** Once, when these have ended. */
  release(): void;
}

/**
 * Claims the folder of a program. One that is still ending there, as its parent was killed a moment ago, is
 * waited for.
 *
 * @throws {Error} if another process has claimed it: two servers must not write to the same data.
 */
export async function claimFolder(name: string, folder: string): Promise<FolderClaim> {
  await Deno.mkdir(folder, { recursive: true });
  const path = join(folder, `${name.toLowerCase()}.pid`);
  const file = await Deno.open(path, { read: true, write: true, create: true });
  if (!await file.tryLock(true)) { // an operating system's lock, which ends with the process that holds it
    file.close();
    throw new Error(
      `Cannot start ${name} in ${folder}: another process runs it there. Use or stop that one, or choose another folder`,
    );
  }
  const predecessor = Number(await Deno.readTextFile(path));
  if (predecessor > 0) await allEnd(-predecessor, ENDING_MS);
  return {
    note: (group) => Deno.writeTextFile(path, String(group)),
    release() {
      file.truncateSync();
      file.close();
    },
  };
}
