import assert from "node:assert/strict";

/** Runs a script of one line under runScript() and returns how it ended. */
async function runMain(body: string): Promise<{ code: number; stderr: string }> {
  const library = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);
  const script = `
    import { UsageError } from ${library("./exit.ts")};
    import { runScript } from ${library("./run_script.ts")};
    await runScript(async () => { ${body} });
    new UsageError("used");`;
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  await Deno.writeTextFile(file, script);
  const config = new URL("../../deno.json", import.meta.url).pathname;
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--config", config, "--allow-env", file],
    env: { NO_COLOR: "1" },
  }).output();
  await Deno.remove(file);
  return { code, stderr: new TextDecoder().decode(stderr) };
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
