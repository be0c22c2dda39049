"""The TOML file that says how a foreign file becomes rows of our tables.

::

    [file]                      # separator, encoding, header_row, sheet, dataset
    separator = ";"
    dataset = "archive"         # the first part of all ids made here
    [source]                    # the source of every row that names no other
    id = "archive:register"
    kind = "register"
    [values.sex]                # a value table: what the file says -> what we say; "*" is everything else
    "남" = "male"
    [[rows]]                    # every line of the file makes one row by each of these
    table = "persons"
    when = "Name"               # only where this column is not empty; or a list, or { Column = "value" }
    [rows.fields]               # column of our table = column of the file, or how to make it
    id = { column = "No", id = "person-" }
    name = "Name"
    names = { column = "Aliases", split = ";" }
    sex = { column = "Sex", values = "sex" }
    birth = { columns = ["Year", "Month"], join = "-" }
    nationality = { constant = "KP" }
    citation = { template = "record {No}" }

In a field, ``split`` cuts the text and ``part`` takes one piece of it (the first is 1); without ``part`` all pieces are
kept as several values. ``values`` and ``id`` are applied to each piece; ``id`` is put before it and makes an id of it.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from app.domain.tables import TABLES
from app.errors import InvalidDocument

#: Encodings that a file may be said to have. Each but UTF-16 keeps line ends as they are in ASCII.
ENCODINGS = (
    "utf-8", "utf-16", "cp949", "euc-kr", "gb18030", "big5", "shift_jis", "euc-jp", "cp1250", "cp1251", "cp1252",
    "koi8-r", "iso8859-1", "iso8859-15",
)  # fmt: skip
SEPARATORS: tuple[Literal[",", ";", "\t", "|"], ...] = (",", ";", "\t", "|")
OTHERS = "*"
_MOST_BYTES = 1_048_576
_NAMED = re.compile(r"\{([^{}]+)\}")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _encoding(name: str) -> str:
    if name.lower() not in ENCODINGS:
        raise ValueError(f"one of {', '.join(ENCODINGS)}")
    return name.lower()


def _several(value: object) -> object:
    return [value] if isinstance(value, str) else value


_Columns = Annotated[tuple[str, ...], BeforeValidator(_several)]


class FileShape(_Strict):
    """What the file looks like."""

    separator: Literal[",", ";", "\t", "|"] = ","
    encoding: Annotated[str, AfterValidator(_encoding)] = "utf-8"
    header_row: int = Field(1, ge=1, le=1_000)
    sheet: str = ""
    dataset: str = Field("", pattern=r"^[A-Za-z0-9._-]*$", max_length=100)


class FieldMap(_Strict):
    """How one cell is made."""

    column: str | None = None
    columns: tuple[str, ...] = ()
    join: str = " "
    constant: str | None = None
    template: str | None = None
    split: str | None = Field(None, min_length=1)
    part: int | None = Field(None, ge=1)
    values: str | None = None
    id: str | None = None

    @model_validator(mode="after")
    def _one_origin(self) -> FieldMap:
        given = [self.column is not None, bool(self.columns), self.constant is not None, self.template is not None]
        if sum(given) != 1:
            raise ValueError("needs one of column, columns, constant, template")
        if self.part is not None and self.split is None:
            raise ValueError("part needs split")
        return self

    def sources(self) -> tuple[str, ...]:
        """Return the columns of the file that it reads."""
        named = _NAMED.findall(self.template) if self.template is not None else []
        return (*([self.column] if self.column is not None else []), *self.columns, *named)


def _field(value: object) -> object:
    return {"column": value} if isinstance(value, str) else value


class RowMap(_Strict):
    """How a line makes one row of a table."""

    table: str
    when: _Columns | dict[str, _Columns] = ()
    fields: dict[str, Annotated[FieldMap, BeforeValidator(_field)]] = Field(min_length=1)

    @model_validator(mode="after")
    def _known_names(self) -> RowMap:
        table = TABLES.get(self.table)
        if table is None:
            raise ValueError(f"table: one of {', '.join(TABLES)}")
        unknown = [name for name in self.fields if table.column(name) is None]
        if unknown:
            known = ", ".join(column.name for column in table.columns)
            raise ValueError(f"{unknown[0]} is no column of {self.table}; there are {known}")
        return self


class Mapping(_Strict):
    """A whole mapping."""

    file: FileShape = FileShape()
    source: dict[str, str] = Field(default_factory=dict)
    values: dict[str, dict[str, str]] = Field(default_factory=dict)
    rows: tuple[RowMap, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _known_tables(self) -> Mapping:
        for rule in self.rows:
            for name, field in rule.fields.items():
                if field.values is not None and field.values not in self.values:
                    raise ValueError(f"{name}: there is no table values.{field.values}")
        unknown = [name for name in self.source if TABLES["sources"].column(name) is None]
        if unknown or (self.source and "id" not in self.source):
            known = ", ".join(column.name for column in TABLES["sources"].columns)
            raise ValueError(f"source needs an id, and has {known}")
        return self

    def columns(self) -> tuple[str, ...]:
        """Return the columns of the file that are read, each once."""
        found = [name for rule in self.rows for name in rule.when]
        found += [name for rule in self.rows for field in rule.fields.values() for name in field.sources()]
        return tuple(dict.fromkeys(found))

    def tables(self) -> tuple[str, ...]:
        """Return the tables of which rows are made, in the order of a data set."""
        made = {rule.table for rule in self.rows} | ({"sources"} if self.source else set())
        return tuple(name for name in TABLES if name in made)


def read_mapping(path: Path) -> Mapping:
    """Read a mapping.

    Parameters
    ----------
    path : Path

    Returns
    -------
    Mapping

    Raises
    ------
    InvalidDocument
        The file is missing or no TOML, or says something that has no meaning here; the place is named.
    """
    try:
        with path.open("rb") as file:
            text = file.read(_MOST_BYTES).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidDocument(str(path), None, None, "unreadable", "cannot be read", "a TOML file in UTF-8") from error
    return parse_mapping(text, str(path))


def parse_mapping(text: str, file: str = "the mapping") -> Mapping:
    """Read a mapping from its text.

    Parameters
    ----------
    text : str
    file : str
        Name for the message.

    Returns
    -------
    Mapping

    Raises
    ------
    InvalidDocument
        The text is no TOML, or says something that has no meaning here; the place is named.
    """
    try:
        return Mapping.model_validate(tomllib.loads(unicodedata.normalize("NFC", text)))
    except tomllib.TOMLDecodeError as error:
        raise InvalidDocument(file, None, None, "bad_mapping", f"is no TOML: {error}", "a TOML file") from error
    except RecursionError as error:
        raise InvalidDocument(file, None, None, "bad_mapping", "is nested too deeply", "a TOML file") from error
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or None
        raise InvalidDocument(file, None, place, "bad_mapping", str(first["msg"])) from None
