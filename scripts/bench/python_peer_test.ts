import assert from "node:assert/strict";
import { definePeerTest } from "../../lib/python/test_peer.ts";
import { PythonPeer } from "./python_peer.ts";
import { wavFiles } from "./wav_files.ts";
import { yamnetFiles } from "./yamnet_files.ts";

const WEIGHTS = "lite-model_yamnet_classification_tflite_1.tflite";

const resample = { op: "run", quality: "HQ", from_hz: 44_100, to_hz: 16_000, repeats: 1 };

definePeerTest("PythonPeer tells how long its work took, request after request", [], async () => {
  await using peer = await PythonPeer.start("resampling_peer.py");
  const short = await peer.seconds({ ...resample, samples: 1000 });
  const long = await peer.seconds({ ...resample, samples: 4_410_000 });
  assert.ok(short > 0 && long > 10 * short, `${short} s, ${long} s`);
});

definePeerTest("PythonPeer says what Python said when it ends without an answer", [], async () => {
  await using peer = await PythonPeer.start("resampling_peer.py");
  await assert.rejects(peer.seconds({ ...resample, samples: 10, quality: "best" }), {
    message: /^resampling_peer\.py ended without an answer: Traceback[^]*best/i,
  });
  await assert.rejects(peer.seconds({ ...resample, samples: 10 }), {
    message: /without an answer/,
  });
});

definePeerTest(
  "The bench's YAMNet peers run both files, clip by clip and whole",
  [WEIGHTS],
  async () => {
    await using yamnet = await yamnetFiles();
    await using files = await wavFiles(3);
    await using backbone = await PythonPeer.start("backbone_peer.py");
    const clip = { op: "run", threads: 1, samples: 80_000, repeats: 1 };
    assert.ok(await backbone.seconds({ ...clip, program: "litert", model: yamnet.tflite }) > 0);
    assert.ok(await backbone.seconds({ ...clip, program: "onnxruntime", model: yamnet.onnx }) > 0);
    await using whole = await PythonPeer.start("end_to_end_peer.py");
    const work = { path: yamnet.tflite, files: files.paths };
    assert.ok(await whole.seconds({ op: "processes", ...work, processes: 2 }) > 0);
    assert.ok(await whole.seconds({ op: "threads", ...work, threads: 2 }) > 0);
  },
);
