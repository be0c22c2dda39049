"""A process of its own that runs (or joins) the engine of a folder until its standard input ends.

Run as ``python -m tests.store.engine_owner FOLDER``; prints one JSON line when the engine runs.
"""

import json
import sys
from pathlib import Path

from app.store.embedded import open_engine
from tests.engine_fixture import small_engine


def main() -> None:
    """Open the engine, say who runs it, wait, close it."""
    with open_engine(small_engine(Path(sys.argv[1]))) as engine:
        sys.stdout.write(json.dumps({"uri": engine.uri, "pid": engine.pid, "owned": engine.owned}) + "\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
