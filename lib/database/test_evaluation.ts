import { dataHash } from "../dataset/data_hash.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { sha256 } from "../storage/sha256.ts";
import type { RecordedPredictions } from "./record_predictions.ts";

const LABELS = ["dog", "rain"];

/** For tests: a dataset of clips that are dogs and rain by turns. */
export function testDataset(count: number, name = "dogs-and-rain"): Dataset {
  const samples = Array.from({ length: count }, (_, index) => ({
    id: `clip-${index}`,
    filepath: `audio/clip-${index}.wav`,
    path: `/data/audio/clip-${index}.wav`,
    labels: [LABELS[index % 2] ?? ""],
    durationSeconds: 5,
    recording: `yard-${index}`,
    fold: 1 + index % 5,
    sourceSha256: sha256(`source ${index}`),
    sha256: sha256(`file ${index}`),
  }));
  return { name, samples, labels: LABELS, dataHash: dataHash(samples) };
}

/** For tests: what a model's version said of each clip, wrong about those that are named. */
export function testEvaluation(
  version: string,
  dataset: Dataset,
  wrong: readonly string[] = [],
): RecordedPredictions {
  const answers = dataset.samples.map(({ id, labels }) => {
    const correct = !wrong.includes(id);
    const saysDog = labels.includes("dog") === correct;
    return { id, labels, correct, probabilities: saysDog ? [0.75, 0.25] : [0.25, 0.75] };
  });
  return {
    runId: `run-of-version-${version}`,
    model: { name: "yard", version, digest: sha256(`model ${version}`) },
    dataset,
    evaluation: {
      title: "All classes",
      labels: LABELS,
      predictions: answers,
      clips: answers.map(({ id, correct }) => ({ id, correct, seen: false })),
    },
  };
}
