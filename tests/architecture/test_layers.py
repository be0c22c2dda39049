"""The layers and other import contracts of pyproject.toml hold, and would be noticed if they did not."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.architecture.tree import PRODUCT, ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
#: An import that breaks each contract: (file, module).
VIOLATIONS = [
    ("app/domain/claims.py", "app.services"),
    ("app/analysis/__init__.py", "app.views"),
    ("app/domain/tables.py", "app.domain.zz_back"),
    ("app/domain/zz_back.py", "app.domain.tables"),
    ("seed/__init__.py", "app.store"),
    ("app/services/__init__.py", "app.store.neo4j_store"),
    ("app/services/__init__.py", "graph_schema"),
    ("app/domain/claims.py", "orjson"),
    ("app/services/__init__.py", "neo4j"),
    ("app/store/base.py", "jpype"),
    ("app/services/__init__.py", "neomodel"),
    ("app/services/__init__.py", "fastapi"),
    ("app/services/__init__.py", "typer"),
    ("app/api/__init__.py", "pyvis"),
    ("app/store/base.py", "duckdb"),
]


def lint(folder: Path) -> str:
    """Run the contracts in a folder and return the report."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    done = subprocess.run(
        [*command, "--no-cache", "--no-logo"], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def test_every_import_contract_is_kept() -> None:
    report = lint(ROOT)
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in report, report


def test_every_import_contract_would_be_noticed_when_broken(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for folder in PRODUCT:
        shutil.copytree(
            ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "*.csv", "static")
        )
    for file, module in VIOLATIONS:
        with (tmp_path / file).open("a") as text:
            text.write(f"\n\ndef _late() -> None:\n    import {module}\n")
    report = lint(tmp_path)
    assert f"Contracts: 0 kept, {len(CONTRACTS)} broken." in report, report


def test_every_package_has_a_layer() -> None:
    layers = " ".join(next(contract["layers"] for contract in CONTRACTS if contract["type"] == "layers"))
    parts = {path.stem for path in (ROOT / "app").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    without = {part for part in parts - {"__init__", "client"} if f"app.{part}" not in layers}
    assert without == set()
