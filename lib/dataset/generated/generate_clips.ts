import { encodeWav16 } from "../../audio/encode_wav16.ts";
import { SAMPLE_RATE_HZ } from "../../audio/frames.ts";
import { Random } from "../random.ts";
import type { DatasetSource, SourceEntry } from "../sources/source.ts";
import { atLevel, between, lowPass, noise } from "./signal.ts";
import { type Sound, SOUNDS } from "./sounds.ts";

const FOLDS = 4;
/** Of each kind, in each fold. */
const RECORDINGS_PER_FOLD = 6;
/** So many of a fold's recordings have a second take. */
const SECOND_TAKES_PER_FOLD = 2;
const CLIP_SAMPLES = 2 * SAMPLE_RATE_HZ;
/** Streams of random numbers for the takes, apart from those for the recordings. */
const TAKE_STREAMS = 1_000_000;

/**
 * A source that needs no recordings: 320 clips of 2 s of ten kinds of sounds in four folds, under
 * background noise; some recordings in two takes. The same seed gives the same bytes on every machine.
 */
export function generateClips(seed = 1): DatasetSource {
  const entries = Object.entries(SOUNDS).flatMap(([label, sound], kind) =>
    Array.from({ length: FOLDS * RECORDINGS_PER_FOLD }, (_, number) => {
      const recording = kind * FOLDS * RECORDINGS_PER_FOLD + number;
      const hasSecondTake = number < FOLDS * SECOND_TAKES_PER_FOLD;
      return Array.from(
        hasSecondTake ? "AB" : "A",
        (take) => toEntry({ label, sound, seed, recording, take, fold: 1 + number % FOLDS }),
      );
    }).flat()
  );
  return { name: "generated clips", entries: () => Promise.resolve(entries) };
}

interface GeneratedClip {
  label: string;
  sound: Sound;
  seed: number;
  recording: number;
  take: string;
  fold: number;
}

function toEntry(clip: GeneratedClip): SourceEntry {
  const id = `${clip.label}-${String(clip.recording).padStart(3, "0")}-${clip.take}`;
  return {
    id,
    originalFile: `${id}.wav`,
    labels: [clip.label],
    recording: String(clip.recording),
    fold: clip.fold,
    licence: "CC0-1.0",
    version: String(clip.seed),
    read: () => Promise.resolve(encodeWav16(synthesize(clip), SAMPLE_RATE_HZ)),
  };
}

/** Takes of a recording share the sound; its start and loudness and the background are each take's own. */
function synthesize({ sound, seed, recording, take }: GeneratedClip): Float32Array {
  const ofTake = new Random(seed, TAKE_STREAMS + 2 * recording + (take === "A" ? 0 : 1));
  const onset = ofTake.integer(CLIP_SAMPLES / 4);
  const foreground = new Float64Array(CLIP_SAMPLES);
  foreground.set(sound(CLIP_SAMPLES - onset, new Random(seed, recording)), onset);
  const background = lowPass(noise(ofTake, CLIP_SAMPLES), between(ofTake, 0.05, 1));
  const level = between(ofTake, 0.01, 0.1);
  const hiss = atLevel(background, level * between(ofTake, 0.02, 0.4));
  return Float32Array.from(atLevel(foreground, level), (sample, i) => sample + (hiss[i] ?? 0));
}
