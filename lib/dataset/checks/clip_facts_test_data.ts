import { makeSample } from "../test_samples.ts";
import type { ClipFacts } from "./clip_facts.ts";

/** For tests: a clip of 5 s that nothing is wrong with, but for what is said. */
export function clipFacts(id: string, facts: Partial<ClipFacts> = {}): ClipFacts {
  return {
    ...makeSample(id, ["dog"]),
    durationSeconds: 5,
    peak: 0.5,
    rms: 0.1,
    clipped: 0,
    ...facts,
  };
}

/** For tests: a dataset that nothing is wrong with, 20 clips of each class, each its own recording. */
export function soundClips(labels: readonly string[] = ["dog", "rain"]): ClipFacts[] {
  return labels.flatMap((label) =>
    Array.from({ length: 20 }, (_, i) => clipFacts(`${label}/${i}`, { labels: [label] }))
  );
}
