import assert from "node:assert/strict";
import { join } from "node:path";
import { buildYamnet } from "../backbone/build_yamnet.ts";
import { LARGEST_INT8_ERROR } from "../backbone/int8_error.ts";
import { writeMiniYamnet } from "../backbone/mini_yamnet_test_data.ts";
import { readBackbone } from "../backbone/read_backbone.ts";
import { withEmptyCache } from "../storage/test_environment.ts";
import { makeTempDir } from "../storage/test_folder.ts";
import { composeModel } from "./compose_model.ts";
import { openModel } from "./open_model.ts";
import { packagedInt8Error } from "./packaged_int8_error.ts";
import { noise, smallHead } from "./test_parts.ts";

/** An int8 model of YAMNet's form with few channels. */
async function miniModel(): Promise<Uint8Array<ArrayBuffer>> {
  const backbone = readBackbone(await buildYamnet(await writeMiniYamnet(), "int8"), "mini.onnx");
  const head = smallHead({ embeddingSize: backbone.embeddingSize });
  return composeModel({ name: "mini", backbone, head, dataHash: "abc" });
}

Deno.test("packagedInt8Error() is small where 8-bit arithmetic is only coarse", async () => {
  const error = await packagedInt8Error(await miniModel(), "softmax");
  assert.ok(error < LARGEST_INT8_ERROR / 4, String(error));
});

Deno.test("openModel() runs an int8 model in float where its check has failed on this processor, and says so", async () => {
  const path = join(await makeTempDir(), "model.onnx");
  await Deno.writeFile(path, await miniModel());
  const notes: string[] = [];
  await withEmptyCache(async (cache) => {
    const open = () => openModel(path, { workers: 1, onNote: (line) => void notes.push(line) });
    using inBytes = await open();
    assert.deepEqual(notes, []);
    const [measured] = [...Deno.readDirSync(join(cache, "models"))];
    assert.match(measured?.name ?? "", /^int8-error-/);
    await Deno.writeTextFile(join(cache, "models", measured?.name ?? ""), "0.9");
    using inFloat = await open();
    assert.match(notes.join(), /^The model in int8 would be 90 % off on this processor/);
    const [coarse, exact] = [
      await inBytes.run({ waveform: noise() }),
      await inFloat.run({ waveform: noise() }),
    ];
    const apart = exact.probabilities.map((p, i) => Math.abs(p - (coarse.probabilities[i] ?? 0)));
    assert.ok(Math.max(...apart) < 0.05, apart.join());
  });
});
