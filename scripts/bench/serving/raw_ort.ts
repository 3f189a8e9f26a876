/**
 * What a server cannot beat: onnxruntime-node in as many workers as the server has, one thread each, on a
 * ready waveform, in a loop. No HTTP, no decoding, no messages, no load generator beside it. Prints JSON;
 * scripts/bench/serving/bench_serving.ts starts it.
 *
 *   raw_ort.ts MODEL.onnx WORKERS SAMPLES WARM_UP_SECONDS SECONDS
 */
import process from "node:process";
import { print } from "../../../lib/cli/print.ts";
import { runScript } from "../../../lib/cli/run_script.ts";
import { WorkerPool } from "../../../lib/workers/worker_pool.ts";
import type { RawOrtInit, RawOrtRequest, RawOrtResponse } from "./raw_ort_worker.ts";
import { percentile } from "./tally.ts";

async function main(): Promise<void> {
  const [path = "", ...numbers] = Deno.args;
  const [workers = 0, samples = 0, warmUpSeconds = 0, seconds = 0] = numbers.map(Number);
  const model = await Deno.readFile(path);
  using pool = await WorkerPool.open<RawOrtInit, RawOrtRequest, RawOrtResponse>(
    new URL("./raw_ort_worker.ts", import.meta.url),
    { init: { model, samples }, workers },
  );
  const before = process.cpuUsage();
  const done = await Promise.all(
    Array.from({ length: workers }, () => pool.run({ warmUpSeconds, seconds })),
  );
  const { user, system } = process.cpuUsage(before);
  const latenciesMs = done.flatMap(({ latenciesMs }) => latenciesMs);
  const runs = done.reduce((sum, { runs }) => sum + runs, 0);
  print(JSON.stringify({
    perSecond: latenciesMs.length / seconds,
    p50Ms: percentile(latenciesMs, 50),
    p99Ms: percentile(latenciesMs, 99),
    cpuSecondsPerRequest: (user + system) / 1e6 / runs,
    memoryBytes: Deno.memoryUsage().rss,
  }));
}

await runScript(main);
