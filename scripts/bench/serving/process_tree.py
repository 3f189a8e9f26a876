"""What a process and all its children have used so far, as one JSON line.

    python process_tree.py PID
"""

import json
import sys
from collections import defaultdict

import psutil


def resident_bytes(processes: list[psutil.Process]) -> int:
    """A file that several of them have in memory, such as a library, counts once (where Linux tells)."""
    if not hasattr(psutil.Process, "memory_maps"):
        return sum(process.memory_info().rss for process in processes)
    own = 0
    files: defaultdict[str, int] = defaultdict(int)
    for process in processes:
        for mapped in process.memory_maps():
            if mapped.path.startswith("["):
                own += mapped.rss
            else:
                files[mapped.path] = max(files[mapped.path], mapped.rss)
    return own + sum(files.values())


if __name__ == "__main__":
    root = psutil.Process(int(sys.argv[1]))
    tree = [root, *root.children(recursive=True)]
    times = [process.cpu_times() for process in tree]
    cpu_seconds = sum(time.user + time.system for time in times)
    print(json.dumps({"cpuSeconds": cpu_seconds, "memoryBytes": resident_bytes(tree)}))
