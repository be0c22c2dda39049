"""How long the engine takes to start: the first time in a new folder, again with its data, and joining a running one.

The jars are there already; fetching them depends on the network.
"""

import argparse
import tempfile
from pathlib import Path

from app.store.embedded import EngineConfig, open_engine
from benchmarks.measuring import Figure, clocked, emit, resident_mib


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jars", type=Path, help="folder of the jars; fetched into a new folder unless given")
    jars = parser.parse_args().jars
    with tempfile.TemporaryDirectory() as folder:
        config = EngineConfig(Path(folder) / "engine", jars=jars)
        if jars is None:
            with clocked() as fetch, open_engine(config):
                pass
            emit([Figure("first start of all: fetch the jars, start", round(fetch.wall, 1), "s")])
        fresh = EngineConfig(Path(folder) / "fresh", jars=jars or config.repo)
        with clocked() as cold:
            engine = open_engine(fresh)
        engine.close()
        with clocked() as warm:
            engine = open_engine(fresh)
        with clocked() as join:
            joined = open_engine(fresh)
        joined.close()
        memory = resident_mib(engine.pid)
        with clocked() as stop:
            engine.close()
    emit(
        [
            Figure("engine start, new data folder", round(cold.wall, 2), "s"),
            Figure("engine start, again", round(warm.wall, 2), "s", "new data folder", round(warm.wall / cold.wall, 2)),
            Figure("joining a running engine", round(join.wall, 3), "s"),
            Figure("stopping the engine", round(stop.wall, 2), "s"),
            Figure("memory of the idle engine", round(memory), "MiB", note="heap 1g"),
        ]
    )


if __name__ == "__main__":
    main()
