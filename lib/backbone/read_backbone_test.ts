import assert from "node:assert/strict";
import onnxProto from "onnx-proto";
import { GraphBuilder } from "../onnx/graph_builder.ts";
import { readBackbone } from "./read_backbone.ts";

interface Shapes {
  waveform: (number | string)[];
  embeddings: (number | string)[];
  log_mel: (number | string)[];
  scores?: (number | string)[];
}

const SHAPES: Shapes = { waveform: ["N"], embeddings: ["F", 7], log_mel: ["T", 64] };

/** Another's backbone: only what it declares matters here. */
function own(
  { waveform, ...outputs }: Shapes = SHAPES,
  metadata: Record<string, string> = {},
): Uint8Array<ArrayBuffer> {
  const graph = new GraphBuilder("own");
  const input = graph.input("waveform", "float32", waveform);
  for (const [name, shape] of Object.entries(outputs)) graph.output(input, name, "float32", shape);
  return graph.build(metadata);
}

Deno.test("readBackbone() takes any ONNX file of a backbone's form", () => {
  const backbone = readBackbone(own(), "models/wav2vec.onnx");
  assert.equal(backbone.name, "wav2vec");
  assert.equal(backbone.precision, "float32");
  assert.equal(backbone.embeddingSize, 7);
  assert.deepEqual(backbone.labels, []);
  assert.equal(backbone.description, "ONNX file wav2vec");
  assert.match(backbone.digest, /^[0-9a-f]{64}$/);
});

Deno.test("readBackbone() reads what the file says of itself", () => {
  const model = own({ ...SHAPES, scores: ["F", 2] }, {
    name: "birds",
    labels: '["wren", "robin"]',
    description: "Birds of Britain",
    licence: "CC-BY-4.0",
    precision: "int8",
    sampleRateHz: "16000",
  });
  const { name, labels, description, licence, precision } = readBackbone(model, "x.onnx");
  assert.deepEqual({ name, labels, description, licence, precision }, {
    name: "birds",
    labels: ["wren", "robin"],
    description: "Birds of Britain",
    licence: "CC-BY-4.0",
    precision: "int8",
  });
});

Deno.test("readBackbone() says what a file lacks", () => {
  const refuse = (model: Uint8Array<ArrayBuffer>, message: string) =>
    assert.throws(() => readBackbone(model, "x.onnx"), {
      name: "TypeError",
      message: `Cannot use "x.onnx" as a backbone: ${message}`,
    });
  refuse(
    own({ ...SHAPES, waveform: [1, "N"] }),
    "wanted one input waveform[N], got waveform[1,N]",
  );
  refuse(
    own({ ...SHAPES, embeddings: ["F", "D"] }),
    "wanted outputs embeddings[F,D] and log_mel[T,64], got embeddings[F,D], log_mel[T,64]",
  );
  refuse(
    own({ ...SHAPES, log_mel: ["T", 80] }),
    "wanted outputs embeddings[F,D] and log_mel[T,64], got embeddings[F,7], log_mel[T,80]",
  );
  refuse(
    own({ ...SHAPES, scores: ["F", 2] }),
    "wanted a label for each column of scores, got 0 labels for 2 columns",
  );
  refuse(
    own(SHAPES, { labels: '["wren"]' }),
    "wanted a label for each column of scores, got 1 labels for 0 columns",
  );
  refuse(own(SHAPES, { labels: "wren" }), 'its metadata "labels" is "wren": wanted JSON');
  refuse(
    own(SHAPES, { sampleRateHz: "44100" }),
    'its metadata "sampleRateHz" is "44100": wanted 16000',
  );
  const older = onnxProto.onnx.ModelProto.decode(own());
  older.opsetImport = [{ domain: "", version: 11 }];
  refuse(
    new Uint8Array(onnxProto.onnx.ModelProto.encode(older).finish()),
    "Cannot inline a graph: wanted ONNX operator set 17, got 11",
  );
  refuse(
    new TextEncoder().encode("<html>"),
    "Cannot read an ONNX model: the bytes are not ONNX protobuf",
  );
});
