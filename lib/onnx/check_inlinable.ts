import { OPSET } from "./opset.ts";
import { isOnnxDomain, type ParsedModel } from "./parse_model.ts";

/**
 * Checks that a model's graph can be copied into one that this project writes. In another operator set the
 * same operator may mean something else; names inside of a node's graph would be mixed up.
 *
 * @throws {TypeError} if it is written in another operator set, or has foreign operators or nodes with graphs
 * inside.
 */
export function checkInlinable({ graph, opset }: ParsedModel): void {
  if (opset !== OPSET) {
    throw new TypeError(`Cannot inline a graph: wanted ONNX operator set ${OPSET}, got ${opset}`);
  }
  for (const { opType, domain, attribute } of graph.node) {
    if (!isOnnxDomain(domain)) {
      throw new TypeError(
        `Cannot inline a graph: its ${opType} node is none of ONNX's, but ${domain}'s`,
      );
    }
    if (attribute?.some(({ g, graphs }) => g || graphs?.length)) {
      throw new TypeError(`Cannot inline a graph: its ${opType} node has a graph inside`);
    }
  }
}
