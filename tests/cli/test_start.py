"""Small commands start at once: they load no library of the database, of the pages or of the analyses."""

import os
import subprocess
import sys

import pytest
import typer

from app.cli import keys, operation, words
from app.cli.main import LIGHT

HEAVY = ("neo4j", "neomodel", "fastapi", "starlette", "networkx", "numpy", "pyarrow", "duckdb", "jpype", "orjson")
_CHILD = f"""
import sys
from app.cli.main import main
code = main(sys.argv[1:])
print(code, *sorted(name for name in {HEAVY!r} if name in sys.modules), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["date", "2009-06"],
        ["order", "2009", "2010"],
        ["name", "김철옥", "Kim Cheol-ok"],
        ["--version"],
        ["stop"],
        ["key", "list"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_small_command_loads_no_heavy_library(arguments, tmp_path):
    env = {**os.environ, "KINTRACE_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, *arguments], capture_output=True, text=True, check=False, env=env
    )
    assert done.stderr.split() == ["0"]


@pytest.mark.parametrize(("group", "module"), [("words", words), ("operation", operation), ("keys", keys)])
def test_the_groups_that_are_loaded_alone_are_named_completely(group, module):
    app = typer.Typer()
    module.register(app)
    names = {command.name or command.callback.__name__ for command in app.registered_commands}
    names |= {group.name for group in app.registered_groups}
    assert names == {name for name in LIGHT[group] if not name.startswith("-")}
