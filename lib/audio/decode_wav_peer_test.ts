import assert from "node:assert/strict";
import { join } from "node:path";
import { definePeerTest } from "../python/test_peer.ts";
import { runPython } from "../python/run_python.ts";
import { decodeWav } from "./decode_wav.ts";

/** Writes a noisy stereo clip in each form that libsndfile knows, and beside it what libsndfile reads back. */
const WRITE_ALL = `
import sys, numpy, soundfile
folder = sys.argv[1]
signal = numpy.random.default_rng(1).uniform(-1, 1, (777, 2))
for container in ["WAV", "WAVEX", "RF64"]:
    for subtype in ["PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE", "ALAW", "ULAW"]:
        if not soundfile.check_format(container, subtype): continue
        path = f"{folder}/{container}-{subtype}.wav"
        soundfile.write(path, signal, 22050, subtype=subtype, format=container)
        soundfile.read(path, dtype="float32")[0].astype("<f4").tofile(path + ".f32")
`;

definePeerTest(
  "decodeWav() reads what libsndfile writes, sample for sample",
  [],
  async (python) => {
    const folder = await Deno.makeTempDir();
    try {
      await runPython(python, WRITE_ALL, [folder]);
      const names = [...Deno.readDirSync(folder)].map(({ name }) => name)
        .filter((name) => name.endsWith(".wav"));
      assert.equal(names.length, 24);
      for (const name of names) {
        const { channels, encoding, sampleRateHz } = decodeWav(
          await Deno.readFile(join(folder, name)),
        );
        const [left, right] = channels;
        assert.ok(left && right);
        const interleaved = Float32Array.from({ length: 2 * left.length }, (_, i) => {
          return (i % 2 === 0 ? left : right)[i >> 1] ?? NaN;
        });
        const { buffer } = await Deno.readFile(join(folder, `${name}.f32`));
        assert.deepEqual(interleaved, new Float32Array(buffer), name);
        assert.equal(`${sampleRateHz} ${encoding}`, `22050 ${name.replace(/^.*-|\.wav$/g, "")}`);
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);
