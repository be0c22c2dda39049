"""What README.md says is so."""

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from app.settings import Settings
from tests.docs.readme import README, filled

TEXT = README.read_text(encoding="utf-8")
ROOT = README.parent


def test_the_generated_tables_are_up_to_date() -> None:
    assert filled(TEXT) == TEXT, "Run: make docs"


def test_every_named_target_of_make_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)\b", re.sub(r"and make;", "", TEXT))) <= targets


def test_every_named_setting_exists() -> None:
    known = {f"KINTRACE_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"KINTRACE_\w+", TEXT)) <= known


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`([\w./-]+\.(?:md|toml|yml)|[\w-]+/[\w./-]*)`", TEXT))))
def test_every_named_file_exists(path: str) -> None:
    assert (ROOT / path).exists() or path.startswith("/")


def test_the_readme_asks_for_the_python_that_the_project_needs() -> None:
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    assert f"Python {needed.removeprefix('>=')} or newer" in TEXT


CONSOLE = [line[2:] for line in TEXT.splitlines() if line.startswith("$ ")]


@pytest.mark.parametrize("line", CONSOLE)
def test_the_commands_of_the_readme_run(line: str, tmp_path: Path) -> None:
    program, *arguments = shlex.split(line)
    environment = {**os.environ, "KINTRACE_HOME": str(tmp_path / "home")}
    command = [str(Path(sys.executable).with_name(program)), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_every_named_command_exists() -> None:
    named = {words.split()[0] for words in re.findall(r"kintrace ([a-z-]+)", TEXT)}
    done = subprocess.run(
        [str(Path(sys.executable).with_name("kintrace")), "--help"], capture_output=True, text=True, check=True
    )
    assert named <= set(re.findall(r"^ +([a-z-]+) ", done.stdout, re.MULTILINE))
