import assert from "node:assert/strict";
import { join } from "node:path";
import { definePythonTest } from "../lib/python/test_peer.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { runTask } from "./test_task.ts";

const PROJECT = join(import.meta.dirname ?? "", "..");

/** Starts the task as a user does; its first line of results tells the address. */
async function startTask(): Promise<{ child: Deno.ChildProcess; address: URL }> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "notebook", "--no-browser"],
    cwd: PROJECT,
    stdout: "piped",
    stderr: "null",
  }).spawn();
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    const [, address = ""] = text.match(/^JupyterLab: (\S+)\n$/) ?? [];
    return { child, address: new URL(address) };
  }
  throw new Error(`The task ended early: ${JSON.stringify(await child.status)}`);
}

async function status(url: URL | string): Promise<number | "no answer"> {
  try {
    const response = await fetch(url, { redirect: "manual" });
    await response.body?.cancel();
    return response.status;
  } catch {
    return "no answer";
  }
}

definePythonTest(
  "notebook serves the notebooks to who has the token, until Ctrl-C",
  [],
  async () => {
    const { child, address } = await startTask();
    assert.equal(address.hostname, "127.0.0.1");
    assert.equal(address.pathname, "/lab/tree/notebooks");
    const file = new URL("/api/contents/notebooks/02_train.ipynb?content=0", address);
    assert.equal(await status(file), 403);
    assert.equal(await status(`${file}&${address.searchParams}`), 200);
    child.kill("SIGINT");
    assert.equal((await child.status).code, 0);
    assert.equal(await status(address), "no answer");
  },
);

Deno.test("notebook says in one line what is missing or wrong", async () => {
  const cache = await makeTempDir();
  const env = { YAMNET_KIT_CACHE: cache, PYTHON: "no-such-python" };
  const { code, out, err } = await runTask("notebook", ["--no-browser"], env);
  assert.equal(code, 1);
  assert.match(err, /^Error: Cannot find Python: Install Python 3\.11 or newer[^\n]*\n$/);
  assert.equal(out, "");
  const wrong = await runTask("notebook", ["--port", "0"], env);
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /^Error: Bad value for --port: wanted a whole number from 1; got "0"\n/);
});
