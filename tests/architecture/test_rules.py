"""Rules of the house that a linter does not know."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.tree import PRODUCT, ROOT, Module, modules

VAGUE_NAMES = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers"}
#: ruff finds the open marks in comments; these stand in code.
UNFINISHED = re.compile(r"raise NotImplemented")
SKIPPED = re.compile(r"pytest\.skip|mark\.skip|importorskip|unittest\.mock|MagicMock|mocker")
OFF_SITE = re.compile(
    r"""(?:\b(?:src|href|action|poster|data|srcset)\s*=\s*["']?|url\(\s*["']?|@import\s+["']|fetch\(\s*["'`])(?:https?:)?//"""
)
PAGE_FOLDERS = ("app/api/templates", "app/api/static", "app/views")
PAGE_SUFFIXES = {".html", ".css", ".js", ".svg", ".jinja", ".j2"}


def test_no_module_has_a_vague_name() -> None:
    names = {module.name for module in modules(*PRODUCT, "tests") if VAGUE_NAMES & set(module.path.stem.split("_"))}
    assert names == set()


def test_nothing_is_left_unfinished() -> None:
    assert [module.name for module in others(*PRODUCT, "tests", "benchmarks") if UNFINISHED.search(module.text)] == []


def test_no_test_is_skipped_and_nothing_is_mocked() -> None:
    assert [module.name for module in others("tests", "benchmarks") if SKIPPED.search(module.text)] == []


def others(*folders: str) -> list[Module]:
    """All modules but this one, which names what it forbids."""
    return [module for module in modules(*folders) if module.path != Path(__file__)]


def test_no_state_at_module_level() -> None:
    found = []
    for module in modules(*PRODUCT):
        found += [f"{module.name}:{node.lineno}" for node in ast.walk(module.tree) if isinstance(node, ast.Global)]
        found += [f"{module.name}:{node.lineno}" for node in module.tree.body if _is_empty_container(node)]
    assert found == []


def _is_empty_container(node: ast.stmt) -> bool:
    """True for `x = []`, `x = {}` and `x = set()`: empty at import, so filled later. A Mapping cannot be filled."""
    value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
    if isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation).startswith("Mapping["):
        return False
    if isinstance(value, ast.Call):
        named = isinstance(value.func, ast.Name) and value.func.id in ("set", "dict", "list", "defaultdict", "deque")
        return named and not value.args and not value.keywords
    return (isinstance(value, ast.List | ast.Set) and not value.elts) or (
        isinstance(value, ast.Dict) and not value.keys
    )


def test_only_settings_reads_the_environment() -> None:
    assert {module.name for module in modules(*PRODUCT) if _reads_environment(module.tree)} <= {"app/settings.py"}


def _reads_environment(tree: ast.Module) -> bool:
    """True unless the environment is only handed on to a child, as in `{**os.environ, "X": y}`."""
    reads = {"environ", "getenv", "environb"}
    handed_on = {
        id(value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if key is None
    }
    return any(
        (isinstance(node, ast.Attribute) and node.attr in reads and id(node) not in handed_on)
        or (isinstance(node, ast.alias) and node.name in reads)
        for node in ast.walk(tree)
    )


def test_errors_are_caught_broadly_at_two_edges_at_most() -> None:
    broad = [
        f"{module.name}:{node.lineno}"
        for module in modules(*PRODUCT)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler) and _catches_everything(node.type) and not _raises_again(node)
    ]
    assert len(broad) <= 2, broad


def _raises_again(handler: ast.ExceptHandler) -> bool:
    """True when a handler only cleans up."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def _catches_everything(caught: ast.expr | None) -> bool:
    return caught is None or (isinstance(caught, ast.Name) and caught.id in ("Exception", "BaseException"))


def test_pages_load_nothing_from_another_site() -> None:
    paths = [path for folder in PAGE_FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in PAGE_SUFFIXES]
    found = [path.name for path in paths if OFF_SITE.search(path.read_text(encoding="utf-8"))]
    assert found == []


@pytest.mark.parametrize(
    ("text", "off_site"),
    [
        ('<script src="https://cdn.example/x.js">', True),
        ("<link href='//cdn.example/x.css'>", True),
        ("body { background: url(http://cdn.example/x.png) }", True),
        ('<script src="/static/x.js">', False),
        ('<svg xmlns="http://www.w3.org/2000/svg">', False),
    ],
)
def test_off_site_addresses_are_recognised(text: str, off_site: bool) -> None:
    assert bool(OFF_SITE.search(text)) is off_site


def test_the_client_imports_nothing_else_of_the_app() -> None:
    imported = [
        name
        for module in modules("app")
        if module.name == "app/client.py"
        for node in ast.walk(module.tree)
        for name in (
            [a.name for a in node.names] if isinstance(node, ast.Import) else [getattr(node, "module", "") or ""]
        )
        if name.split(".")[0] in PRODUCT
    ]
    assert imported == []
