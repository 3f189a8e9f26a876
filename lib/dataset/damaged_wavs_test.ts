import assert from "node:assert/strict";
import { join } from "node:path";
import { buildWav, bytesOf, type WavParts } from "../audio/wav_test_data.ts";
import { createDataset } from "./create_dataset.ts";
import { Random } from "./random.ts";
import { openListedSource } from "./sources/listed_source.ts";
import { readStoredDataset } from "./stored/stored_dataset.ts";
import { validateDataset } from "./stored/validate_dataset.ts";
import { makeFolder } from "./test_clips.ts";

const FILES = 1_000;

const FORMS: readonly WavParts[] = [
  { bits: 16, tag: 1 },
  { bits: 8, tag: 1 },
  { bits: 24, tag: 1 },
  { bits: 32, tag: 3 },
  { bits: 8, tag: 6 },
  { bits: 16, subFormat: 1 },
];

/** A WAV file of a tenth of a second, in which a few bytes are others, or which is cut short. */
function damagedWav(random: Random, index: number): Uint8Array<ArrayBuffer> {
  const form: WavParts = FORMS[index % FORMS.length] ?? {};
  const frameBytes = 2 * (form.bits ?? 16) / 8;
  const samples = Float32Array.from({ length: 200 * frameBytes }, () => random.uniform() - 0.5);
  const wav = buildWav({ ...form, channels: 2, sampleRateHz: 8_000, data: bytesOf(samples) });
  const below = (end: number) => Math.floor(random.uniform() * end);
  const reach = index % 4 === 0 ? wav.length : 70; // the header, mostly
  for (let n = below(4); n >= 0; n--) wav[below(reach)] = below(256);
  return index % 10 === 9 ? wav.slice(0, below(wav.length)) : wav;
}

const ONE_LINE_WITH_ADVICE =
  /^Cannot (decode|take) [\x20-\x7e]+\. (Convert|Copy|Cut|Scale|The file|Write) [\x20-\x7e]+$/;

Deno.test("createDataset() with skipBad makes a clip of each of 1,000 damaged WAVs, or names it and says what is wrong", async () => {
  const random = new Random(1);
  const wavs = Array.from({ length: FILES }, (_, i) => damagedWav(random, i));
  const around = await makeFolder(
    Object.fromEntries(wavs.map((wav, i) => [`source/dog/${i}.wav`, wav])),
  );
  const out = join(around, "out");
  const source = await openListedSource(join(around, "source"), {});
  const { clips, skipped, samples } = await createDataset(source, out, { skipBad: true });

  assert.equal(clips + skipped.length, FILES);
  assert.ok(clips > 300 && skipped.length > 300, `${clips} clips`);
  for (const { file, reason } of skipped) {
    assert.match(file, /^dog\/\d+\.wav$/);
    assert.match(reason, ONE_LINE_WITH_ADVICE);
  }
  const mostBytes = Math.max(...wavs.map(({ length }) => length));
  for (const { id, duration, original_sample_rate = 0, original_channels = 0 } of samples) {
    assert.ok(original_sample_rate >= 1_000 && original_sample_rate <= 768_000, id);
    assert.ok(duration > 0 && duration * original_sample_rate * original_channels < mostBytes, id);
  }
  const { problems, strays } = await validateDataset(await readStoredDataset(out));
  assert.deepEqual([problems, strays], [[], []], "every file is whole and named by the manifest");
  assert.deepEqual([...Deno.readDirSync(around)].map(({ name }) => name).sort(), ["out", "source"]);
});
