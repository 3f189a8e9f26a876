import assert from "node:assert/strict";
import { join } from "node:path";
import { makeTempDir } from "../storage/test_folder.ts";
import { findPython } from "./find_python.ts";
import { definePeerTest } from "./test_peer.ts";
import { runPython } from "./run_python.ts";

/** A program that answers like a Python of another age. */
async function pythonThatSays(version: string): Promise<string> {
  const path = join(await makeTempDir(), "python");
  await Deno.writeTextFile(path, `#!/bin/sh\necho ${version}\n`, { mode: 0o755 });
  return path;
}

Deno.test("findPython() takes 3.11 and newer, nothing older", async () => {
  for (const version of ["3.11.0", "3.14.2", "4.0.1"]) {
    assert.equal((await findPython(await pythonThatSays(version)))?.version, version);
  }
  assert.equal(await findPython(await pythonThatSays("3.9.6")), undefined);
  assert.equal(await findPython(await pythonThatSays("2.7.18")), undefined);
});

Deno.test("findPython() finds nothing where there is no such command", async () => {
  assert.equal(await findPython("no-such-python"), undefined);
});

Deno.test("pythonEnv() says what to install where there is no Python", async () => {
  const cache = await makeTempDir();
  const module = new URL("./python_env.ts", import.meta.url).href;
  const { stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", `(await import(${JSON.stringify(module)})).pythonEnv()`],
    env: { PYTHON: "no-such-python", YAMNET_KIT_CACHE: cache, NO_COLOR: "1" },
    stderr: "piped",
  }).output();
  assert.match(
    new TextDecoder().decode(stderr),
    /Cannot find Python: Install Python 3\.11 or newer with its venv module, or name one in the variable PYTHON\./,
  );
});

definePeerTest("pythonEnv() has the packages of requirements.txt", [], async (python) => {
  const source = "import ai_edge_litert, onnxruntime, onnx, soundfile, soxr, mlflow; print('all')";
  assert.equal((await runPython(python, source)).trim(), "all");
});

definePeerTest("runPython() fails with what the program says", [], async (python) => {
  await assert.rejects(runPython(python, "import sys; sys.exit('no ' + sys.argv[1])", ["soxr"]), {
    message: "The Python program failed: no soxr",
  });
});
