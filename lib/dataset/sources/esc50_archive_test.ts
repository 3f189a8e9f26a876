import assert from "node:assert/strict";
import { join } from "node:path";
import { TextReader, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import { createDataset } from "../create_dataset.ts";
import { filesIn, makeFolder, tone } from "../test_clips.ts";
import { listZip } from "./zip_archive.ts";
import { openEsc50Archive } from "./esc50_archive.ts";
import { makeArchive } from "./test_archive.ts";

const DOG = "1-100032-A-0.wav,1,0,dog,True,100032,A";
const DOG_AGAIN = "1-100032-B-0.wav,1,0,dog,True,100032,B";
const CAT = "5-210540-A-5.wav,5,5,cat,False,210540,A";

const archivePath = async (archive: Uint8Array) =>
  join(await makeFolder({ "esc.zip": archive }), "esc.zip");

const open = async (rows: readonly string[], files = {}, options = {}) =>
  await openEsc50Archive(await archivePath(await makeArchive(rows, files)), options);

Deno.test("openEsc50Archive() lists clips with their recording, fold and licence", async () => {
  const entries = await (await open([DOG, DOG_AGAIN, CAT])).entries();
  assert.deepEqual(
    entries.map(({ id, labels, recording, fold, licence }) => ({
      id,
      labels,
      recording,
      fold,
      licence,
    })),
    [
      { id: "1-100032-A-0", labels: ["dog"], recording: "100032", fold: 1, licence: "CC-BY-3.0" },
      { id: "1-100032-B-0", labels: ["dog"], recording: "100032", fold: 1, licence: "CC-BY-3.0" },
      {
        id: "5-210540-A-5",
        labels: ["cat"],
        recording: "210540",
        fold: 5,
        licence: "CC-BY-NC-3.0",
      },
    ],
  );
});

Deno.test("openEsc50Archive() takes only the part that is ESC-10", async () => {
  const source = await open([DOG, CAT], {}, { esc10Only: true });
  assert.equal(source.name, "ESC-10");
  assert.deepEqual((await source.entries()).map(({ id }) => id), ["1-100032-A-0"]);
});

Deno.test("openEsc50Archive() reads a clip's bytes, as they were", async () => {
  const [entry] = await (await open([DOG], { "1-100032-A-0.wav": tone(440) })).entries();
  assert.deepEqual(await entry?.read(), tone(440));
});

Deno.test("openEsc50Archive() names a clip that the archive lacks, once it is read", async () => {
  const out = join(await makeFolder({}), "out");
  await assert.rejects(createDataset(await open([DOG]), out), {
    name: "BadClipError",
    message: "Cannot read 1-100032-A-0.wav: the archive has no such file",
  });
});

Deno.test("openEsc50Archive() refuses an archive whose files would lead out of a folder", async () => {
  const name = "../../../escaped.wav";
  await assert.rejects(open([`${name},1,0,dog,True,1,A`], { [name]: tone(440) }), {
    message: /^Cannot read .*esc.zip as a zip archive: Unsafe filename$/,
  });
});

Deno.test("openEsc50Archive() lets no clip or class of its table name a file outside", async () => {
  const out = join(await makeFolder({}), "out");
  const hostile = await open([DOG.replace("dog", "../up"), CAT], {
    "1-100032-A-0.wav": tone(440),
    "5-210540-A-5.wav": tone(550),
  });
  await createDataset(hostile, out);
  assert.deepEqual((await filesIn(join(out, ".."))).filter((file) => file.endsWith(".wav")), [
    "out/audio/_._up/1-100032-A-0.wav",
    "out/audio/cat/5-210540-A-5.wav",
  ]);
});

Deno.test("openEsc50Archive() says which line and field of the table is wrong", async () => {
  await assert.rejects(open([DOG, "x.wav,one,0,dog,True,1,A"]), {
    message: /^Cannot read .*esc.zip: meta\/esc50.csv: line 3, fold: expected number, got "one"$/,
  });
  await assert.rejects(open([DOG, "x.wav,1"]), {
    message: /^Cannot read .*esc.zip: meta\/esc50.csv: ./,
  });
  await assert.rejects(open([]), { message: /esc50.csv: wanted at least one sample/ });
});

Deno.test("openEsc50Archive() refuses what is no such archive", async () => {
  const zip = new ZipWriter(new Uint8ArrayWriter());
  await zip.add("notes.txt", new TextReader("hello"));
  const other = await archivePath(await zip.close());
  await assert.rejects(openEsc50Archive(other), { message: /it has no meta\/esc50.csv/ });
  const text = await archivePath(new TextEncoder().encode("<html>not found</html>"));
  await assert.rejects(openEsc50Archive(text), {
    message: /^Cannot read .*esc.zip as a zip archive: /,
  });
  await assert.rejects(openEsc50Archive("/nowhere/esc.zip"), {
    message: /^Cannot read \/nowhere\/esc.zip/,
  });
  const archive = await makeArchive([DOG], { "1-100032-A-0.wav": tone(440) });
  const cut = await archivePath(archive.subarray(0, archive.length - 100));
  await assert.rejects(openEsc50Archive(cut), {
    message: /^Cannot read .*esc.zip as a zip archive: /,
  });
});

Deno.test("openEsc50Archive() notices a clip that is damaged in the archive", async () => {
  const archive = await makeArchive([DOG], { "1-100032-A-0.wav": tone(440) });
  const audioAt = new TextDecoder("latin1").decode(archive).indexOf("audio/1-100032") + 100;
  archive[audioAt] = (archive[audioAt] ?? 0) ^ 0xff;
  const [entry] = await (await openEsc50Archive(await archivePath(archive))).entries();
  await assert.rejects(async () => await entry?.read(), { message: "Invalid CRC32" });
});

/** The archive's statements of a size, at its end and with each member, changed to another. */
function claimSize(archive: Uint8Array<ArrayBuffer>, from: number, to: number): void {
  const bytesOf = (size: number) => new Uint8Array(new Uint32Array([size]).buffer);
  const claim = bytesOf(from);
  for (const start of archive.keys()) {
    if (claim.every((byte, index) => archive[start + index] === byte)) {
      archive.set(bytesOf(to), start);
    }
  }
}

Deno.test("listZip() unpacks no more than its limit, nor more than a member claims", async () => {
  const zip = new ZipWriter(new Uint8ArrayWriter());
  await zip.add("bomb.wav", new Uint8ArrayReader(new Uint8Array(20_000_000)));
  const archive = await zip.close();
  const honest = (await listZip(await archivePath(archive))).get("bomb.wav");
  await assert.rejects(async () => await honest?.read(1_000_000), {
    message: "it is larger than 1,000,000 bytes, which is the limit",
  });
  claimSize(archive, 20_000_000, 1_000);
  const liar = (await listZip(await archivePath(archive))).get("bomb.wav");
  await assert.rejects(async () => await liar?.read(1_000_000), {
    message: "Invalid uncompressed size",
  });
});
