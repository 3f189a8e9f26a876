"""Google's YAMNet in LiteRT (XNNPACK), and our ONNX file in onnxruntime's Python package."""

import sys
import time

import numpy as np
import onnxruntime as ort
from ai_edge_litert.interpreter import Interpreter

from peer import serve

WINDOW, HOP = 15600, 7680


def windows(waveform: np.ndarray) -> np.ndarray:
    """Frames by YAMNet's rule, the last one padded with zeros; the model takes them one by one."""
    count = 1 + max(0, -(-(len(waveform) - WINDOW) // HOP))
    padded = np.zeros((count - 1) * HOP + WINDOW, dtype=np.float32)
    padded[: len(waveform)] = waveform
    return np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP]


class LiteRt:
    def __init__(self, path: str, threads: int):
        self.interpreter = Interpreter(path, num_threads=threads)
        self.interpreter.allocate_tensors()
        self.input = self.interpreter.get_input_details()[0]["index"]
        self.output = self.interpreter.get_output_details()[0]["index"]

    def scores(self, waveform: np.ndarray) -> np.ndarray:
        rows = []
        for window in windows(waveform):
            self.interpreter.set_tensor(self.input, window)
            self.interpreter.invoke()
            rows.append(self.interpreter.get_tensor(self.output)[0])
        return np.stack(rows)


class OnnxRuntime:
    def __init__(self, path: str, threads: int):
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = ort.InferenceSession(path, options)

    def scores(self, waveform: np.ndarray) -> np.ndarray:
        return self.session.run(["scores"], {"waveform": waveform})[0]


PROGRAMS = {"litert": LiteRt, "onnxruntime": OnnxRuntime}
models: dict[tuple, LiteRt | OnnxRuntime] = {}


def run(program: str, model: str, threads: int, samples: int, repeats: int) -> dict:
    key = (program, model, threads)
    if key not in models:
        models[key] = PROGRAMS[program](model, threads)
    waveform = np.random.default_rng(1).uniform(-0.5, 0.5, samples).astype(np.float32)
    models[key].scores(waveform)
    start = time.perf_counter()
    for _ in range(repeats):
        models[key].scores(waveform)
    return {"seconds": time.perf_counter() - start}


if __name__ == "__main__":
    serve({"run": run})
