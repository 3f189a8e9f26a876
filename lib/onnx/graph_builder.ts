import onnxProto, { type onnx as Onnx } from "onnx-proto";
import { checkInlinable } from "./check_inlinable.ts";
import { IR_VERSION, OPSET } from "./opset.ts";
import { parseModel } from "./parse_model.ts";
import { pruneGraph } from "./prune_graph.ts";

const { onnx } = onnxProto;

/** Element types that this project writes. */
export type ElementType = "float32" | "int64" | "int32" | "int8" | "uint8" | "bool";

/** Values for an initializer; the element type follows from the array's. */
export type TensorValues = Float32Array | BigInt64Array | Int32Array | Int8Array | Uint8Array;

/** A dimension: a size, or a name where it is only known at run time. */
export type Dimension = number | string;

/** What an ONNX operator's attribute may be here. */
export type AttributeValue =
  | { int: number }
  | { ints: readonly number[] }
  | { float: number }
  | { string: string };

const ELEMENT_TYPE = onnx.TensorProto.DataType;

const ELEMENT_TYPES: Record<ElementType, Onnx.TensorProto.DataType> = {
  float32: ELEMENT_TYPE.FLOAT,
  int64: ELEMENT_TYPE.INT64,
  int32: ELEMENT_TYPE.INT32,
  int8: ELEMENT_TYPE.INT8,
  uint8: ELEMENT_TYPE.UINT8,
  bool: ELEMENT_TYPE.BOOL,
};

/**
 * Writes an ONNX graph node by node (https://onnx.ai/onnx/repo-docs/IR.html).
 *
 * Values are named by strings, as in the file: each method that adds a node returns the name of its
 * output, to be passed on as an input.
 *
 * @example
 * ```ts ignore
 * const graph = new GraphBuilder("double");
 * const x = graph.input("x", "float32", ["N"]);
 * graph.output(graph.node("Mul", [x, graph.floats([2])]), "y", "float32", ["N"]);
 * const bytes = graph.build({ licence: "MIT" });
 * ```
 */
export class GraphBuilder {
  readonly #name: string;
  readonly #nodes: Onnx.INodeProto[] = [];
  readonly #initializers: Onnx.ITensorProto[] = [];
  readonly #inputs: Onnx.IValueInfoProto[] = [];
  readonly #outputs: Onnx.IValueInfoProto[] = [];
  #unnamed = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** Declares a graph input and returns its name. */
  input(name: string, type: ElementType, shape: readonly Dimension[]): string {
    this.#inputs.push(valueInfo(name, type, shape));
    return name;
  }

  /** Makes a value a graph output under `name`. */
  output(value: string, name: string, type: ElementType, shape: readonly Dimension[]): void {
    if (value !== name) this.#nodes.push({ opType: "Identity", input: [value], output: [name] });
    this.#outputs.push(valueInfo(name, type, shape));
  }

  /** Adds a constant and returns its name. `shape` is that of `values` as a vector by default; `[]` is a scalar. */
  constant(
    values: TensorValues,
    shape: readonly number[] = [values.length],
    name?: string,
  ): string {
    const size = shape.reduce((product, dimension) => product * dimension, 1);
    if (size !== values.length) {
      throw new RangeError(
        `Cannot write a constant of shape [${shape}]: wanted ${size} values, got ${values.length}`,
      );
    }
    const constant = name ?? this.#nextName("constant");
    this.#initializers.push({
      name: constant,
      dataType: ELEMENT_TYPES[elementTypeOf(values)],
      dims: [...shape],
      rawData: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    });
    return constant;
  }

  /** A float32 vector constant, or a scalar where `shape` is `[]`. */
  floats(values: readonly number[], shape?: readonly number[]): string {
    return this.constant(Float32Array.from(values), shape);
  }

  /** An int64 vector constant, or a scalar where `shape` is `[]`: what ONNX takes for shapes, axes and indices. */
  ints(values: readonly number[], shape?: readonly number[]): string {
    return this.constant(BigInt64Array.from(values, BigInt), shape);
  }

  /** Adds a node with one output and returns that output's name. An empty string stands for an input left out. */
  node(
    opType: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, AttributeValue>> = {},
  ): string {
    const output = this.#nextName(opType);
    this.#nodes.push({
      opType,
      name: output,
      input: [...inputs],
      output: [output],
      attribute: Object.entries(attributes).map(([name, value]) => attribute(name, value)),
    });
    return output;
  }

  /**
   * Copies another model's graph into this one, every name of it behind `prefix`.
   *
   * @param bindings For each of the other's inputs, the value of this graph that feeds it.
   * @returns This graph's names of the other's outputs, by their names there.
   * @throws {RangeError} if an input stays without a value.
   * @throws {TypeError} if the other cannot be copied, see {@linkcode checkInlinable}.
   */
  inline(
    model: Uint8Array,
    prefix: string,
    bindings: Readonly<Record<string, string>>,
  ): Record<string, string> {
    const parsed = parseModel(model);
    checkInlinable(parsed);
    const { graph } = parsed;
    const rename = (name: string) => name === "" ? "" : bindings[name] ?? `${prefix}/${name}`;
    for (const { name } of graph.input) {
      if (bindings[name ?? ""] === undefined) {
        throw new RangeError(`Cannot inline a graph: its input "${name}" has no value`);
      }
    }
    for (const initializer of graph.initializer) {
      this.#initializers.push({ ...initializer, name: rename(initializer.name ?? "") });
    }
    for (const node of graph.node) {
      this.#nodes.push({
        ...node,
        name: rename(node.name ?? ""),
        input: (node.input ?? []).map(rename),
        output: (node.output ?? []).map(rename),
      });
    }
    return Object.fromEntries(
      graph.output.map(({ name }) => [name ?? "", rename(name ?? "")]),
    );
  }

  /** The finished model file, without what no output needs. `metadata` goes into its metadata_props. */
  build(metadata: Readonly<Record<string, string>> = {}): Uint8Array<ArrayBuffer> {
    const model = onnx.ModelProto.create({
      irVersion: IR_VERSION,
      opsetImport: [{ domain: "", version: OPSET }],
      producerName: "yamnet-kit",
      graph: pruneGraph({
        name: this.#name,
        node: this.#nodes,
        initializer: this.#initializers,
        input: this.#inputs,
        output: this.#outputs,
      }),
      metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    });
    return new Uint8Array(onnx.ModelProto.encode(model).finish());
  }

  #nextName(stem: string): string {
    return `${stem}_${this.#unnamed++}`;
  }
}

function elementTypeOf(values: TensorValues): ElementType {
  if (values instanceof Float32Array) return "float32";
  if (values instanceof BigInt64Array) return "int64";
  if (values instanceof Int32Array) return "int32";
  if (values instanceof Int8Array) return "int8";
  return "uint8";
}

function valueInfo(
  name: string,
  type: ElementType,
  shape: readonly Dimension[],
): Onnx.IValueInfoProto {
  const dim = shape.map((dimension) =>
    typeof dimension === "number" ? { dimValue: dimension } : { dimParam: dimension }
  );
  return { name, type: { tensorType: { elemType: ELEMENT_TYPES[type], shape: { dim } } } };
}

function attribute(name: string, value: AttributeValue): Onnx.IAttributeProto {
  const { AttributeType } = onnx.AttributeProto;
  if ("int" in value) return { name, type: AttributeType.INT, i: value.int };
  if ("ints" in value) return { name, type: AttributeType.INTS, ints: [...value.ints] };
  if ("float" in value) return { name, type: AttributeType.FLOAT, f: value.float };
  return { name, type: AttributeType.STRING, s: new TextEncoder().encode(value.string) };
}
