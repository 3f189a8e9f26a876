import assert from "node:assert/strict";
import { join } from "node:path";
import { defineAssetTest } from "../storage/test_assets.ts";
import { writeAtomically } from "../storage/write_atomically.ts";
import { fetchYamnet } from "./fetch_yamnet.ts";
import { cachedTflitePath, locateYamnet } from "./locate_yamnet.ts";
import { openBackbone } from "./open_backbone.ts";
import { yamnetOnnxPath } from "./open_yamnet.ts";
import { withEmptyCache, withEnvironment } from "../storage/test_environment.ts";
import { makeTempDir } from "../storage/test_folder.ts";
import { YAMNET_FILE } from "./yamnet_file.ts";

const NOTHING_AT_HAND = { YAMNET_KIT_ASSETS: "", YAMNET_TFLITE: "" };

Deno.test("openBackbone() makes logmel from nothing", async () => {
  const { name, embeddingSize } = await openBackbone("logmel");
  assert.deepEqual({ name, embeddingSize }, { name: "logmel", embeddingSize: 320 });
});

Deno.test("openBackbone() says how to get weights that are not there", async () => {
  await withEmptyCache(() =>
    withEnvironment(NOTHING_AT_HAND, async () => {
      await assert.rejects(openBackbone("yamnet"), {
        message: /^Cannot open YAMNet: its weights are not on this machine\. Run "deno task model"/,
      });
    })
  );
});

Deno.test("openBackbone() does not look elsewhere for a file that was named", async () => {
  await assert.rejects(openBackbone("yamnet", { tflite: "missing.tflite" }), {
    message: 'Cannot open YAMNet: there is no file "missing.tflite"',
  });
  await withEnvironment({ YAMNET_TFLITE: "gone.tflite" }, async () => {
    await assert.rejects(openBackbone("yamnet"), {
      message: 'Cannot open YAMNet: there is no file "gone.tflite"',
    });
  });
});

Deno.test("openBackbone() refuses weights other than the official ones, and caches nothing", async () => {
  await withEmptyCache(async (cache) => {
    const tflite = join(cache, "other.tflite");
    await Deno.writeTextFile(tflite, "<html>not found</html>");
    await assert.rejects(openBackbone("yamnet", { tflite }), {
      message: /is not the official file: wanted SHA-256 10c95ea3.*, got .* \(22 bytes\)/,
    });
    assert.deepEqual([...Deno.readDirSync(cache)].map(({ name }) => name), ["other.tflite"]);
  });
});

Deno.test("openBackbone() opens an ONNX file by its path", async () => {
  const path: `${string}.onnx` = `${await makeTempDir()}/own.onnx`;
  await assert.rejects(openBackbone(path), {
    message: `Cannot open the backbone ${path}: there is no such file`,
  });
  await Deno.writeFile(path, (await openBackbone("logmel")).model);
  assert.deepEqual(await openBackbone(path), await openBackbone("logmel"));
});

defineAssetTest("openBackbone() converts YAMNet once", [YAMNET_FILE.name], async () => {
  await withEmptyCache(async () => {
    const made = await openBackbone("yamnet");
    assert.equal(made.embeddingSize, 1024);
    assert.equal(made.labels.length, 521);
    assert.equal(made.labels[74], "Growling");
    const path = yamnetOnnxPath(made.precision);
    const { mtime } = await Deno.stat(path);
    assert.deepEqual(await openBackbone("yamnet"), made);
    assert.deepEqual((await Deno.stat(path)).mtime, mtime);

    const flipped = made.model.slice().fill(
      7,
      made.model.length >> 1,
      (made.model.length >> 1) + 1,
    );
    for (const damaged of [new TextEncoder().encode("damaged"), flipped]) {
      await Deno.writeFile(path, damaged);
      assert.deepEqual(await openBackbone("yamnet"), made);
      assert.deepEqual(await Deno.readFile(path), made.model);
    }
  });
});

defineAssetTest(
  "openBackbone() takes float32 where int8 was found broken, and says so",
  [YAMNET_FILE.name],
  async () => {
    await withEmptyCache(async (cache) => {
      await openBackbone("yamnet", { onNote: () => {} });
      // Stands in for a processor without VNNI: what the check found is read from the cache.
      const models = join(cache, "models");
      const [found] = [...Deno.readDirSync(models)].filter(({ name }) => name.endsWith(".txt"));
      assert.ok(found);
      await Deno.writeTextFile(join(models, found.name), "0.85");
      const notes: string[] = [];
      const { precision } = await openBackbone("yamnet", { onNote: (line) => notes.push(line) });
      assert.equal(precision, "float32");
      assert.equal(notes.length, 1);
      assert.match(notes[0] ?? "", /^YAMNet in int8 would be 85 % off on this processor/);
    });
  },
);

defineAssetTest(
  "locateYamnet() finds the weights in the cache before the assets folder",
  [YAMNET_FILE.name],
  async ([asset]) => {
    await withEmptyCache(async () => {
      assert.equal((await locateYamnet()).path, asset);
      await writeAtomically(cachedTflitePath(), await Deno.readFile(asset ?? ""));
      assert.equal((await locateYamnet()).path, cachedTflitePath());
      assert.equal(await fetchYamnet(), cachedTflitePath()); // whole already: nothing to ask for
    });
  },
);
