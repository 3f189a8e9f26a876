import { FlatTable } from "./flat_table.ts";

/** How integers stand for reals: `real = scale * (integer - zeroPoint)`, one scale or one for each channel. */
export interface Quantization {
  scales: readonly number[];
  zeroPoints: readonly number[];
}

/** A tensor of the graph. */
export interface TfliteTensor {
  name: string;
  shape: readonly number[];
  type: "float32" | "int32" | "int8" | "other";
  /** Bytes of a constant, little-endian; empty for what is computed. */
  data: Uint8Array<ArrayBuffer>;
  /** `undefined` for floats. */
  quantization: Quantization | undefined;
}

/** What a convolution says besides its tensors. */
export interface ConvolutionOptions {
  padding: "SAME" | "VALID";
  strideHeight: number;
  strideWidth: number;
  activation: "NONE" | "RELU6" | "other";
}

/** One step of the graph, in the order of execution. */
export interface TfliteOperator {
  /** Name in the schema's BuiltinOperator; "other" for those that no convolutional network here has. */
  kind: OperatorKind;
  inputs: readonly number[];
  outputs: readonly number[];
  /** Of CONV_2D and DEPTHWISE_CONV_2D. */
  convolution: ConvolutionOptions | undefined;
}

/** A TensorFlow Lite model: one graph. */
export interface TfliteModel {
  tensors: readonly TfliteTensor[];
  operators: readonly TfliteOperator[];
}

const OPERATOR_KINDS = {
  3: "CONV_2D",
  4: "DEPTHWISE_CONV_2D",
  9: "FULLY_CONNECTED",
  14: "LOGISTIC",
  40: "MEAN",
  114: "QUANTIZE",
} as const;

/** An operator by its name in the schema. */
export type OperatorKind = (typeof OPERATOR_KINDS)[keyof typeof OPERATOR_KINDS] | "other";

/**
 * Reads a .tflite file: tensors with their quantization, constants and operators.
 *
 * Field numbers are the order of fields in TensorFlow Lite's schema
 * (https://github.com/tensorflow/tensorflow/blob/master/tensorflow/compiler/mlir/lite/schema/schema.fbs).
 *
 * @throws {TypeError} if the bytes are not a TensorFlow Lite model, or end early.
 */
export function readTflite(bytes: Uint8Array): TfliteModel {
  const identifier = new TextDecoder().decode(bytes.subarray(4, 8));
  if (identifier !== "TFL3") {
    throw new TypeError(
      `Cannot read a TensorFlow Lite model: wanted the identifier "TFL3" at byte 4, got ${
        JSON.stringify(identifier)
      }`,
    );
  }
  try {
    return readModel(FlatTable.root(bytes));
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new TypeError(
      `Cannot read a TensorFlow Lite model: the file is truncated or damaged (${cause.message})`,
      { cause },
    );
  }
}

function readModel(model: FlatTable): TfliteModel {
  const kinds = model.tables(1).map(readOperatorKind);
  const buffers = model.tables(4);
  const [graph] = model.tables(2);
  if (!graph) throw new RangeError("it has no graph");
  return {
    tensors: graph.tables(0).map((tensor) => readTensor(tensor, buffers)),
    operators: graph.tables(3).map((operator) => readOperator(operator, kinds)),
  };
}

/** Codes above 127 stand in field 3, older writers put all in field 0. */
function readOperatorKind(code: FlatTable): OperatorKind {
  const number = Math.max(code.int8(0), code.int32(3));
  return Object.entries(OPERATOR_KINDS).find(([key]) => Number(key) === number)?.[1] ?? "other";
}

function readTensor(tensor: FlatTable, buffers: readonly FlatTable[]): TfliteTensor {
  const types: Record<number, TfliteTensor["type"]> = { 0: "float32", 2: "int32", 9: "int8" };
  const buffer = buffers[tensor.int32(2)];
  if (!buffer) throw new RangeError(`buffer ${tensor.int32(2)} is missing`);
  return {
    name: tensor.string(3),
    shape: tensor.int32s(0),
    type: types[tensor.int8(1)] ?? "other",
    data: buffer.bytes(0),
    quantization: readQuantization(tensor.table(4)),
  };
}

function readQuantization(parameters: FlatTable | undefined): Quantization | undefined {
  const scales = parameters?.float32s(2) ?? [];
  return scales.length === 0 ? undefined : { scales, zeroPoints: parameters?.int64s(3) ?? [] };
}

function readOperator(operator: FlatTable, kinds: readonly OperatorKind[]): TfliteOperator {
  const kind = kinds[operator.int32(0)];
  if (!kind) throw new RangeError(`operator code ${operator.int32(0)} is missing`);
  return {
    kind,
    inputs: operator.int32s(1),
    outputs: operator.int32s(2),
    convolution: readConvolutionOptions(kind, operator.table(4)),
  };
}

function readConvolutionOptions(
  kind: OperatorKind,
  options: FlatTable | undefined,
): ConvolutionOptions | undefined {
  if (kind !== "CONV_2D" && kind !== "DEPTHWISE_CONV_2D") return undefined;
  // The field after the strides is the fused activation, in DepthwiseConv2DOptions one later.
  const activation = options?.int8(kind === "CONV_2D" ? 3 : 4);
  return {
    padding: options?.int8(0) === 1 ? "VALID" : "SAME",
    strideWidth: options?.int32(1) ?? 0,
    strideHeight: options?.int32(2) ?? 0,
    activation: activation === 3 ? "RELU6" : activation ? "other" : "NONE",
  };
}
