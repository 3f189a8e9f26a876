import { ClipRunner } from "../../lib/audio/clip_runner.ts";
import { SAMPLE_RATE_HZ } from "../../lib/audio/frames.ts";
import { openBackbone } from "../../lib/backbone/open_backbone.ts";
import { KIT_VERSION } from "../../lib/model/kit_version.ts";
import { ONNXRUNTIME_VERSION } from "../../lib/onnx/onnxruntime_version.ts";
import { findPython, PYTHON_ADVICE } from "../../lib/python/find_python.ts";
import { type Check, optional, required } from "./check.ts";

/** The programs: this kit, Deno, onnxruntime (a model is run), Python. */
export async function checkSoftware(): Promise<Check[]> {
  const python = await findPython();
  return [
    { name: "kit", verdict: "ok", found: KIT_VERSION },
    { name: "Deno", verdict: "ok", found: `${Deno.version.deno}, V8 ${Deno.version.v8}` },
    await required(
      "onnxruntime",
      runModel,
      `run "deno install"; onnxruntime-node has builds for x64 and ARM64 of Linux (glibc), macOS and Windows`,
    ),
    optional(
      "Python",
      python && `${python.version} (${python.command})`,
      {
        found: "none",
        advice: `only benches, JupyterLab and tests against Python need it. ${PYTHON_ADVICE}`,
      },
    ),
  ];
}

/** Runs the smallest backbone on a second of silence, in a worker as everything does. */
async function runModel(): Promise<string> {
  const { model } = await openBackbone("logmel");
  using runner = await ClipRunner.open(model, { workers: 1 });
  const { outputs } = await runner.run({ waveform: new Float32Array(SAMPLE_RATE_HZ) });
  return `${ONNXRUNTIME_VERSION}, runs in a worker (${Object.keys(outputs).join(", ")})`;
}
