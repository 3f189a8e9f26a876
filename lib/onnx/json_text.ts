import { z } from "zod";

/** Text that holds a value as JSON: ONNX's metadata_props are texts only. */
export type JsonText<Schema extends z.ZodType> = z.ZodPipe<
  z.ZodCodec<z.ZodString, z.ZodUnknown>,
  Schema
>;

/** Reads a value from JSON text, and writes it there. */
export function jsonText<Schema extends z.ZodType>(schema: Schema): JsonText<Schema> {
  return z.codec(z.string(), z.unknown(), {
    decode: (text, context) => {
      try {
        return JSON.parse(text);
      } catch {
        context.issues.push({ code: "custom", input: text, message: "wanted JSON" });
        return z.NEVER;
      }
    },
    encode: (value) => JSON.stringify(value),
  }).pipe(schema);
}
