"""Resampling with native soxr, one thread."""

import time

import numpy as np
import soxr

from peer import serve


def run(quality: str, from_hz: int, to_hz: int, samples: int, repeats: int) -> dict:
    waveform = np.random.default_rng(1).uniform(-0.5, 0.5, samples).astype(np.float32)
    soxr.resample(waveform, from_hz, to_hz, quality)
    start = time.perf_counter()
    for _ in range(repeats):
        soxr.resample(waveform, from_hz, to_hz, quality)
    return {"seconds": time.perf_counter() - start}


if __name__ == "__main__":
    serve({"run": run})
