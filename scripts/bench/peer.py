"""The loop that every Python peer of the bench runs: one JSON request a line in, one answer a line out."""

import json
import sys
from typing import Callable


def serve(handlers: dict[str, Callable[..., dict]]) -> None:
    """Answers `{"op": NAME, ...arguments}` with what the handler of that name returns, until stdin ends."""
    for line in sys.stdin:
        request = json.loads(line)
        answer = handlers[request.pop("op")](**request)
        print(json.dumps(answer), flush=True)
