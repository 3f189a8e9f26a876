import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Contender, Turn, TurnPlan } from "./contender.ts";
import { runJson } from "./run_json.ts";

const SCRIPT = fileURLToPath(new URL("./raw_ort.ts", import.meta.url));

const Result = z.object({
  perSecond: z.number(),
  p50Ms: z.number(),
  p99Ms: z.number(),
  cpuSecondsPerRequest: z.number(),
  memoryBytes: z.number(),
});

/** The ceiling, see raw_ort.ts: a process for each turn, with no more workers than there are requests at a time. */
export function rawOrtContender(model: string, workers: number, samples: number): Contender {
  const take = async ({ concurrency, warmUpSeconds, seconds }: TurnPlan): Promise<Turn> => {
    const busy = Math.min(workers, concurrency);
    const result = await runJson(Deno.execPath(), [
      "run",
      "--no-prompt",
      "--allow-read",
      "--allow-env",
      "--allow-ffi",
      "--allow-sys",
      SCRIPT,
      ...[model, busy, samples, warmUpSeconds, seconds].map(String),
    ], Result);
    const { memoryBytes, ...measured } = result;
    return {
      ...measured,
      refused: 0,
      failed: 0,
      memoryMiB: memoryBytes / 2 ** 20,
      healthP99Ms: undefined,
      loadCpuSecondsPerRequest: 0,
    };
  };
  const running = {
    topScore: undefined,
    coldStartSeconds: undefined,
    take,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  return { name: "raw onnxruntime", start: () => Promise.resolve(running) };
}
