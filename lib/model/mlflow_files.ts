import { yamlText } from "../storage/yaml_text.ts";

/**
 * Versions of the Python packages with which MLflow rebuilds a model's environment. Tests load packages
 * with the same ones (lib/python/requirements.txt).
 */
export const PYTHON_PACKAGES = { mlflow: "3.17.2", onnx: "1.23.2", onnxruntime: "1.30.0" } as const;

/**
 * Of the environment that MLflow rebuilds; no Python made the model. MLflow warns where it runs on another
 * one ("the version of Python that the model was saved in"), and on every one where it is left out.
 */
const PYTHON_VERSION = "3.12";

const REQUIREMENTS = Object.entries(PYTHON_PACKAGES).map(([name, version]) =>
  `${name}==${version}`
);

/**
 * The files by which MLflow knows a folder as a model (https://mlflow.org/docs/latest/ml/model/), by their
 * names: what `mlflow.onnx.save_model()` writes beside model.onnx.
 *
 * @param classes C, the columns of both outputs.
 */
export function mlflowFiles(classes: number): Record<string, string> {
  const example = exampleWaveform();
  return {
    "MLmodel": mlModelFile(classes),
    "requirements.txt": `${REQUIREMENTS.join("\n")}\n`,
    "python_env.yaml": yamlText({
      python: PYTHON_VERSION,
      build_dependencies: ["pip", "setuptools", "wheel"],
      dependencies: ["-r requirements.txt"],
    }),
    "conda.yaml": yamlText({
      name: "mlflow-env",
      channels: ["conda-forge"],
      dependencies: [`python=${PYTHON_VERSION}`, "pip", { pip: REQUIREMENTS }],
    }),
    "input_example.json": JSON.stringify(example),
    "serving_input_example.json": JSON.stringify({ inputs: example }),
  };
}

function mlModelFile(classes: number): string {
  return yamlText({
    flavors: {
      onnx: {
        data: "model.onnx",
        onnx_version: PYTHON_PACKAGES.onnx,
        providers: ["CPUExecutionProvider"],
      },
      python_function: {
        data: "model.onnx",
        env: { conda: "conda.yaml", virtualenv: "python_env.yaml" },
        loader_module: "mlflow.onnx",
        python_version: PYTHON_VERSION,
      },
    },
    mlflow_version: PYTHON_PACKAGES.mlflow,
    model_uuid: crypto.randomUUID().replaceAll("-", ""),
    saved_input_example_info: {
      artifact_path: "input_example.json",
      serving_input_path: "serving_input_example.json",
      type: "ndarray",
    },
    // MLflow allows one unnamed tensor as input, so that a bare array can be given.
    signature: {
      inputs: JSON.stringify([tensorSpec([-1])]),
      outputs: JSON.stringify([
        { name: "probabilities", ...tensorSpec([classes]) },
        { name: "frame_probabilities", ...tensorSpec([-1, classes]) },
      ]),
    },
    utc_time_created: new Date().toISOString().replace("T", " ").replace("Z", "000"),
  });
}

function tensorSpec(shape: readonly number[]): Record<string, unknown> {
  return { "type": "tensor", "tensor-spec": { "dtype": "float32", shape } };
}

/** A tenth of a second of a 440 Hz tone at 16 kHz: enough for one frame. */
function exampleWaveform(): number[] {
  return Array.from(
    { length: 1600 },
    (_, index) => Number((0.5 * Math.sin(2 * Math.PI * 440 * index / 16_000)).toFixed(4)),
  );
}
