"""What a program loads that asks for one analysis only."""

import subprocess
import sys

import pytest

import app.analysis
from app.domain import kinship

_WITHOUT = ("networkx", "app.analysis.every", "app.evidence.projection", "app.domain.kin_words")


def test_chains_from_columns_start_without_networkx_the_other_analyses_and_the_words_of_kinship():
    code = f"import sys, app.analysis.chain_table; print([name for name in {_WITHOUT} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("module", [app.analysis, kinship])
def test_every_name_that_is_offered_is_there_and_another_is_refused(module):
    assert all(getattr(module, name) is not None for name in module.__all__)
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = module.no_such_name
