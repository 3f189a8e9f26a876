import { cpus } from "node:os";
import { cpuFeatures } from "../../lib/workers/cpu_features.ts";
import { cpuQuota } from "../../lib/workers/cpu_quota.ts";
import type { Check } from "./check.ts";

/** Less than this is tight for training beside two workers with a model each. */
const ENOUGH_MEMORY_BYTES = 1.5e9;

/** The machine: architecture, processor, CPU quota and memory. */
export async function checkMachine(): Promise<Check[]> {
  return [
    { name: "system", verdict: "ok", found: `${Deno.build.os}, ${Deno.build.arch}` },
    await checkProcessor(),
    {
      name: "CPUs",
      verdict: "ok",
      found: `${cpuQuota()} may be used of ${cpus().length}`,
    },
    checkMemory(),
  ];
}

async function checkProcessor(): Promise<Check> {
  const { model, features, hasByteDotProduct } = await cpuFeatures();
  const found = [model || "unknown", features.join(" ")].filter((text) => text !== "").join(": ");
  if (hasByteDotProduct !== false) return { name: "processor", verdict: "ok", found };
  return {
    name: "processor",
    verdict: "missing",
    found: `${found} (no VNNI or dot product)`,
    advice: "the int8 model is slower here and may be less exact: compare with --precision float32",
  };
}

function checkMemory(): Check {
  const { total, available } = Deno.systemMemoryInfo();
  const found = `${gigabytes(available)} free of ${gigabytes(total)}`;
  if (available >= ENOUGH_MEMORY_BYTES) return { name: "memory", verdict: "ok", found };
  return { name: "memory", verdict: "missing", found, advice: "close other programs" };
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
