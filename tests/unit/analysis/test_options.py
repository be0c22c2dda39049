"""Parameters: declared once, read from text or typed values, refused with what is allowed."""

from datetime import date

import pytest

from app.analysis import ANALYSES
from app.analysis.chains import ChainOptions
from app.analysis.options import Parameter, parameters_of, read_options, shown_options
from app.errors import InvalidParameter


def test_text_and_typed_values_are_read_alike():
    typed = read_options(ChainOptions, {"max_chon": 3, "own_reason": True, "from": date(2009, 8, 31), "limit": None})
    text = read_options(ChainOptions, {"max_chon": "3", "own_reason": "yes", "from": "2009-08-31", "limit": ""})
    assert typed == text
    assert shown_options(text)["from"] == "2009-08-31"
    assert shown_options(text)["max_chon"] == 3


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("max_chon", "9", "from 0 to 8"),
        ("max_chon", True, "from 0 to 8"),
        ("max_chon", "many", "from 0 to 8"),
        ("max_chon", "²", "from 0 to 8"),
        ("trigger", "deeds", "acts, takings"),
        ("own_reason", "perhaps", "true or false"),
        ("from", "2009-13-01", "a day such as"),
        ("colour", "red", "max_chon, window_days"),
    ],
)
def test_a_refusal_names_the_parameter_and_what_is_allowed(name, value, allowed):
    with pytest.raises(InvalidParameter) as caught:
        read_options(ChainOptions, {name: value})
    assert (caught.value.name, allowed in caught.value.allowed) == (name, True)
    assert str(value) == "True" or str(value) not in str(caught.value)


def test_a_required_parameter_must_be_there():
    with pytest.raises(InvalidParameter, match="is needed"):
        ANALYSES["trail"].run({}, person="")
    assert "not empty" in Parameter("person", "person", "").says()


def test_every_analysis_declares_its_parameters_in_words():
    for analysis in ANALYSES.values():
        assert analysis.summary.endswith(".")
        for parameter in analysis.parameters:
            assert parameter.doc and parameter.says(), (analysis.name, parameter.name)
            assert parameter.default is None or parameter.required or parameter.read(str(parameter.default)) is not None
    assert [parameter.name for parameter in parameters_of(ChainOptions)][:4] == [
        "max_chon",
        "window_days",
        "trigger",
        "own_reason",
    ]
