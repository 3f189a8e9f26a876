"""A 44.1 kHz WAV on disk to YAMNet's top 5 in Python: soundfile, soxr and LiteRT, one process for each CPU."""

import multiprocessing
import time
from multiprocessing.pool import Pool

import numpy as np
import soundfile
import soxr

from backbone_peer import LiteRt
from peer import serve

RATE_HZ = 16000
model: LiteRt


def open_model(path: str) -> None:
    global model
    model = LiteRt(path, threads=1)


def top_5(path: str) -> list[int]:
    samples, rate_hz = soundfile.read(path, dtype="float32", always_2d=True)
    waveform = soxr.resample(samples.mean(axis=1), rate_hz, RATE_HZ, quality="HQ")
    scores = model.scores(waveform).mean(axis=0)
    best = np.argpartition(scores, -5)[-5:]
    return best[np.argsort(-scores[best])].tolist()


pools: dict[tuple, Pool] = {}


def run(model: str, files: list[str], processes: int) -> dict:
    key = (model, processes)
    if key not in pools:
        pools[key] = multiprocessing.get_context("spawn").Pool(processes, open_model, [model])
    pools[key].map(top_5, files[:processes], chunksize=1)
    start = time.perf_counter()
    pools[key].map(top_5, files, chunksize=1)
    return {"seconds": time.perf_counter() - start}


if __name__ == "__main__":
    serve({"run": run})
