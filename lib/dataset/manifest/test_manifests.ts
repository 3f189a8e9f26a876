import fc from "fast-check";
import { Manifest } from "./manifest.ts";

/** Text with what tables are known to stumble over. */
const text = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 20 }),
  fc.string({ unit: fc.constantFrom(..."aé犬🐕,;|\"' \t#=[]{}\\/-\ufeff\u00a0"), minLength: 1 }),
  fc.constantFrom("NA", "nan", "null", "1", "1.0", "true", "[1]", "=1+1", "2026-11-24", "\ufeffa"),
).map((text) => text.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu, "_").slice(0, 100));

const label = text.map((text) => text.normalize("NFC").trim()).filter((text) => text !== "");
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true }).map(Math.abs);
const hash = fc.string({
  unit: fc.constantFrom(..."0123456789abcdef"),
  minLength: 64,
  maxLength: 64,
});
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

const sample = fc.record({
  id: maybe(text),
  filename: maybe(text),
  filepath: text,
  duration: maybe(number(0, Number.MAX_VALUE)),
  sample_rate: maybe(number(Number.MIN_VALUE, 1e6)),
  fold: maybe(fc.maxSafeNat()),
  recording: maybe(text),
  licence: maybe(text),
  original_channels: maybe(fc.integer({ min: 1, max: 8 })),
  rms: maybe(number(0, 2)),
  clipped: maybe(number(0, 1)),
  sha256: maybe(hash),
});

const labelled = fc.oneof(
  fc.record({ label }),
  fc.record({ labels: fc.array(label, { maxLength: 3 }) }),
);

const segment = fc.oneof(
  fc.constant({}),
  fc.record({ start: number(0, 100), end: number(101, 200) }),
);

const info = fc.record({
  name: maybe(text),
  data_hash: maybe(hash),
  total_samples: maybe(fc.nat()),
  standard_audio: maybe(fc.constantFrom(
    { sampleRateHz: 16_000, channels: 1, encoding: "FLOAT" },
    {
      sampleRateHz: 16_000,
      channels: 1,
      encoding: "PCM_16",
      durationSeconds: 2.5,
      longerClips: "trim",
    },
  )),
});

/** For tests: any manifest. */
export const anyManifest: fc.Arbitrary<Manifest> = fc.record({
  dataset_info: info,
  samples: fc.array(
    fc.tuple(sample, labelled, segment).map((parts) => Object.assign({}, ...parts)),
    { minLength: 1, maxLength: 6 },
  ),
}).map((manifest) => Manifest.parse(manifest));
