import { z } from "zod";

/** A backbone as a flag names it: one that the kit makes, or the path of an ONNX file of the same form. */
export const BackboneName = z.union(
  [z.enum(["yamnet", "logmel"]), z.templateLiteral([z.string().min(1), ".onnx"])],
  "wanted yamnet, logmel or the path of an .onnx file",
);

export type BackboneName = z.output<typeof BackboneName>;
