"""Whether what is asked for is on record at all: an id that nobody names gets a word, not an empty answer."""

from app.analysis.casebook import Casebook
from app.errors import NotFound

_REMEDY = "Look for it by name first"


def refuse_unknown(
    book: Casebook,
    *,
    person: str | None = None,
    family: str | None = None,
    place: str | None = None,
    agency: str | None = None,
) -> None:
    """Refuse ids that nothing on record has; None is not asked for.

    Parameters
    ----------
    book : Casebook
    person, family, place, agency : str or None
        A family has to be one that a source names. A place or agency without a record of its own is known where an
        event or another place or agency names it.

    Raises
    ------
    NotFound

    Examples
    --------
    >>> from app.analysis.sample import sample_case
    >>> refuse_unknown(sample_case(), place="x:jail")
    >>> refuse_unknown(sample_case(), place="x:jial")
    Traceback (most recent call last):
    app.errors.NotFound: no place with the id x:jial. Look for it by name first.
    """
    if person is not None:
        book.known_person(person)
    if family is not None and family not in book.families:
        raise NotFound("family", family, "Only families that a source names can be asked for")
    if place is not None and place not in book.places.records and not _is_named(book, place):
        raise NotFound("place", place, _REMEDY)
    if agency is not None and agency not in book.agencies.records and not _is_named(book, agency):
        raise NotFound("agency", agency, _REMEDY)


def _is_named(book: Casebook, id_: str) -> bool:
    tables = book.snapshot.tables
    columns = (tables["event_ties"]["b"], tables["structure"]["a"], tables["structure"]["b"])
    return any(id_ in column.unique().to_pylist() for column in columns)
