import type { Sample } from "./dataset.ts";

/** For tests: a sample without a file. */
export function makeSample(
  id: string,
  labels: string[],
  recording = id,
  fold: number | undefined = undefined,
): Sample {
  const path = `${id}.wav`;
  return {
    id,
    filepath: path,
    path,
    labels,
    durationSeconds: 1,
    recording,
    fold,
    sourceSha256: id,
    sha256: id,
  };
}

/** For tests: so many clips of each class, every `clipsPerRecording` of them from one recording. */
export function samplesOf(
  clips: Readonly<Record<string, number>>,
  clipsPerRecording = 1,
): Sample[] {
  return Object.entries(clips).flatMap(([label, count]) =>
    Array.from(
      { length: count },
      (_, i) =>
        makeSample(`${label}-${i}`, [label], `${label}/${Math.floor(i / clipsPerRecording)}`),
    )
  );
}
