import assert from "node:assert/strict";
import { makeFolder, tone } from "../dataset/test_clips.ts";
import { withS3 } from "../services/test_s3.ts";
import { defineServiceTest } from "../services/test_services.ts";
import { openStore } from "../storage/open_store.ts";
import type { Store } from "../storage/store.ts";
import { readAll } from "../storage/store_test_cases.ts";
import { makeTempDir } from "../storage/test_folder.ts";
import { listInputs } from "./list_inputs.ts";
import { predictToFile } from "./predict_to_file.ts";
import type { Predictor } from "./predictor.ts";
import { failing, openTestPredictor } from "./test_predictor.ts";

const OPTIONS = { topN: 2, frames: true, form: "jsonl" } as const;

/** A test of ten files, whose result goes to a bucket. */
function defineBucketTest(
  name: string,
  run: (parts: {
    predictor: Predictor;
    asked: string[];
    store: Store;
    /** Predicts all into the bucket. */
    start: (by?: Predictor) => Promise<number>;
    /** What comes of them on disk. */
    wanted: Uint8Array;
  }) => Promise<void>,
): void {
  defineServiceTest(name, ["s3"], ({ s3 }) =>
    withS3(s3, async () => {
      using test = await openTestPredictor();
      const { predictor, asked } = test;
      const clips = Array.from({ length: 10 }, (_, i) => [`${i}.wav`, tone(100 * (i + 1))]);
      const inputs = await listInputs([await makeFolder(Object.fromEntries(clips))]);
      const local = `${await makeTempDir()}/said.jsonl`;
      await predictToFile(predictor, inputs, local, OPTIONS);
      asked.length = 0;
      const uri = `s3://datasets/${crypto.randomUUID()}`;
      const start = (by = predictor) => predictToFile(by, inputs, `${uri}/said.jsonl`, OPTIONS);
      const store = await openStore(uri);
      await run({ predictor, asked, store, start, wanted: await Deno.readFile(local) });
    }));
}

defineBucketTest(
  "predictToFile() keeps in a bucket what came before it failed",
  async ({ predictor, asked, store, start, wanted }) => {
    await assert.rejects(start(failing(predictor, 5)), /switched off/);
    await assert.rejects(start(failing(predictor, 3)), /switched off/);
    asked.length = 0;
    assert.equal(await start(), 10);
    assert.equal(asked.length, 10 - 6);
    assert.deepEqual(await readAll(store, "said.jsonl"), wanted);
    assert.equal((await Array.fromAsync(store.list())).length, 1);
  },
);

defineBucketTest(
  "predictToFile() does not go on from a damaged journal, and names the object",
  async ({ predictor, store, start }) => {
    await assert.rejects(start(failing(predictor, 5)), /switched off/);
    const [{ path = "" } = {}] = await Array.fromAsync(store.list());
    const text = new TextDecoder().decode(await readAll(store, path));
    for (const damaged of [text.slice(0, -9), text.replace("{", "?")]) {
      await store.write(path, damaged);
      await assert.rejects(start(), /^Error: Cannot go on from s3:.*said\.jsonl.*Remove it, and/);
    }
    await store.remove(path);
    assert.equal(await start(), 10);
  },
);

defineBucketTest(
  "predictToFile() gives a whole result where two are at it, or none: the later is told of the other",
  async ({ store, start, wanted }) => {
    const runs = await Promise.allSettled([start(), start(), start()]);
    assert.ok(runs.some(({ status }) => status === "fulfilled"));
    for (const run of runs) {
      if (run.status === "rejected") {
        assert.match(String(run.reason), /another run that writes it|Cannot read s3:/);
      }
    }
    assert.deepEqual(await readAll(store, "said.jsonl"), wanted);
  },
);
