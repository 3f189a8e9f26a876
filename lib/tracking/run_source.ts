import { userInfo } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isNotebook } from "../notebook/display.ts";

/** The project's folder, whose commit a run is tagged with. */
const PROJECT = resolve(import.meta.dirname ?? ".", "../..");

/**
 * Who runs it, as Python's `getpass.getuser()` and with it MLflow's client finds out: by variables, else
 * from the system; "unknown" in a container whose user has no name.
 */
export function userName(): string {
  try {
    return ["LOGNAME", "USER", "LNAME", "USERNAME"].map((name) => Deno.env.get(name))
      .find((value) => value) ?? userInfo().username;
  } catch {
    return "unknown";
  }
}

/**
 * MLflow's own tags for where a run comes from: user, program, kind of program and, where it is known,
 * the commit: GIT_SHA (an image has no .git), else what is checked out. A notebook's file is known in
 * JupyterLab only, elsewhere its folder.
 */
export function sourceTags(): Record<string, string> {
  const commit = Deno.env.get("GIT_SHA") || checkedOutCommit(join(PROJECT, ".git"));
  const main = Deno.mainModule.startsWith("file:")
    ? fileURLToPath(Deno.mainModule)
    : Deno.mainModule;
  return {
    "mlflow.user": userName(),
    "mlflow.source.name": isNotebook() ? Deno.env.get("JPY_SESSION_NAME") || dirname(main) : main,
    "mlflow.source.type": isNotebook() ? "NOTEBOOK" : "LOCAL",
    ...(commit ? { "mlflow.source.git.commit": commit } : {}),
  };
}

/**
 * The commit that HEAD names, read from git's own files (gitrepository-layout(5)): scripts may not start
 * programs.
 *
 * @param gitFolder The repository's `.git` folder.
 * @returns `undefined` where there is no repository or no commit.
 */
export function checkedOutCommit(gitFolder: string): string | undefined {
  const head = readIfThere(join(gitFolder, "HEAD"));
  const ref = head?.match(/^ref: (.+)/)?.[1];
  if (ref === undefined) return head;
  return readIfThere(join(gitFolder, ref)) ??
    readIfThere(join(gitFolder, "packed-refs"))?.split("\n")
      .find((line) => line.endsWith(` ${ref}`))?.split(" ")[0];
}

function readIfThere(path: string): string | undefined {
  try {
    return Deno.readTextFileSync(path).trim();
  } catch {
    return undefined;
  }
}
