"""The examples in docstrings run and give what they say."""

import doctest
import importlib

import pytest

from tests.architecture.tree import modules

WITH_EXAMPLES = [
    module.name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    for module in modules("app", "graph_schema", "seed")
    if ">>> " in module.text
]


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_the_examples_of_a_module_run(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert result.attempted > 0
    assert result.failed == 0
