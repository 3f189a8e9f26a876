import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineAssetTest } from "../lib/storage/test_assets.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";

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
  const cache = await makeTempDir();
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

defineAssetTest(
  "doctor has no advice about the addresses of what is on this machine",
  ["lite-model_yamnet_classification_tflite_1.tflite", "ESC-10-folds-1-4.zip"],
  async () => {
    const { code, out } = await runDoctor({ YAMNET_KIT_CACHE: await makeTempDir() });
    assert.equal(code, 0);
    assert.match(out, /^ok +YAMNet's weights +4\.1 MB/m);
    assert.match(out, /^ok +weights' address +not reached, nor needed: what it has is here$/m);
    assert.match(out, /^ok +ESC-50's address +not reached, nor needed: what it has is here$/m);
    assert.doesNotMatch(out, /bring/);
  },
);

Deno.test("doctor ends with 1 where the cache cannot be written to, and its JSON says so", async () => {
  const file = join(await makeTempDir(), "file");
  await Deno.writeTextFile(file, "");
  const { code, out, err } = await runDoctor({ YAMNET_KIT_CACHE: file }, "--json");
  assert.equal(code, 1);
  assert.match(err, /The main job cannot run on this machine: see cache above/);
  const { ok, checks } = JSON.parse(out);
  assert.equal(ok, false);
  const cache = checks.find(({ name }: { name: string }) => name === "cache");
  assert.equal(cache.verdict, "broken");
  assert.match(cache.advice, /YAMNET_KIT_CACHE/);
});
