import assert from "node:assert/strict";
import { join } from "node:path";
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from "@zip.js/zip.js";
import { FRAME_HOP, FRAME_LENGTH, frameCount } from "../audio/frames.ts";
import { loadWaveform } from "../audio/load_waveform.ts";
import { printNote } from "../cli/print.ts";
import { definePeerTest } from "../python/test_peer.ts";
import { runPython } from "../python/run_python.ts";
import type { Precision } from "./backbone.ts";
import { openBackbone } from "./open_backbone.ts";
import { openForTest } from "./test_session.ts";
import { YAMNET_FILE } from "./yamnet_file.ts";

/** Every how manyth clip is compared; PARITY_EVERY=1 compares all 320. */
const EVERY = Number(Deno.env.get("PARITY_EVERY") ?? 4);

/** Where frames begin to exist, and where the next one does. */
const EDGE_LENGTHS = [0, 1, FRAME_LENGTH, FRAME_LENGTH + 1, 23_279, 23_280, 23_281];

/** Runs LiteRT on every frame. Tensors: 25 is the log-mel patch, 115 the embedding, 120 the scores. */
const RUN_LITERT = `
import sys, numpy
from ai_edge_litert.interpreter import Interpreter
model, folder = sys.argv[1:]
interpreter = Interpreter(model, num_threads=2, experimental_preserve_all_tensors=True)
interpreter.allocate_tensors()
tensors = {tensor["index"]: tensor for tensor in interpreter.get_tensor_details()}
scale, zero_point = tensors[115]["quantization"]
results = {"log_mel": [], "embeddings": [], "scores": []}
for frame in numpy.fromfile(folder + "/frames.f32", "<f4").reshape(-1, ${FRAME_LENGTH}):
    interpreter.set_tensor(0, frame)
    interpreter.invoke()
    results["log_mel"].append(interpreter.get_tensor(25))
    results["embeddings"].append((interpreter.get_tensor(115).astype("f4") - zero_point) * scale)
    results["scores"].append(interpreter.get_tensor(120))
for name, values in results.items():
    numpy.stack(values).astype("<f4").tofile(f"{folder}/{name}.f32")
`;

/** Values of each frame, one after the other. */
interface Frames {
  log_mel: Float32Array;
  embeddings: Float32Array;
  scores: Float32Array;
}

async function readWaveforms(zipPath: string): Promise<Float32Array[]> {
  await using archive = new ZipReader(new Uint8ArrayReader(await Deno.readFile(zipPath)));
  const entries = (await archive.getEntries()).filter(({ filename }) => filename.endsWith(".wav"));
  const waveforms: Float32Array[] = [];
  for (const entry of entries.filter((_, index) => index % EVERY === 0)) {
    if (entry.directory) continue;
    const bytes = await entry.getData(new Uint8ArrayWriter(), { useWebWorkers: false });
    waveforms.push((await loadWaveform({ bytes })).waveform);
  }
  const [first = new Float32Array()] = waveforms;
  return [...waveforms, ...EDGE_LENGTHS.map((length) => first.subarray(10_000, 10_000 + length))];
}

async function runLiteRt(
  python: string,
  tflite: string,
  waveforms: readonly Float32Array[],
): Promise<Frames> {
  const folder = await Deno.makeTempDir();
  try {
    using file = await Deno.open(join(folder, "frames.f32"), { create: true, write: true });
    for (const waveform of waveforms) {
      for (let frame = 0; frame < frameCount(waveform.length); frame++) {
        const samples = new Float32Array(FRAME_LENGTH);
        samples.set(waveform.subarray(frame * FRAME_HOP, frame * FRAME_HOP + FRAME_LENGTH));
        file.writeSync(new Uint8Array(samples.buffer));
      }
    }
    await runPython(python, RUN_LITERT, [tflite, folder]);
    const read = async (name: string) =>
      new Float32Array((await Deno.readFile(join(folder, `${name}.f32`))).buffer);
    return {
      log_mel: await read("log_mel"),
      embeddings: await read("embeddings"),
      scores: await read("scores"),
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Runs a backbone on whole clips, and repeats the log-mel rows that its frames share. */
async function runBackbone(model: Uint8Array, waveforms: readonly Float32Array[]): Promise<Frames> {
  const run = await openForTest(model);
  const clips = [];
  for (const waveform of waveforms) {
    const { log_mel, embeddings, scores } = await run({
      waveform: { values: waveform, shape: [waveform.length] },
    });
    const frames = frameCount(waveform.length);
    assert.deepEqual(scores?.shape, [frames, 521], `${waveform.length} samples`);
    assert.deepEqual(embeddings?.shape, [frames, 1024]);
    assert.deepEqual(log_mel?.shape, [48 * frames + 48, 64]);
    const patches = Array.from(
      { length: frames },
      (_, frame) => log_mel.values.subarray(frame * 48 * 64, (frame * 48 + 96) * 64),
    );
    clips.push({ log_mel: join32(patches), embeddings: embeddings.values, scores: scores.values });
  }
  return {
    log_mel: join32(clips.map(({ log_mel }) => log_mel)),
    embeddings: join32(clips.map(({ embeddings }) => embeddings)),
    scores: join32(clips.map(({ scores }) => scores)),
  };
}

function join32(parts: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let position = 0;
  for (const part of parts) {
    joined.set(part, position);
    position += part.length;
  }
  return joined;
}

function meanDifference(ours: Float32Array, theirs: Float32Array): number {
  assert.equal(ours.length, theirs.length);
  return ours.reduce((sum, value, i) => sum + Math.abs(value - (theirs[i] ?? NaN)), 0) /
    ours.length;
}

/** Share of frames whose best class, the first one at a tie, is the same. */
function sameTop(ours: Float32Array, theirs: Float32Array): number {
  const frames = ours.length / 521;
  const bestAt = (all: Float32Array, frame: number) => {
    const scores = all.subarray(frame * 521, (frame + 1) * 521);
    return scores.indexOf(Math.max(...scores));
  };
  const same = Array.from({ length: frames }, (_, frame) => frame)
    .filter((frame) => bestAt(ours, frame) === bestAt(theirs, frame));
  return same.length / frames;
}

/**
 * Share of frames whose best class is a best class of LiteRT's. Its scores are multiples of 1/256, and in a
 * fifth of the frames several classes share the highest.
 */
function topAgreement(ours: Float32Array, theirs: Float32Array): number {
  const frames = ours.length / 521;
  let agreed = 0;
  for (let frame = 0; frame < frames; frame++) {
    const [mine, other] = [ours, theirs].map((all) => all.subarray(frame * 521, (frame + 1) * 521));
    assert.ok(mine && other);
    if (other[mine.indexOf(Math.max(...mine))] === Math.max(...other)) agreed++;
  }
  return agreed / frames;
}

definePeerTest(
  "YAMNet says of real recordings what LiteRT says",
  [YAMNET_FILE.name, "ESC-10-folds-1-4.zip"],
  async (python, [tflite = "", zip = ""]) => {
    const waveforms = await readWaveforms(zip);
    const theirs = await runLiteRt(python, tflite, waveforms);
    const compare = async (precision: Precision) => {
      const backbone = await openBackbone("yamnet", { precision, tflite });
      const ours = await runBackbone(backbone.model, waveforms);
      const figures = {
        frames: ours.scores.length / 521,
        sameTop: sameTop(ours.scores, theirs.scores),
        top: topAgreement(ours.scores, theirs.scores),
        scores: meanDifference(ours.scores, theirs.scores),
        embeddings: meanDifference(ours.embeddings, theirs.embeddings),
        logMel: meanDifference(ours.log_mel, theirs.log_mel),
      };
      printNote(`${backbone.precision}: ${JSON.stringify(figures)}`);
      return { ...figures, precision: backbone.precision };
    };

    const int8 = await compare("int8");
    assert.ok(int8.frames > 500, `compared ${int8.frames} frames`);
    assert.ok(int8.top >= 0.995, `top class: ${int8.top}`);
    assert.ok(int8.logMel < 2e-6, `log-mel: ${int8.logMel}`);
    if (int8.precision === "int8") { // float32 where this processor's 8-bit sums saturate
      assert.ok(int8.sameTop >= 0.995, `same top class, ties by their order: ${int8.sameTop}`);
      assert.ok(int8.scores <= 1e-4, `scores: ${int8.scores}`);
      assert.ok(int8.embeddings < 3e-4, `embeddings: ${int8.embeddings}`);
    }

    const float32 = await compare("float32");
    assert.ok(float32.top >= 0.99, `top class in float32: ${float32.top}`);
    // LiteRT rounds to 1/256, the float32 form does not.
    assert.ok(float32.scores <= 0.5 / 256, `scores in float32: ${float32.scores}`);
    assert.ok(float32.embeddings < 3e-3, `embeddings in float32: ${float32.embeddings}`);
  },
);
