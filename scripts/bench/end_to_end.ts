import type { ClipResult } from "../../lib/audio/clip.ts";
import { ClipRunner } from "../../lib/audio/clip_runner.ts";
import { cpuQuota } from "../../lib/workers/cpu_quota.ts";
import { stopwatch } from "./alternate.ts";
import { compare, type Comparison } from "./comparison.ts";
import { PythonPeer } from "./python_peer.ts";
import { wavFiles } from "./wav_files.ts";
import type { YamnetFiles } from "./yamnet_files.ts";

const FILES = 32;
const GOAL = 2;

/** The whole way from a 44.1 kHz WAV on disk to the top 5 classes, on all CPUs. */
export async function benchEndToEnd(
  { onnx, tflite }: YamnetFiles,
  rounds: number,
): Promise<Comparison[]> {
  const workers = cpuQuota();
  await using peer = await PythonPeer.start("end_to_end_peer.py");
  await using files = await wavFiles(FILES);
  using runner = await ClipRunner.open(await Deno.readFile(onnx), { workers, outputs: ["scores"] });
  const python = (op: string, cpus: string) => () =>
    peer.seconds({ op, path: tflite, files: files.paths, [cpus]: workers });
  return await compare({
    what: `44.1 kHz WAV to top 5, ${workers} workers`,
    unit: "files/s",
    work: FILES,
    ours: { name: "ours", run: () => stopwatch(() => runAll(runner, files.paths)) },
    peers: [
      {
        name: `soundfile, soxr HQ, LiteRT in ${workers} processes`,
        run: python("processes", "processes"),
        goal: GOAL,
      },
      {
        name: `the same, one process, ${workers} threads`,
        run: python("threads", "threads"),
        goal: GOAL,
      },
    ],
    rounds,
  });
}

async function runAll(runner: ClipRunner, paths: readonly string[]): Promise<void> {
  await Promise.all(paths.map(async (path) => top5(await runner.run({ path }))));
}

/** The indexes of the five classes with the highest mean score over the frames. */
function top5({ outputs: { scores } }: ClipResult): number[] {
  const [frames = 0, classes = 0] = scores?.shape ?? [];
  const sums = new Float32Array(classes);
  for (let frame = 0; frame < frames; frame++) {
    scores?.values.subarray(frame * classes, (frame + 1) * classes)
      .forEach((score, index) => sums[index] = (sums[index] ?? 0) + score);
  }
  return [...sums.keys()].sort((a, b) => (sums[b] ?? 0) - (sums[a] ?? 0)).slice(0, 5);
}
