"""What a taking came to: the gravest thing that is told of it."""

from app.analysis.casebook import Casebook
from app.analysis.links import Link
from app.analysis.records import EventRecord

_CAMP, _CAMP_FACILITY = "camp", "kwanliso"
#: Gravest first; every other kind is no graver than how the taking began.
_GRAVEST = ("execution", _CAMP, "internal_exile", "sentence", "detention")


def is_camp(book: Casebook, event: EventRecord) -> bool:
    """Say whether an event puts a person into a political prison camp: by its kind, or by the place it leads to.

    Parameters
    ----------
    book : Casebook
    event : EventRecord
    """
    if event.kind == _CAMP:
        return True
    place = book.places.records.get(event.place or "") if event.taking else None
    told = {event.place_kind if event.taking else None, place.facility_kind if place else None}
    return _CAMP_FACILITY in told


def outcome_of(book: Casebook, link: Link) -> str | None:
    """Return the gravest kind of event in the taking of a link.

    Parameters
    ----------
    book : Casebook
    link : Link

    Returns
    -------
    str or None
        An event kind; a transfer to a political prison camp is *camp*. The kind of the taking's first event where
        nothing graver is told, None where that has none.

    Notes
    -----
    The date of a taking is the begin of its first event; what came of it is told by the later ones.
    """
    events = link.taking.events if link.taking else (link.event,)
    kinds = {_CAMP if is_camp(book, event) else event.kind for event in events}
    return next((kind for kind in _GRAVEST if kind in kinds), link.event.kind or None)
