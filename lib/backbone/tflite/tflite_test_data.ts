import { type Field, writeFlatbuffer } from "./flatbuffer_test_data.ts";

/** A tensor to write; `data` for constants, scales and zero points for quantized ones. */
export interface TestTensor {
  name: string;
  shape: number[];
  type: "float32" | "int32" | "int8";
  data?: Int8Array | Int32Array;
  scales?: number[];
  zeroPoint?: number;
}

/** An operator to write; `options` are the values of its options' fields, all of them 8 or 32-bit integers. */
export interface TestOperator {
  code: number;
  inputs: number[];
  outputs: number[];
  options?: Field[];
}

/** A model of one graph to write. */
export interface TestModel {
  tensors: TestTensor[];
  operators: TestOperator[];
}

const TYPE_NUMBERS = { float32: 0, int32: 2, int8: 9 };

/** Writes a .tflite file. */
export function writeTflite({ tensors, operators }: TestModel): Uint8Array<ArrayBuffer> {
  const codes = [...new Set(operators.map(({ code }) => code))];
  const graph = [
    { tables: tensors.map(tensorTable) },
    { int32s: [0] },
    { int32s: [tensors.length - 1] },
    { tables: operators.map((operator) => operatorTable(operator, codes)) },
  ];
  return writeFlatbuffer([
    { int32: 3 },
    { tables: codes.map((code) => [{ int8: code }, undefined, undefined, { int32: code }]) },
    { tables: [graph] },
    { text: "test" },
    { tables: tensors.map(({ data }) => data ? [{ bytes: new Uint8Array(data.buffer) }] : []) },
  ], "TFL3");
}

function tensorTable({ name, shape, type, scales, zeroPoint = 0 }: TestTensor, index: number) {
  const quantization: Field = scales && {
    table: [undefined, undefined, { float32s: scales }, { int64s: scales.map(() => zeroPoint) }],
  };
  return [
    { int32s: shape },
    { int8: TYPE_NUMBERS[type] },
    { int32: index },
    { text: name },
    quantization,
  ];
}

function operatorTable({ code, inputs, outputs, options }: TestOperator, codes: number[]): Field[] {
  return [
    { int32: codes.indexOf(code) },
    { int32s: inputs },
    { int32s: outputs },
    undefined,
    options && { table: options },
  ];
}
