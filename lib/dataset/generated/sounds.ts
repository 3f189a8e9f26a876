import { SAMPLE_RATE_HZ } from "../../audio/frames.ts";
import type { Random } from "../random.ts";
import { addDecaying, between, highPass, lowPass, noise, signal, sine } from "./signal.ts";

/** Draws a sound of one kind: `length` samples at 16 kHz, of any loudness. */
export type Sound = (length: number, random: Random) => Float64Array;

/**
 * Ten kinds of sounds whose pitches, rhythms and colours overlap, so that no single feature tells them
 * apart.
 */
export const SOUNDS: Readonly<Record<string, Sound>> = {
  beeps(length, random) {
    const pitch = pitchBetween(random, 500, 2500);
    const period = seconds(random, 0.2, 0.5);
    const share = between(random, 0.3, 0.6);
    const buzz = between(random, 0, 0.6);
    const loudness = (i: number) => i % period < share * period ? 1 : 0;
    const overtone = tone(length, () => 3 * pitch, loudness);
    return tone(length, () => pitch, loudness).map((sample, i) =>
      sample + buzz * (overtone[i] ?? 0)
    );
  },
  chirps(length, random) {
    const [from, to] = [pitchBetween(random, 1000, 4000), pitchBetween(random, 2000, 6500)];
    const period = seconds(random, 0.1, 0.3);
    const share = between(random, 0.3, 0.8);
    const place = (i: number) => (i % period) / (share * period);
    return tone(length, (i) => from + (to - from) * place(i), (i) => place(i) < 1 ? 1 : 0);
  },
  siren(length, random) {
    const pitch = pitchBetween(random, 400, 1800);
    const depth = between(random, 0.2, 0.5);
    const period = seconds(random, 0.3, 1);
    return tone(length, (i) => pitch * (1 + depth * sine(i / period)), () => 1);
  },
  hum(length, random) {
    const pitch = pitchBetween(random, 60, 300);
    const period = seconds(random, 0.1, 0.8);
    const depth = between(random, 0.1, 0.7);
    const overtones = between(random, 0.2, 0.7);
    return signal(length, (i) => {
      const turns = i * pitch / SAMPLE_RATE_HZ;
      const voice = sine(turns) + overtones * sine(2 * turns) +
        overtones * overtones * sine(3 * turns);
      return voice * (1 + depth * sine(i / period));
    });
  },
  plucks(length, random) {
    const samples = new Float64Array(length);
    forEachBeat(length, seconds(random, 0.2, 0.7), random, (at) => {
      const turn = pitchBetween(random, 150, 1200) / SAMPLE_RATE_HZ;
      const voice = (i: number) =>
        sine(i * turn) + 0.5 * sine(2 * i * turn) + 0.3 * sine(3 * i * turn);
      addDecaying(samples, at, seconds(random, 0.03, 0.15), voice);
    });
    return samples;
  },
  drums(length, random) {
    const samples = new Float64Array(length);
    const pitch = pitchBetween(random, 60, 400);
    const rattle = between(random, 0.1, 1);
    forEachBeat(length, seconds(random, 0.15, 0.6), random, (at) => {
      addDecaying(
        samples,
        at,
        seconds(random, 0.02, 0.08),
        (i) => sine(i * pitch / SAMPLE_RATE_HZ),
      );
      addDecaying(samples, at, seconds(random, 0.005, 0.03), () => rattle * between(random, -1, 1));
    });
    return samples;
  },
  clicks(length, random) {
    const samples = new Float64Array(length);
    const halfLife = seconds(random, 0.0005, 0.01);
    forEachBeat(length, seconds(random, 0.08, 0.5), random, (at) => {
      addDecaying(samples, at, halfLife, () => between(random, -1, 1));
    });
    return lowPass(samples, between(random, 0.3, 1));
  },
  noise_bursts(length, random) {
    const period = seconds(random, 0.15, 0.7);
    const share = between(random, 0.1, 0.7);
    return lowPass(noise(random, length), between(random, 0.1, 0.9))
      .map((sample, i) => i % period < share * period ? sample : 0);
  },
  rain(length, random) {
    const drops = noise(random, length);
    const density = between(random, 0.001, 0.01);
    for (let at = 0; at < length; at += 1 + random.integer(Math.floor(2 / density))) {
      addDecaying(drops, at, seconds(random, 0.0005, 0.003), () => between(random, -4, 4));
    }
    return highPass(lowPass(drops, between(random, 0.3, 0.9)), between(random, 0.02, 0.2));
  },
  wind(length, random) {
    const period = seconds(random, 0.5, 2);
    const depth = between(random, 0.2, 0.9);
    return lowPass(noise(random, length), between(random, 0.05, 0.4))
      .map((sample, i) => sample * (1 + depth * sine(i / period)));
  },
};

/** Low pitches are likelier, as the ear and the mel scale are finer there. */
function pitchBetween(random: Random, lowHz: number, highHz: number): number {
  const u = random.uniform();
  return lowHz + (highHz - lowHz) * u * u;
}

/** A length of time, in samples. */
function seconds(random: Random, low: number, high: number): number {
  return between(random, low, high) * SAMPLE_RATE_HZ;
}

/** A sine whose pitch and loudness are given for each sample. */
function tone(
  length: number,
  pitchHz: (i: number) => number,
  loudness: (i: number) => number,
): Float64Array {
  let turns = 0;
  return signal(length, (i) => {
    turns += pitchHz(i) / SAMPLE_RATE_HZ;
    return loudness(i) * sine(turns);
  });
}

/** Calls `play` with the time of each beat, up to a tenth of a period early or late. */
function forEachBeat(
  length: number,
  period: number,
  random: Random,
  play: (at: number) => void,
): void {
  for (let beat = 0; beat * period < length; beat++) {
    play(Math.floor((beat + 0.1 * random.uniform()) * period));
  }
}
