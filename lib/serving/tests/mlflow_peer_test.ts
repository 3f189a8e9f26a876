import assert from "node:assert/strict";
import { z } from "zod";
import { encodeWavFloat } from "../../audio/encode_wav_float.ts";
import { whiteNoise } from "../../audio/white_noise.ts";
import { definePeerTest } from "../../python/test_peer.ts";
import { runPython } from "../../python/run_python.ts";
import { ClipTensors } from "../answers/clip_tensors.ts";
import { assertClose, framedPackage, predictTensors } from "./test_protocols.ts";
import { startTestServer } from "./test_server.ts";

/** Asks MLflow's scoring server, in this process, and the server at an address the same, as MLflow's docs do. */
const PROGRAM = `
import json, os, sys
os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
import mlflow, numpy as np, pandas as pd, requests
from mlflow.pyfunc import scoring_server

folder, address, samples = sys.argv[1], sys.argv[2], int(sys.argv[3])
state, waveform = 1, []
for _ in range(samples):
    state = (state * 1664525 + 1013904223) % 2**32
    waveform.append(float(np.float32(state / 2**32 - 0.5)))

model = mlflow.pyfunc.load_model(folder)
schema = model.metadata.get_input_schema()
frame = pd.DataFrame({"waveform": waveform})
bodies = [
    {"inputs": waveform},
    {"instances": waveform},
    {"dataframe_split": frame.to_dict(orient="split")},
    {"dataframe_records": frame.to_dict(orient="records")},
]
for body in bodies:
    theirs = scoring_server.invocations(json.dumps(body), "application/json", model, schema)
    ours = requests.post(f"{address}/invocations", json=body)
    ours.raise_for_status()
    print(json.dumps([json.loads(theirs.response), ours.json()]))
direct = {name: np.asarray(value).tolist() for name, value in model.predict(np.array(waveform, np.float32)).items()}
print(json.dumps([{"predictions": direct}, ours.json()]))

def error(body):
    try:
        scoring_server.invocations(json.dumps(body), "application/json", model, schema)
    except mlflow.exceptions.MlflowException as e:
        return json.loads(e.serialize_as_json())["error_code"]

for body in [{}, {"inputs": [0.0], "instances": [0.0]}]:
    response = requests.post(f"{address}/invocations", json=body)
    assert response.json()["error_code"] == error(body), response.text
    assert response.status_code == 400
assert requests.get(f"{address}/version").text == mlflow.__version__
assert requests.get(f"{address}/ping").status_code == 200
`;

const Answer = z.object({ predictions: ClipTensors });

definePeerTest(
  "/invocations answers as MLflow's scoring server and its pyfunc do for the same package",
  [],
  async (python) => {
    const folder = await framedPackage();
    await using server = await startTestServer({ model: folder });
    const samples = 20_000;
    const lines = (await runPython(python, PROGRAM, [folder, server.address, String(samples)]))
      .trim().split("\n");
    assert.equal(lines.length, 5);
    const wav = encodeWavFloat(whiteNoise(samples), 16_000);
    const predicted = await predictTensors(server.address, wav);
    for (const line of lines) {
      const [theirs, ours] = z.tuple([Answer, Answer]).parse(JSON.parse(line));
      for (const { predictions } of [theirs, ours]) {
        assertClose(predictions.probabilities, predicted.probabilities);
        assertClose(predictions.frame_probabilities.flat(), predicted.frames.flat());
      }
    }
  },
);
