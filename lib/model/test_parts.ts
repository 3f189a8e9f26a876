import { encodeWav16 } from "../audio/encode_wav16.ts";
import type { Backbone } from "../backbone/backbone.ts";
import type { Dataset, Sample } from "../dataset/dataset.ts";
import { openDataset } from "../dataset/open_dataset.ts";
import { makeFolder } from "../dataset/test_clips.ts";
import { GraphBuilder } from "../onnx/graph_builder.ts";
import { sha256 } from "../storage/sha256.ts";
import type { Activation, Head, HeadKind, Pooling } from "../training/head.ts";
import { pooledSize } from "../training/pool_frames.ts";

/** Small real parts for tests: a backbone of three numbers a frame, heads with fixed weights, a dataset. */
export const LABELS: readonly string[] = ["dog", "rain", "sea waves"];

const EMBEDDING_SIZE = 3;

/** A number in [-1, 1] that differs for each index. */
const wave = (index: number) => Math.sin(1 + index * 12.9898);

/** Two frames, the clip and its opposite: mean, maximum and minimum of each. Labels of its own: "low", "high". */
export function tinyBackbone(): Backbone {
  const graph = new GraphBuilder("tiny");
  const waveform = graph.input("waveform", "float32", ["samples"]);
  const statistics = (samples: string) =>
    graph.node(
      "Concat",
      ["ReduceMean", "ReduceMax", "ReduceMin"].map((operator) =>
        graph.node(operator, [samples], { axes: { ints: [0] } })
      ),
      { axis: { int: 0 } },
    );
  const embeddings = graph.node(
    "Reshape",
    [
      graph.node("Concat", [statistics(waveform), statistics(graph.node("Neg", [waveform]))], {
        axis: { int: 0 },
      }),
      graph.ints([2, EMBEDDING_SIZE]),
    ],
  );
  const own = graph.constant(Float32Array.from({ length: 6 }, (_, i) => wave(i)), [3, 2], "own");
  const scores = graph.node("Sigmoid", [graph.node("MatMul", [embeddings, own])]);
  graph.output(embeddings, "embeddings", "float32", ["frames", EMBEDDING_SIZE]);
  graph.output(scores, "scores", "float32", ["frames", 2]);
  const model = graph.build();
  return {
    name: "tiny",
    precision: "float32",
    model,
    digest: sha256(model),
    embeddingSize: EMBEDDING_SIZE,
    labels: ["low", "high"],
    description: "Three statistics of the waveform.",
    licence: "Apache-2.0",
  };
}

/** A head for {@linkcode tinyBackbone}, or for another embedding size. */
export function smallHead(options: {
  pooling?: Pooling;
  activation?: Activation;
  kind?: HeadKind;
  embeddingSize?: number;
} = {}): Head {
  const { pooling = "mean+max", activation = "softmax", kind = "logistic" } = options;
  const inputs = pooledSize(pooling, options.embeddingSize ?? EMBEDDING_SIZE);
  const dense = (inputs: number, outputs: number, activation: "relu" | "none") => ({
    inputs,
    outputs,
    weights: Float32Array.from({ length: inputs * outputs }, (_, i) => wave(i)),
    bias: Float32Array.from({ length: outputs }, (_, i) => wave(i + 0.5)),
    activation,
  });
  return {
    kind,
    labels: LABELS,
    activation,
    pooling,
    mean: Float32Array.from({ length: inputs }, (_, i) => wave(i) / 10),
    scale: Float32Array.from({ length: inputs }, (_, i) => 1 + wave(i) / 2),
    layers: kind === "mlp"
      ? [dense(inputs, 4, "relu"), dense(4, LABELS.length, "none")]
      : [dense(inputs, LABELS.length, "none")],
  };
}

/** A head for {@linkcode tinyBackbone} that knows one class only. */
export function oneClassHead(label: string): Head {
  const head = smallHead({ activation: "sigmoid" });
  const inputs = head.mean.length;
  const weights = Float32Array.from({ length: inputs }, (_, i) => wave(i));
  const layer = {
    inputs,
    outputs: 1,
    weights,
    bias: Float32Array.of(0.5),
    activation: "none",
  } as const;
  return { ...head, labels: [label], layers: [layer] };
}

/** Three clips of three classes, under two licences. */
export function smallDataset(): Dataset {
  const samples = LABELS.map((label, index): Sample => ({
    id: `clip-${index}`,
    filepath: `audio/${index}.wav`,
    path: `audio/${index}.wav`,
    labels: [label],
    durationSeconds: 5,
    recording: `recording-${index}`,
    sourceSha256: sha256(label),
    sha256: sha256(`${label}.wav`),
    ...(index < 2 && { licence: "CC-BY-3.0", attribution: `Recordist ${index}` }),
  }));
  return { name: "three-sounds", samples, labels: LABELS, dataHash: sha256("three sounds") };
}

/** A second of noise that is always the same, at 16 kHz. */
export function noise(samples = 16_000): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: samples }, (_, index) => 0.5 * wave(index));
}

const LOUDNESS = { loud: 0.8, medium: 0.4, soft: 0.1 };

/** A dataset that {@linkcode tinyBackbone} can tell apart: six clips of each class, two a recording. */
export async function clipsByLoudness(): Promise<Dataset> {
  const clips = Object.entries(LOUDNESS).flatMap(([label, loudness]) =>
    Array.from({ length: 6 }, (_, clip) => {
      const samples = Float32Array.from(
        { length: 800 },
        (_, i) => loudness * (0.9 + clip / 100) * Math.sin(i / 9),
      );
      return { label, filepath: `${label}-${clip}.wav`, wav: encodeWav16(samples, 16_000), clip };
    })
  );
  const samples = clips.map(({ label, filepath, clip }) => ({
    label,
    filepath,
    recording: `${label} ${Math.floor(clip / 2)}`,
    fold: 1 + Math.floor(clip / 2),
  }));
  const files = Object.fromEntries(clips.map(({ filepath, wav }) => [filepath, wav]));
  return await openDataset(await makeFolder({ ...files, "manifest.json": { samples } }));
}
