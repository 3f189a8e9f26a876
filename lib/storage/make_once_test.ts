import assert from "node:assert/strict";
import { join } from "node:path";
import { makeOnce } from "./make_once.ts";
import { makeTempDir } from "./test_folder.ts";

const temporaryFolder = async () => join(await makeTempDir(), "made");

Deno.test("makeOnce() makes a folder once for all who ask at the same time", async () => {
  const folder = await temporaryFolder();
  let made = 0;
  const ask = () =>
    makeOnce(folder, async () => {
      made += 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
      await Deno.writeTextFile(join(folder, "content"), "whole");
    }).then(() => Deno.readTextFile(join(folder, "content")));
  assert.deepEqual(await Promise.all([ask(), ask(), ask()]), ["whole", "whole", "whole"]);
  assert.equal(made, 1);
});

Deno.test("makeOnce() leaves nothing of a making that failed, and makes it again", async () => {
  const folder = await temporaryFolder();
  const failing = makeOnce(folder, async () => {
    await Deno.writeTextFile(join(folder, "half"), "");
    throw new Error("no network");
  });
  await assert.rejects(failing, { message: "no network" });
  await assert.rejects(Deno.stat(folder), Deno.errors.NotFound);
  await makeOnce(folder, () => Deno.writeTextFile(join(folder, "whole"), ""));
  assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), [
    "complete",
    "whole",
  ]);
});

Deno.test("makeOnce() goes on where the process that was making it was killed", async () => {
  const folder = await temporaryFolder();
  const module = new URL("./make_once.ts", import.meta.url).href;
  const source = `
    const { makeOnce } = await import(${JSON.stringify(module)});
    await makeOnce(${JSON.stringify(folder)}, async () => {
      await Deno.writeTextFile(${JSON.stringify(join(folder, "half"))}, "");
      console.log("making");
      await new Promise((resolve) => setTimeout(resolve, 60_000));
    });`;
  const maker = new Deno.Command(Deno.execPath(), {
    args: ["eval", source],
    stdout: "piped",
  }).spawn();
  const reader = maker.stdout.getReader();
  await reader.read();
  let made = false;
  const waiting = makeOnce(folder, () => {
    made = true;
    return Promise.resolve();
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(made, false);
  maker.kill("SIGKILL");
  await waiting;
  assert.equal(made, true);
  assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["complete"]);
  await reader.cancel();
  await maker.status;
});
