import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("./doctor.ts", import.meta.url));

/** Runs the doctor where nothing outside can be reached. */
async function runDoctor(env: Record<string, string>, ...args: string[]) {
  const permissions = ["read", "write", "env", "ffi", "sys", "run=python3,cat"];
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", ...permissions.map((name) => `--allow-${name}`), "--no-prompt", SCRIPT, ...args],
    env: { NO_COLOR: "1", ...env },
  }).output();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  return { code, out: out ?? "", err: err ?? "" };
}

Deno.test("doctor ends with 0 where only downloads and assets are missing, and says what to do", async () => {
  const cache = await Deno.makeTempDir();
  const assets = join(cache, "none");
  const { code, out } = await runDoctor({ YAMNET_KIT_CACHE: cache, YAMNET_KIT_ASSETS: assets });
  assert.equal(code, 0);
  assert.match(out, /^ok +onnxruntime +\S+, runs in a worker/m);
  if (Deno.build.os === "linux") assert.match(out, /^(ok|-) +processor +(?!unknown)\S/m);
  assert.match(out, /^- +YAMNet's weights +none$/m);
  assert.match(out, /^- +weights' address +not reached$/m);
  assert.match(out, /What to do:[^]*YAMNet's weights: run "deno task model"/);
  assert.match(out, /assets folder: name an existing folder/);
  assert.deepEqual([...Deno.readDirSync(cache)], []);
});

Deno.test("doctor ends with 1 where the cache cannot be written to, and its JSON says so", async () => {
  const file = await Deno.makeTempFile();
  const { code, out, err } = await runDoctor({ YAMNET_KIT_CACHE: file }, "--json");
  assert.equal(code, 1);
  assert.match(err, /The main job cannot run on this machine: see cache above/);
  const { ok, checks } = JSON.parse(out);
  assert.equal(ok, false);
  const cache = checks.find(({ name }: { name: string }) => name === "cache");
  assert.equal(cache.verdict, "broken");
  assert.match(cache.advice, /YAMNET_KIT_CACHE/);
});
