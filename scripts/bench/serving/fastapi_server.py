"""A packaged model behind FastAPI, as one writes it by hand: uvicorn with uvloop and httptools, and a pool of
threads that share one session, which lets go of Python's lock while it runs.

    python fastapi_server.py MODEL.onnx PORT THREADS
"""

import asyncio
import io
import json
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import onnxruntime as ort
import soundfile
import soxr
import uvicorn
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse

SAMPLE_RATE_HZ = 16_000
TOP_N = 5


class Classifier:
    def __init__(self, path: str) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1  # the pool's threads are the parallelism
        self.session = ort.InferenceSession(path, options, ["CPUExecutionProvider"])
        self.labels = json.loads(self.session.get_modelmeta().custom_metadata_map["labels"])
        self.run(np.zeros(SAMPLE_RATE_HZ, np.float32))

    def run(self, waveform: np.ndarray) -> np.ndarray:
        return self.session.run(["probabilities", "frame_probabilities"], {"waveform": waveform})[0]

    def top(self, wav: bytes) -> list[dict]:
        samples, rate_hz = soundfile.read(io.BytesIO(wav), dtype="float32", always_2d=True)
        waveform = samples[:, 0] if samples.shape[1] == 1 else samples.mean(axis=1)
        if rate_hz != SAMPLE_RATE_HZ:
            waveform = soxr.resample(waveform, rate_hz, SAMPLE_RATE_HZ, quality="HQ")
        scores = self.run(waveform)
        best = np.argsort(-scores)[:TOP_N]
        return [{"label": self.labels[i], "score": float(scores[i])} for i in best]


def make_app(classifier: Classifier, pool: ThreadPoolExecutor) -> FastAPI:
    app = FastAPI()

    @app.get("/health")
    async def health() -> dict:
        return {"status": "ok"}

    @app.post("/predict")
    async def predict(request: Request) -> JSONResponse:
        wav = await request.body()
        loop = asyncio.get_running_loop()
        try:
            return JSONResponse({"top": await loop.run_in_executor(pool, classifier.top, wav)})
        except soundfile.LibsndfileError as error:
            raise HTTPException(400, str(error)) from error

    return app


if __name__ == "__main__":
    model, port, threads = sys.argv[1:]
    app = make_app(Classifier(model), ThreadPoolExecutor(int(threads)))
    uvicorn.run(app, host="127.0.0.1", port=int(port), access_log=False, log_level="warning")
