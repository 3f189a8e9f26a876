import { z } from "@hono/zod-openapi";
import { jsonBody } from "./json_body.ts";
import { BodyError, type BodyFacts, checkClipCount, type ParsedBody } from "./parsed_body.ts";
import { readSamples } from "./samples.ts";

const Tensor = z.array(z.unknown()).openapi({
  description: "Samples at 16 kHz in [-1, 1]; or a list of such lists, for several clips",
  oneOf: [
    { type: "array", items: { type: "number" } },
    { type: "array", items: { type: "array", items: { type: "number" } } },
  ],
  example: [0, 0.25, 0, -0.25],
});

const rows = (item: Record<string, unknown>) =>
  z.array(z.unknown()).openapi({
    type: "array",
    items: item,
    description: "Rows of one column: a sample each; or a list of samples each, for several clips",
  });

/** A JSON body of MLflow's scoring protocol (https://mlflow.org/docs/latest/ml/deployment/): one of four forms. */
export const MlflowRequest = z.object({
  inputs: Tensor.optional(),
  instances: Tensor.optional(),
  dataframe_split: z.object({ data: rows({ type: "array", minItems: 1, maxItems: 1 }) }).optional(),
  dataframe_records: rows({ type: "object", minProperties: 1, maxProperties: 1 }).optional(),
}).openapi("MlflowRequest");
type MlflowRequest = z.output<typeof MlflowRequest>;

const FORMS = ["inputs", "instances", "dataframe_split", "dataframe_records"] as const;

/** `/invocations`. A plain list of samples is one clip, as it is to MLflow; lists in a list are several. */
export function mlflowJson(bytes: Uint8Array<ArrayBuffer>, facts: BodyFacts): ParsedBody {
  const body = jsonBody(bytes, MlflowRequest);
  const [form, ...more] = FORMS.filter((form) => body[form] !== undefined);
  if (form === undefined || more.length > 0) {
    throw new BodyError(
      `Cannot read the request's body: wanted exactly one of ${FORMS.join(", ")}, got ${
        form === undefined ? "none" : more.length + 1
      }`,
    );
  }
  const values = valuesOf(body, form);
  const isBatch = Array.isArray(values[0]);
  if (!isBatch) return { clips: [{ waveform: readSamples(values, form) }], rest: { isBatch } };
  checkClipCount(values.length, facts);
  const clips = values.map((value, index) => {
    if (Array.isArray(value)) return { waveform: readSamples(value, `${form}.${index}`) };
    throw new BodyError(
      `Cannot read the request's body: ${form}.${index}: wanted a list of samples`,
    );
  });
  return { clips, rest: { isBatch } };
}

function valuesOf(body: MlflowRequest, form: typeof FORMS[number]): readonly unknown[] {
  switch (form) {
    case "inputs":
    case "instances":
      return body[form] ?? [];
    case "dataframe_split":
      return (body.dataframe_split?.data ?? []).map((row, index) => onlyCell(row, form, index));
    case "dataframe_records":
      return (body.dataframe_records ?? []).map((row, index) => onlyCell(row, form, index));
  }
}

function onlyCell(row: unknown, form: string, index: number): unknown {
  const cells = typeof row === "object" && row !== null ? Object.values(row) : [];
  if (cells.length === 1) return cells[0];
  throw new BodyError(`Cannot read the request's body: ${form}: row ${index}: wanted one column`);
}
