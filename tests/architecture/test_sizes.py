"""No file, function or nesting grows past what one reads at once."""

import ast
from collections.abc import Iterator

from tests.architecture.tree import PRODUCT, Function, body_lines, modules

FILE_LINES = 450
FUNCTION_LINES = 60
HANDLER_LINES = 15
NESTING = 3
BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match)
ROUTE_METHODS = {"get", "post", "put", "delete", "patch"}


def nesting(nodes: list[ast.stmt], depth: int = 0) -> int:
    """Return how deep blocks lie in blocks; `elif` is no deeper than its `if`."""
    return max((_nesting_of(node, depth) for node in nodes), default=depth)


def _nesting_of(node: ast.stmt, depth: int) -> int:
    inner = depth + 1 if isinstance(node, BLOCKS) else depth
    deepest = inner
    for name, value in ast.iter_fields(node):
        if not isinstance(value, list) or isinstance(node, ast.FunctionDef | ast.ClassDef):
            continue
        is_elif = isinstance(node, ast.If) and name == "orelse" and len(value) == 1 and isinstance(value[0], ast.If)
        for child in value:
            body = [child] if isinstance(child, ast.stmt) else getattr(child, "body", [])
            deepest = max(deepest, nesting(body, depth if is_elif else inner))
    return deepest


def handlers() -> Iterator[tuple[str, Function]]:
    """Every function that answers a route."""
    for module in modules("app/api"):
        for place, function in module.functions():
            called = [node.func for node in function.decorator_list if isinstance(node, ast.Call)]
            if any(isinstance(func, ast.Attribute) and func.attr in ROUTE_METHODS for func in called):
                yield place, function


def test_no_file_is_longer_than_450_lines() -> None:
    lengths = {module.name: module.text.count("\n") for module in modules(*PRODUCT, "tests", "benchmarks")}
    assert {name: lines for name, lines in lengths.items() if lines > FILE_LINES} == {}


def test_no_function_is_longer_than_60_lines_without_its_docstring() -> None:
    lengths = {place: body_lines(function) for module in modules(*PRODUCT) for place, function in module.functions()}
    assert {place: lines for place, lines in lengths.items() if lines > FUNCTION_LINES} == {}


def test_a_route_handler_parses_calls_and_answers_in_15_lines() -> None:
    assert {place: body_lines(function) for place, function in handlers() if body_lines(function) > HANDLER_LINES} == {}


def test_blocks_are_nested_at_most_3_deep() -> None:
    depths = {place: nesting(function.body) for module in modules(*PRODUCT) for place, function in module.functions()}
    assert {place: depth for place, depth in depths.items() if depth > NESTING} == {}


def test_nesting_counts_blocks_and_not_elif() -> None:
    source = (
        "for x in y:\n    if x:\n        pass\n    elif y:\n        pass\n    else:\n        with z:\n            pass"
    )
    assert nesting(ast.parse(source).body) == 3
    assert nesting(ast.parse("try:\n    pass\nexcept E:\n    if x:\n        pass").body) == 2
