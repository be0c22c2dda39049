"""What README.md says is so."""

import re
import tomllib

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
