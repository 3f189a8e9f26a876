import assert from "node:assert/strict";
import { encodeWav16 } from "../audio/encode_wav16.ts";
import { makeFolder, tone } from "../dataset/test_clips.ts";
import { parquetWriteBuffer } from "hyparquet-writer";
import { writeFile } from "node:fs/promises";
import { decodeAudio } from "../audio/decode_audio.ts";
import { listInputs } from "./list_inputs.ts";

const names = async (...words: string[]) => (await listInputs(words)).map(({ name }) => name);

Deno.test("listInputs() takes files as they are named, and the audio of folders by name", async () => {
  const folder = await makeFolder({
    "b.wav": tone(100),
    "deep/a.mp3": "",
    ".hidden/c.wav": tone(100),
    "notes.txt": "",
  });
  assert.deepEqual(await names("no/such.wav", folder), [
    "no/such.wav",
    `${folder}/b.wav`,
    `${folder}/deep/a.mp3`,
  ]);
  await assert.rejects(names(await makeFolder({ "notes.txt": "" })), /the folder holds no audio/);
});

Deno.test("listInputs() takes globs where no shell did, and a file whose name looks like one", async () => {
  const folder = await makeFolder({
    "2024-1.wav": tone(100),
    "2025-1.wav": tone(100),
    "yard/2024-2.wav": tone(100),
    "[x].wav": tone(100),
    "#1.wav": tone(100),
    "!1.wav": tone(100),
  });
  for (const sign of ["#", "!"]) {
    assert.deepEqual(await names(`${folder}/${sign}*.wav`), [`${folder}/${sign}1.wav`]);
  }
  assert.deepEqual(await names(`${folder}/2024-*.wav`), [`${folder}/2024-1.wav`]);
  assert.deepEqual(await names(`${folder}/**/2024-*.wav`), [
    `${folder}/2024-1.wav`,
    `${folder}/yard/2024-2.wav`,
  ]);
  assert.deepEqual(await names(`${folder}/[x].wav`), [`${folder}/[x].wav`]);
  await assert.rejects(names(`${folder}/1999-*.wav`), /no file is called so/);
});

Deno.test("listInputs() tells that a file has changed by its version", async () => {
  const folder = await makeFolder({ "a.wav": tone(100) });
  const versions = async () =>
    (await listInputs([`${folder}/a.wav`, folder])).map(({ version }) => version);
  const before = await versions();
  await Deno.writeFile(`${folder}/a.wav`, encodeWav16(new Float32Array(8_000), 16_000));
  const after = await versions();
  assert.notEqual(before[0], after[0]);
  assert.notEqual(before[1], after[1]);
});

Deno.test("listInputs() reads manifests in JSON, CSV and Parquet; tables need no labels", async () => {
  const folder = await makeFolder({
    "a.wav": tone(100),
    "deep/b.wav": tone(200),
    "list.csv": "path\na.wav\ndeep/b.wav\n",
    "manifest.json": {
      samples: [{ filepath: "a.wav", label: "dog" }, { filepath: "deep/b.wav", labels: [] }],
    },
  });
  const table = [{ name: "file_name", data: ["a.wav", "deep/b.wav"] }];
  await writeFile(
    `${folder}/list.parquet`,
    new Uint8Array(parquetWriteBuffer({ columnData: table })),
  );
  for (const manifest of ["list.csv", "list.parquet", "manifest.json"]) {
    assert.deepEqual(await names(`${folder}/${manifest}`), ["a.wav", "deep/b.wav"], manifest);
  }
});

Deno.test("listInputs() gives of a segment what stands between its seconds", async () => {
  const folder = await makeFolder({
    "a.wav": encodeWav16(Float32Array.from({ length: 32_000 }, (_, i) => i / 40_000), 16_000),
    "list.csv": "path,start,end\na.wav,0.5,1\na.wav,3,4\n",
  });
  const [part, beyond] = await listInputs([`${folder}/list.csv`]);
  assert.equal(part?.name, "a.wav@0.5-1");
  const clip = await part?.load();
  assert.ok(clip && "waveform" in clip);
  const { channels: [all] } = await decodeAudio(await Deno.readFile(`${folder}/a.wav`));
  assert.deepEqual(clip.waveform, all?.slice(8_000, 16_000));
  await assert.rejects(async () => await beyond?.load(), { name: "AudioFormatError" });
});

Deno.test("listInputs() lets a manifest's missing file fail by itself, named", async () => {
  const folder = await makeFolder({
    "a.wav": tone(100),
    "list.csv": "path,label\na.wav,dog\ngone.wav,dog\n",
  });
  const [, gone] = await listInputs([`${folder}/list.csv`]);
  await assert.rejects(async () => await gone?.load(), {
    name: "AudioFileError",
    message: /list\.csv, line 3: there is no "gone\.wav"/,
  });
});
