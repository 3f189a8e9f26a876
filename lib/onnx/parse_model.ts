import onnxProto, { type onnx as Onnx } from "onnx-proto";

const { onnx } = onnxProto;

/** A graph input or output as the file declares it. */
export interface ModelValue {
  name: string;
  /** Sizes, and names of the dimensions only known at run time. */
  shape: (number | string)[];
}

/** An ONNX model, parsed. */
export interface ParsedModel {
  graph: Onnx.GraphProto;
  inputs: ModelValue[];
  outputs: ModelValue[];
  /** Version of ONNX's own operator set that it is written in; 0 where it says none. */
  opset: number;
  /** The file's metadata_props. */
  metadata: Record<string, string>;
}

/**
 * Parses an ONNX file (https://onnx.ai/onnx/repo-docs/IR.html).
 *
 * @throws {TypeError} if the bytes are not one.
 */
export function parseModel(bytes: Uint8Array): ParsedModel {
  const model = decode(bytes);
  if (!(model.graph instanceof onnx.GraphProto) || model.graph.output.length === 0) {
    throw new TypeError("Cannot read an ONNX model: the file holds no graph with outputs");
  }
  const { graph } = model;
  return {
    graph,
    inputs: graph.input.map(modelValue),
    outputs: graph.output.map(modelValue),
    opset: Number(model.opsetImport.find(({ domain }) => isOnnxDomain(domain))?.version ?? 0),
    metadata: Object.fromEntries(
      model.metadataProps.map(({ key, value }) => [key ?? "", value ?? ""]),
    ),
  };
}

/** Whether operators of a domain are ONNX's own, which has two spellings. */
export function isOnnxDomain(domain: string | null | undefined): boolean {
  return !domain || domain === "ai.onnx";
}

function decode(bytes: Uint8Array): Onnx.ModelProto {
  try {
    return onnx.ModelProto.decode(bytes);
  } catch (cause) {
    throw new TypeError("Cannot read an ONNX model: the bytes are not ONNX protobuf", { cause });
  }
}

function modelValue({ name, type }: Onnx.IValueInfoProto): ModelValue {
  const dimensions = type?.tensorType?.shape?.dim ?? [];
  return {
    name: name ?? "",
    shape: dimensions.map(({ dimParam, dimValue }) => dimParam ? dimParam : Number(dimValue ?? 0)),
  };
}
