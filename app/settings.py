"""Settings: the one place that reads the environment.

Each is ``KINTRACE_`` and a name; an unknown one is refused by name.
"""

from __future__ import annotations

import difflib
import getpass
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from app.errors import ConfigurationError

PREFIX = "KINTRACE_"
_BOLT_SCHEMES = ("bolt://", "bolt+s://", "bolt+ssc://", "neo4j://", "neo4j+s://", "neo4j+ssc://")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_MIB = 1024 * 1024


def _absolute(path: Path) -> Path:
    return path.expanduser().absolute()


def _bolt(url: str) -> str:
    if url and not url.startswith(_BOLT_SCHEMES):
        raise ValueError(f"starts with one of {', '.join(_BOLT_SCHEMES)}")
    return url


def _web(url: str) -> str:
    if url and not url.startswith(("http://", "https://")):
        raise ValueError("starts with http:// or https://")
    return url


_Memory = Annotated[str, Field(pattern=r"^[1-9][0-9]{0,5}[kmg]$")]
_Location = Annotated[Path, AfterValidator(_absolute)]


class Settings(BaseModel):
    """Every setting, with its default and what it means. A field ``x`` is the variable ``KINTRACE_X``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    home: _Location = Field(description="folder of all data of this instance")
    user: str = Field(
        "", max_length=100, description="name that is written beside what you record; empty: the login name"
    )

    neo4j_url: Annotated[str, AfterValidator(_bolt)] = Field(
        "", description="a Neo4j to use, such as bolt://127.0.0.1:7687; empty: Kintrace runs its own"
    )
    neo4j_user: str = Field("neo4j", min_length=1, description="user of that Neo4j")
    neo4j_password_file: Annotated[Path | None, AfterValidator(lambda path: path and _absolute(path))] = Field(
        None, description="file that holds only the password of that user"
    )
    engine_heap: _Memory = Field("1g", description="memory of the own Neo4j for its work")
    engine_pagecache: _Memory = Field("512m", description="memory of the own Neo4j for pages of the database")
    engine_lock: Annotated[Path | None, AfterValidator(lambda path: path and _absolute(path))] = Field(
        None, description="another lock file of the own Neo4j; empty: the one that was tested"
    )
    engine_jars: Annotated[Path | None, AfterValidator(lambda path: path and _absolute(path))] = Field(
        None,
        description="folder of the own Neo4j's jars, which several instances may share; empty: within the data folder",
    )
    maven_url: Annotated[str, AfterValidator(_web)] = Field(
        "", description="a mirror from which the own Neo4j is fetched on the first start; empty: the public one"
    )
    offline: bool = Field(False, description="fetch nothing; what is missing is an error")

    host: str = Field(
        "127.0.0.1", min_length=1, description="address to serve on; others than loopback need access keys"
    )
    port: int = Field(8000, ge=1, le=65_535, description="port to serve on")
    hosts: str = Field("", description="further host names that requests may ask for, with commas between them")

    query_seconds: float = Field(5, gt=0, le=3_600, description="longest time of a named query")
    analysis_seconds: float = Field(30, gt=0, le=86_400, description="longest time of an analysis")
    bulk_memory: _Memory = Field(
        "1g", description="memory of DuckDB or Spark for the links of everyone, then it spills"
    )
    bulk_spill: Annotated[Path | None, AfterValidator(lambda path: path and _absolute(path))] = Field(
        None, description="folder for what DuckDB or Spark spills; empty: within the data folder"
    )
    spark_master: str = Field(
        "local[2]", min_length=1, description="where `--engine spark` runs: this machine with two threads, or a cluster"
    )
    max_heavy: int = Field(4, ge=1, le=64, description="heavy requests at once; more wait")
    max_waiting: int = Field(16, ge=0, le=1_024, description="heavy requests that wait; more are turned away")
    max_body_bytes: int = Field(_MIB, ge=1_024, description="largest body of a request")
    max_upload_bytes: int = Field(50 * _MIB, ge=1_024, description="largest uploaded file")
    max_inflated_bytes: int = Field(200 * _MIB, ge=1_024, description="largest archive when inflated")
    max_upload_rows: int = Field(1_000_000, ge=1, description="most rows of an upload")
    max_rows: int = Field(10_000_000, ge=1, description="most rows of `kintrace import`")
    batch_rows: int = Field(5_000, ge=1, le=5_000, description="rows recorded in one transaction")

    @property
    def person(self) -> str:
        """The name written beside what is recorded."""
        return self.user or _login_name()

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach what is served."""
        return self.host in _LOOPBACK

    def password(self) -> str:
        """Return the password of the Neo4j named by ``neo4j_url``.

        Raises
        ------
        ConfigurationError
            If no file is named, or it cannot be read, or is empty.
        """
        name = f"{PREFIX}NEO4J_PASSWORD_FILE"
        remedy = "Name a file that holds only the password"
        if self.neo4j_password_file is None:
            raise ConfigurationError(name, f"is needed with {PREFIX}NEO4J_URL", remedy)
        try:
            password = self.neo4j_password_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigurationError(name, "the file cannot be read", remedy) from error
        if not password:
            raise ConfigurationError(name, "the file is empty", remedy)
        return password


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings.

    Parameters
    ----------
    environment : mapping of str to str, optional
        Variables; the process's own when left out. An empty value counts as not set.

    Returns
    -------
    Settings

    Raises
    ------
    ConfigurationError
        For an unknown ``KINTRACE_`` variable, or a value that is not allowed. The value itself is not repeated.
    """
    variables = os.environ if environment is None else environment
    given = {name.removeprefix(PREFIX): value for name, value in variables.items() if name.startswith(PREFIX) and value}
    known = {name.upper(): name for name in Settings.model_fields}
    for name in sorted(given):
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
            remedy = f"Did you mean {PREFIX}{near[0]}?" if near else "The README lists all settings"
            raise ConfigurationError(f"{PREFIX}{name}", "is no setting", remedy)
    values: dict[str, str | Path] = {known[name]: value for name, value in given.items()}
    values.setdefault("home", default_home(variables))
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = f"{PREFIX}{str(first['loc'][0]).upper()}"
        raise ConfigurationError(name, "is not allowed", _words(str(first["msg"]))) from None


def default_home(environment: Mapping[str, str], platform: str = sys.platform) -> Path:
    """Return the data folder of a system's own rules.

    Parameters
    ----------
    environment : mapping of str to str
    platform : str
        As ``sys.platform``.

    Returns
    -------
    Path
    """
    if platform == "darwin":
        return Path("~/Library/Application Support/Kintrace").expanduser()
    if platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or "~/AppData/Local").expanduser() / "Kintrace"
    return Path(environment.get("XDG_DATA_HOME") or "~/.local/share").expanduser() / "kintrace"


def settings_table() -> str:
    """Return all settings as a Markdown table, for the README."""
    lines = ["| variable | default | meaning |", "| --- | --- | --- |"]
    for name, field in Settings.model_fields.items():
        shown = "the data folder of your system" if name == "home" else field.default
        default = "" if shown in ("", None) else f"`{shown}`" if name != "home" else str(shown)
        lines.append(f"| `{PREFIX}{name.upper()}` | {default} | {field.description} |")
    return "\n".join(lines) + "\n"


def _words(message: str) -> str:
    plain = message.removeprefix("Value error, ")
    return f"Allowed: it {plain}" if plain.startswith("starts") else plain


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
