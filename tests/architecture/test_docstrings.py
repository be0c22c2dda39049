"""Every public name of the inner packages is documented, with the sections that a reader needs."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.tree import Function, body_lines, modules

DOCUMENTED = tuple(
    f"app/{name}" for name in ("domain", "evidence", "catalogue", "analysis", "views", "formats", "access", "services")
)
#: A function this short may leave the sections out when its summary says it all.
SHORT_LINES = 5


def public(body: list[ast.stmt], place: str) -> Iterator[tuple[str, ast.ClassDef | Function]]:
    """Every public class, function and method; what lies inside a function is private."""
    for node in body:
        if isinstance(node, ast.ClassDef | Function) and not node.name.startswith("_"):
            here = f"{place} {node.name}"
            yield here, node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body, here)


def public_names() -> Iterator[tuple[str, ast.ClassDef | Function]]:
    """Every public name of the documented packages."""
    for module in modules(*DOCUMENTED):
        yield from public(module.tree.body, module.name)


def missing_sections(function: Function) -> list[str]:
    """Return the sections that a function needs and its docstring lacks."""
    arguments = function.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    returns = function.returns
    gives = returns is not None and not (isinstance(returns, ast.Constant) and returns.value is None)
    needed = {
        "Parameters": bool(named or arguments.vararg or arguments.kwarg),
        "Returns": gives,
        "Raises": any(isinstance(node, ast.Raise) and node.exc for node in ast.walk(function)),
    }
    text = ast.get_docstring(function) or ""
    if "Yields" in text:
        needed["Returns"] = False
    return [name for name, need in needed.items() if need and not re.search(rf"^{name}\n-{{{len(name)}}}$", text, re.M)]


def test_every_module_says_what_it_holds() -> None:
    without = [m.name for m in modules("app", "graph_schema", "seed", "queries") if not ast.get_docstring(m.tree)]
    assert without == []


def test_every_public_name_has_a_docstring() -> None:
    assert [place for place, node in public_names() if not ast.get_docstring(node)] == []


def test_longer_public_functions_document_parameters_returns_and_raises() -> None:
    lacking = {}
    for module in modules(*DOCUMENTED):
        for node in module.tree.body:
            if isinstance(node, Function) and not node.name.startswith("_") and body_lines(node) > SHORT_LINES:
                lacking[f"{module.name}:{node.lineno} {node.name}"] = missing_sections(node)
    assert {place: sections for place, sections in lacking.items() if sections} == {}


def test_a_missing_section_is_noticed() -> None:
    source = 'def f(x) -> int:\n    """Do.\n\n    Returns\n    -------\n    int\n    """\n    raise E(x)\n'
    function = ast.parse(source).body[0]
    assert isinstance(function, ast.FunctionDef)
    assert missing_sections(function) == ["Parameters", "Raises"]
