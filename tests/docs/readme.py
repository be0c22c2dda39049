"""The parts of README.md that are made from the code: `make docs` writes them and docs/formats.md, tests compare."""

from collections.abc import Mapping
from pathlib import Path

from app.catalogue.loader import load_catalogue
from app.catalogue.spec import LIMIT, QuerySpec
from app.settings import settings_table
from tests.docs.formats_page import PAGE, page

README = Path(__file__).resolve().parents[2] / "README.md"


def queries_table(catalogue: Mapping[str, QuerySpec]) -> str:
    """Return all named queries as a Markdown table."""
    lines = ["| query | parameters | answers |", "| --- | --- | --- |"]
    for name, spec in catalogue.items():
        own = [parameter for parameter in spec.parameters if parameter.name != LIMIT]
        given = ", ".join(f"`{p.name}`" if p.required else f"[`{p.name}`]" for p in own)
        lines.append(f"| `{name}` | {given} | {spec.summary} |")
    return "\n".join(lines) + "\n"


def filled(text: str) -> str:
    """Return the README with its generated parts written again."""
    for part, table in {"queries": queries_table(load_catalogue()), "settings": settings_table()}.items():
        before, _, rest = text.partition(f"<!-- {part} -->\n")
        text = f"{before}<!-- {part} -->\n{table}<!-- /{part} -->{rest.partition(f'<!-- /{part} -->')[2]}"
    return text


if __name__ == "__main__":
    README.write_text(filled(README.read_text(encoding="utf-8")), encoding="utf-8")
    PAGE.write_text(page(), encoding="utf-8")
