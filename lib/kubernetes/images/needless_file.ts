/** The folder of onnxruntime's programs for a processor, in its package. */
const ONNXRUNTIME_FOLDER = { x86_64: "linux/x64", aarch64: "linux/arm64" } as const;

/** Declarations, source maps and read-mes. */
const NO_CODE = /\.(d\.[cm]?ts|map|flow)$|(^|\/)(readme|changelog|history)(\.\w+)?$/i;

/** Parts of packages that the project never loads: programs of their own, bundles for browsers. */
const UNUSED_PARTS: Record<string, RegExp> = {
  "protobufjs": /^(cli|dist|scripts)\//,
  "onnxruntime-node": /^script\//,
};

/**
 * Whether a file of a package is of no use in an image. Of onnxruntime's programs it is those of other
 * systems, and the accelerators that a build may have fetched beside them (CUDA, TensorRT).
 *
 * @param path In the package's folder, with slashes.
 */
export function isNeedlessFile(
  packageName: string,
  path: string,
  arch: keyof typeof ONNXRUNTIME_FOLDER,
): boolean {
  if (NO_CODE.test(path) || UNUSED_PARTS[packageName]?.test(path)) return true;
  if (packageName !== "onnxruntime-node" || !path.startsWith("bin/")) return false;
  return !path.includes(`/${ONNXRUNTIME_FOLDER[arch]}/`) || /providers_(cuda|tensorrt)/.test(path);
}
