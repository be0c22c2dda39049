"""Snapshot to answers: one question per file, pure functions.

``ANALYSES`` is the list of them. An analysis reads a casebook, which is a snapshot made ready once (``Casebook.of``),
or a NetworkX graph in the shape of ``Snapshot.to_networkx()``, and returns plain values in the shapes that commands,
pages and API share.

In a notebook, on a graph of your own: nodes ``Label/id``, edge keys are tie types, dates are days.

>>> import networkx as nx
>>> from datetime import date
>>> from app.analysis import ANALYSES
>>> graph = nx.MultiDiGraph()
>>> _ = graph.add_edge("Person/x:mother", "Person/x:son", key="PARENT_OF", nature="birth")
>>> for id, person, kind, category, day in [
...     ("Event/x:1", "Person/x:mother", "escape", "act", date(2009, 1, 10)),
...     ("Event/x:2", "Person/x:son", "arrest", "custody", date(2009, 3, 1)),
... ]:
...     graph.add_node(id, kind=kind, category=category, begin_earliest=day, begin_latest=day)
...     _ = graph.add_edge(person, id, key="SUBJECT_OF")
>>> link = ANALYSES["chains"].run(graph)["links"][0]
>>> link["punishment"]["person"], link["class"], link["chon"], link["delay_days"]
('x:son', 'certain', 1, [50, 50])

On a snapshot, such as ``Neo4jStore.snapshot()`` gives; keep the casebook when asking more than once.

>>> from app.analysis import Casebook
>>> from app.analysis.sample import sample_rows
>>> from app.domain.snapshot import Snapshot
>>> book = Casebook.of(Snapshot.from_rows(sample_rows()))
>>> trail = ANALYSES["trail"].run(book, person="x:ben")
>>> [(stage["kind"], stage["agency"], stage["place"]) for stage in trail["stages"] if stage["stage"] == "event"]
[('arrest', 'x:police', None), ('handover', None, 'x:bridge'), ('detention', 'x:bureau', 'x:jail')]
>>> [(row["from"], row["to"], row["persons"]) for row in ANALYSES["handovers"].run(book)["country_corridors"]]
[('CN', 'KP', 1)]
"""

from typing import TYPE_CHECKING

from app.domain.homes import offered_by

if TYPE_CHECKING:
    from app.analysis.analysis import Analysis
    from app.analysis.casebook import Casebook
    from app.analysis.conversion import snapshot_of
    from app.analysis.every import ANALYSES
    from app.analysis.graphs import cascade_graph, kin_graph
    from app.analysis.network import transfer_graph
    from app.analysis.options import Parameter

__all__ = [
    "ANALYSES",
    "Analysis",
    "Casebook",
    "Parameter",
    "cascade_graph",
    "kin_graph",
    "snapshot_of",
    "transfer_graph",
]

# so that one analysis starts without all others
__getattr__ = offered_by(
    __name__,
    {
        "ANALYSES": "app.analysis.every",
        "Analysis": "app.analysis.analysis",
        "Casebook": "app.analysis.casebook",
        "Parameter": "app.analysis.options",
        "cascade_graph": "app.analysis.graphs",
        "kin_graph": "app.analysis.graphs",
        "snapshot_of": "app.analysis.conversion",
        "transfer_graph": "app.analysis.network",
    },
)
