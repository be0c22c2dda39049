"""Facts about GEDCOM that is damaged or escaped: what stands under a damaged line never joins the record before it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.formats.base import FileRow
from app.formats.gedcom import read_gedcom
from app.formats.gedcom_lines import read_blocks
from tests.unit.formats.test_gedcom import codes, items_of, of_text, persons, rows_of

BEFORE = b"0 HEAD\n0 @I1@ INDI\n1 NAME A\n"
UNDER = b"\n1 NAME B\n1 BIRT\n2 DATE 1950\n"
AFTER = b"0 @I3@ INDI\n1 NAME C\n0 TRLR\n"


@pytest.mark.parametrize(
    "damaged",
    [b"0 @I2@ IN\0DI", b"0@I2@ INDI", b"O @I2@ INDI", b"@I2@ INDI", b"\0\0\0\0", b"0 @I2@ INDI " + b"x" * 1_100_000],
    ids=["NUL", "no blank", "letter", "no level", "zeros", "too long"],
)
def test_lines_under_a_damaged_record_join_no_other_person(damaged: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.ged").write_bytes(BEFORE + damaged + UNDER + AFTER)
    items = items_of(tmp_path / "a.ged")
    assert persons(items) == {"g:I1": "A", "g:I3": "C"}
    assert [(row.get("names"), row.get("birth")) for row in rows_of(items)["persons"]] == [(None, None)] * 2
    assert codes(items)[1:] == ["under_damaged"] * 3
    lost = [item.row for item in items if isinstance(item, FileRow) and item.problem]
    assert lost == [4, 5, 6, 7]


def test_lines_under_a_damaged_event_do_not_join_the_event_before(tmp_path: Path) -> None:
    body = b"1 BIRT\n2 DATE 1950\n1 DEA\0T\n2 DATE 1999\n2 PLAC Musan\n3 MAP\n1 SEX M\n0 TRLR\n"
    (tmp_path / "a.ged").write_bytes(BEFORE + body)
    items = items_of(tmp_path / "a.ged")
    (row,) = rows_of(items)["persons"]
    assert (row["birth"], row.get("death"), row["sex"]) == ("1950", None, "male")
    assert codes(items) == ["undecodable", "under_damaged", "under_damaged", "under_damaged"]


def test_a_skipped_level_takes_the_lines_under_it_along(tmp_path: Path) -> None:
    items = of_text(tmp_path, "0 @I1@ INDI\n1 NAME A\n1 BIRT\n3 PLAC X\n4 MAP\n2 DATE 1950")
    assert rows_of(items)["persons"][0]["birth"] == "1950"
    assert codes(items) == ["bad_level", "under_damaged"]


def test_a_value_that_was_broken_in_two_loses_only_its_rest(tmp_path: Path) -> None:
    items = of_text(tmp_path, "0 @I1@ INDI\n1 NOTE one\ntwo, three\n2 CONT four\n1 NAME A")
    (row,) = rows_of(items)["persons"]
    assert (row["name"], row["note"], codes(items)) == ("A", "one\nfour", ["no_line"])


@pytest.mark.parametrize(
    ("version", "told", "read"),
    [
        ("7.0", "@@a@@b", "@a@@b"),
        ("7.1", "a@@b", "a@@b"),
        ("5.5.1", "@@a@@b", "@a@b"),
        ("5.5", "a@@b", "a@b"),
        ("5.5.1", "@@I1@@", "@I1@"),
    ],
)
def test_doubled_at_signs_are_read_as_the_version_says(version: str, told: str, read: str, tmp_path: Path) -> None:
    path = tmp_path / "a.ged"
    lines = ["0 HEAD", "1 GEDC", f"2 VERS {version}", "0 @I1@ INDI", "1 NAME A", f"1 NOTE {told}", f"2 CONT {told}"]
    path.write_text("\n".join([*lines, "0 TRLR", ""]), encoding="utf-8")
    items = items_of(path)
    assert (rows_of(items)["persons"][0]["note"], codes(items)) == (f"{read}\n{read}", [])


GOOD = [
    b"0 HEAD",
    b"1 CHAR UTF-8",
    *(line for n in range(1, 7) for line in (b"0 @I%d@ INDI" % n, b"1 NAME P%d" % n, b"1 BIRT", b"2 DATE 190%d" % n)),
    b"0 TRLR",
]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(2, len(GOOD) - 2), junk=st.binary(min_size=1, max_size=12))
def test_no_damage_gives_a_person_what_belongs_to_another(place: int, junk: bytes, tmp_path: Path) -> None:
    lines = GOOD.copy()
    lines[place] = b"\xff" + junk.replace(b"\n", b"").replace(b"\r", b"")
    path = tmp_path / "a.ged"
    path.write_bytes(b"\n".join(lines) + b"\n")
    for row in rows_of(list(read_gedcom(path, "g").items))["persons"]:
        number = row["id"][-1]
        assert row["name"] in (f"P{number}", f"I{number}")
        assert row.get("birth", "") in ("", f"190{number}")
        assert "names" not in row


LINES = st.sampled_from(
    [
        b"0 @I1@ INDI",
        b"1 name A /B/",
        b"  2 DATE 1950",
        b"1 NOTE \xc3\xa9 @@x",
        b"1 NOTE",
        b"1 NOTE  a ",
        b"0 @ I2 @ FAM",
    ]
)
RARE = st.one_of(
    LINES, st.sampled_from([b"", b" ", b"1", b"x", b"1 NOTE \xff", b"1 NOTE a\0", b"1 @I1 NOTE", b"1 NAME\x0bx"])
)


@given(
    lines=st.one_of(st.lists(LINES, max_size=9), st.lists(RARE, max_size=9)),
    end=st.sampled_from([b"\n", b"\r\n", b"\r", b"\n\r"]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_lines_taken_together_are_those_taken_one_by_one(lines: list[bytes], end: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.ged").write_bytes(end.join(lines))
    blocks = list(read_blocks(tmp_path / "a.ged", "utf-8"))
    found = [raw for block in blocks for raw in block.raw]
    assert [raw for raw in found if raw.strip()] == [line for line in lines if line.strip()]
    for block in blocks:
        alone = list(block.lines())
        if block.parts:
            assert [(int(level), xref.strip(), tag.upper(), value) for level, xref, tag, value in block.parts] == [
                (line.level, line.xref, line.tag, line.value) for line in alone
            ]
        else:
            assert any(line.damage for line in alone) or len(alone) < len(block.raw)
