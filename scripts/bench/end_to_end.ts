import type { ClipResult } from "../../lib/audio/clip.ts";
import { ClipRunner } from "../../lib/audio/clip_runner.ts";
import { cpuQuota } from "../../lib/workers/cpu_quota.ts";
import { stopwatch } from "./alternate.ts";
import { compare, type Comparison } from "./comparison.ts";
import { PythonPeer } from "./python_peer.ts";
import { wavFiles } from "./wav_files.ts";
import type { YamnetFiles } from "./yamnet_files.ts";

const FILES = 64;
const GOAL = 2;

/** The whole way from a 44.1 kHz WAV on disk to the top 5 classes, a worker or process for each CPU. */
export async function benchEndToEnd(
  { onnx, tflite }: YamnetFiles,
  rounds: number,
): Promise<Comparison[]> {
  const workers = cpuQuota();
  await using python = await PythonPeer.start("end_to_end_peer.py");
  await using files = await wavFiles(FILES);
  using runner = await ClipRunner.open(await Deno.readFile(onnx), { workers, outputs: ["scores"] });
  return await compare({
    what: `44.1 kHz WAV to top 5, ${workers} workers`,
    unit: "files/s",
    work: FILES,
    ours: {
      name: "ours",
      run: () =>
        stopwatch(() =>
          Promise.all(files.paths.map(async (path) => top5(await runner.run({ path }))))
        ),
    },
    peers: [{
      name: "soundfile + soxr HQ + LiteRT",
      run: () =>
        python.seconds({ op: "run", model: tflite, files: files.paths, processes: workers }),
      goal: GOAL,
    }],
    rounds,
  });
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
