/** Loudness is the mean square of this many seconds, weighted. */
const BLOCK_SECONDS = 0.4;

/** A new block begins every quarter of a block. */
const BLOCKS_OVERLAP = 4;

/** Blocks below this count as silence, in LUFS. */
const ABSOLUTE_GATE = -70;

/** Of what is left, blocks that lie this much below its loudness do not count either, in LU. */
const RELATIVE_GATE = -10;

/** The 0.691 dB that K-weighting adds at 1 kHz are taken off again: full scale there is -3.01 LUFS. */
const OFFSET_DB = -0.691;

/**
 * Integrated loudness of mono samples in LUFS, by ITU-R BS.1770-4; `-Infinity` where all is silence
 * (below -70 LUFS).
 *
 * The standard knows no loudness of less than one block of 0.4 s: shorter samples count as one block.
 *
 * @see https://www.itu.int/rec/R-REC-BS.1770
 */
export function integratedLoudness(samples: Float32Array, sampleRateHz: number): number {
  const loud = blockPowers(samples, sampleRateHz)
    .filter((power) => loudness(power) >= ABSOLUTE_GATE);
  const gate = loudness(mean(loud)) + RELATIVE_GATE;
  return loudness(mean(loud.filter((power) => loudness(power) >= gate)));
}

function loudness(power: number): number {
  return OFFSET_DB + 10 * Math.log10(power);
}

function mean(powers: readonly number[]): number {
  return powers.length === 0 ? 0 : powers.reduce((sum, power) => sum + power) / powers.length;
}

/** The mean squares of all whole blocks, weighted. Weighted samples are not kept: of an hour they take 1 GB. */
function blockPowers(samples: Float32Array, sampleRateHz: number): number[] {
  const weight = kWeighting(sampleRateHz);
  const energy = (start: number, end: number) => {
    let squares = 0;
    for (let i = start; i < end; i++) squares += weight(samples[i] ?? 0) ** 2;
    return squares;
  };
  const step = Math.round(BLOCK_SECONDS * sampleRateHz / BLOCKS_OVERLAP);
  const steps = Math.floor(samples.length / step);
  const { length } = samples;
  if (steps < BLOCKS_OVERLAP) return length === 0 ? [] : [energy(0, length) / length];
  const energies = Array.from({ length: steps }, (_, i) => energy(i * step, (i + 1) * step));
  return Array.from(
    { length: steps - BLOCKS_OVERLAP + 1 },
    (_, i) => mean(energies.slice(i, i + BLOCKS_OVERLAP)) / step,
  );
}

/** The rate that the standard tabulates its filters for. */
const TABLE_RATE_HZ = 48_000;

/** A filter of second order: b0 to b2, a1 and a2, where a0 is 1. */
type Biquad = readonly [b0: number, b1: number, b2: number, a1: number, a2: number];

/** Takes one sample after the other, and gives what becomes of it. */
type Filter = (sample: number) => number;

/** Weights as the head and the ear do: the treble shelf of a sphere, then the bass cut of revised B-weighting. */
function kWeighting(sampleRateHz: number): Filter {
  const shelf = biquadFilter(trebleShelf(sampleRateHz));
  const cut = biquadFilter(bassCut(sampleRateHz));
  return (sample) => cut(shelf(sample));
}

/**
 * The standard's first filter at any rate. It tabulates it for 48 kHz only; these are the frequency, gain and
 * quality of the analog filter which the bilinear transform makes that table of (as in libebur128).
 */
function trebleShelf(sampleRateHz: number): Biquad {
  const [frequencyHz, gainDb, quality] = [1681.974450955533, 3.999843853973347, 0.7071752369554196];
  const k = Math.tan(Math.PI * frequencyHz / sampleRateHz);
  const high = 10 ** (gainDb / 20);
  const middle = high ** 0.4996667741545416;
  const a0 = 1 + k / quality + k * k;
  return [
    (high + middle * k / quality + k * k) / a0,
    2 * (k * k - high) / a0,
    (high - middle * k / quality + k * k) / a0,
    2 * (k * k - 1) / a0,
    (1 - k / quality + k * k) / a0,
  ];
}

/**
 * The standard's second filter at any rate, see {@linkcode trebleShelf}. Its table for 48 kHz lifts all above the
 * bass by 0.04 dB, which belongs to the measure, so other rates get the same.
 */
function bassCut(sampleRateHz: number): Biquad {
  const [frequencyHz, quality] = [38.13547087602444, 0.5003270373238773];
  const tangent = (rateHz: number) => Math.tan(Math.PI * frequencyHz / rateHz);
  const norm = (k: number) => 1 + k / quality + k * k;
  const k = tangent(sampleRateHz);
  const b0 = norm(tangent(TABLE_RATE_HZ)) / norm(k);
  return [b0, -2 * b0, b0, 2 * (k * k - 1) / norm(k), (1 - k / quality + k * k) / norm(k)];
}

/** In transposed direct form II. */
function biquadFilter([b0, b1, b2, a1, a2]: Biquad): Filter {
  let [first, second] = [0, 0];
  return (x) => {
    const y = b0 * x + first;
    first = b1 * x - a1 * y + second;
    second = b2 * x - a2 * y;
    return y;
  };
}
