import { z } from "zod";

/** A backbone as a flag names it: one that the kit makes, or the path or address of an ONNX file of the same form. */
export const BackboneName = z.union(
  [z.enum(["yamnet", "logmel"]), z.templateLiteral([z.string().min(1), ".onnx"])],
  "wanted yamnet, logmel or an .onnx file, here or at s3://",
);

export type BackboneName = z.output<typeof BackboneName>;
