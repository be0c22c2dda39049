"""Parameters of the analyses: declared once, with the field that holds them; checked when they come from outside."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import Field, dataclass, field, fields
from datetime import date
from typing import Any, TypeVar

from app.domain.countries import COUNTRY_CODES
from app.domain.custody import event_kinds, reasons
from app.errors import InvalidParameter

Options = TypeVar("Options")
_SAID = {
    "flag": "true or false",
    "day": "a day such as 2009-08-31",
    "country": "a country by its two letters, such as KP",
}
#: Vocabularies that are short enough to be told, and all that are checked.
_WORDS: Mapping[str, Callable[[], Collection[str]]] = {"event_kind": event_kinds, "reason": reasons}
_VOCABULARIES: Mapping[str, Callable[[], Collection[str]]] = {**_WORDS, "country": lambda: COUNTRY_CODES}
_YES, _NO = ("true", "yes", "1"), ("false", "no", "0")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an analysis, as commands, pages and the API show it.

    Attributes
    ----------
    name : str
        The public name, such as ``max_chon`` or ``from``.
    type : str
        person, id, text, int, flag, choice, day; or event_kind, reason, country: a word of that vocabulary.
    doc : str
        What it means, in one sentence.
    default : object
        None when there is none.
    allowed : tuple of str
        The values of a choice.
    least, most : int or None
        Limits of an int.
    leads : bool
        It may be left out, and stands first and without its name in a command.
    """

    name: str
    type: str
    doc: str
    default: Any = None
    required: bool = False
    allowed: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    leads: bool = False

    def says(self) -> str:
        """Return what is allowed, in words."""
        if self.type == "choice":
            return ", ".join(self.allowed)
        if self.type in _WORDS:
            return ", ".join(_WORDS[self.type]())
        if self.type == "int":
            return f"a whole number from {self.least} to {self.most}"
        return _SAID.get(self.type, "a text that is not empty")

    def read(self, value: Any) -> Any:
        """Read a value as given: text is taken as well as typed values.

        Parameters
        ----------
        value : object

        Returns
        -------
        object
            int, bool, day as an ordinal, or str; None stays None unless the parameter is required.

        Raises
        ------
        InvalidParameter
            The value is not allowed.

        Examples
        --------
        >>> Parameter("max_chon", "int", "", least=0, most=8).read("4")
        4
        """
        if value is None or value == "":
            if self.required:
                raise InvalidParameter(self.name, self.says(), "is needed")
            return self.default
        read = {"int": self._int, "flag": self._flag, "day": self._day}.get(self.type, self._text)(value)
        if read is None:
            raise InvalidParameter(self.name, self.says())
        return read

    def _int(self, value: Any) -> int | None:
        if isinstance(value, bool) or not str(value).strip().lstrip("-").isdecimal():
            return None
        number = int(str(value))
        low, high = self.least, self.most
        return number if (low is None or number >= low) and (high is None or number <= high) else None

    def _flag(self, value: Any) -> bool | None:
        text = str(value).lower()
        return True if text in _YES else False if text in _NO else None

    def _day(self, value: Any) -> int | None:
        if isinstance(value, date):
            return value.toordinal()
        try:
            return date.fromisoformat(str(value)).toordinal()
        except ValueError:
            return None

    def _text(self, value: Any) -> str | None:
        text = str(value)
        known = _VOCABULARIES[self.type]() if self.type in _VOCABULARIES else self.allowed
        return text if text in known or (self.type != "choice" and self.type not in _VOCABULARIES) else None


def option(default: Any, type_: str, doc: str, *, name: str = "", **limits: Any) -> Any:
    """Return a dataclass field that is a parameter.

    Parameters
    ----------
    default : object
        ``...`` makes the parameter required.
    type_, doc : str
        As in :class:`Parameter`.
    name : str
        The public name where it differs from the field's (``from`` is a word of Python).
    **limits
        ``allowed``, ``least``, ``most``, ``leads``.

    Returns
    -------
    dataclasses.Field
    """
    required = default is ...
    shown = Parameter(name, type_, doc, default=None if required else default, required=required, **limits)
    return field(metadata={"parameter": shown}) if required else field(default=default, metadata={"parameter": shown})


def parameters_of(options: type) -> tuple[Parameter, ...]:
    """Return the parameters that a class of options declares, in the order of its fields."""
    return tuple(_parameter(each) for each in fields(options))


def _parameter(declared: Field[Any]) -> Parameter:
    shown: Parameter = declared.metadata["parameter"]
    named = {name: getattr(shown, name) for name in Parameter.__slots__}
    return Parameter(**{**named, "name": shown.name or declared.name})


def read_options(options: type[Options], values: Mapping[str, Any]) -> Options:
    """Check values from outside and return them as options.

    Parameters
    ----------
    options : type
        A class whose fields are all made by :func:`option`.
    values : mapping of str to object
        By public name; None and empty text mean *not given*.

    Returns
    -------
    Options

    Raises
    ------
    InvalidParameter
        A name that the analysis does not have, or a value that is not allowed.
    """
    declared = {_parameter(each).name: (each, _parameter(each)) for each in fields(options)}  # type: ignore[arg-type]  # a dataclass
    for name in values:
        if name not in declared:
            raise InvalidParameter(name, ", ".join(declared) or "none", "no such parameter")
    return options(**{each.name: parameter.read(values.get(name)) for name, (each, parameter) in declared.items()})


def shown_options(options: Any) -> dict[str, Any]:
    """Return options as an answer repeats them: by public name, days as ISO dates.

    Parameters
    ----------
    options : dataclass instance

    Returns
    -------
    dict of str to object
    """
    shown = {}
    for each in fields(options):
        parameter, value = _parameter(each), getattr(options, each.name)
        shown[parameter.name] = (
            date.fromordinal(value).isoformat() if parameter.type == "day" and value is not None else value
        )
    return shown
