import { cpus } from "node:os";
import { join } from "node:path";
import { ONNXRUNTIME_VERSION } from "../onnx/onnxruntime_version.ts";
import { cacheDir } from "../storage/cache_dir.ts";
import { sha256 } from "../storage/sha256.ts";
import { writeAtomically } from "../storage/write_atomically.ts";

/**
 * How far a model in int8 is off on this processor. Measuring takes a second, so the result is kept in the
 * cache for this model on this kind of machine.
 *
 * @param digest Of the model.
 */
export async function int8ErrorOnce(
  digest: string,
  measure: () => Promise<number>,
): Promise<number> {
  const name = `int8-error-${digest.slice(0, 12)}-${await machineId()}.txt`;
  const path = join(cacheDir(), "models", name);
  const cached = parseFloat(await Deno.readTextFile(path).catch(() => ""));
  if (!Number.isNaN(cached)) return cached;
  const error = await measure();
  await writeAtomically(path, String(error)).catch(() => {}); // in a container it may be read-only
  return error;
}

/** Processors of one name can differ in their instructions, which Linux lists. */
async function machineId(): Promise<string> {
  const cpuinfo = await Deno.readTextFile("/proc/cpuinfo").catch(() => "");
  const instructions = cpuinfo.match(/^(flags|Features)\s*:.*$/m)?.[0];
  return sha256([Deno.build.arch, cpus()[0]?.model, instructions, ONNXRUNTIME_VERSION].join())
    .slice(0, 12);
}
