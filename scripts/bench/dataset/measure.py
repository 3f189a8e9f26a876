"""Runs a command and tells what it took: python measure.py COMMAND ARGUMENT...

Prints `{"exitCode", "seconds", "cpuSeconds", "peakMiB", "peakRssMiB"}`. Memory is that of the command and all its
descendants, looked at every 50 ms: the sum of their proportional set sizes (/proc/PID/smaps_rollup), in which a page
that processes share is counted once, and the sum of their resident set sizes, in which it is counted for each. CPU
seconds are user and system, of all of them.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

INTERVAL_SECONDS = 0.05


def tree(root: int) -> list[int]:
    """A process and its descendants."""
    found = [root]
    for pid in found:
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            found.extend(int(child) for child in read(children).split())
    return found


def read(path: Path) -> str:
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return ""  # it has ended


def memory_kib(root: int) -> Counter:
    """The sums of the tree's fields of smaps_rollup, such as Rss and Pss."""
    total = Counter()
    for pid in tree(root):
        for line in read(Path(f"/proc/{pid}/smaps_rollup")).splitlines()[1:]:
            field, kib, *_ = line.split()
            total[field.rstrip(":")] += int(kib)
    return total


def main(command: list[str]) -> None:
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    peak = Counter()
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(INTERVAL_SECONDS):
            for field, kib in memory_kib(child.pid).items():
                peak[field] = max(peak[field], kib)

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    ended.set()
    watcher.join()
    result = {
        "exitCode": os.waitstatus_to_exitcode(status),
        "seconds": seconds,
        "cpuSeconds": usage.ru_utime + usage.ru_stime,
        "peakMiB": peak["Pss"] / 1024,
        "peakRssMiB": peak["Rss"] / 1024,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(sys.argv[1:])
