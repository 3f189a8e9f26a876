import { basename } from "node:path";
import { checkInlinable } from "../onnx/check_inlinable.ts";
import { type ModelValue, parseModel } from "../onnx/parse_model.ts";
import { sha256 } from "../storage/sha256.ts";
import type { Backbone } from "./backbone.ts";
import { decodeBackboneMetadata } from "./backbone_metadata.ts";
import { MEL_BANDS } from "./mel_filterbank.ts";

/**
 * Reads an ONNX file as a backbone and checks that it has the form of one.
 *
 * @param file For messages, and for the name of a backbone that does not say its own.
 * @throws {TypeError} if an input or output is missing or has another shape, or no head can be put on its
 * graph, see {@linkcode checkInlinable}.
 */
export function readBackbone(model: Uint8Array<ArrayBuffer>, file: string): Backbone {
  try {
    return describe(model, basename(file, ".onnx"));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TypeError(`Cannot use "${file}" as a backbone: ${reason}`, { cause });
  }
}

function describe(model: Uint8Array<ArrayBuffer>, fallbackName: string): Backbone {
  const parsed = parseModel(model);
  checkInlinable(parsed);
  const { inputs, outputs, metadata } = parsed;
  const { precision, labels, licence, ...said } = decodeBackboneMetadata(metadata);
  const [input] = inputs;
  if (inputs.length !== 1 || input?.name !== "waveform" || input.shape.length !== 1) {
    throw new TypeError(`wanted one input waveform[N], got ${shapes(inputs)}`);
  }
  const embeddingSize = columnsOf(outputs, "embeddings");
  const bands = columnsOf(outputs, "log_mel");
  if (embeddingSize === undefined || bands !== MEL_BANDS) {
    throw new TypeError(
      `wanted outputs embeddings[F,D] and log_mel[T,${MEL_BANDS}], got ${shapes(outputs)}`,
    );
  }
  const classes = columnsOf(outputs, "scores") ?? 0;
  if (classes !== labels.length) {
    throw new TypeError(
      `wanted a label for each column of scores, got ${labels.length} labels for ${classes} columns`,
    );
  }
  const name = said.name ?? fallbackName;
  return {
    name,
    precision,
    model,
    digest: sha256(model),
    embeddingSize,
    labels,
    description: said.description ?? `ONNX file ${name}`,
    licence,
  };
}

/** Width of a matrix; `undefined` where there is none of this name, or its width is not fixed. */
function columnsOf(values: readonly ModelValue[], name: string): number | undefined {
  const shape = values.find((value) => value.name === name)?.shape ?? [];
  const columns = shape[1];
  return shape.length === 2 && typeof columns === "number" && columns > 0 ? columns : undefined;
}

function shapes(values: readonly ModelValue[]): string {
  return values.map(({ name, shape }) => `${name}[${shape}]`).join(", ") || "none";
}
