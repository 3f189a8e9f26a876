import assert from "node:assert/strict";

/**
 * Runs a script of one line under runScript() and returns how it ended.
 *
 * @param cwd Where its user stands, as `deno task` tells it.
 * @param readsAll Whether its output is read to the end, or not at all.
 */
async function runMain(
  body: string,
  { cwd = "", readsAll = true } = {},
): Promise<{ code: number; stderr: string }> {
  const { file, args } = await writeScript(body);
  const child = new Deno.Command(Deno.execPath(), {
    args,
    env: { NO_COLOR: "1", INIT_CWD: cwd, DEBUG: "" },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const [stderr, { code }] = await Promise.all([
    new Response(child.stderr).text(),
    child.status,
    readsAll ? new Response(child.stdout).text() : child.stdout.cancel(),
  ]);
  await Deno.remove(file);
  return { code, stderr };
}

/** Writes a script whose main function has this body, and tells how Deno runs it. */
async function writeScript(body: string): Promise<{ file: string; args: string[] }> {
  const library = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);
  const script = `
    import { UsageError } from ${library("./exit.ts")};
    import { print, printNote } from ${library("./print.ts")};
    import { onStop } from ${library("./on_stop.ts")};
    import { runScript } from ${library("./run_script.ts")};
    await runScript(async () => { ${body} });
    [UsageError, print, printNote, onStop].join();`;
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  await Deno.writeTextFile(file, script);
  const config = new URL("../../deno.json", import.meta.url).pathname;
  return {
    file,
    args: ["run", "--quiet", "--config", config, "--allow-env", "--allow-read", file],
  };
}

/**
 * Sends a script signals, each once it has printed a line more, and returns how it ended.
 *
 * @param before Words before Deno's, of a program that starts it.
 */
async function interruptMain(
  body: string,
  signals: readonly string[],
  before: readonly string[] = [],
): Promise<{ code: number; stderr: string }> {
  const { file, args } = await writeScript(body);
  const [program = "", ...words] = [...before, Deno.execPath(), ...args];
  const child = new Deno.Command(program, {
    args: words,
    env: { NO_COLOR: "1", DEBUG: "" },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const stderr = new Response(child.stderr).text();
  const lines = child.stdout.getReader();
  for (const signal of signals) {
    await lines.read();
    const pid = await deepest(child.pid);
    await new Deno.Command("kill", { args: ["-s", signal, String(pid)] }).output();
  }
  const { code } = await child.status;
  await lines.cancel();
  await Deno.remove(file);
  return { code, stderr: await stderr };
}

/** A process, or the one that it has started to run in its place. */
async function deepest(pid: number): Promise<number> {
  // Not readTextFile: Deno lets no program read /proc itself unless it has all permissions.
  const path = `/proc/${pid}/task/${pid}/children`;
  const { stdout } = await new Deno.Command("cat", { args: [path], stderr: "null" }).output();
  const [first] = new TextDecoder().decode(stdout).trim().split(" ");
  return first ? await deepest(Number(first)) : pid;
}

const WAIT = `print("here"); await new Promise((resolve) => setTimeout(resolve, 60_000));`;

Deno.test("runScript() ends with 0 and says nothing when all went well", async () => {
  assert.deepEqual(await runMain(""), { code: 0, stderr: "" });
});

Deno.test("runScript() ends a failure with 1 and one line, without a stack trace", async () => {
  const ended = await runMain(`throw new Error("Cannot read clip.wav: it is empty");`);
  assert.deepEqual(ended, { code: 1, stderr: "Error: Cannot read clip.wav: it is empty\n" });
});

Deno.test("runScript() ends wrong usage with 2 and points to the help", async () => {
  const { code, stderr } = await runMain(`throw new UsageError("unknown option '--x'");`);
  assert.equal(code, 2);
  assert.equal(stderr, "Error: unknown option '--x'\nUse --help to see the flags.\n");
});

Deno.test("runScript() counts paths from where its user stands, not from the project", async () => {
  const cwd = await Deno.realPath(await Deno.makeTempDir());
  assert.deepEqual(await runMain(`printNote(Deno.cwd());`, { cwd }), {
    code: 0,
    stderr: `${cwd}\n`,
  });
  await Deno.remove(cwd);
});

Deno.test("runScript() ends quietly when nobody reads its output any more", async () => {
  const body = `for (let line = 0; line < 1e5; line++) print("a line that nobody reads");`;
  assert.deepEqual(await runMain(body, { readsAll: false }), { code: 0, stderr: "" });
});

Deno.test("runScript() ends at Ctrl-C and SIGTERM with the code that shells expect", async () => {
  assert.deepEqual(await interruptMain(WAIT, ["INT"]), { code: 130, stderr: "\nStopped\n" });
  assert.deepEqual(await interruptMain(WAIT, ["TERM"]), { code: 143, stderr: "\nStopped\n" });
});

const NAMESPACE = ["unshare", "--pid", "--fork", "--mount-proc"];
const hasNamespaces = Deno.build.os === "linux" &&
  (await new Deno.Command(NAMESPACE[0] ?? "", { args: [...NAMESPACE.slice(1), "true"] }).output()
      .catch(() => undefined))?.success === true;

Deno.test({
  name:
    "runScript() ends at SIGTERM as a container's first process too, which the system would spare",
  ignore: !hasNamespaces,
  async fn() {
    const ended = await interruptMain(`if (Deno.pid !== 1) return; ${WAIT}`, ["TERM"], NAMESPACE);
    assert.deepEqual(ended, { code: 143, stderr: "\nStopped\n" });
  },
});

Deno.test("runScript() leaves a signal to who took it in main, until he gives it back", async () => {
  const body = `{
      const { promise, resolve } = Promise.withResolvers();
      using _stop = onStop((code) => resolve(code));
      print("first");
      printNote("taken: " + await promise);
    }
    ${WAIT}`;
  assert.deepEqual(await interruptMain(body, ["TERM", "INT"]), {
    code: 130,
    stderr: "taken: 143\n\nStopped\n",
  });
});

Deno.test("runScript() does not tell of what fails once it is stopped", async () => {
  const body = `Deno.addSignalListener("SIGTERM", () => fail(new Error("its worker was closed")));
    let fail;
    const failed = new Promise((_, reject) => fail = reject);
    print("here");
    await failed;`;
  assert.deepEqual(await interruptMain(body, ["TERM"]), { code: 143, stderr: "\nStopped\n" });
});
