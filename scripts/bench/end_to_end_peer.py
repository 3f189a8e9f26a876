"""A 44.1 kHz WAV on disk to YAMNet's top 5 in Python, with soundfile, soxr and LiteRT."""

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


def open_model(path: str, threads: int) -> None:
    global model
    model = LiteRt(path, threads)


def top_5(path: str) -> list[int]:
    samples, rate_hz = soundfile.read(path, dtype="float32", always_2d=True)
    waveform = soxr.resample(samples.mean(axis=1), rate_hz, RATE_HZ, quality="HQ")
    scores = model.scores(waveform).mean(axis=0)
    best = np.argpartition(scores, -5)[-5:]
    return best[np.argsort(-scores[best])].tolist()


pools: dict[tuple, Pool] = {}


def run_in_processes(path: str, files: list[str], processes: int) -> dict:
    """A process with a model of one thread for each CPU."""
    key = (path, processes)
    if key not in pools:
        pools[key] = multiprocessing.get_context("spawn").Pool(processes, open_model, [path, 1])
    pools[key].map(top_5, files[:processes], chunksize=1)
    start = time.perf_counter()
    pools[key].map(top_5, files, chunksize=1)
    return {"seconds": time.perf_counter() - start}


def run_in_threads(path: str, files: list[str], threads: int) -> dict:
    """One file after the other, the model on all CPUs."""
    open_model(path, threads)
    top_5(files[0])
    start = time.perf_counter()
    for file in files:
        top_5(file)
    return {"seconds": time.perf_counter() - start}


if __name__ == "__main__":
    serve({"processes": run_in_processes, "threads": run_in_threads})
