"""What docs/formats.md says is so."""

from app.formats import FORMATS
from tests.docs.formats_page import PAGE, page

TEXT = PAGE.read_text(encoding="utf-8")


def test_the_page_is_up_to_date() -> None:
    assert page() == TEXT, "Run: make docs"


def test_every_format_has_its_section_and_every_way_out_its_losses() -> None:
    for format in FORMATS:
        section = TEXT.partition(f"\n## {format.name}\n")[2].partition("\n## ")[0]
        assert len(section) > 100
        assert not format.is_written or "Lost: nothing" in section or "| lost | why |" in section
