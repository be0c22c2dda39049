"""A built wheel, installed into an empty environment, finds all that it brings."""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


def run(*command: str, cwd: Path) -> str:
    """Run a command in an environment that knows nothing of the checkout."""
    foreign = {name: text for name, text in os.environ.items() if not name.startswith(("KINTRACE_", "PYTHON"))}
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**foreign, "KINTRACE_HOME": str(cwd / "home")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment with the locked packages and the wheel."""
    folder = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT), cwd=folder)
    venv.create(folder / "venv", with_pip=True)
    programs = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pip = (str(programs / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet", "install")
    run(*pip, "--require-hashes", "--requirement", str(ROOT / "requirements.lock"), cwd=folder)
    run(*pip, "--no-deps", str(next(folder.glob("*.whl"))), cwd=folder)
    return programs


def test_doctor_finds_queries_seed_and_static_files(programs: Path, tmp_path: Path) -> None:
    checks = json.loads(run(str(programs / "kintrace"), "doctor", "--format", "json", cwd=tmp_path))
    assert {check["check"]: check["ok"] for check in checks}.items() >= {
        ("queries", True),
        ("seed", True),
        ("static files", True),
    }
    assert all(check["ok"] for check in checks)


def test_the_installed_package_is_not_the_checkout(programs: Path, tmp_path: Path) -> None:
    place = run(str(programs / "python"), "-c", "import app; print(app.__file__)", cwd=tmp_path)
    assert Path(place.strip()).is_relative_to(programs.parent)


def test_commands_without_database_work(programs: Path, tmp_path: Path) -> None:
    read = json.loads(run(str(programs / "kintrace"), "date", "2009-08~", "--format", "json", cwd=tmp_path))
    assert (read[0]["earliest"], read[0]["latest"]) == ("2009-07-01", "2009-09-30")
