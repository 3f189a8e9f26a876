import type { Dataset } from "../dataset/dataset.ts";
import { DECISION_THRESHOLD } from "../evaluation/decisions.ts";
import type { Activation } from "../training/head.ts";
import type { ModelParts } from "./compose_model.ts";
import { KIT_VERSION } from "./kit_version.ts";
import { recordingsNote } from "./recordings_note.ts";

/** How good a model was found to be. */
export interface MeasuredQuality {
  /** One sentence: on which clips, and what the model had seen of them. */
  method: string;
  figures: readonly {
    /** As people say it: "Accuracy". */
    name: string;
    value: number;
    /** Lower and upper end of the 95 % interval. */
    interval?: readonly [number, number];
  }[];
}

/** What a model card tells. */
export interface CardFacts extends Omit<ModelParts, "dataHash"> {
  dataset: Dataset;
  /** Of model.onnx. */
  digest: string;
  quality?: MeasuredQuality | undefined;
}

const QUESTION: Record<Activation, string> = {
  softmax: "Says which of these classes a recording is",
  sigmoid: "Says of each of these classes whether it can be heard in a recording",
};

const HOW_TO_READ: Record<Activation, string> = {
  softmax:
    "The probabilities of a clip add up to 1: it always names one of its classes, also for a sound that is none of them. Take a low top probability as a doubt.",
  sigmoid:
    "Each class is judged by itself: a clip may have several of them, or none. The probabilities do not add up to 1.",
};

/** The model card, as Markdown (after Mitchell et al., "Model Cards for Model Reporting", 2019). */
export function modelCard(facts: CardFacts): string {
  const { name, backbone, head, dataset, digest } = facts;
  return `# ${name}

${QUESTION[head.activation]}: ${head.labels.join(", ")}.

| | |
| --- | --- |
| Backbone | ${backbone.name} (${backbone.precision}): ${backbone.description} |
| Backbone digest | \`${backbone.digest}\` |
| Head | ${head.kind}, on the ${head.pooling} of a clip's frame embeddings, ${head.activation} |
| Trained on | ${dataset.name}: ${count(dataset.samples)} |
| Data hash | \`${dataset.dataHash}\` |
| model.onnx | \`${digest}\` |
| Made by | YAMNet Kit ${KIT_VERSION} |

## How good it is

${qualityText(facts)}

## Use

Input: \`waveform\`, float32 samples at 16 kHz, mono, in [-1, 1], of any length. Output: \`probabilities\`
of the clip, and \`frame_probabilities\` of frames of 0.96 s, one every 0.48 s.

\`\`\`sh
deno task predict --model FOLDER clip.wav
python -c "import mlflow, numpy; print(mlflow.pyfunc.load_model('FOLDER').predict(numpy.random.default_rng(0).normal(0, 0.1, 16000).astype('float32')))"
\`\`\`

Meant for recordings that resemble those it was trained on, sorted into the classes above.

## Limits

${limits(facts).map((limit) => `- ${limit}`).join("\n")}
- Measured on recordings of one dataset: microphones, rooms and noises that it lacks will cost accuracy.
- A sound much shorter than a frame may be averaged away in a long clip: look at the frames.
- Not made for alarms or decisions about people.

## Licences

- Backbone: ${backbone.name}, licence: ${backbone.licence}.
${dataLicences(dataset).map((line) => `- ${line}`).join("\n")}
`;
}

/** How the probabilities are to be read, and of one class against the rest, what the rest was. */
function limits({ head, dataset }: CardFacts): string[] {
  const [target, other] = head.labels;
  if (target === undefined || other !== undefined) return [HOW_TO_READ[head.activation]];
  const rest = dataset.labels.filter((label) => label !== target);
  return [
    `The probability is that of ${target}; from ${DECISION_THRESHOLD} on, evaluation counts a clip as ${target}.`,
    `Trained against ${
      rest.join(", ") || "unlabelled clips"
    } only: quiet and unknown sounds may be taken for ${target}. Give it silence and other sounds as negatives.`,
  ];
}

function qualityText({ quality, dataset }: CardFacts): string {
  if (quality === undefined) return "Not measured.";
  const rows = quality.figures.map(({ name, value, interval }) =>
    `| ${name} | ${value.toFixed(4)} | ${
      interval?.map((end) => end.toFixed(4)).join(" to ") ?? ""
    } |`
  );
  const method = [quality.method, recordingsNote(dataset.samples)].filter(Boolean).join(" ");
  return `${method}

| | | 95 % interval |
| --- | --- | --- |
${rows.join("\n")}`;
}

/** The training data's licences, each with the number of its clips. */
function dataLicences({ name, samples }: Dataset): string[] {
  const byLicence = Map.groupBy(samples, ({ licence }) => licence ?? "not known");
  return [...byLicence].map(([licence, clips]) => {
    const credits = clips.some(({ attribution }) => attribution)
      ? ", by those named in ATTRIBUTION.txt"
      : "";
    return `Training data: ${name}, ${count(clips)}, licence: ${licence}${credits}.`;
  });
}

/** Whom the training data's licences ask to name, a line each; `undefined` where it is nobody. */
export function attributionText({ samples }: Dataset): string | undefined {
  const lines = new Set(
    samples.flatMap(({ attribution, licence }) =>
      attribution ? [`${attribution} (${licence ?? "licence not known"})`] : []
    ),
  );
  return lines.size === 0 ? undefined : `${[...lines].sort().join("\n")}\n`;
}

function count({ length }: readonly unknown[]): string {
  return length === 1 ? "1 clip" : `${length} clips`;
}
