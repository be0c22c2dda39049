"""Kin: how two persons are related, and everyone who is related to one person."""

from dataclasses import dataclass
from typing import Any

from app.analysis.casebook import Casebook
from app.analysis.options import option, shown_options
from app.domain.kinship import PAIR_CHON, circle_answer, kin_answer, unknown_answer


@dataclass(frozen=True, slots=True)
class KinOptions:
    """Whose kin is asked for.

    Attributes
    ----------
    a : str
    b : str or None
        The other person; None: everyone related to a.
    max_chon : int
    limit : int or None
        At most so many relatives.
    """

    a: str = option(..., "person", "the person from whom the relation is read")
    b: str | None = option(None, "person", "the other person; without it everyone related to the first")
    max_chon: int = option(PAIR_CHON, "int", "degree (chon) within which kin is looked for", least=0, most=12)
    limit: int | None = option(None, "int", "at most so many relatives", least=1, most=1_000_000)


def kin(book: Casebook, options: KinOptions) -> dict[str, Any]:
    """Return how b is related to a, or everyone related to a.

    Parameters
    ----------
    book : Casebook
        Ties that are only rumoured are left out.
    options : KinOptions

    Returns
    -------
    dict
        Of a pair what :func:`app.domain.kinship.kin_answer` returns. Of one person ``a, kin`` (each ``person`` and
        its nearest relation, by rank and id), ``unknown_degree`` (kin that a source names with a word without a
        degree) and ``truncated``. Both with ``data_version`` and ``parameters``.

    Raises
    ------
    NotFound
        No such person.

    Notes
    -----
    Degrees are civil degrees (chon). O(persons within the degree), whatever the size of the data.

    References
    ----------
    .. [1] Korean Civil Act, articles 767 to 777.

    Examples
    --------
    >>> from app.analysis.sample import sample_case
    >>> kin(sample_case(), KinOptions("x:ben", "x:dan"))["chon"]
    2
    """
    a = book.known_person(options.a).id
    shared = {"data_version": book.data_version, "parameters": shown_options(options)}
    if options.b is not None:
        b = book.known_person(options.b).id
        return {**shared, **kin_answer(book.kinship, a, b, options.max_chon)}
    shown, count = circle_answer(book.kinship, a, options.max_chon, options.limit)
    unknown = sorted(book.kinship.unknown_degree(a), key=lambda each: (each.person, each.term, each.of))
    return {
        **shared,
        "a": a,
        "kin": shown,
        "unknown_degree": [{"person": each.person, **unknown_answer(each)} for each in unknown],
        "truncated": {"limit": options.limit, "left_out": count - len(shown)} if count > len(shown) else None,
    }
