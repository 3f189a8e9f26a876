import assert from "node:assert/strict";
import { join } from "node:path";
import { z } from "zod";
import { definePeerTest } from "../python/test_peer.ts";
import { runPython } from "../python/run_python.ts";
import { resample } from "./resample.ts";
import { bytesOf } from "./wav_test_data.ts";

/** How far two signals are apart up to a frequency, in dB below the signal there. */
const COMPARE = `
import json, sys
import numpy, soxr
folder, rate, limit = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
ours = numpy.fromfile(folder + "/ours.f32", "<f4")
theirs = soxr.resample(numpy.fromfile(folder + "/source.f32", "<f4"), rate, 16000, quality="VHQ")
length = min(len(ours), len(theirs))
assert abs(len(ours) - len(theirs)) <= 1, (len(ours), len(theirs))
window = numpy.hanning(length)
band = numpy.fft.rfftfreq(length, 1 / 16000) < limit
power = lambda x: numpy.sum(numpy.abs(numpy.fft.rfft(x[:length] * window)[band]) ** 2)
print(json.dumps(10 * numpy.log10(power(theirs) / power(ours[:length] - theirs[:length]))))
`;

/** White noise, the same every time (Numerical Recipes' linear congruential generator). */
function noise(length: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

definePeerTest("resample() agrees with soxr VHQ in all that YAMNet hears", [], async (python) => {
  const cases = [
    { rate: 44_100, limitHz: 7_400 },
    { rate: 48_000, limitHz: 7_400 },
    { rate: 22_050, limitHz: 7_400 },
    { rate: 96_000, limitHz: 7_400 },
    { rate: 47_999, limitHz: 7_400 },
    { rate: 8_000, limitHz: 3_600 },
  ];
  const folder = await Deno.makeTempDir();
  try {
    for (const { rate, limitHz } of cases) {
      const source = noise(rate * 3);
      await Deno.writeFile(join(folder, "source.f32"), bytesOf(source));
      await Deno.writeFile(join(folder, "ours.f32"), bytesOf(resample(source, rate, 16_000)));
      const text = await runPython(python, COMPARE, [folder, `${rate}`, `${limitHz}`]);
      const agreementDb = z.number().parse(JSON.parse(text));
      assert.ok(agreementDb > 69, `${rate} Hz: ${agreementDb.toFixed(1)} dB`);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
