import assert from "node:assert/strict";
import { join } from "node:path";
import { definePythonTest } from "../lib/python/test_peer.ts";

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
