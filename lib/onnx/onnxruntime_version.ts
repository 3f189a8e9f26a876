import config from "../../deno.json" with { type: "json" };

/** Version of onnxruntime-node, known without loading its native library. */
export const ONNXRUNTIME_VERSION: string = config.imports["onnxruntime-node"].split("@").at(-1) ??
  "";
