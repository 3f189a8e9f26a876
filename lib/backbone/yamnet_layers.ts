import type {
  OperatorKind,
  TfliteModel,
  TfliteOperator,
  TfliteTensor,
} from "./tflite/read_tflite.ts";

/** How the bytes of an activation stand for reals: `real = scale * (byte - zeroPoint)`, bytes 0 to 255. */
export interface ByteQuantization {
  scale: number;
  zeroPoint: number;
}

/** Weights of a convolution or a dense layer, as signed bytes whose zero point is 0. */
export interface Int8Weights {
  values: Int8Array<ArrayBuffer>;
  /** Output channels first, as ONNX has it: [out, in, height, width] or [out, in]. */
  shape: readonly number[];
  /** One for each output channel, or one for all. */
  scales: readonly number[];
  /** One for each output channel, in units of input scale × weight scale. */
  bias: Int32Array<ArrayBuffer>;
}

/** A convolution whose output is clipped to [0, 6] by the range of its bytes. */
export interface ConvolutionLayer {
  weights: Int8Weights;
  /** 1, or the number of channels where each has a filter of its own. */
  groups: number;
  /** Height, width. */
  strides: readonly number[];
  /** Rows and columns of zeros around the input: top, left, bottom, right. */
  pads: readonly number[];
  output: ByteQuantization;
}

/** YAMNet behind its frontend, as the official .tflite file has it. */
export interface YamnetLayers {
  /** Of a patch of 96 × 64 log-mel values. */
  patch: ByteQuantization;
  convolutions: readonly ConvolutionLayer[];
  /** Of the mean over time and frequency. */
  embedding: ByteQuantization;
  classifier: Int8Weights;
  logits: ByteQuantization;
  scores: ByteQuantization;
}

/** onnxruntime's x64 kernels want unsigned activations: signed byte + 128 = unsigned byte. */
const SIGNED_TO_UNSIGNED = 128;

/**
 * Finds YAMNet's layers in its .tflite file.
 *
 * @throws {TypeError} if the model is another network, or not quantized to int8 throughout.
 */
export function readYamnetLayers(model: TfliteModel): YamnetLayers {
  const start = model.operators.findIndex(({ kind }) => kind === "QUANTIZE");
  const steps = model.operators.slice(start).filter(({ kind }) => kind !== "other");
  const convolutions = steps.filter(({ convolution }) => convolution !== undefined);
  const others = steps.filter(({ convolution }) => convolution === undefined);
  const [quantize, mean, dense, logistic] = others;
  const kinds = others.map(({ kind }) => kind).join(", ");
  if (
    start < 0 || convolutions.length === 0 || !quantize || !mean || !dense || !logistic ||
    kinds !== "QUANTIZE, MEAN, FULLY_CONNECTED, LOGISTIC"
  ) {
    throw new TypeError(
      "Cannot read YAMNet: wanted QUANTIZE, convolutions, MEAN, FULLY_CONNECTED and LOGISTIC, " +
        `got ${convolutions.length} convolutions and ${kinds || "nothing else"}`,
    );
  }
  return {
    patch: byteQuantization(outputOf(model, quantize)),
    convolutions: convolutions.map((step) => convolutionLayer(model, step)),
    embedding: byteQuantization(outputOf(model, mean)),
    classifier: int8Weights(model, dense),
    logits: byteQuantization(outputOf(model, dense)),
    scores: byteQuantization(outputOf(model, logistic)),
  };
}

function convolutionLayer(model: TfliteModel, step: TfliteOperator): ConvolutionLayer {
  const { convolution } = step;
  if (convolution?.padding !== "SAME" || convolution.activation !== "RELU6") {
    throw new TypeError(
      `Cannot read YAMNet: wanted convolutions with SAME padding and RELU6, got ${convolution?.padding} and ${convolution?.activation}`,
    );
  }
  const depthwise = step.kind === "DEPTHWISE_CONV_2D";
  const weights = int8Weights(model, step);
  const [, , kernelHeight = 1, kernelWidth = 1] = weights.shape;
  const [, height = 1, width = 1] = tensorAt(model, step.inputs[0]).shape;
  const { strideHeight, strideWidth } = convolution;
  const [top, bottom] = samePadding(height, kernelHeight, strideHeight);
  const [left, right] = samePadding(width, kernelWidth, strideWidth);
  const output = byteQuantization(outputOf(model, step));
  if (output.zeroPoint !== 0 || output.scale * 255 > 6.001) {
    throw new TypeError(
      `Cannot read YAMNet: wanted bytes from 0 to at most 6 after RELU6, got scale ${output.scale} and zero point ${output.zeroPoint}`,
    );
  }
  return {
    weights,
    groups: depthwise ? weights.bias.length : 1,
    strides: [strideHeight, strideWidth],
    pads: [top, left, bottom, right],
    output,
  };
}

/** TensorFlow's SAME: the output has ceil(size / stride) places, and an odd zero goes behind. */
function samePadding(size: number, kernel: number, stride: number): [number, number] {
  const places = Math.ceil(size / stride);
  const total = Math.max(0, (places - 1) * stride + kernel - size);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}

function int8Weights(model: TfliteModel, step: TfliteOperator): Int8Weights {
  const weights = tensorAt(model, step.inputs[1]);
  const bias = tensorAt(model, step.inputs[2]);
  const { scales, zeroPoints } = quantizationOf(weights, "int8");
  quantizationOf(bias, "int32");
  if (zeroPoints.some((zeroPoint) => zeroPoint !== 0)) {
    throw new TypeError(
      `Cannot read YAMNet: wanted weights with zero point 0, got ${zeroPoints} for "${weights.name}"`,
    );
  }
  return {
    ...inOnnxOrder(new Int8Array(weights.data.buffer), weights.shape, step.kind),
    scales,
    bias: new Int32Array(bias.data.buffer),
  };
}

/** Filters are [out, height, width, in] in the file, depthwise ones [1, height, width, out]. */
function inOnnxOrder(
  values: Int8Array<ArrayBuffer>,
  shape: readonly number[],
  kind: OperatorKind,
): Pick<Int8Weights, "values" | "shape"> {
  if (shape.length === 2) return { values, shape };
  const [first = 1, height = 1, width = 1, last = 1] = shape;
  return {
    values: transpose(values, height * width, last),
    shape: [...(kind === "DEPTHWISE_CONV_2D" ? [last, 1] : [first, last]), height, width],
  };
}

/** Transposes each `rows` × `columns` matrix of a stack of them. */
function transpose(values: Int8Array, rows: number, columns: number): Int8Array<ArrayBuffer> {
  const transposed = new Int8Array(values.length);
  const size = rows * columns;
  values.forEach((value, index) => {
    const [matrix, place] = [Math.floor(index / size), index % size];
    const [row, column] = [Math.floor(place / columns), place % columns];
    transposed[matrix * size + column * rows + row] = value;
  });
  return transposed;
}

function byteQuantization(tensor: TfliteTensor): ByteQuantization {
  const { scales: [scale], zeroPoints: [zeroPoint] } = quantizationOf(tensor, "int8");
  return { scale: scale ?? 1, zeroPoint: (zeroPoint ?? 0) + SIGNED_TO_UNSIGNED };
}

function quantizationOf(tensor: TfliteTensor, type: TfliteTensor["type"]) {
  if (tensor.type === type && tensor.quantization) return tensor.quantization;
  throw new TypeError(
    `Cannot read YAMNet: wanted quantized ${type} values for "${tensor.name}", got ${tensor.type}`,
  );
}

function outputOf(model: TfliteModel, step: TfliteOperator): TfliteTensor {
  return tensorAt(model, step.outputs[0]);
}

function tensorAt(model: TfliteModel, index: number | undefined): TfliteTensor {
  const tensor = model.tensors[index ?? -1];
  if (!tensor) throw new TypeError(`Cannot read YAMNet: tensor ${index} is missing`);
  return tensor;
}
