import assert from "node:assert/strict";
import { join } from "node:path";
import { sha256 } from "../../storage/sha256.ts";
import { withEnvironment } from "../../storage/test_environment.ts";
import { readLabelNames } from "../manifest/label_names.ts";
import { Manifest } from "../manifest/manifest.ts";
import { parquetManifest } from "../manifest/parquet_manifest.ts";
import { makeFolder, tone } from "../test_clips.ts";
import { openSource, type OpenSourceOptions } from "./open_source.ts";
import { makeArchive } from "./test_archive.ts";

/** Two clips, called as ESC-50's are. */
const [DOG, RAIN] = ["1-100032-A-0.wav", "1-17367-A-10.wav"];
const CLIPS = [[DOG, "dog", tone(300)], [RAIN, "rain", tone(400)]] as const;

const SAMPLES = CLIPS.map(([name, label]) => ({ filepath: `clips/${label}/${name}`, label }));

/** AudioSet's, of videos that are called as the clips. */
const SEGMENTS = `# YTID, start_seconds, end_seconds, positive_labels
1-100032-A-0, 0.000, 0.100, "/m/dog"
1-17367-A-10, 30.000, 40.000, "/m/rain"
`;

/** The clips in each form that needs no other server than a web server. */
async function makePlaces(): Promise<string> {
  const rows = CLIPS.map(([name, label]) => `${name},1,0,${label},True,${name.split("-")[1]},A`);
  return await makeFolder({
    ...Object.fromEntries(CLIPS.map(([name, label, wav]) => [`clips/${label}/${name}`, wav])),
    "esc.zip": await makeArchive(
      rows,
      Object.fromEntries(CLIPS.map(([name, , wav]) => [name, wav])),
    ),
    "list.csv": `path,label\n${SAMPLES.map((s) => `${s.filepath},${s.label}`).join("\n")}\n`,
    "list.parquet": parquetManifest(Manifest.parse({ samples: SAMPLES })),
    "manifest.json": { samples: SAMPLES },
    "lists/eval_segments.csv": SEGMENTS,
    "lists/names.csv": "index,mid,display_name\n0,/m/dog,dog\n1,/m/rain,rain\n",
    [`cut/${DOG}`]: CLIPS[0][2],
    "cut/1-17367-A-10_30.000_40.000.wav": CLIPS[1][2],
  });
}

async function readAll(uri: string, options: OpenSourceOptions): Promise<unknown[]> {
  const entries = await (await openSource(uri, options)).entries();
  const clips = entries.map(async ({ labels, read }) => [labels, sha256(await read())]);
  return (await Promise.all(clips)).sort();
}

Deno.test("openSource() gives the same clips from a folder, lists, AudioSet's segments and archives, here and on the web", async () => {
  const folder = await makePlaces();
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    async ({ url }) => {
      const bytes = await Deno.readFile(join(folder, new URL(url).pathname)).catch(() => undefined);
      return new Response(bytes ?? null, { status: bytes ? 200 : 404 });
    },
  );
  const web = `http://127.0.0.1:${server.addr.port}`;
  const segments = { dataBaseDir: join(folder, "cut") };
  const sources: [uri: string, options?: OpenSourceOptions][] = [
    [join(folder, "clips")],
    [folder],
    ...["list.csv", "list.parquet", "manifest.json", "esc.zip"].flatMap((name) =>
      [folder, web].map((root): [string] => [`${root}/${name}`])
    ),
    ...[folder, web].map((root): [string, OpenSourceOptions] => [
      `${root}/lists/eval_segments.csv`,
      segments,
    ]),
  ];
  const expected = CLIPS.map(([, label, wav]) => [[label], sha256(wav)]);
  await withEnvironment({ YAMNET_KIT_CACHE: await makeFolder({}) }, async () => {
    for (const [uri, options = {}] of sources) {
      const labelNames = options === segments
        ? await readLabelNames(uri.replace("eval_segments", "names"))
        : undefined;
      assert.deepEqual(await readAll(uri, { ...options, labelNames }), expected, uri);
    }
    await assert.rejects(openSource(`${web}/lists/eval_segments.csv`), {
      message:
        /^Cannot read http:.*: web servers do not list the audio beside it; --data-base-dir /,
    });
  });
});
