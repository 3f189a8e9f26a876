import * as ort from "onnxruntime-node";
import { FRAME_LENGTH, frameCount, SAMPLE_RATE_HZ } from "../../lib/audio/frames.ts";
import { stopwatch } from "./alternate.ts";
import { compare, type Comparison } from "./comparison.ts";
import { noise } from "./noise.ts";
import { PythonPeer } from "./python_peer.ts";
import type { YamnetFiles } from "./yamnet_files.ts";

/** `goals`: the least ratios to LiteRT that are aimed for, on one and on two threads. */
const CASES = [
  { name: "one window", samples: FRAME_LENGTH, repeats: 40, goals: [1.3, 1.3] },
  { name: "5 s clip", samples: 5 * SAMPLE_RATE_HZ, repeats: 6, goals: [undefined, 2.5] },
];

/** YAMNet itself: our ONNX file against Google's in LiteRT, and against the same file in Python. */
export async function benchBackbone(
  { onnx, tflite }: YamnetFiles,
  rounds: number,
): Promise<Comparison[]> {
  await using python = await PythonPeer.start("backbone_peer.py");
  const comparisons: Comparison[] = [];
  for (const threads of [1, 2]) {
    const session = await ort.InferenceSession.create(onnx, { intraOpNumThreads: threads });
    for (const { name, samples, repeats, goals } of CASES) {
      const inPython = (program: string, model: string) => () =>
        python.seconds({ op: "run", program, model, threads, samples, repeats });
      comparisons.push(
        ...await compare({
          what: `${name}, ${threads} ${threads === 1 ? "thread" : "threads"}`,
          unit: "windows/s",
          work: repeats * frameCount(samples),
          ours: { name: "ours", run: () => runRepeatedly(session, samples, repeats) },
          peers: [
            { name: "LiteRT", run: inPython("litert", tflite), goal: goals[threads - 1] },
            { name: "onnxruntime, Python", run: inPython("onnxruntime", onnx), goal: undefined },
          ],
          rounds,
        }),
      );
    }
    await session.release();
  }
  return comparisons;
}

async function runRepeatedly(
  session: ort.InferenceSession,
  samples: number,
  repeats: number,
): Promise<number> {
  const waveform = new ort.Tensor("float32", noise(samples), [samples]);
  await session.run({ waveform }, ["scores"]);
  return await stopwatch(async () => {
    for (let i = 0; i < repeats; i++) await session.run({ waveform }, ["scores"]);
  });
}
