import type { Dataset, Sample } from "./dataset.ts";

/**
 * The clips that may be trained on: all but those that the dataset keeps for testing (`split: "test"`).
 * The data hash stays that of the whole dataset.
 *
 * @throws {Error} if a clip to train on is of a recording that is kept for testing, or a copy of its audio.
 */
export function trainingPart(dataset: Dataset): Dataset {
  const samples = dataset.samples.filter(({ split }) => split !== "test");
  if (samples.length === dataset.samples.length) return dataset;
  const kept = dataset.samples.filter(({ split }) => split === "test");
  refuseShared(dataset.name, samples, kept);
  return { ...dataset, samples };
}

function refuseShared(name: string, training: readonly Sample[], test: readonly Sample[]): void {
  const recordings = new Set(test.map(({ recording }) => recording));
  const audio = new Set(test.filter(isSound).map(({ sourceSha256 }) => sourceSha256));
  const shared = training.find((sample) =>
    recordings.has(sample.recording) || audio.has(sample.sourceSha256)
  );
  if (!shared) return;
  throw new Error(
    `Cannot train on ${name}: clip "${shared.id}" is of a recording that the split "test" has too, so that the test would be on what was trained on. Put both on one side`,
  );
}

/** Digital silence is no copy, as in `groupRecordings()`: many recordings have a pause. */
function isSound({ peak }: Sample): boolean {
  return peak !== 0;
}
