import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { encodeWav16 } from "../../audio/encode_wav16.ts";
import { whiteNoise } from "../../audio/white_noise.ts";
import { pythonEnv } from "../../python/python_env.ts";
import { runPython } from "../../python/run_python.ts";
import { definePythonTest } from "../../python/test_peer.ts";
import { makeTempDir } from "../../storage/test_folder.ts";
import { assertClose, framedPackage, predictTensors } from "./test_protocols.ts";
import { startTestServer } from "./test_server.ts";

const REQUIREMENTS = fileURLToPath(new URL("./requirements.txt", import.meta.url));

/** Speaks V2 with NVIDIA's client, in JSON and with binary tensors, about the samples of a 16-bit WAV file. */
const PROGRAM = `
import json, sys
import numpy as np
import tritonclient.http as triton
from tritonclient.utils import InferenceServerException

address, path = sys.argv[1:3]
name = "three sounds"
wav = open(path, "rb").read()
waveform = np.frombuffer(wav[44:], "<i2").astype(np.float32) / 32768
client = triton.InferenceServerClient(address)
assert client.is_server_live() and client.is_server_ready() and client.is_model_ready(name)
assert not client.is_model_ready("other")
assert client.get_server_metadata()["extensions"] == ["binary_tensor_data"]
metadata = client.get_model_metadata(name)
assert [output["name"] for output in metadata["outputs"]] == ["probabilities", "frame_probabilities"]

def infer(values, binary_in, binary_out, **options):
    is_file = values.dtype == object
    tensor = triton.InferInput("audio" if is_file else "waveform", values.shape, "BYTES" if is_file else "FP32")
    tensor.set_data_from_numpy(values, binary_data=binary_in)
    outputs = None if binary_out is None else [
        triton.InferRequestedOutput(output, binary_data=binary_out)
        for output in ["frame_probabilities", "probabilities"]
    ]
    result = client.infer(name, [tensor], outputs=outputs, **options)
    frames, clips = result.as_numpy("frame_probabilities"), result.as_numpy("probabilities")
    assert clips.shape == (1 if values.ndim == 1 else len(values), 3), clips.shape
    assert frames.shape[::2] == clips.shape, frames.shape
    return result, frames, clips

def show(frames, clips):
    print(json.dumps({"frames": frames.ravel().tolist(), "probabilities": clips.ravel().tolist()}))

for binary_in in [True, False]:
    for binary_out in [True, False, None]:
        result, frames, clips = infer(waveform, binary_in, binary_out, request_id="seven")
        assert result.get_response()["id"] == "seven"
        show(frames, clips)
_, frames, clips = infer(np.stack([waveform, waveform]), True, True)
show(frames[1], clips[1])
_, frames, clips = infer(np.array([wav], dtype=object), True, True)
show(frames, clips)

for wrong, status, text in [
    (lambda: infer(np.zeros(0, np.float32), True, True), "422", "at least one sample"),
    (lambda: infer(np.full(9, np.nan, np.float32), True, True), "422", "NaN"),
    (lambda: infer(waveform, True, True, model_version="9"), "404", "no model"),
]:
    try:
        wrong()
        raise SystemExit(f"not refused: {text}")
    except InferenceServerException as error:
        assert error.status() == status and text in error.message(), error
`;

const Tensors = z.object({ frames: z.array(z.number()), probabilities: z.array(z.number()) });

definePythonTest(
  "tritonclient gets the same numbers from V2 as /predict gives, in JSON and as binary tensors",
  [],
  async () => {
    const python = await pythonEnv(REQUIREMENTS);
    await using server = await startTestServer({ model: await framedPackage() });
    const wav = encodeWav16(whiteNoise(30_000), 16_000);
    const path = join(await makeTempDir(), "clip.wav");
    await Deno.writeFile(path, wav);
    const wanted = await predictTensors(server.address, wav);
    const lines = (await runPython(python, PROGRAM, [new URL(server.address).host, path]))
      .trim().split("\n");
    assert.equal(lines.length, 8);
    for (const line of lines) {
      const { frames, probabilities } = Tensors.parse(JSON.parse(line));
      assertClose(probabilities, wanted.probabilities);
      assertClose(frames, wanted.frames.flat());
    }
  },
);
