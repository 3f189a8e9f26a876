import type { Sample } from "../dataset/dataset.ts";
import { Random } from "../dataset/random.ts";
import { makeSample } from "../dataset/test_samples.ts";
import type { TrainingSet } from "./training_set.ts";

/** What a made-up training set is like. */
interface MadeSet {
  /** How many clips each class has. */
  clips: Record<string, number>;
  /** Distance between classes; the noise is in [-1, 1]. */
  distance?: number;
  /** Clips of a class that share a recording. */
  clipsPerRecording?: number;
  /** The fold of each recording's clips; none by default. */
  foldOf?: (recording: number) => number | undefined;
}

const PAIRS = 6;

/** For tests: clips of classes that stand apart from each other in a space of 6 means and 6 maxima. */
export function makeSet(
  { clips, distance = 3, clipsPerRecording = 1, foldOf }: MadeSet,
): TrainingSet {
  const random = new Random(11);
  const labels = Object.keys(clips).sort();
  const samples: Sample[] = [];
  const pooled: Float32Array[] = [];
  for (const [index, label] of labels.entries()) {
    for (let clip = 0; clip < (clips[label] ?? 0); clip++) {
      const recording = Math.floor(clip / clipsPerRecording);
      samples.push(
        makeSample(`${label}-${clip}`, [label], `${label}/${recording}`, foldOf?.(recording)),
      );
      pooled.push(Float32Array.from(
        { length: 2 * PAIRS },
        (_, i) => 2 * random.uniform() - 1 + (i % labels.length === index ? distance : 0),
      ));
    }
  }
  return { labels, samples, pooled };
}
