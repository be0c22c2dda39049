"""Network: agencies and places tied by transfers, what most ways pass through, and where it could be cut."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.analysis.bounds import can_meet, iso
from app.analysis.casebook import Casebook
from app.analysis.gaps import differ
from app.analysis.headcount import count_persons
from app.analysis.network_measures import betweenness, least_cut
from app.analysis.options import option, shown_options
from app.analysis.positions import COUNTRY, FACILITY, KIND, Position, after, before, stays
from app.analysis.records import EventRecord, weakest
from app.analysis.takings import Taking
from app.domain.custody import MOVES
from app.errors import NotFound

if TYPE_CHECKING:
    import networkx as nx

AGENCIES, PLACES = "agency", "place"
#: Levels of detail; a place is what the other analyses call facility.
NETWORK_LEVELS = (AGENCIES, PLACES, KIND, COUNTRY)


@dataclass(frozen=True, slots=True)
class NetworkOptions:
    """Which network is asked for.

    Attributes
    ----------
    level : str
        ``agency`` (bodies), ``place``, ``kind`` (of agency) or ``country``.
    start, end : str or None
        Ids of two nodes: the least cut between them is looked for.
    first_day, last_day : int or None
        Only transfers that can lie between these days.
    """

    level: str = option(AGENCIES, "choice", "what the nodes are", allowed=NETWORK_LEVELS)
    start: str | None = option(None, "id", "with `end`: where the cut is to keep people from leaving")
    end: str | None = option(None, "id", "with `start`: where the cut is to keep people from arriving")
    first_day: int | None = option(None, "day", "only transfers that can lie on or after this day", name="from")
    last_day: int | None = option(None, "day", "only transfers that can lie on or before this day", name="to")


def network(book: Casebook, options: NetworkOptions | None = None) -> dict[str, Any]:
    """Return the network of transfers with betweenness and cuts.

    Parameters
    ----------
    book : Casebook
    options : NetworkOptions, optional

    Returns
    -------
    dict
        ``data_version, parameters, nodes, ties, cut_points, bridges, least_cut``. A node has ``id, name, country,
        betweenness`` (share of shortest ways, 0-1), ``received, passed_on`` (persons), by betweenness descending and
        id. A tie has ``from, to, persons, events, first, last, claims``, by persons descending and ids.
        ``cut_points`` and ``bridges``: nodes and ties whose loss splits what hangs together. ``least_cut``: with
        ``start`` and ``end``, the ties with the fewest persons whose loss leaves no way. Which share of the handover
        paths a crossing or a stage carries is told by the analysis ``handovers`` (``closures``).

    Raises
    ------
    NotFound
        ``start`` or ``end`` is no node of the network.

    Notes
    -----
    A tie stands for a recorded transfer or handover: FROM the agency or place named, else from that of the stage
    before it in the same taking if nothing is unknown between; TO likewise. An end that is not known makes no node.
    Betweenness is exact, directed, without weights: O(nodes * ties). A person counts once on a tie and at a node, a
    group with its least number.

    References
    ----------
    .. [1] Brandes, U. (2001). A faster algorithm for betweenness centrality. Journal of Mathematical Sociology 25(2).

    Examples
    --------
    >>> from app.analysis.sample import sample_case
    >>> [(tie["from"], tie["to"], tie["persons"]) for tie in network(sample_case())["ties"]]
    [('x:police', 'x:bureau', 1)]
    """
    asked = options or NetworkOptions()
    graph = transfer_graph(book, asked)
    return {
        "data_version": book.data_version,
        "parameters": shown_options(asked),
        "nodes": _nodes(book, graph, asked.level),
        "ties": _ties(graph),
        **_cuts(graph),
        "least_cut": _least_cut(graph, asked),
    }


def transfer_graph(book: Casebook, options: NetworkOptions) -> "nx.DiGraph":
    """Return the transfers as a NetworkX graph.

    Parameters
    ----------
    book : Casebook
    options : NetworkOptions

    Returns
    -------
    networkx.DiGraph
        Nodes are ids of bodies or places; edges carry ``persons, events, earliest, latest, support``.

    Examples
    --------
    >>> from app.analysis.sample import sample_case
    >>> list(transfer_graph(sample_case(), NetworkOptions()).edges(data="persons"))
    [('x:police', 'x:bureau', 1)]
    """
    import networkx as nx  # not before it is needed: most commands draw no network

    found: dict[tuple[str, str], list[EventRecord]] = {}
    takings = (taking for listed in book.takings.values() for taking in listed)
    for event, start, end in (move for taking in takings for move in moves_of(book, taking, options.level)):
        if start is None or end is None or start == end:
            continue
        if can_meet(event.begin, options.first_day, options.last_day):
            found.setdefault((start, end), []).append(event)
    graph = nx.DiGraph()
    for (start, end), events in sorted(found.items()):
        earliest = [event.begin.earliest for event in events if event.begin.earliest is not None]
        latest = [event.begin.latest for event in events if event.begin.latest is not None]
        graph.add_edge(
            start,
            end,
            persons=_persons(book, events),
            events=sorted(event.id for event in events),
            earliest=min(earliest, default=None),
            latest=max(latest, default=None),
            support=weakest(event.support for event in events),
        )
    return graph


def moves_of(book: Casebook, taking: Taking, level: str) -> Iterator[tuple[EventRecord, str | None, str | None]]:
    """Yield each move of a taking with its ends: as told, else of the stage beside it; None is not known.

    Parameters
    ----------
    book : Casebook
    taking : Taking
    level : str
        One of :data:`NETWORK_LEVELS`.

    Yields
    ------
    (EventRecord, str or None, str or None)
    """
    course = book.course(taking.person)
    held = [(taking.start + offset, event) for offset, event in enumerate(taking.events) if stays(event)]
    for number, (position, event) in enumerate(held):
        if event.kind not in MOVES:
            continue
        earlier = held[number - 1] if number and course.precedes(held[number - 1][0], position) else None
        later = held[number + 1] if number + 1 < len(held) and course.precedes(position, held[number + 1][0]) else None
        start = _end(book, before(book, event), after(book, earlier[1]) if earlier else None, level)
        next_ = later[1] if later and later[1].taking != "closes" else None
        end = _end(book, after(book, event), before(book, next_) if next_ else None, level)
        yield event, start, end


def _end(book: Casebook, told: Position, beside: Position | None, level: str) -> str | None:
    """Return the end of a move: as told, else that of the neighbouring stage where nothing speaks against it."""
    at = FACILITY if level == PLACES else level
    own = told.at(at)
    if own is not None or beside is None or differ(book, told, beside):
        return own
    if told.country is not None and beside.country not in (None, told.country):
        return None
    return beside.at(at)


def _persons(book: Casebook, events: Iterable[EventRecord]) -> int:
    """Count the persons moved: each once, however often."""
    return count_persons(book, {event.person for event in events if event.person is not None}).least


def _nodes(book: Casebook, graph: "nx.DiGraph", level: str) -> list[dict[str, Any]]:
    between = betweenness(graph)
    rows = []
    for node in graph.nodes:
        name, country = _described(book, node, level)
        received, passed_on = (
            _persons(book, [book.event(id_) for _, _, events in edges for id_ in events])
            for edges in (graph.in_edges(node, data="events"), graph.out_edges(node, data="events"))
        )
        shown = {"id": node, "name": name, "country": country, "betweenness": round(between[node], 9)}
        rows.append({**shown, "received": received, "passed_on": passed_on})
    return sorted(rows, key=lambda row: (-row["betweenness"], row["id"]))


def _described(book: Casebook, node: str, level: str) -> tuple[str | None, str | None]:
    """Return name and country of a node; a kind has neither, a country is its own."""
    if level == AGENCIES:
        agency = book.agencies.records.get(node)
        return (agency.name if agency else None), book.agencies.country(node)
    if level == PLACES:
        place = book.places.records.get(node)
        return (place.name if place else None), book.places.country(node)
    return None, (node if level == COUNTRY else None)


def _ties(graph: "nx.DiGraph") -> list[dict[str, Any]]:
    rows = [
        {
            "from": start,
            "to": end,
            "persons": data["persons"],
            "events": data["events"],
            "first": iso(data["earliest"]),
            "last": iso(data["latest"]),
            "claims": list(data["support"].claims),
        }
        for start, end, data in graph.edges(data=True)
    ]
    return sorted(rows, key=lambda row: (-row["persons"], row["from"], row["to"]))


def _cuts(graph: "nx.DiGraph") -> dict[str, Any]:
    import networkx as nx

    plain = nx.Graph(graph.to_undirected())
    return {
        "cut_points": sorted(nx.articulation_points(plain)),
        "bridges": [list(pair) for pair in sorted(tuple(sorted(pair)) for pair in nx.bridges(plain))] if plain else [],
    }


def _least_cut(graph: "nx.DiGraph", asked: NetworkOptions) -> dict[str, Any] | None:
    start, end = asked.start, asked.end
    if start is None or end is None:
        return None
    for node in (start, end):
        if node not in graph:
            raise NotFound(asked.level, node, "Only those with a recorded transfer are in the network")
    if start == end:
        return None
    persons, ties = least_cut(graph, start, end)
    return {"persons": persons, "ties": [list(tie) for tie in ties]}
