import { flag } from "../cli/parse_command.ts";
import { BackboneName } from "./backbone_name.ts";

/** The backbone whose embeddings are made or trained on. */
export const backboneFlag = flag(BackboneName.default("yamnet"), {
  value: "NAME",
  description: "yamnet (by default), logmel or an .onnx file, here or at s3://",
  env: ["BACKBONE"],
});
