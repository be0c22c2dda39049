"""Commands that ask: named queries, kinship, and every analysis with the parameters that it declares."""

from __future__ import annotations

import csv
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.opening import analyses_on, opened, progress
from app.cli.output import (
    SHOWN_ROWS,
    FormatOption,
    OutputFormat,
    TableFormat,
    TableFormatOption,
    print_json,
    show_answer,
    show_records,
)
from app.cli.table_files import write_table
from app.cli.tree_rows import cascade_rows
from app.domain.identifiers import check_id
from app.errors import InvalidDocument, InvalidParameter, NotFound, StoreTimeout

if TYPE_CHECKING:
    from app.analysis import Analysis, Parameter
    from app.services.analyst import Analyst

_EXAMPLES = {
    "connect": "kintrace connect published:un-kim-cheol-ok published:un-kim-cheol-ok.daughter",
    "chains": "kintrace chains --max-chon 4 --window-days 1096 --format json",
    "cascade": "kintrace cascade --least-size 2",
    "trail": "kintrace trail published:un-kim-cheol-ok",
    "handovers": "kintrace handovers --country CN --format csv",
    "stages": "kintrace stages --level kind --start police --end secret_police",
    "families": "kintrace families --kind cluster",
    "network": "kintrace network --level place",
    "moves": "kintrace moves --kind crossing --format csv",
    "agencies": "kintrace agencies --from 2010-01-01 --format csv",
    "presence": "kintrace presence --place published:bc-tumen-namyang",
    "compare": "kintrace compare --what takings --by leader",
    "figures": "kintrace figures --ids published:tjwg24 --report tjwg24",
    "directory": "kintrace directory --was taken --country CN --format csv",
    "rests_on": "kintrace rests-on published:un-kim-cheol-ok --answer trail",
}
_PAIR_COLUMNS = ("a", "b", "chon", "blood", "affinity", "spouses", "relation", "words.en", "words.ko", "grade")
#: What is null or empty in the answer of a pair that is refused.
_PAIR_VALUES = ("chon", "blood", "affinity", "spouses", "legal_kin", "up", "down", "relation", "words", "grade")
_PAIR_LISTS = ("common_ancestors", "path", "claims", "all")
#: Lines after it are not wrapped, so that an example can be copied.
_AS_WRITTEN = "\b\n"
#: They ask what claims say, and an export of tables holds none.
_OF_CLAIMS = ("rests_on",)
_ExportOption = Annotated[
    Path | None,
    typer.Option("--from-parquet", metavar="FOLDER", help="answer from what kintrace export parquet wrote"),
]
_OutOption = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="the Parquet file to write")]
_OUTPUT = tuple(
    inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
    for name, default, annotation in (
        ("from_parquet", None, _ExportOption),
        ("format", TableFormat.TABLE, TableFormatOption),
        ("out", None, _OutOption),
    )
)


def queries(format: FormatOption = OutputFormat.TABLE) -> None:
    """List the named queries with their parameters; those in brackets may be left out.

    Example: kintrace queries --format csv.
    """
    from app.catalogue import load_catalogue

    rows = [
        {
            "query": name,
            "parameters": [each.name if each.required else f"[{each.name}]" for each in spec.parameters],
            "summary": spec.summary,
        }
        for name, spec in load_catalogue().items()
    ]
    show_records(rows, format)


def query(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="name of the query; kintrace queries lists them")],
    format: FormatOption = OutputFormat.TABLE,
) -> None:
    """Run a named query; its parameters are options of the same names.

    Example: kintrace query kinship.ancestors --person-id published:un-kim-cheol-ok --max-generations 3.
    """
    given = _parameters(context.args)
    with opened() as kintrace:
        answer = kintrace.reader.query(name, given)
    if format is OutputFormat.JSON:
        print_json(answer)
        return
    show_records(answer["rows"], format, list(answer["columns"]), None if "limit" in given else SHOWN_ROWS)
    if answer["truncated"] and format is OutputFormat.TABLE:
        print("… there are more rows: give a larger --limit")


def _parameters(arguments: list[str]) -> dict[str, str]:
    """Read ``--name value`` and ``--name=value``."""
    given: dict[str, str] = {}
    left = list(arguments)
    while left:
        option = left.pop(0)
        name, equals, value = option.partition("=")
        if not name.startswith("--") or len(name) == 2:
            raise InvalidParameter(option, "--name value", "is no option")
        if not equals and not left:
            raise InvalidParameter(name, "--name value", "has no value")
        key = name[2:].replace("-", "_")
        if key in given:
            raise InvalidParameter(name, "each option once", "is given twice")
        given[key] = value if equals else left.pop(0)
    return given


def kin(  # noqa: PLR0913 -- every option of a command is a parameter
    a: Annotated[str | None, typer.Argument(metavar="A", help="id of a person")] = None,
    b: Annotated[str | None, typer.Argument(metavar="[B]", help="id of another; else everyone related to A")] = None,
    max_chon: Annotated[
        int | None, typer.Option(min=0, max=12, help="degree (chon) within which kin is looked for")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="at most so many relatives")] = None,
    pairs: Annotated[Path | None, typer.Option(metavar="FILE", help="a CSV file with the columns a, b")] = None,
    from_parquet: _ExportOption = None,
    format: TableFormatOption = TableFormat.TABLE,
    out: _OutOption = None,
) -> None:
    """How two persons are related, or everyone related to one.

    Examples: kintrace kin published:un-kim-cheol-ok published:un-kim-cheol-ok.daughter;
    kintrace kin published:un-kim-cheol-ok --max-chon 4; kintrace kin --pairs pairs.csv --format json.
    How a kinship word is read: kintrace word.
    """
    if (a is None) == (pairs is None):
        raise InvalidParameter("A", "A, A and B, or --pairs", "one of the three is needed")
    for name, given in {"A": a, "B": b}.items():
        if given is not None:
            check_id(given, name)
    if pairs is None:
        named = {"a": a, "b": b, "max_chon": max_chon, "limit": limit}
        _answer("kin", named, format=format, out=out, from_parquet=from_parquet)
        return
    if format is TableFormat.PARQUET or out is not None:
        raise InvalidParameter("--format", "table, json, csv", "of pairs there is no Parquet file")
    asked = _read_pairs(pairs)
    with analyses_on(from_parquet) as analyst:
        answers = _answer_pairs(analyst, asked, max_chon)
    refused = ("refused",) if any(each["refused"] for each in answers) else ()
    columns = () if format is TableFormat.JSON else (*_PAIR_COLUMNS, *refused)
    show_records(answers, OutputFormat(format), columns, SHOWN_ROWS)
    if refused:
        raise typer.Exit(1)


def _answer_pairs(analyst: Analyst, pairs: list[tuple[str, str]], max_chon: int | None) -> list[dict[str, Any]]:
    answers = []
    with progress() as tell, analyst.asking("kin") as ask:
        for done, (a, b) in enumerate(pairs, 1):
            answers.append(_answer_pair(ask, a, b, max_chon))
            tell("pairs", done, len(pairs))
    return answers


def _answer_pair(ask: Callable[..., dict[str, Any]], a: str, b: str, max_chon: int | None) -> dict[str, Any]:
    """Return the answer of a pair, or one with nothing but the reason in ``refused``."""
    try:
        return {**ask(a=a, b=b, max_chon=max_chon), "refused": None}
    except (NotFound, InvalidParameter, StoreTimeout) as error:
        return {
            "a": a,
            "b": b,
            **dict.fromkeys(_PAIR_VALUES),
            **{name: [] for name in _PAIR_LISTS},
            "refused": str(error),
        }


def _read_pairs(file: Path) -> list[tuple[str, str]]:
    try:
        rows = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines(), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InvalidDocument(str(file), None, None, "unreadable", "cannot be read", "a CSV file in UTF-8") from error
    header, *pairs = rows or [[]]
    if header[:2] != ["a", "b"]:
        raise InvalidDocument(str(file), 1, None, "header", "is no header", "a,b")
    for number, row in enumerate(pairs, 2):
        if len(row) != len(header):
            raise InvalidDocument(str(file), number, None, "ragged", f"has {len(row)} cells", f"{len(header)} cells")
    return [(row[0], row[1]) for row in pairs]


def _command(analysis: Analysis) -> Callable[..., None]:
    """Return the command of an analysis: required parameters, and one that leads, are arguments, the others options."""

    def command(**given: Any) -> None:
        named = {parameter.name: given.pop(_field(parameter)) for parameter in analysis.parameters}
        _answer(analysis.name, named, **given)

    shown = [_parameter(each) for each in sorted(analysis.parameters, key=lambda each: not each.required)]
    shown += [each for each in _OUTPUT if each.name != "from_parquet" or analysis.name not in _OF_CLAIMS]
    command.__signature__ = inspect.Signature(shown)  # type: ignore[attr-defined]
    command.__annotations__ = {each.name: each.annotation for each in shown}
    example = _EXAMPLES[analysis.name]
    command.__doc__ = f"{analysis.summary}\n\n{_AS_WRITTEN}Example:\n{example}"
    return command


def _answer(
    name: str, given: dict[str, Any], *, format: TableFormat, out: Path | None, from_parquet: Path | None = None
) -> None:
    """Show an answer, or write its table."""
    from app.analysis import ANALYSES

    analysis = ANALYSES[name]
    if format is TableFormat.PARQUET:
        write_table(analysis, given, out, from_parquet)
        return
    if out is not None:
        raise InvalidParameter("--out", "a file with --format parquet")
    with analyses_on(from_parquet) as analyst:
        answer = analyst.answer(name, **given)
    if name == "cascade" and format is TableFormat.TABLE:
        answer = {**answer, "tree": list(cascade_rows(answer))}
    show_answer(answer, OutputFormat(format), name=name, part=next(each for each in analysis.lists if each in answer))


def _field(parameter: Parameter) -> str:
    """Return a name that Python takes as a parameter (``from``, ``class`` are none)."""
    return f"{parameter.name}_"


def _parameter(parameter: Parameter) -> inspect.Parameter:
    kind: Any = {"int": int, "flag": bool}.get(parameter.type, str)
    limits: dict[str, Any] = {"min": parameter.least, "max": parameter.most} if parameter.type == "int" else {}
    allowed = f" ({', '.join(parameter.allowed)})" if parameter.allowed else ""
    words = f"{parameter.doc}{allowed}"
    if parameter.required or parameter.leads:
        info: Any = typer.Argument(metavar=parameter.name.upper(), help=words, **limits)
        default: Any = inspect.Parameter.empty if parameter.required else None
        annotation: Any = Annotated[kind if parameter.required else kind | None, info]
    else:
        info = typer.Option(f"--{parameter.name.replace('_', '-')}", help=words, **limits)
        default = parameter.default
        annotation = Annotated[kind if default is not None else kind | None, info]
    return inspect.Parameter(_field(parameter), inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def register(app: typer.Typer) -> None:
    """Add the commands of this file and one for every analysis."""
    from app.analysis import ANALYSES

    app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(query)
    app.command()(queries)
    app.command()(kin)
    for name, analysis in ANALYSES.items():
        if name != "kin":
            app.command(name.replace("_", "-"))(_command(analysis))
