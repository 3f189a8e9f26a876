import assert from "node:assert/strict";
import { makeFolder, tone } from "../dataset/test_clips.ts";
import { openDataset } from "../dataset/open_dataset.ts";
import { withS3 } from "../services/test_s3.ts";
import { defineServiceTest } from "../services/test_services.ts";
import { openStore } from "../storage/open_store.ts";
import { readAll } from "../storage/store_test_cases.ts";
import { withEmptyCache } from "../storage/test_environment.ts";
import type { ClipEmbedding } from "./backbone.ts";
import { embedEach } from "./embed_each.ts";
import { openBackbone } from "./open_backbone.ts";

defineServiceTest(
  "embedEach() takes from a bucket what another machine has embedded, and makes damaged objects again",
  ["s3"],
  ({ s3 }) =>
    withS3(s3, () =>
      withEmptyCache(async (cache) => {
        const clips = Array.from({ length: 40 }, (_, i) => [`a/${i}.wav`, tone(100 + 50 * i)]);
        const { samples } = await openDataset(await makeFolder(Object.fromEntries(clips)));
        const backbone = await openBackbone("logmel");
        const embeddings = `s3://datasets/${crypto.randomUUID()}`;
        const embedAll = async (uri: string) => {
          const found = new Map<number, ClipEmbedding>();
          await embedEach(samples, backbone, (clip, index) => found.set(index, clip), {
            embeddings: uri,
          });
          return samples.map((_, index) => found.get(index));
        };
        const first = await embedAll(embeddings);
        const store = await openStore(embeddings);
        const objects = await Array.fromAsync(store.list());
        assert.equal(objects.length, samples.length);
        const audio = await Promise.all(samples.map(({ path }) => Deno.readFile(path)));
        for (const { path } of samples) await Deno.remove(path); // only the bucket knows them
        assert.deepEqual(await embedAll(embeddings), first);
        assert.deepEqual([...Deno.readDirSync(cache)], [], "something was kept on disk");

        for (const [index, { path }] of samples.entries()) {
          await Deno.writeFile(path, audio[index] ?? new Uint8Array());
        }
        const [{ path = "" } = {}, { path: other = "" } = {}] = objects;
        const whole = await readAll(store, path);
        await store.write(path, Uint8Array.from(whole, (byte, at) => at === 99 ? byte ^ 1 : byte));
        await store.write(other, "");
        assert.deepEqual(await embedAll(embeddings), first);
        assert.deepEqual(await readAll(store, path), whole);

        await assert.rejects(embedAll("s3://no-such-bucket/x"), {
          message: /^Cannot .* s3:\/\/no-such-bucket.*there is no such bucket\. Create it/,
        });
      })),
);
