/** Debian's and every other Linux's user `nobody`. */
const NOBODY = 65534;
const ROOT = 0;

/** A command as it is run, with its words. */
export type CommandLine = [program: string, ...words: string[]];

/**
 * Gives a folder to a user other than root and says how to run a command as that user, for a program that
 * refuses to run as root: Postgres. It may still read and pass through what is root's alone, as a home folder
 * or a temporary one is (the capability `dac_read_search`), but write nowhere else. Where this process is not
 * root, nothing changes.
 *
 * @returns How a command becomes one that runs as the folder's owner.
 */
export async function notAsRoot(folder: string): Promise<(command: CommandLine) => CommandLine> {
  if (Deno.uid() !== ROOT) return (command) => command;
  const { uid, gid } = await Deno.stat(folder);
  const owner = uid || NOBODY;
  const group = gid || NOBODY;
  await Deno.chown(folder, owner, group);
  return (command) => [
    "setpriv", // of util-linux
    `--reuid=${owner}`,
    `--regid=${group}`,
    "--clear-groups",
    "--securebits=+no_setuid_fixup",
    "--inh-caps=+dac_read_search",
    "--ambient-caps=+dac_read_search",
    ...command,
  ];
}
