import assert from "node:assert/strict";
import { join } from "node:path";
import { ask, makeTestDatabase } from "../../database/test_database.ts";
import { withClient } from "../../postgres/with_client.ts";
import { withS3 } from "../../services/test_s3.ts";
import { defineServiceTest } from "../../services/test_services.ts";
import { openStore } from "../../storage/open_store.ts";
import { makeTempDir } from "../../storage/test_folder.ts";
import { createDataset } from "../create_dataset.ts";
import { readStoredDataset } from "../stored/stored_dataset.ts";
import { filesIn, tone } from "../test_clips.ts";
import { openSource } from "./open_source.ts";
import type { DatasetSource } from "./source.ts";

/** A source with three clips, and what its owner does to one of them. */
interface Changing {
  source: DatasetSource;
  /** Changes the clip "2.wav" in it. */
  change(): Promise<unknown>;
  /** What is said of the changed clip. */
  said: RegExp;
}

/** A dataset of a source that changes between listing and reading: the clip is named, the others are made. */
async function createWhileChanging({ source, change, said }: Changing): Promise<void> {
  const changing: DatasetSource = {
    name: source.name,
    async entries() {
      const entries = await source.entries();
      await change();
      return entries;
    },
  };
  const parent = await makeTempDir();
  const out = join(parent, "dataset");
  await assert.rejects(createDataset(changing, out), { name: "BadClipError", message: said });
  assert.ok(!(await filesIn(out)).includes("manifest.json"));
  const { clips, skipped } = await createDataset(changing, out, { skipBad: true });
  assert.equal(clips, 2);
  assert.match(`Cannot read ${skipped[0]?.file}: ${skipped[0]?.reason}`, said);
  assert.equal((await readStoredDataset(out)).clips.length, 2);
  const audio = (await filesIn(out)).filter((path) => path.endsWith(".wav"));
  assert.equal(audio.length, 2);
  assert.deepEqual([...Deno.readDirSync(parent)].map(({ name }) => name), ["dataset"]);
}

const CLIPS = [["dog/1.wav", 200], ["dog/2.wav", 300], ["rain/3.wav", 400]] as const;

defineServiceTest(
  "createDataset() names the object in S3 that changed after it was listed",
  ["s3"],
  async ({ s3 }) => {
    await withS3(s3, async () => {
      const uri = `s3://datasets/${crypto.randomUUID()}`;
      const store = await openStore(uri);
      for (const [path, pitchHz] of CLIPS) await store.write(path, tone(pitchHz));
      await createWhileChanging({
        source: await openSource(uri),
        change: () => store.write("dog/2.wav", tone(500)),
        said:
          /^Cannot read dog\/2\.wav: Cannot read s3:.*\/dog\/2\.wav: .* it has changed meanwhile\. Run the command again/,
      });
    });
  },
);

defineServiceTest(
  "createDataset() names the row in Postgres that changed after it was listed",
  ["databaseUrl"],
  async ({ databaseUrl }) => {
    const url = await makeTestDatabase(databaseUrl);
    await withClient(url, async (client) => {
      await client.query("CREATE TABLE clips (file text PRIMARY KEY, label text, wav bytea)");
      for (const [path, pitchHz] of CLIPS) {
        const values = [path, path.split("/")[0], tone(pitchHz)];
        await client.query("INSERT INTO clips VALUES ($1, $2, $3)", values);
      }
    });
    await createWhileChanging({
      source: await openSource(url, { table: "clips" }),
      change: () => ask(url, "UPDATE clips SET wav = wav || '\\x00' WHERE file = 'dog/2.wav'"),
      said: /^Cannot read dog\/2\.wav: it has changed meanwhile\. Run the command again/,
    });
  },
);
