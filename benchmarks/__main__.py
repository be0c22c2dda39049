"""Runs figures, each in a process of its own, and writes their parts of ``benchmarks/results.md``."""

import argparse
import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.measuring import machine

#: Every figure, in the order of the table. A new one is one file and one line.
FIGURES = (
    "engine_start",
    "import_rate",
    "snapshot",
    "whole_way",
    "memory",
    "formats",
    "gedcom",
    "custody",
    "network",
    "network_page",
    "pictures",
    "kin",
    "name_search",
    "pages",
    "chains",
    "cold",
    "inbred",
    "floor",
    "one_person",
    "bridge",
    "portability",
)
RESULTS = Path(__file__).with_name("results.md")
_PART = re.compile(r"^## (\w+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_HEAD = (
    "| what | measured | peer in the same run | ratio | digest | load | note |\n"
    "| --- | --- | --- | --- | --- | --- | --- |\n"
)


def main() -> None:
    """Run the figures asked for, all by default, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("figures", nargs="*", default=FIGURES, help=f"of {', '.join(FIGURES)}")
    parser.add_argument("--jars", type=Path, help="folder of the engine's jars")
    options = parser.parse_args()
    for name in options.figures:
        sys.stderr.write(f"{name} …\n")
        command = [sys.executable, "-m", f"benchmarks.{name}", *(["--jars", str(options.jars)] if options.jars else [])]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{name} failed:\n{done.stderr[-2000:]}")
        lines = [_row(json.loads(line)) for line in done.stdout.splitlines() if line.startswith("{")]
        _write(name, f"Measured {datetime.now(UTC):%Y-%m-%d}.\n\n{_HEAD}{''.join(lines)}")
    sys.stderr.write(f"written: {RESULTS.name}\n")


def _write(name: str, text: str) -> None:
    """Write the part of one figure; the others stay as they were measured."""
    parts = dict(_PART.findall(RESULTS.read_text(encoding="utf-8"))) if RESULTS.exists() else {}
    parts[name] = text
    about = "\n".join(f"- {what}: {value}" for what, value in machine().items())
    measured = "".join(f"\n## {each}\n\n{parts[each].strip()}\n" for each in FIGURES if each in parts)
    RESULTS.write_text(
        f"# Measured\n\nMade by `make bench`. Ratios matter, seconds do not.\n\n{about}\n{measured}", encoding="utf-8"
    )


def _row(figure: dict[str, Any]) -> str:
    ratio = "" if figure["ratio"] is None else f"{figure['ratio']:g}"
    measured = f"{figure['value']:,} {figure['unit']}"
    cells = [figure["name"], measured, figure["peer"], ratio, figure["digest"], figure["load"], figure["note"]]
    return "| " + " | ".join(str(cell) for cell in cells) + " |\n"


if __name__ == "__main__":
    main()
