import assert from "node:assert/strict";
import fc from "fast-check";
import { COMMON_RATES_HZ } from "./common_rates.ts";
import { KernelResampler } from "./resampling/kernel_resampler.ts";
import { resamplePolyphase } from "./resampling/polyphase_resampler.ts";
import { rateRatio } from "./resampling/rate_ratio.ts";
import { resample } from "./resample.ts";

const RATES_HZ = [8_000, 11_025, 22_050, 44_100, 48_000, 96_000, 47_999];

function tone(frequencyHz: number, rateHz: number, seconds = 1): Float32Array {
  const step = 2 * Math.PI * frequencyHz / rateHz;
  return Float32Array.from({ length: rateHz * seconds }, (_, i) => 0.8 * Math.sin(step * i));
}

/** The largest absolute value away from the edges, where the signal starts and stops, in dB. */
function peakDb(samples: Float32Array): number {
  const inside = samples.subarray(600, samples.length - 600);
  return 20 * Math.log10(inside.reduce((peak, x) => Math.max(peak, Math.abs(x)), 0));
}

/** The shortest of ten runs: others may have the processor meanwhile. */
function quickestMs(work: () => void): number {
  return Math.min(...Array.from({ length: 10 }, () => {
    const startMs = performance.now();
    work();
    return performance.now() - startMs;
  }));
}

function difference(a: Float32Array, b: Float32Array): Float32Array {
  assert.equal(a.length, b.length);
  return a.map((x, i) => x - (b[i] ?? 0));
}

for (const rate of RATES_HZ) {
  Deno.test(`resample() keeps tones from ${rate} to 16000 Hz, and where they start`, () => {
    for (const frequency of [100, 1_000, 0.46 * Math.min(rate, 16_000)]) {
      const resampled = resample(tone(frequency, rate), rate, 16_000);
      const error = peakDb(difference(resampled, tone(frequency, 16_000)));
      assert.ok(error < -85, `${frequency} Hz: ${error.toFixed(1)} dB`);
    }
  });
}

Deno.test("resample() takes 90 dB off what would alias", () => {
  for (const rate of RATES_HZ.filter((rate) => rate > 20_000)) {
    for (const frequency of [8_500, 9_000, 0.49 * rate]) {
      const level = peakDb(resample(tone(frequency, rate), rate, 16_000));
      assert.ok(level < -88, `${frequency} Hz at ${rate} Hz: ${level.toFixed(1)} dB`);
    }
  }
});

Deno.test("resample() takes 90 dB off the images of a lower rate", () => {
  const resampled = resample(tone(1_000, 8_000), 8_000, 16_000);
  assert.ok(peakDb(difference(resampled, tone(1_000, 16_000))) < -85);
});

Deno.test("resample() to other rates than 16 kHz keeps a 1 kHz tone", () => {
  for (const [from, to] of [[16_000, 44_100], [44_100, 48_000], [48_000, 22_050]] as const) {
    const resampled = resample(tone(1_000, from), from, to);
    const error = peakDb(difference(resampled, tone(1_000, to)));
    assert.ok(error < -85, `${from} to ${to} Hz: ${error.toFixed(1)} dB`);
  }
});

Deno.test("resample() delays nothing: an impulse stays symmetric about its place", () => {
  for (const rate of RATES_HZ) {
    const impulse = new Float32Array(2 * rate + 1);
    impulse[rate] = 1;
    const resampled = resample(impulse, rate, 16_000);
    for (let i = 1; i <= 1_000; i++) {
      const [left, right] = [resampled[16_000 - i] ?? NaN, resampled[16_000 + i] ?? NaN];
      assert.ok(Math.abs(left - right) < 1e-6, `${rate} Hz: ${left} and ${right} at ${i}`);
    }
  }
});

Deno.test("resample() keeps a constant, as its gain is 1", () => {
  const resampled = resample(new Float32Array(44_100).fill(0.5), 44_100, 16_000);
  assert.ok(peakDb(resampled.map((x) => x - 0.5)) < -90);
});

Deno.test("resample() gives ceil(samples · to / from) samples for any length", () => {
  const length = fc.oneof(fc.nat(5), fc.nat(3_000));
  fc.assert(
    fc.property(length, fc.constantFrom(...RATES_HZ), (samples, rate) => {
      const resampled = resample(new Float32Array(samples), rate, 16_000);
      assert.equal(resampled.length, Math.ceil(samples * 16_000 / rate));
    }),
    { numRuns: 200 },
  );
});

Deno.test("resample() gives the same whether a recording takes one block or several", () => {
  const long = tone(440, 44_100, 15);
  const resampled = resample(long, 44_100, 16_000);
  assert.ok(peakDb(difference(resampled, tone(440, 16_000, 15))) < -85);
});

Deno.test("resample() by kernels and by polyphase loop agree, edges included", () => {
  const signal = fc.array(fc.float({ min: -1, max: 1, noNaN: true }), {
    minLength: 1,
    maxLength: 2_000,
  });
  const rates = fc.constantFrom(...RATES_HZ.filter((rate) => rate !== 47_999));
  fc.assert(
    fc.property(signal, rates, (values, rate) => {
      const samples = Float32Array.from(values);
      const ratio = rateRatio(rate, 16_000);
      const filtered = new KernelResampler(ratio).run(samples);
      const apart = difference(filtered, resamplePolyphase(samples, ratio));
      assert.ok(apart.every((x) => Math.abs(x) < 1e-5));
    }),
    { numRuns: 20 },
  );
});

Deno.test("resample() designs no filters anew while all common rates take turns, and odd ones come between", () => {
  const block = new Float32Array(480);
  const resampled = COMMON_RATES_HZ.filter((rate) => rate !== 16_000);
  const design = () => {
    for (const rate of resampled) new KernelResampler(rateRatio(rate, 16_000)).run(block);
  };
  let oddHz = 17_000;
  const takeTurns = () => {
    for (const rate of resampled) resample(block, rate, 16_000);
    resample(block, oddHz += 1_000, 16_000);
  };
  design();
  takeTurns();
  const [designMs, turnsMs] = [quickestMs(design), quickestMs(takeTurns)];
  assert.ok(turnsMs < designMs / 3, `${turnsMs} ms, and ${designMs} ms with the design`);
});

Deno.test("resample() at the same rate copies the samples", () => {
  const samples = Float32Array.of(1, 2, 3);
  const same = resample(samples, 16_000, 16_000);
  assert.deepEqual(same, samples);
  assert.notEqual(same.buffer, samples.buffer);
});

Deno.test("resample() refuses rates that are no rates", () => {
  const message = "Cannot resample at 0 Hz: sample rate must be > 0";
  assert.throws(() => resample(new Float32Array(1), 0, 16_000), { name: "RangeError", message });
  assert.throws(() => resample(new Float32Array(1), 16_000, -8_000), { message: /-8000 Hz/ });
  assert.throws(() => resample(new Float32Array(1), NaN, 16_000), { message: /at NaN Hz/ });
  assert.throws(() => resample(new Float32Array(1), 44_100.5, 16_000), {
    message: "Cannot resample at 44100.5 Hz: sample rate must be a whole number",
  });
});
