"""Names that a package offers and other modules hold: read when asked for, so that nobody waits for the rest."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def offered_by(module: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """Return the ``__getattr__`` of a module that offers what others hold.

    Parameters
    ----------
    module : str
        Its name.
    homes : mapping of str to str
        Name to the module where it is.

    Returns
    -------
    callable
        Takes a name and returns what has it.

    Raises
    ------
    AttributeError
        By what is returned: the name is not among the homes.

    Examples
    --------
    >>> offered_by("numbers", {"sqrt": "math"})("sqrt")(4)
    2.0
    """

    def found(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        return getattr(import_module(homes[name]), name)

    return found
