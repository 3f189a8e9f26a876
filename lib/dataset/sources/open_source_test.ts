import assert from "node:assert/strict";
import { join } from "node:path";
import { withEnvironment } from "../../storage/test_environment.ts";
import { filesIn, makeFolder, tone } from "../test_clips.ts";
import { openSource } from "./open_source.ts";
import { makeArchive } from "./test_archive.ts";

/** The archive of ESC-50, but for its audio. */
const archiveOf = (...more: string[]) =>
  makeArchive(["1-1-A-0.wav,1,0,dog,True,1,A", "1-2-A-5.wav,1,5,cat,False,2,A", ...more]);

const idsOf = async (...args: Parameters<typeof openSource>) =>
  (await (await openSource(...args)).entries()).map(({ id }) => id);

Deno.test("openSource() opens a plain folder, a manifest and the generated clips", async () => {
  const folder = await makeFolder({
    "dog/a.wav": tone(1),
    "list.json": { samples: [{ filepath: "dog/a.wav", label: "dog" }] },
  });
  assert.deepEqual(await idsOf(folder), ["dog/a"]);
  assert.deepEqual(await idsOf(join(folder, "list.json")), ["dog/a"]);
  assert.equal((await idsOf("generated")).length, 320);
});

Deno.test("openSource() opens archives, by path or by name in the assets folder", async () => {
  const assets = await makeFolder({
    "data/ESC-10-folds-1-4.zip": await archiveOf(),
    "data/ESC-50-master.zip": await archiveOf(),
  });
  await withEnvironment({ YAMNET_KIT_ASSETS: assets }, async () => {
    const notes: string[] = [];
    const onNote = (note: string) => notes.push(note);
    assert.deepEqual(await idsOf("esc10", { onNote }), ["1-1-A-0"]);
    assert.deepEqual(await idsOf("esc50", { onNote }), ["1-1-A-0", "1-2-A-5"]);
    assert.deepEqual(notes, [
      `Reading esc10 from ${assets}/data/ESC-10-folds-1-4.zip`,
      `Reading esc50 from ${assets}/data/ESC-50-master.zip`,
    ]);
  });
  assert.deepEqual(await idsOf(join(assets, "data/ESC-50-master.zip"), { esc10Only: true }), [
    "1-1-A-0",
  ]);
});

Deno.test("openSource() downloads each version of an archive once", async () => {
  let archive = await archiveOf();
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    () => new Response(archive, { headers: { etag: `"${archive.length}"` } }),
  );
  await withEnvironment({ YAMNET_KIT_CACHE: await makeFolder({}) }, async () => {
    const url = `http://127.0.0.1:${server.addr.port}/master.zip`;
    const told: number[] = [];
    const onDownload = (done: number) => told.push(done);
    assert.deepEqual(await idsOf(url, { onDownload }), ["1-1-A-0", "1-2-A-5"]);
    assert.equal(told.at(-1), archive.length);
    const { length } = told;
    assert.deepEqual(await idsOf(url, { onDownload }), ["1-1-A-0", "1-2-A-5"]);
    assert.equal(told.length, length, "nothing was downloaded again");
    archive = await archiveOf("1-3-A-0.wav,1,0,dog,True,3,A");
    assert.deepEqual(await idsOf(url), ["1-1-A-0", "1-2-A-5", "1-3-A-0"]);
  });
});

Deno.test("openSource() names the address that cannot be downloaded, and keeps nothing of it", async () => {
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    () => new Response("gone", { status: 404 }),
  );
  const cache = await makeFolder({});
  await withEnvironment({ YAMNET_KIT_CACHE: cache }, async () => {
    const url = `http://127.0.0.1:${server.addr.port}/master.zip`;
    await assert.rejects(
      openSource(url),
      ({ message }: Error) => message.startsWith(`Cannot download ${url}: `),
    );
    assert.deepEqual((await filesIn(cache)).filter((file) => file.endsWith(".zip")), []);
  });
});

Deno.test("openSource() says what it wanted", async () => {
  await assert.rejects(openSource("ftp://me:secret@host/clips"), {
    message: /^Cannot open the source ftp:\/\/host\/clips: wanted a folder, /,
  });
  await assert.rejects(openSource("no/such/folder"), {
    message: /there is no such file or folder/,
  });
  await assert.rejects(openSource("generated", { esc10Only: true }), {
    message: "Only ESC-50's archive has a part that is ESC-10, not generated",
  });
});
