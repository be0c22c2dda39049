"""Workbooks made by hand, part by part, as other programs and strangers make them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{sheets}
</Types>"""
_SHEET_TYPE = (
    '<Override PartName="/xl/worksheets/sheet{n}.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
)
_RELS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>"""
_REL = (
    '<Relationship Id="rId{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{type}" '
    'Target="{target}"/>'
)
_BOOK = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{sheets}</sheets></workbook>"""
SHEET = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"""


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def raw_workbook(path: Path, sheets: Mapping[str, str], extra: Mapping[str, str | bytes] | None = None) -> Path:
    """Write a workbook of sheets given as XML; ``extra`` are further members."""
    numbers = {name: number for number, name in enumerate(sheets, start=1)}
    rels = "".join(_REL.format(n=n, type="worksheet", target=f"worksheets/sheet{n}.xml") for n in numbers.values())
    book = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for name, n in numbers.items())
    types = "".join(_SHEET_TYPE.format(n=n) for n in numbers.values())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES.format(sheets=types))
        archive.writestr(
            "_rels/.rels", _RELS.format(inner=_REL.format(n=1, type="officeDocument", target="xl/workbook.xml"))
        )
        archive.writestr("xl/workbook.xml", _BOOK.format(sheets=book))
        archive.writestr("xl/_rels/workbook.xml.rels", _RELS.format(inner=rels))
        for name, number in numbers.items():
            archive.writestr(f"xl/worksheets/sheet{number}.xml", sheets[name])
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return path
