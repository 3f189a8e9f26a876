import assert from "node:assert/strict";
import onnxProto, { type onnx as Onnx } from "onnx-proto";
import * as ort from "onnxruntime-node";
import { GraphBuilder } from "./graph_builder.ts";
import { parseModel } from "./parse_model.ts";

function scaleModel(factor: number): Uint8Array {
  const graph = new GraphBuilder("scale");
  const x = graph.input("x", "float32", ["N"]);
  graph.output(graph.node("Mul", [x, graph.floats([factor])]), "y", "float32", ["N"]);
  return graph.build({ factor: String(factor) });
}

async function run(model: Uint8Array, x: number[]): Promise<number[]> {
  const session = await ort.InferenceSession.create(model);
  const { y } = await session.run({
    x: new ort.Tensor("float32", Float32Array.from(x), [x.length]),
  });
  assert.ok(y?.data instanceof Float32Array);
  return [...y.data];
}

Deno.test("GraphBuilder.build() writes a model that onnxruntime runs", async () => {
  assert.deepEqual(await run(scaleModel(2), [1, -3]), [2, -6]);
});

Deno.test("GraphBuilder.build() keeps names, shapes and metadata", () => {
  const { inputs, outputs, metadata } = parseModel(scaleModel(3));
  assert.deepEqual(inputs, [{ name: "x", shape: ["N"] }]);
  assert.deepEqual(outputs, [{ name: "y", shape: ["N"] }]);
  assert.deepEqual(metadata, { factor: "3" });
});

Deno.test("GraphBuilder.inline() chains two models without mixing their names up", async () => {
  const graph = new GraphBuilder("chain");
  const x = graph.input("x", "float32", ["N"]);
  const { y: doubled } = graph.inline(scaleModel(2), "first", { x });
  assert.ok(doubled);
  const { y: tenfold } = graph.inline(scaleModel(5), "second", { x: doubled });
  assert.ok(tenfold);
  graph.output(tenfold, "y", "float32", ["N"]);
  assert.deepEqual(await run(graph.build(), [1, 0.5]), [10, 5]);
});

Deno.test("GraphBuilder.build() leaves out what no output needs", async () => {
  const graph = new GraphBuilder("pruned");
  const x = graph.input("x", "float32", ["N"]);
  graph.node("Add", [graph.node("Mul", [x, graph.floats([7])]), graph.floats([1])]);
  graph.output(graph.node("Clip", [x, "", graph.floats([2], [])]), "y", "float32", ["N"]);
  const model = graph.build();
  const { graph: { node, initializer } } = parseModel(model);
  assert.deepEqual(node.map(({ opType }) => opType), ["Clip", "Identity"]);
  assert.equal(initializer.length, 1);
  assert.deepEqual(await run(model, [1, 5]), [1, 2]);
});

Deno.test("GraphBuilder.inline() refuses a graph whose input has no value", () => {
  assert.throws(() => new GraphBuilder("g").inline(scaleModel(2), "p", {}), {
    name: "RangeError",
    message: 'Cannot inline a graph: its input "x" has no value',
  });
});

Deno.test("GraphBuilder.inline() refuses another operator set and graphs inside of nodes", () => {
  const { onnx } = onnxProto;
  const change = (edit: (model: Onnx.ModelProto) => void) => {
    const model = onnx.ModelProto.decode(scaleModel(2));
    edit(model);
    return onnx.ModelProto.encode(model).finish();
  };
  const inline = (model: Uint8Array) => new GraphBuilder("g").inline(model, "p", { x: "x" });
  const older = change(({ opsetImport }) => opsetImport.splice(0, 1, { domain: "", version: 11 }));
  assert.throws(() => inline(older), {
    name: "TypeError",
    message: "Cannot inline a graph: wanted ONNX operator set 17, got 11",
  });
  const own = change(({ graph }) => graph?.node?.push({ opType: "Gelu", domain: "my.ops" }));
  assert.throws(() => inline(own), {
    message: "Cannot inline a graph: its Gelu node is none of ONNX's, but my.ops's",
  });
  const branching = change(({ graph }) =>
    graph?.node?.push({
      opType: "If",
      input: ["c"],
      output: ["z"],
      attribute: [{ name: "then_branch", type: 5, g: { name: "inside" } }],
    })
  );
  assert.throws(() => inline(branching), {
    message: "Cannot inline a graph: its If node has a graph inside",
  });
});

Deno.test("GraphBuilder.constant() refuses values that do not fill the shape", () => {
  assert.throws(() => new GraphBuilder("g").floats([1, 2, 3], [2, 2]), {
    name: "RangeError",
    message: "Cannot write a constant of shape [2,2]: wanted 4 values, got 3",
  });
});

Deno.test("parseModel() refuses bytes that are not ONNX", () => {
  assert.throws(() => parseModel(new TextEncoder().encode("<html>not found</html>")), {
    name: "TypeError",
    message: /^Cannot read an ONNX model/,
  });
  assert.throws(() => parseModel(new Uint8Array()), { message: /holds no graph/ });
});
