import { TextReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import {
  type TestModel,
  type TestOperator,
  type TestTensor,
  writeTflite,
} from "./tflite/tflite_test_data.ts";

/** Labels of {@linkcode miniYamnet}. */
export const MINI_LABELS = ["Hum", "Click", "Hiss"];

const PATCH = { name: "patch", shape: [1, 96, 64, 1], scale: 0.05, zeroPoint: 16 };
const AFTER_RELU6 = { scale: 6 / 255, zeroPoint: -128 };

/** A network of YAMNet's form with few channels and made-up weights: tests need none brought along. */
export function miniYamnet(): TestModel {
  const network = new NetworkWriter();
  network.step({ code: 114, output: PATCH });
  network.convolution("conv1", { filters: [3, 3, 3, 1], stride: 2, output: [1, 48, 32, 3] });
  network.convolution("depthwise2", { filters: [1, 3, 3, 3], stride: 1, output: [1, 48, 32, 3] });
  network.convolution("conv3", { filters: [5, 1, 1, 3], stride: 1, output: [1, 48, 32, 5] });
  network.convolution("depthwise4", { filters: [1, 3, 3, 5], stride: 2, output: [1, 24, 16, 5] });
  network.step({
    code: 40,
    output: { name: "mean", shape: [1, 1, 1, 5], scale: 0.02, zeroPoint: -128 },
  });
  const logits = { name: "logits", shape: [1, 3], scale: 0.05, zeroPoint: 10 };
  network.step({ code: 9, weights: [3, 5], output: logits });
  network.step({
    code: 14,
    output: { name: "scores", shape: [1, 3], scale: 1 / 256, zeroPoint: -128 },
  });
  return network;
}

/** Writes the model, and behind it the archive with its labels, as the official file has them. */
export async function writeMiniYamnet(
  model: TestModel = miniYamnet(),
  labels: readonly string[] = MINI_LABELS,
): Promise<Uint8Array<ArrayBuffer>> {
  // Neither the time nor this machine's compressor, so that the bytes are always the same.
  const sameBytes = { level: 0, lastModDate: new Date(2000, 0, 1), extendedTimestamp: false };
  const archive = new ZipWriter(new Uint8ArrayWriter(), sameBytes);
  await archive.add("labels.txt", new TextReader(labels.join("\n")));
  return new Uint8Array([...writeTflite(model), ...await archive.close()]);
}

interface Activation {
  name: string;
  shape: number[];
  scale: number;
  zeroPoint: number;
}

class NetworkWriter implements TestModel {
  readonly tensors: TestTensor[] = [{ name: "input", shape: [1, 96, 64, 1], type: "float32" }];
  readonly operators: TestOperator[] = [];
  #random = 1;

  step(
    { code, weights, output, options }: {
      code: number;
      weights?: number[];
      output: Activation;
      options?: TestOperator["options"];
    },
  ): void {
    const input = this.tensors.length - 1;
    const constants = weights ? this.#weights(output.name, weights, code === 4) : [];
    const { name, shape, scale, zeroPoint } = output;
    this.tensors.push({ name, shape, type: "int8", scales: [scale], zeroPoint });
    this.operators.push({
      code,
      inputs: [input, ...constants],
      outputs: [this.tensors.length - 1],
      ...(options && { options }),
    });
  }

  convolution(
    name: string,
    { filters, stride, output }: { filters: number[]; stride: number; output: number[] },
  ): void {
    const isDepthwise = filters[0] === 1;
    const strides = [{ int8: 0 }, { int32: stride }, { int32: stride }];
    const relu6 = { int8: 3 };
    this.step({
      code: isDepthwise ? 4 : 3,
      weights: filters,
      output: { name, shape: output, ...AFTER_RELU6 },
      options: isDepthwise ? [...strides, { int32: 1 }, relu6] : [...strides, relu6],
    });
  }

  /** Adds weights and bias before the output; returns their numbers. */
  #weights(name: string, shape: number[], isDepthwise: boolean): number[] {
    const input = this.tensors.at(-1)?.scales?.[0] ?? 1;
    const channels = (isDepthwise ? shape.at(-1) : shape[0]) ?? 0;
    const scales = shape.length === 2
      ? [0.02]
      : Array.from({ length: channels }, (_, channel) => 0.008 + 0.002 * channel);
    const size = shape.reduce((a, b) => a * b, 1);
    // Small enough that no processor's 8-bit sums saturate.
    const values = Int8Array.from({ length: size }, () => 63 * this.#next());
    const bias = Int32Array.from(
      { length: channels },
      (_, channel) => 0.5 * this.#next() / (input * (scales[channel] ?? 0.02)),
    );
    this.tensors.push(
      { name: `${name}/weights`, shape, type: "int8", data: values, scales },
      {
        name: `${name}/bias`,
        shape: [channels],
        type: "int32",
        data: bias,
        scales: scales.map((scale) => scale * input),
      },
    );
    return [this.tensors.length - 2, this.tensors.length - 1];
  }

  /** Between -1 and 1 (Numerical Recipes' linear congruential generator). */
  #next(): number {
    this.#random = (Math.imul(this.#random, 1664525) + 1013904223) >>> 0;
    return this.#random / 2 ** 31 - 1;
  }
}
