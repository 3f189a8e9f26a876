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
  const library = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);
  const script = `
    import { UsageError } from ${library("./exit.ts")};
    import { print, printNote } from ${library("./print.ts")};
    import { runScript } from ${library("./run_script.ts")};
    await runScript(async () => { ${body} });
    [UsageError, print, printNote].join();`;
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  await Deno.writeTextFile(file, script);
  const config = new URL("../../deno.json", import.meta.url).pathname;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--config", config, "--allow-env", "--allow-read", file],
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
