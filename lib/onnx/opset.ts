/** ONNX operator set written: the newest whose operators all have fast CPU kernels, with per-channel QDQ. */
export const OPSET = 17;

/** ONNX file format version that goes with {@linkcode OPSET}. */
export const IR_VERSION = 8;
