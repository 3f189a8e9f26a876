import assert from "node:assert/strict";
import fc from "fast-check";
import wavefile from "wavefile";
import { AudioFormatError } from "./audio_format_error.ts";
import { decodeWav } from "./decode_wav.ts";
import { buildWav, bytesOf, chunk, longSizes, type WavParts } from "./wav_test_data.ts";

/** A chirp, as another library writes it. */
const CHIRP = Float32Array.from({ length: 1_001 }, (_, i) => 0.9 * Math.sin(i * i / 5_000));

function writtenByWavefile(code: string, scale: number, zero = 0): Uint8Array {
  const wav = new wavefile.WaveFile();
  const isFloat = scale === 1;
  const values = Array.from(CHIRP, (x) => isFloat ? x : Math.round(x * scale) + zero);
  wav.fromScratch(2, 44_100, code, [values, values.toReversed()]);
  return wav.toBuffer();
}

const CODES = [
  { code: "8", encoding: "PCM_U8", scale: 0x7f, zero: 0x80 },
  { code: "16", encoding: "PCM_16", scale: 0x7fff },
  { code: "24", encoding: "PCM_24", scale: 0x7f_ffff },
  { code: "32", encoding: "PCM_32", scale: 0x7fff_ffff },
  { code: "32f", encoding: "FLOAT", scale: 1 },
  { code: "64", encoding: "DOUBLE", scale: 1 },
];

for (const { code, encoding, scale, zero } of CODES) {
  Deno.test(`decodeWav() reads stereo ${encoding} as wavefile writes it`, () => {
    const audio = decodeWav(writtenByWavefile(code, scale, zero));
    assert.equal(audio.encoding, encoding);
    assert.equal(audio.sampleRateHz, 44_100);
    const [left, right] = audio.channels;
    assert.ok(left && right && audio.channels.length === 2);
    assert.deepEqual(right, left.toReversed());
    left.forEach((sample, i) => {
      assert.ok(Math.abs(sample - (CHIRP[i] ?? 0)) <= 1.5 / scale, `sample ${i}: ${sample}`);
    });
  });
}

Deno.test("decodeWav() gives PCM its full scale: lowest -1, highest one step below 1", () => {
  const lowestAndHighest = {
    8: Uint8Array.of(0, 255),
    16: bytesOf(Int16Array.of(-0x8000, 0x7fff)),
    24: Uint8Array.of(0, 0, 0x80, 0xff, 0xff, 0x7f),
    32: bytesOf(Int32Array.of(-0x8000_0000, 0x7fff_ffff)),
  };
  for (const [bits, data] of Object.entries(lowestAndHighest)) {
    const { channels } = decodeWav(buildWav({ bits: Number(bits), data }));
    assert.deepEqual(channels, [Float32Array.of(-1, 1 - 2 ** (1 - Number(bits)))], `${bits} bits`);
  }
});

Deno.test("decodeWav() reads A-law and mu-law by G.711's extremes", () => {
  const muLaw = decodeWav(buildWav({ tag: 7, bits: 8, data: Uint8Array.of(0x00, 0x80, 0xff) }));
  assert.deepEqual(muLaw.channels[0], Float32Array.of(-32_124, 32_124, 0).map((x) => x / 32_768));
  const aLaw = decodeWav(buildWav({ tag: 6, bits: 8, data: Uint8Array.of(0x2a, 0xaa, 0xd5) }));
  assert.deepEqual(aLaw.channels[0], Float32Array.of(-32_256, 32_256, 8).map((x) => x / 32_768));
});

Deno.test("decodeWav() reads EXTENSIBLE PCM and float alike with plain ones", () => {
  const ints = bytesOf(Int16Array.of(1, 2, 3, -4));
  assert.deepEqual(
    decodeWav(buildWav({ subFormat: 1, channels: 2, data: ints })),
    decodeWav(buildWav({ tag: 1, channels: 2, data: ints })),
  );
  const floats = bytesOf(Float32Array.of(0.5, -0.25));
  assert.deepEqual(decodeWav(buildWav({ subFormat: 3, bits: 32, data: floats })), {
    sampleRateHz: 16_000,
    channels: [Float32Array.of(0.5, -0.25)],
    encoding: "FLOAT",
  });
});

Deno.test("decodeWav() reads RF64 and BW64, whose size stands in the ds64 chunk", () => {
  const data = bytesOf(Int16Array.of(0x4000, -0x4000));
  for (const container of ["RF64", "BW64"]) {
    const before = [chunk("ds64", longSizes(4n))];
    const { channels } = decodeWav(buildWav({ container, before, data, dataSize: 0xffff_ffff }));
    assert.deepEqual(channels, [Float32Array.of(0.5, -0.5)], container);
  }
});

Deno.test("decodeWav() passes over chunks of odd length, and reads from any place in a buffer", () => {
  const wav = buildWav({
    before: [chunk("JUNK", new Uint8Array(3))],
    between: [chunk("LIST", new Uint8Array(5))],
    bits: 64,
    tag: 3,
    data: bytesOf(Float64Array.of(0.125, 1)),
  });
  for (let shift = 0; shift < 9; shift++) {
    const shifted = new Uint8Array(wav.length + shift);
    shifted.set(wav, shift);
    const { channels } = decodeWav(shifted.subarray(shift));
    assert.deepEqual(channels, [Float32Array.of(0.125, 1)]);
  }
});

Deno.test("decodeWav() leaves what follows the samples alone", () => {
  const wav = buildWav({ data: new Uint8Array(5), dataSize: 4 });
  assert.equal(decodeWav(wav).channels[0]?.length, 2);
});

const float = (...values: number[]): WavParts => ({
  tag: 3,
  bits: 32,
  data: bytesOf(Float32Array.from(values)),
});
const ADVICE = /(Convert it first|Write it anew|[Cc]opy or download it again|Scale them)/;

const BAD_WAVS: Record<string, [wav: Uint8Array, message: RegExp]> = {
  "0 channels": [buildWav({ channels: 0 }), /it has 0 channels, wanted at least 1/],
  "0 Hz": [buildWav({ sampleRateHz: 0 }), /sample rate is 0 Hz, wanted 1000 to 768000 Hz/],
  "an absurd rate": [buildWav({ sampleRateHz: 4e9 }), /sample rate is 4000000000 Hz/],
  "a block align that contradicts": [
    buildWav({ channels: 2, blockAlign: 2 }),
    /2 channels of 16 bits make frames of 4 bytes, its block align says 2/,
  ],
  "a header only": [buildWav({ data: new Uint8Array() }), /it holds no samples/],
  "a chunk cut short whose name is no text": [
    buildWav({ before: [chunk("\n\x1b[a", new Uint8Array(99)).subarray(0, 9)] }).slice(0, 30),
    /its "\.\.\[a" chunk should hold 99 bytes, got \d+/,
  ],
  "data cut short": [buildWav({ dataSize: 4_000 }), /data chunk should hold 4000 bytes, got 8/],
  "data that ends within a frame": [
    buildWav({ data: new Uint8Array(7) }),
    /its 7 bytes of samples end within a frame of 2/,
  ],
  "a length left open by a pipe": [buildWav({ dataSize: 0xffff_ffff }), /its length is unknown/],
  "a file size beyond all memory": [
    buildWav({
      container: "RF64",
      before: [chunk("ds64", longSizes(1n << 62n))],
      dataSize: 0xffff_ffff,
    }),
    /data chunk should hold 4611686018427388000 bytes, got 8/,
  ],
  "a cut header": [buildWav().subarray(0, 10), /header should hold 12 bytes, got 10/],
  "a cut chunk": [buildWav().subarray(0, 30), /"fmt " chunk should hold 16 bytes, got 10/],
  "no data chunk": [buildWav().subarray(0, 36), /it has no data chunk/],
  "no chunks at all": [buildWav().subarray(0, 12), /it has no fmt chunk and no data chunk/],
  "data before its format": [
    buildWav({ before: [chunk("data", new Uint8Array(4))] }),
    /data chunk stands before its fmt chunk/,
  ],
  "a short fmt chunk": [
    buildWav({ before: [chunk("fmt ", new Uint8Array(14))] }),
    /fmt chunk should hold at least 16 bytes, got 14/,
  ],
  "ADPCM": [buildWav({ tag: 0x11, bits: 4 }), /got 4-bit IMA ADPCM/],
  "an unknown codec": [buildWav({ tag: 0x1234, bits: 8 }), /got 8-bit codec 0x1234/],
  "PCM too narrow": [buildWav({ bits: 4 }), /got 4-bit PCM/],
  "PCM too wide": [buildWav({ bits: 64 }), /got 64-bit PCM/],
  "half floats": [buildWav({ tag: 3, bits: 16 }), /got 16-bit float/],
  "NaN": [buildWav(float(0, NaN)), /wanted -1 to 1, got NaN at 1/],
  "infinity": [buildWav(float(-Infinity)), /wanted -1 to 1, got -Infinity at 0/],
  "floats in 16-bit steps": [buildWav(float(0, 12_345)), /wanted -1 to 1, got 12345 at 1/],
  "a big-endian WAV": [buildWav({ container: "RIFX" }), /got a big-endian \(RIFX\) WAV file/],
  "an empty file": [new Uint8Array(), /^Cannot decode audio: the file is empty\. Copy/],
};

for (const [what, [wav, message]] of Object.entries(BAD_WAVS)) {
  Deno.test(`decodeWav() refuses ${what} and says what to do`, () => {
    assert.throws(() => decodeWav(wav), { name: "AudioFormatError", message });
    assert.throws(() => decodeWav(wav), { message: ADVICE });
  });
}

Deno.test("decodeWav() refuses or reads sanely whatever happens to a file's bytes", () => {
  const originals = [
    buildWav({ channels: 2, data: new Uint8Array(64).fill(3) }),
    buildWav({ subFormat: 3, bits: 32, data: new Uint8Array(64) }),
    buildWav({ tag: 7, bits: 8, between: [chunk("fact", new Uint8Array(4))] }),
    buildWav({
      container: "RF64",
      before: [chunk("ds64", longSizes(48n))],
      bits: 24,
      data: new Uint8Array(48),
      dataSize: 0xffff_ffff,
    }),
  ];
  const mutation = fc.record({
    original: fc.constantFrom(...originals),
    edits: fc.array(fc.tuple(fc.nat(130), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
    cut: fc.option(fc.nat(130), { freq: 3 }),
  });
  let read = 0;
  let refused = 0;
  fc.assert(
    fc.property(mutation, ({ original, edits, cut }) => {
      const bytes = original.slice(0, cut ?? undefined);
      for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value;
      try {
        const { sampleRateHz, channels } = decodeWav(bytes);
        read++;
        const frames = channels[0]?.length ?? 0;
        assert.ok(sampleRateHz >= 1_000 && sampleRateHz <= 768_000);
        assert.ok(frames > 0 && frames * channels.length <= bytes.length);
        for (const samples of channels) {
          assert.equal(samples.length, frames);
          assert.ok(samples.every((sample) => Math.abs(sample) <= 16));
        }
      } catch (error) {
        refused++;
        assert.ok(error instanceof AudioFormatError, String(error));
      }
    }),
    { numRuns: 4_000, seed: 20 },
  );
  assert.ok(read > 500 && refused > 500, `read ${read}, refused ${refused}`);
});
