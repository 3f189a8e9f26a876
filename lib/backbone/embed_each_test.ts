import assert from "node:assert/strict";
import { join } from "node:path";
import { decodeWav } from "../audio/decode_wav.ts";
import { encodeWav16 } from "../audio/encode_wav16.ts";
import { frameCount } from "../audio/frames.ts";
import type { Sample } from "../dataset/dataset.ts";
import { sha256 } from "../storage/sha256.ts";
import type { Backbone, ClipEmbedding } from "./backbone.ts";
import { embedEach, type EmbedOptions } from "./embed_each.ts";
import { openBackbone } from "./open_backbone.ts";
import { withEmptyCache } from "../storage/test_environment.ts";
import { embedForTest } from "./test_session.ts";

const backbone = await openBackbone("logmel");

/** Runs with tones of different lengths as WAV files at 16 kHz, and a cache of their own. */
async function withSamples(
  count: number,
  run: (samples: Sample[], cache: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const samples = Array.from({ length: count }, (_, index) => {
    const path = join(folder, `${index}.wav`);
    Deno.writeFileSync(path, encodeWav16(tone(index), 16_000));
    return {
      id: String(index),
      filepath: `${index}.wav`,
      path,
      labels: ["tone"],
      durationSeconds: tone(index).length / 16_000,
      recording: String(index),
      sourceSha256: sha256(String(index)),
      sha256: sha256(Deno.readFileSync(path)),
    };
  });
  await withEmptyCache((cache) => run(samples, cache));
  await Deno.remove(folder, { recursive: true });
}

function tone(index: number): Float32Array {
  return Float32Array.from(
    { length: 10_000 + 3_000 * index },
    (_, n) => 0.3 * Math.sin(n / (index + 3)),
  );
}

/** All of them, in the samples' order. */
async function embedAll(
  samples: readonly Sample[],
  by: Backbone,
  options: EmbedOptions = {},
): Promise<ClipEmbedding[]> {
  const embeddings = new Map<number, ClipEmbedding>();
  await embedEach(samples, by, (embedding, index) => embeddings.set(index, embedding), options);
  return samples.flatMap((_, index) => embeddings.get(index) ?? []);
}

async function cacheFiles(folder: string): Promise<string[]> {
  const files: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    files.push(...isDirectory ? await cacheFiles(path) : [path]);
  }
  return files.sort();
}

Deno.test("embedEach() embeds each clip, in the samples' order", () =>
  withSamples(5, async (samples) => {
    const embeddings = await embedAll(samples, backbone, { workers: 2 });
    for (
      const [index, { frames, embeddings: values, scores, durationSeconds }] of embeddings.entries()
    ) {
      assert.equal(frames, frameCount(tone(index).length));
      assert.equal(durationSeconds, tone(index).length / 16_000);
      assert.equal(scores.length, 0);
      const stored = decodeWav(encodeWav16(tone(index), 16_000)).channels[0];
      const wanted = await embedForTest(backbone.model, stored ?? new Float32Array());
      const difference = values.map((value, i) =>
        Math.abs(value - (wanted.embeddings?.values[i] ?? NaN))
      );
      assert.ok(Math.max(...difference) < 1e-4, `clip ${index}`);
    }
  }));

Deno.test("embedEach() reads what it embedded before from the cache", () =>
  withSamples(3, async (samples) => {
    const first = await embedAll(samples, backbone, { workers: 1 });
    for (const { path } of samples) Deno.removeSync(path); // so that only the cache can know what was in it
    assert.deepEqual(await embedAll(samples, backbone, { workers: 1 }), first);
  }));

Deno.test("embedEach() takes nothing from the cache that another backbone said", () =>
  withSamples(1, async (samples) => {
    await embedAll(samples, backbone, { workers: 1 });
    for (const { path } of samples) Deno.removeSync(path);
    const other = { ...backbone, digest: sha256("another file") };
    await assert.rejects(embedAll(samples, other, { workers: 1 }), /there is no such file/);
  }));

Deno.test("embedEach() does not take a copy for its source, not even one of the same size", () =>
  withSamples(1, async ([sample]) => {
    assert.ok(sample);
    const [before] = await embedAll([sample], backbone, { workers: 1 });
    const copy = encodeWav16(tone(0).map((value) => value / 2), 16_000);
    assert.equal(copy.length, Deno.statSync(sample.path).size);
    Deno.writeFileSync(sample.path, copy);
    const [after] = await embedAll([{ ...sample, sha256: sha256(copy) }], backbone, {
      workers: 1,
    });
    assert.notDeepEqual(after, before);
  }));

Deno.test("embedEach() makes a damaged cache file again", () =>
  withSamples(2, async (samples, cache) => {
    const first = await embedAll(samples, backbone, { workers: 1 });
    const [file] = await cacheFiles(cache);
    assert.ok(file);
    const bytes = await Deno.readFile(file);
    await Deno.writeFile(file, bytes.slice(0, -7));
    assert.deepEqual(await embedAll(samples, backbone, { workers: 1 }), first);
    assert.deepEqual(await Deno.readFile(file), bytes);
  }));

Deno.test("embedEach() goes on where a run ended", () =>
  withSamples(4, async (samples) => {
    await embedAll(samples.slice(0, 3), backbone, { workers: 1 });
    // Of the first three only the cache is left.
    for (const { path } of samples.slice(0, 3)) Deno.removeSync(path);
    const told: string[] = [];
    const onProgress = (done: number, total: number) => told.push(`${done}/${total}`);
    const embeddings = await embedAll(samples, backbone, { workers: 1, onProgress });
    assert.deepEqual(embeddings.map(({ frames }) => frames), [1, 1, 2, 2]);
    assert.deepEqual(told, ["1/4", "2/4", "3/4", "4/4"]);
  }));

Deno.test("embedEach() names the file that cannot be read, and caches nothing of it", () =>
  withSamples(2, async (samples, cache) => {
    const [, second] = samples;
    assert.ok(second);
    await Deno.writeTextFile(second.path, "not audio");
    await assert.rejects(embedAll(samples, backbone, { workers: 1 }), {
      name: "AudioFormatError",
      message: new RegExp(`^${second.path}: Cannot decode audio`),
    });
    const names = (await cacheFiles(cache)).map((path) => path.replace(/^.*\//, ""));
    assert.ok(!names.some((name) => name.startsWith(second.sourceSha256)), names.join());

    await Deno.remove(second.path);
    await assert.rejects(embedAll(samples, backbone), {
      message: `Cannot read ${second.path}: there is no such file`,
    });
  }));

Deno.test("embedEach() hands over each embedding once and keeps none", () =>
  withSamples(6, async (samples) => {
    const seen: number[] = [];
    const visit = (_: unknown, index: number) => seen.push(index);
    await embedEach(samples, backbone, visit, { workers: 2 });
    assert.deepEqual(seen.toSorted(), [0, 1, 2, 3, 4, 5]);
  }));

Deno.test("embedEach() refuses a backbone that does not keep its word", () =>
  withSamples(1, async (samples) => {
    await assert.rejects(embedAll(samples, { ...backbone, embeddingSize: 99 }), {
      name: "RangeError",
      message:
        "Cannot embed with logmel: wanted embeddings [F,99] and scores [F,0] of at least one frame, got [1,320] and [undefined]",
    });
  }));
