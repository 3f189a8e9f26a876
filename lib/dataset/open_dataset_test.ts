import assert from "node:assert/strict";
import { join } from "node:path";
import { sha256 } from "../storage/sha256.ts";
import { dataHash } from "./data_hash.ts";
import { Manifest } from "./manifest/manifest.ts";
import { manifestFiles } from "./manifest/manifest_files.ts";
import { openDataset } from "./open_dataset.ts";
import { makeFolder, tone } from "./test_clips.ts";

const metadata = (...samples: Record<string, unknown>[]) => ({
  dataset_info: { total_samples: samples.length, target_class: "dog" },
  samples,
});

const dogs = {
  "real/dog/dog_000.wav": tone(300, 22_050),
  "real/dog/dog_001.wav": tone(400, 22_050),
  "real/metadata.json": metadata(
    {
      filename: "dog_000.wav",
      filepath: "real/dog/dog_000.wav",
      label: "dog",
      duration: 5,
      sample_rate: 22050,
      original_file: "3-157695-A-0.wav",
      esc_category: "dog",
      fold: 3,
    },
    { filename: "dog_001.wav", filepath: "real/dog/dog_001.wav", label: "dog", fold: null },
  ),
};

Deno.test("openDataset() reads a metadata.json of the replaced system, whose paths start above it", async () => {
  const folder = await makeFolder(dogs);
  const { labels, samples } = await openDataset(join(folder, "real"));
  const [first, second] = samples;
  assert.deepEqual(labels, ["dog"]);
  assert.equal(first?.path, join(folder, "real/dog/dog_000.wav"));
  assert.equal(first?.fold, 3);
  assert.equal(first?.recording, "157695", "named in the original's file name");
  assert.equal(first?.licence, "CC-BY-3.0");
  assert.equal(first?.durationSeconds, 0.1, "measured, not believed");
  assert.equal(second?.fold, undefined);
  assert.match(second?.sourceSha256 ?? "", /^[0-9a-f]{64}$/);
});

Deno.test("openDataset() finds the files of a metadata.json whose folder was renamed", async () => {
  const folder = await makeFolder(dogs);
  await Deno.rename(join(folder, "real"), join(folder, "copy"));
  const { samples } = await openDataset(join(folder, "copy/metadata.json"));
  assert.equal(samples[0]?.path, join(folder, "copy/dog/dog_000.wav"));
});

Deno.test("openDataset() finds files that stand beside the manifest's folder", async () => {
  const folder = await makeFolder({
    "lists/manifest.json": metadata({ filepath: "audio/a.wav", label: "x" }),
    "audio/a.wav": tone(100),
  });
  const { samples } = await openDataset(join(folder, "lists"));
  assert.equal(samples[0]?.path, join(folder, "audio/a.wav"));
});

Deno.test("openDataset() reads a manifest in the working directory as from anywhere else", async () => {
  const folder = await makeFolder({
    "lists/manifest.json": metadata({ filepath: "audio/a.wav", label: "x" }),
    "audio/a.wav": tone(100),
  });
  const there = await openDataset(join(folder, "lists"));
  const before = Deno.cwd();
  Deno.chdir(join(folder, "lists"));
  try {
    for (const path of [".", "manifest.json"]) {
      assert.deepEqual(await openDataset(path), { ...there, source: path });
    }
  } finally {
    Deno.chdir(before);
  }
  assert.equal(there.name, "lists");
});

Deno.test("openDataset() reads files relative to DATA_BASE_DIR where that is given", async () => {
  const folder = await makeFolder({
    "lists/manifest.json": metadata({ filepath: "a.wav", label: "x" }),
    "lists/a.wav": tone(100),
    "audio/a.wav": tone(200),
  });
  const { samples } = await openDataset(join(folder, "lists"), {
    dataBaseDir: join(folder, "audio"),
  });
  assert.equal(samples[0]?.path, join(folder, "audio/a.wav"));
});

Deno.test("openDataset() reads a plain folder label/file.wav", async () => {
  const folder = await makeFolder({
    "rain/b.wav": tone(500),
    "dog/a.WAV": tone(300),
    "dog/.hidden.wav": "",
    "dog/notes.txt": "",
    "README.md": "",
  });
  const { labels, samples } = await openDataset(folder);
  assert.deepEqual(labels, ["dog", "rain"]);
  assert.deepEqual(samples.map(({ id }) => id), ["dog/a", "rain/b"]);
});

Deno.test("openDataset() gives the same hash for the same audio in a plain folder and in a manifest", async () => {
  const plain = await openDataset(await makeFolder({ "x/1.wav": tone(1), "y/2.wav": tone(2) }));
  const listed = await openDataset(
    await makeFolder({
      "manifest.json": metadata({ filepath: "2.wav", labels: ["y"] }, {
        filepath: "1.wav",
        label: "x",
      }),
      "1.wav": tone(1),
      "2.wav": tone(2),
    }),
  );
  assert.equal(plain.dataHash, listed.dataHash);
});

Deno.test("openDataset() gives the same hash for a manifest in JSON, CSV and Parquet, however it was standardized", async () => {
  const standardAudio = {
    sampleRateHz: 16_000,
    channels: 1,
    encoding: "FLOAT",
    durationSeconds: 0.1,
    longerClips: "trim",
  } as const;
  const { dataHash: usual, samples } = await openDataset(
    await makeFolder({ "x/1.wav": tone(1), "y/2.wav": tone(2) }),
  );
  for (const standard_audio of [undefined, standardAudio]) {
    const data_hash = dataHash(samples, standard_audio);
    const manifest = Manifest.parse({
      dataset_info: { name: "tones", standard_audio, data_hash },
      samples: [
        { filepath: "audio/1.wav", label: "x", duration: 0.1 },
        { filepath: "audio/2.wav", labels: ["y"], fold: 2 },
      ],
    });
    for (const [name, bytes] of manifestFiles(manifest)) {
      const folder = await makeFolder({
        [name]: bytes,
        "audio/1.wav": tone(1),
        "audio/2.wav": tone(2),
      });
      const dataset = await openDataset(folder);
      assert.equal(dataset.dataHash, data_hash, name);
      assert.equal(dataset.name, "tones");
      assert.deepEqual(dataset.samples.map(({ fold }) => fold), [undefined, 2]);
    }
    assert.equal(data_hash === usual, standard_audio === undefined);
  }
});

Deno.test("openDataset() says that a dataset is first to be made of addresses, parts and archives", async () => {
  const list = (row: string) =>
    makeFolder({ "list.csv": `path,label,start,end\n${row}`, "a.wav": tone(1) });
  await assert.rejects(openDataset(join(await list("a.wav,dog,0,1"), "list.csv")), {
    message: /list.csv as a dataset: line 2 is a part of a recording. Make a dataset of it first/,
  });
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    () => new Response(tone(1)),
  );
  const address = `http://127.0.0.1:${server.addr.port}/a.wav`;
  await assert.rejects(openDataset(join(await list(`${address},dog,,`), "list.csv")), {
    message: /list.csv as a dataset: line 2 lies elsewhere. Make a dataset of it first/,
  });
  await assert.rejects(openDataset("ESC-50-master.zip"), { message: /it is an archive/ });
});

Deno.test("openDataset() keeps only the classes of the filter, and only those labels", async () => {
  const folder = await makeFolder({
    "manifest.json": metadata(
      { filepath: "1.wav", labels: ["dog", "rain"] },
      { filepath: "2.wav", labels: ["rain"] },
      { filepath: "3.wav", labels: [] },
    ),
    "1.wav": tone(1),
    "2.wav": tone(2),
    "3.wav": tone(3),
  });
  const { labels, samples } = await openDataset(folder, { classFilter: ["dog"] });
  assert.deepEqual(labels, ["dog"]);
  assert.deepEqual(samples.map(({ id, labels }) => ({ id, labels })), [{
    id: "1",
    labels: ["dog"],
  }]);
  await assert.rejects(openDataset(folder, { classFilter: ["cat"] }), {
    message: 'There is no class "cat"; there are: dog, rain',
  });
});

Deno.test("openDataset() names the file that is missing, and its sample", async () => {
  const folder = await makeFolder({
    "manifest.json": metadata({ filepath: "a.wav", label: "x" }, { filepath: "b.wav", label: "x" }),
    "a.wav": tone(1),
  });
  await assert.rejects(openDataset(folder), {
    message:
      `Cannot read ${folder}/manifest.json: samples[1], filepath: there is no "b.wav" in ${folder}`,
  });
  await Deno.remove(join(folder, "a.wav"));
  await assert.rejects(openDataset(folder), {
    message: `Cannot read ${folder}/manifest.json: samples[0], filepath: there is no "a.wav" in ` +
      `${folder} or above it; --data-base-dir or DATA_BASE_DIR says where paths start`,
  });
  await assert.rejects(openDataset(folder, { dataBaseDir: "/nowhere" }), {
    message: /samples\[0\], filepath: there is no "a.wav" in \/nowhere$/,
  });
});

Deno.test("openDataset() takes no other file of the same name for one that is missing", async () => {
  for (const other of ["set/1.wav", "dog/1.wav"]) { // without the path's first part, and in the folder above
    const folder = await makeFolder({
      "set/manifest.json": metadata(
        { filepath: "rain/1.wav", label: "rain" },
        { filepath: "dog/1.wav", label: "dog" },
      ),
      "set/rain/1.wav": tone(1),
      [other]: tone(2),
    });
    await assert.rejects(openDataset(join(folder, "set")), {
      message: /samples\[1\], filepath: there is no "dog\/1.wav" in /,
    });
  }
});

Deno.test("openDataset() names the file that is no readable WAV", async () => {
  const wav = tone(440);
  const bad = {
    "truncated.wav": wav.subarray(0, 1000),
    "header-only.wav": wav.subarray(0, 44),
    "text.wav": "<html>not found</html>",
    "empty.wav": "",
    "song.mp3": "ID3",
  };
  for (const [name, content] of Object.entries(bad)) {
    const folder = await makeFolder({ "dog/good.wav": wav, [`dog/${name}`]: content });
    await assert.rejects(
      openDataset(folder),
      ({ message }: Error) => message.startsWith(`Cannot read ${folder}/dog/${name}: Cannot `),
    );
  }
});

Deno.test("openDataset() refuses a file that is not the one its manifest describes", async () => {
  const folder = await makeFolder({
    "manifest.json": metadata({ filepath: "a.wav", label: "x", sha256: sha256(tone(1)) }),
    "a.wav": tone(2),
  });
  await assert.rejects(openDataset(folder), {
    message: `Cannot read ${folder}/a.wav: wanted the file with sha256 ${sha256(tone(1))}, got ${
      sha256(tone(2))
    }`,
  });
});

Deno.test("openDataset() refuses samples that are not those of the manifest's data_hash", async () => {
  const folder = await makeFolder({
    "manifest.json": {
      dataset_info: { data_hash: sha256("") },
      samples: [{ filepath: "a.wav", label: "x" }],
    },
    "a.wav": tone(1),
  });
  await assert.rejects(openDataset(folder), { message: /its data_hash says e3b0c4/ });
});

Deno.test("openDataset() takes a part of the samples that the manifest's data_hash is of", async () => {
  const { dataHash } = await openDataset(
    await makeFolder({ "x/a.wav": tone(1), "y/b.wav": tone(2) }),
  );
  const folder = await makeFolder({
    "a.wav": tone(1),
    "b.wav": tone(2),
    "manifest.json": {
      dataset_info: { data_hash: dataHash },
      samples: [{ filepath: "a.wav", label: "x" }, { filepath: "b.wav", label: "y" }],
    },
  });
  assert.equal((await openDataset(folder)).dataHash, dataHash);
  const part = await openDataset(folder, { classFilter: ["x"] });
  assert.equal(part.samples.length, 1);
  assert.notEqual(part.dataHash, dataHash);
});

Deno.test("openDataset() refuses two samples with one id, and a path that leads out", async () => {
  const files = { "a.wav": tone(1), "b.wav": tone(2) };
  const [a, b] = [{ id: "x", filepath: "a.wav", label: "x" }, {
    id: "x",
    filepath: "b.wav",
    label: "x",
  }];
  const twice = await makeFolder({ ...files, "manifest.json": metadata(a, b) });
  await assert.rejects(openDataset(twice), { message: /two samples have the id "x"/ });
  const out = await makeFolder({
    ...files,
    "sub/manifest.json": metadata({ ...a, filepath: "../a.wav" }),
  });
  await assert.rejects(openDataset(join(out, "sub")), {
    message:
      /samples\[0\], filepath: .*"..\/a.wav": wanted a relative one that stays in its folder, with slashes; --data-base-dir/,
  });
});

Deno.test("openDataset() says what it wanted where there is no dataset", async () => {
  const folder = await makeFolder({ "notes.txt": "" });
  await assert.rejects(openDataset(folder), { message: /wanted manifest.json, .* found none/ });
  await assert.rejects(openDataset(join(folder, "x")), {
    message: /there is no such file or folder/,
  });
  await assert.rejects(openDataset(join(folder, "notes.txt")), {
    message: /wanted a manifest in JSON/,
  });
});

Deno.test("openDataset() says which URIs it takes, and tells no secret of others", async () => {
  await assert.rejects(openDataset("https://me:pass@host/yard/manifest.json?sig=secret"), {
    message:
      "Cannot read the dataset https://host/yard/manifest.json: wanted a path, or a file: or s3: URI",
  });
});

Deno.test("openDataset() refuses audio outside of a label's folder", async () => {
  for (const name of ["a.wav", "dog/big/a.wav", " dog/a.wav"]) {
    const folder = await makeFolder({ "dog/good.wav": tone(1), [name]: tone(2) });
    await assert.rejects(openDataset(folder), { message: /wanted label\/file.wav, got/ });
  }
});
