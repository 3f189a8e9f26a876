import assert from "node:assert/strict";
import { join } from "node:path";
import { openDataset } from "../open_dataset.ts";
import { readLabelNames } from "../manifest/label_names.ts";
import { makeFolder, tone } from "../test_clips.ts";
import { openListedSource } from "./listed_source.ts";

/** As https://research.google.com/audioset/download.html has it. */
const LIST = `# Segments csv created Sun Mar  5 10:54:25 2017
# num_ytids=3, num_segs=3, num_unique_labels=2, num_positive_labels=4
# YTID, start_seconds, end_seconds, positive_labels
--4gqARaEJE, 0.000, 10.000, "/m/068hy,/m/0bt9lr"
-BfcmGbIZvY, 30.000, 40.500, "/m/0bt9lr"
_gone_video, 420.000, 430.000, "/m/068hy"
`;

const NAMES = 'index,mid,display_name\n0,/m/068hy,"Domestic animals, pets"\n1,/m/0bt9lr,Dog\n';

const entriesOf = async (...args: Parameters<typeof openListedSource>) =>
  await (await openListedSource(...args)).entries();

Deno.test("openListedSource() cuts AudioSet's segments out of whole recordings", async () => {
  const folder = await makeFolder({
    "list.csv": LIST,
    "--4gqARaEJE.wav": tone(1),
    "sub/Some title [-BfcmGbIZvY].m4a": tone(2),
  });
  const entries = await entriesOf(join(folder, "list.csv"));
  assert.deepEqual(
    entries.map(({ id, labels, recording, segment }) => ({ id, labels, recording, segment })),
    [
      {
        id: "--4gqARaEJE@0-10",
        labels: ["/m/068hy", "/m/0bt9lr"],
        recording: "--4gqARaEJE",
        segment: { startSeconds: 0, endSeconds: 10 },
      },
      {
        id: "-BfcmGbIZvY@30-40.5",
        labels: ["/m/0bt9lr"],
        recording: "-BfcmGbIZvY",
        segment: { startSeconds: 30, endSeconds: 40.5 },
      },
      {
        id: "_gone_video@420-430",
        labels: ["/m/068hy"],
        recording: "_gone_video",
        segment: { startSeconds: 420, endSeconds: 430 },
      },
    ],
  );
  assert.deepEqual(await entries[1]?.read(), tone(2));
  await assert.rejects(async () => await entries[2]?.read(), {
    message:
      `${folder}/list.csv, line 6: there is no audio of the video "_gone_video" in ${folder}`,
  });
});

Deno.test("openListedSource() takes AudioSet's segments whole that downloaders have cut", async () => {
  const names = [
    "-BfcmGbIZvY_30000_40500.flac",
    "-BfcmGbIZvY_30.000_40.500.wav",
    "-BfcmGbIZvY_30-40.5.wav",
    "-BfcmGbIZvY_30.wav",
    "-BfcmGbIZvY_000030.wav",
    "Y-BfcmGbIZvY.wav",
  ];
  for (const name of names) {
    const audio = await makeFolder({ [`Dog/${name}`]: tone(1), "Dog/-BfcmGbIZvY.wav": tone(2) });
    const list = await makeFolder({ "list.csv": LIST });
    const [, entry] = await entriesOf(join(list, "list.csv"), { dataBaseDir: audio });
    assert.equal(entry?.id, "-BfcmGbIZvY@30-40.5");
    assert.equal(entry.segment, undefined, name);
    assert.deepEqual(await entry.read(), tone(1));
  }
});

Deno.test("openListedSource() takes all files for segments where it is told that none has the start", async () => {
  const folder = await makeFolder({ "list.csv": LIST, "-BfcmGbIZvY.wav": tone(1) });
  const options = { columns: { start: "", end: "" } };
  const [, entry] = await entriesOf(join(folder, "list.csv"), options);
  assert.equal(entry?.segment, undefined);
});

Deno.test("openListedSource() calls AudioSet's labels by their names, where it is told these", async () => {
  const folder = await makeFolder({
    "list.csv": LIST,
    "names.csv": NAMES,
    "few.csv": "mid,display_name\n/m/0bt9lr,Dog\n",
    "--4gqARaEJE.wav": tone(1),
  });
  const labelNames = await readLabelNames(join(folder, "names.csv"));
  const [entry] = await entriesOf(join(folder, "list.csv"), { labelNames });
  assert.deepEqual(entry?.labels, ["Domestic animals, pets", "Dog"]);
  const few = await readLabelNames(join(folder, "few.csv"));
  await assert.rejects(openListedSource(join(folder, "list.csv"), { labelNames: few }), {
    message:
      `Cannot read ${folder}/list.csv: line 4, labels: there is no name for "/m/068hy" in --label-names`,
  });
  await assert.rejects(readLabelNames(join(folder, "list.csv")), {
    message: /list.csv: wanted the columns mid and display_name; there are: # Segments/,
  });
});

Deno.test("openListedSource() says which line of AudioSet's list is wrong", async () => {
  const cases: [line: string, message: string][] = [
    ['abc, 0.000, x, "/m/1"', 'line 7, end: expected number, got "x"'],
    ['abc, 5, 5, "/m/1"', "line 7, end: wanted an end behind the start"],
    ["abc, 5, 6", "Invalid Record Length: expect 4, got 3 on line 7"],
  ];
  for (const [line, message] of cases) {
    const folder = await makeFolder({ "list.csv": `${LIST}${line}\n` });
    await assert.rejects(openListedSource(join(folder, "list.csv")), {
      message: `Cannot read ${folder}/list.csv: ${message}`,
    });
  }
});

Deno.test("openDataset() says that a dataset is first to be made of a list of segments", async () => {
  const folder = await makeFolder({ "list.csv": LIST, "--4gqARaEJE.wav": tone(1) });
  await assert.rejects(openDataset(join(folder, "list.csv")), {
    message: `Cannot read ${folder}/list.csv as a dataset: line 4 is a part of a recording. ` +
      "Make a dataset of it first, with deno task dataset --source",
  });
});
