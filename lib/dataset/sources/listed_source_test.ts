import assert from "node:assert/strict";
import { join } from "node:path";
import { csvManifest } from "../manifest/csv_manifest.ts";
import { jsonManifest } from "../manifest/json_manifest.ts";
import { Manifest } from "../manifest/manifest.ts";
import { parquetManifest } from "../manifest/parquet_manifest.ts";
import { makeFolder, tone } from "../test_clips.ts";
import { locateClips } from "./locate_clips.ts";
import { openListedSource } from "./listed_source.ts";

const NAME = "1-100032-A-0.wav";
const ESC50 = {
  recording: "100032",
  fold: 1,
  licence: "CC-BY-3.0",
  attribution: "https://freesound.org/s/100032/ by way of ESC-50 (K. J. Piczak)",
};

const entriesOf = async (...args: Parameters<typeof openListedSource>) =>
  await (await openListedSource(...args)).entries();

Deno.test("openListedSource() gives a clip of ESC-50 the same recording, fold and licence in each form", async () => {
  const folder = await makeFolder({
    [`clips/dog/${NAME}`]: tone(440),
    [`audio/${NAME}`]: tone(440),
    "meta/esc50.csv":
      `filename,fold,target,category,esc10,src_file,take\n${NAME},1,0,dog,True,100032,A`,
    "list.csv": `path,label\naudio/${NAME},dog`,
    "list.tsv": `path\tlabel\naudio/${NAME}\tdog`,
  });
  const manifest = Manifest.parse({ samples: [{ filepath: `audio/${NAME}`, label: "dog" }] });
  await Deno.writeFile(join(folder, "list.json"), jsonManifest(manifest));
  await Deno.writeFile(join(folder, "list.parquet"), parquetManifest(manifest));
  for (
    const place of ["clips", "meta/esc50.csv", "list.csv", "list.tsv", "list.json", "list.parquet"]
  ) {
    const [entry, ...others] = await entriesOf(join(folder, place));
    const { labels, recording, fold, licence, attribution } = entry ?? {};
    assert.deepEqual({ labels, recording, fold, licence, attribution }, {
      labels: ["dog"],
      ...ESC50,
    }, place);
    assert.deepEqual(await entry?.read(), tone(440));
    assert.equal(entry?.bytes, tone(440).length);
    assert.equal(entry?.uri, undefined, "nothing that differs between machines");
    assert.equal(others.length, 0);
  }
});

Deno.test("openListedSource() reads the manifest of a folder before its files", async () => {
  const folder = await makeFolder({ "a.wav": tone(1), "x/b.wav": tone(2) });
  const manifest = Manifest.parse({
    dataset_info: { name: "yard" },
    samples: [{ filepath: "a.wav", label: "dog" }],
  });
  for (
    const [name, bytes] of [["csv", csvManifest(manifest)], ["parquet", parquetManifest(manifest)]]
  ) {
    if (typeof bytes === "string") continue;
    await Deno.writeFile(join(folder, `manifest.${name}`), bytes ?? new Uint8Array());
    const source = await openListedSource(folder);
    assert.equal(source.name, "yard");
    assert.deepEqual((await source.entries()).map(({ id }) => id), ["a"]);
    await Deno.remove(join(folder, `manifest.${name}`));
  }
});

Deno.test("openListedSource() takes parts of a recording, each with an id and a version of its own", async () => {
  const rows = "path,label,start,end\na.wav,dog,0,0.5\na.wav,rain,0.5,1\na.wav,wind,,";
  const folder = await makeFolder({ "list.csv": rows, "a.wav": tone(1) });
  const entries = await entriesOf(join(folder, "list.csv"));
  assert.deepEqual(entries.map(({ id, segment }) => ({ id, segment })), [
    { id: "a@0-0.5", segment: { startSeconds: 0, endSeconds: 0.5 } },
    { id: "a@0.5-1", segment: { startSeconds: 0.5, endSeconds: 1 } },
    { id: "a", segment: undefined },
  ]);
  assert.equal(new Set(entries.map(({ version }) => version)).size, 3);
});

Deno.test("openListedSource() reads files at addresses, whose secrets it tells nobody", async () => {
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    (request) => {
      const { pathname } = new URL(request.url);
      if (pathname === "/clips/list.csv") {
        return new Response("path,label\nb c.wav,rain\n", { headers: { etag: '"1"' } });
      }
      if (!/\/[ab](%20c)?\.wav$/.test(pathname)) return new Response(null, { status: 404 });
      return new Response(tone(2), { headers: { etag: `"${pathname}"` } });
    },
  );
  const host = `http://127.0.0.1:${server.addr.port}`;
  const folder = await makeFolder({
    "list.csv": `url,label\n${host}/x/a.wav?signature=secret,dog\n${host}/x/missing.wav,dog\n`,
  });
  const [entry, missing] = await entriesOf(join(folder, "list.csv"));
  assert.equal(entry?.id, `${host}/x/a`);
  assert.equal(entry?.uri, `${host}/x/a.wav`);
  assert.equal(entry?.originalFile, `${host}/x/a.wav`);
  assert.deepEqual(await entry?.read(), tone(2));
  await assert.rejects(async () => await missing?.read(), {
    message: `${folder}/list.csv, line 3: there is no "missing.wav" in ${host}/x`,
  });
  const [relative] = await entriesOf(`${host}/clips/list.csv`);
  assert.deepEqual(await relative?.read(), tone(2));
});

Deno.test("openListedSource() lists a clip whose file is missing or leads out, to fail when it is read", async () => {
  const outside = await makeFolder({ "secret.wav": tone(3) });
  const paths = [
    "a.wav",
    "gone.wav",
    "../a.wav",
    "sub/../../a.wav",
    "/etc/passwd",
    `file://${outside}/secret.wav`,
    "sub\\a.wav",
    "C:\\a.wav",
    "%2e%2e/a.wav",
    "link.wav",
    "folder/secret.wav",
    "ftp://host/a.wav",
    "http://example.com/a.wav",
    "s3://",
  ];
  const folder = await makeFolder({
    "data/a.wav": tone(1),
    "data/list.json": { samples: paths.map((filepath) => ({ filepath, label: "x" })) },
  });
  await Deno.symlink(join(outside, "secret.wav"), join(folder, "data/link.wav"));
  await Deno.symlink(outside, join(folder, "data/folder"));
  const entries = await entriesOf(join(folder, "data/list.json"));
  assert.equal(entries.length, paths.length);
  assert.deepEqual(await entries[0]?.read(), tone(1));
  for (const [index, entry] of entries.entries()) {
    if (index === 0) continue;
    const error: unknown = await entry.read().then(() => "it was read", (cause) => cause);
    assert.ok(error instanceof Error, `${paths[index]}`);
    assert.ok(
      error.message.startsWith(`${folder}/data/list.json, samples[${index}]: `),
      error.message,
    );
    assert.match(error.message, /^\P{Cc}+$/u);
  }
});

Deno.test("locateClips() takes no address of this machine from a list that is elsewhere", async () => {
  for (const address of ["http://127.0.0.1:1/a.wav", "https://localhost:1/a.wav"]) {
    for (const folder of ["https://example.com", "s3://bucket/lists"]) {
      const [file] = await locateClips([address], { folder, dataBaseDir: "." });
      const problem = `${address}: wanted a relative path, or one at s3:// or https://`;
      assert.deepEqual(file, { problem });
    }
  }
});

Deno.test("openListedSource() refuses a list of which no file is there", async () => {
  const folder = await makeFolder({ "list.csv": "path,label\na.wav,dog\nb.wav,dog" });
  await assert.rejects(openListedSource(join(folder, "list.csv")), {
    message: `Cannot read ${folder}/list.csv: line 2, filepath: there is no "a.wav" in ${folder} ` +
      "or above it; --data-base-dir or DATA_BASE_DIR says where paths start",
  });
});

Deno.test("openListedSource() notices a file that changed since it was listed, or is another one", async () => {
  const folder = await makeFolder({
    "x/a.wav": tone(1),
    "list.json": {
      samples: [{ filepath: "x/a.wav", label: "x", sha256: "0".repeat(64) }],
    },
  });
  const [entry] = await entriesOf(folder);
  await Deno.writeFile(join(folder, "x/a.wav"), tone(2).subarray(0, 1000));
  await assert.rejects(async () => await entry?.read(), { message: /a\.wav: .*changed/ });
  const [listed] = await entriesOf(join(folder, "list.json"));
  await assert.rejects(async () => await listed?.read(), {
    message: /^wanted the file with sha256 0{64}, got [0-9a-f]{64}$/,
  });
});

Deno.test("openListedSource() refuses a folder with a link that leads out, or an unfinished dataset", async () => {
  const outside = await makeFolder({ "secret.wav": tone(3) });
  const linked = await makeFolder({ "dog/a.wav": tone(1), ".venv/bin/beep.wav": tone(2) });
  await Deno.symlink(join(outside, "secret.wav"), join(linked, ".venv/bin/link.wav"));
  assert.deepEqual((await entriesOf(linked)).map(({ id }) => id), ["dog/a"]);
  await Deno.symlink(join(outside, "secret.wav"), join(linked, "dog/b.wav"));
  await assert.rejects(openListedSource(linked), {
    message: `Cannot use ${linked}/dog/b.wav: a link on the way leads out of ${linked}`,
  });
  for (const journal of [".journal.jsonl", ".journal/0-of-2/1.jsonl"]) {
    const begun = await makeFolder({ "audio/x/a.wav": tone(1), [journal]: "{}" });
    await assert.rejects(openListedSource(begun), { message: /it was not finished; run the/ });
  }
});

Deno.test("openListedSource() tells which columns are there, of whatever table", async () => {
  const folder = await makeFolder({ "list.csv": "name,kind\na,b" });
  await assert.rejects(openListedSource(join(folder, "list.csv")), {
    message: `Cannot read ${folder}/list.csv: no column has the path of the audio; there are: ` +
      "name, kind. Name it by --columns path=…",
  });
});
