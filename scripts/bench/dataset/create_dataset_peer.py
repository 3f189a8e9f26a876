"""A standard dataset from a folder or a bucket of WAVs in Python: soundfile, soxr, pyarrow, boto3, a process pool.

python create_dataset_peer.py SOURCE --out OUT, where SOURCE is a folder of label/file.wav, or s3://bucket/prefix with the
variables of AWS's clients. Writes what `deno task dataset` writes: 16 kHz mono PCM16 under OUT/audio and the
manifest as JSON, CSV and Parquet, each file whole or not at all.
"""

import csv
import hashlib
import io
import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import pyarrow
import pyarrow.parquet
import soundfile
import soxr

RATE_HZ = 16000
CLIPS_PER_TASK = 16


def main(source: str, out: Path) -> None:
    names = list_bucket(source) if source.startswith("s3://") else list_folder(Path(source))
    processes = len(os.sched_getaffinity(0))
    for label in {name.split("/")[0] for name in names}:
        (out / "audio" / label).mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(processes, initializer=open_source, initargs=(source, out)) as pool:
        samples = list(pool.map(store, names, chunksize=CLIPS_PER_TASK))
    write_manifests(out, source, samples)


def list_folder(folder: Path) -> list[str]:
    return sorted(f"{path.parent.name}/{path.name}" for path in folder.glob("*/*.wav"))


def list_bucket(uri: str) -> list[str]:
    bucket, _, prefix = uri.removeprefix("s3://").partition("/")
    pages = s3().get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=f"{prefix}/")
    keys = [item["Key"] for page in pages for item in page.get("Contents", [])]
    return sorted(key.removeprefix(f"{prefix}/") for key in keys if key.endswith(".wav"))


def s3():
    import boto3  # where it is not needed, it should take no memory

    return boto3.client("s3")


def open_source(source: str, out: Path) -> None:
    """In each process: how a clip is read, and where to."""
    global read, target
    target = out
    if not source.startswith("s3://"):
        read = lambda name: (Path(source) / name).read_bytes()
        return
    bucket, _, prefix = source.removeprefix("s3://").partition("/")
    client = s3()
    read = lambda name: client.get_object(Bucket=bucket, Key=f"{prefix}/{name}")["Body"].read()


def store(name: str) -> dict:
    samples, rate_hz = soundfile.read(io.BytesIO(read(name)), dtype="float32", always_2d=True)
    mono = samples.mean(axis=1) if samples.shape[1] > 1 else samples[:, 0]
    waveform = soxr.resample(mono, rate_hz, RATE_HZ)
    file = io.BytesIO()
    soundfile.write(file, waveform, RATE_HZ, format="WAV", subtype="PCM_16")
    wav = file.getbuffer()
    filepath = f"audio/{name}"
    write_atomically(target / filepath, wav)
    label, filename = name.split("/")
    return {
        "id": name.removesuffix(".wav"),
        "filename": filename,
        "filepath": filepath,
        "label": label,
        "duration": len(samples) / rate_hz,
        "sample_rate": RATE_HZ,
        "original_file": name,
        "recording": name,
        "sha256": hashlib.sha256(wav).hexdigest(),
        "sourceSha256": source_hash(samples, rate_hz),
        "original_sample_rate": rate_hz,
        "original_channels": samples.shape[1],
        "original_duration": len(samples) / rate_hz,
        **levels(samples),
    }


def source_hash(samples: np.ndarray, rate_hz: int) -> str:
    digest = hashlib.sha256(f"{rate_hz}:{samples.shape[1]}\n".encode())
    digest.update(samples)
    return digest.hexdigest()


def levels(samples: np.ndarray) -> dict:
    """Peak, RMS, and the fraction of samples in runs of at least 3 at full scale."""
    peak = float(max(samples.max(), -samples.min()))
    full = np.abs(samples) >= 1 - 2**-15 if peak >= 1 - 2**-15 else np.zeros((0, 1), bool)
    inner = full[:-2] & full[1:-1] & full[2:]
    clipped = np.zeros_like(full)
    for shift in range(3 if len(inner) else 0):
        clipped[shift : len(inner) + shift] |= inner
    flat = samples.ravel()
    return {
        "peak": peak,
        "rms": float(np.sqrt(np.dot(flat, flat) / len(flat))),
        "clipped": int(clipped.sum()) / len(flat),
    }


def write_manifests(out: Path, source: str, samples: list[dict]) -> None:
    info = {"name": source, "total_samples": len(samples), "sample_rate": RATE_HZ, "channels": 1}
    manifest = json.dumps({"dataset_info": info, "samples": samples}, indent=2)
    write_atomically(out / "manifest.json", manifest.encode())
    text = io.StringIO(newline="")
    rows = csv.DictWriter(text, list(samples[0]))
    rows.writeheader()
    rows.writerows(samples)
    write_atomically(out / "manifest.csv", text.getvalue().encode())
    table = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(samples), table)
    write_atomically(out / "manifest.parquet", table.getbuffer())


def write_atomically(path: Path, content: bytes | memoryview) -> None:
    temporary = path.with_name(f"{path.name}.tmp")
    temporary.write_bytes(content)
    temporary.replace(path)


if __name__ == "__main__":
    _, source_uri, _, out_folder = sys.argv
    main(source_uri, Path(out_folder))
