import assert from "node:assert/strict";
import { defineAssetTest } from "../storage/test_assets.ts";
import { MEL_BANDS, melBandOf, melFilterbank } from "./mel_filterbank.ts";
import { readTflite } from "./tflite/read_tflite.ts";
import { YAMNET_FILE } from "./yamnet_file.ts";

const { firstBin, bins, weights } = melFilterbank(512, 16_000);
const at = (bin: number, band: number) => weights[(bin - firstBin) * MEL_BANDS + band] ?? 0;

Deno.test("melFilterbank() covers the bins between 125 and 7500 Hz", () => {
  assert.equal(firstBin, 5); // 156.25 Hz; bin 4 is 125 Hz, where the first band begins
  assert.equal(firstBin + bins - 1, 239); // 7468.75 Hz
});

Deno.test("melFilterbank() shares each bin between two neighbours, in whole", () => {
  // From the first band's middle, 154 Hz, to the last one's, 7210 Hz.
  for (let bin = firstBin; bin <= 230; bin++) {
    const shares = Array.from({ length: MEL_BANDS }, (_, band) => at(bin, band));
    const heard = shares.flatMap((share, band) => share > 0 ? [band] : []);
    assert.ok(heard.length <= 2, `bin ${bin} is in bands ${heard}`);
    assert.ok(Math.abs(shares.reduce((a, b) => a + b) - 1) < 1e-5, `bin ${bin}`);
  }
});

Deno.test("melBandOf() lies between the bands that share a frequency's bin, as they share it", () => {
  for (const bin of [20, 32, 200]) {
    const band = melBandOf(bin * 16_000 / 512);
    const lower = Math.floor(band);
    assert.ok(Math.abs(at(bin, lower + 1) - (band - lower)) < 1e-6);
    assert.ok(Math.abs(at(bin, lower) - (1 + lower - band)) < 1e-6);
  }
  assert.ok(Math.abs(melBandOf(125) + 1) < 1e-9);
});

defineAssetTest(
  "melFilterbank() is the matrix in YAMNet's file",
  [YAMNET_FILE.name],
  async ([path]) => {
    const { tensors } = readTflite(await Deno.readFile(path ?? ""));
    const matrix = tensors.find(({ shape }) => shape.join() === "64,257");
    const wanted = new Float32Array(matrix?.data.buffer ?? []);
    assert.equal(wanted.length, 64 * 257);
    wanted.forEach((weight, index) => {
      const [band, bin] = [Math.floor(index / 257), index % 257];
      assert.ok(Math.abs(weight - at(bin, band)) < 1e-6, `bin ${bin}, band ${band}`);
    });
  },
);
