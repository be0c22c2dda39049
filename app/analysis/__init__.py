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

from app.analysis.agency_counts import AgencyOptions, agencies
from app.analysis.analysis import Analysis
from app.analysis.cascades import CascadeOptions, cascades
from app.analysis.casebook import Casebook
from app.analysis.chain_table import chain_table
from app.analysis.chains import ChainOptions, chains
from app.analysis.compare import CompareOptions, compare
from app.analysis.connect import ConnectOptions, connect
from app.analysis.conversion import snapshot_of
from app.analysis.directory import DirectoryOptions, directory
from app.analysis.families import FamilyOptions, families
from app.analysis.figures import FigureOptions, figures
from app.analysis.graphs import cascade_graph, kin_graph
from app.analysis.handovers import HandoverOptions, handovers
from app.analysis.kin import KinOptions, kin
from app.analysis.moves import MoveOptions, moves
from app.analysis.network import NetworkOptions, network, transfer_graph
from app.analysis.options import Parameter
from app.analysis.presence import PresenceOptions, presence
from app.analysis.rests_on import RestsOptions, rests_on
from app.analysis.trails import TrailOptions, trail

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

#: Every analysis by name.
ANALYSES: dict[str, Analysis] = {
    analysis.name: analysis
    for analysis in (
        Analysis("kin", "How two persons are related, or everyone related to one.", kin, KinOptions),
        Analysis("connect", "How two persons are connected at all.", connect, ConnectOptions),
        Analysis("chains", "Who was taken after the act of which relative.", chains, ChainOptions, chain_table),
        Analysis("cascade", "What one act led to, punishment by punishment.", cascades, CascadeOptions),
        Analysis("trail", "What happened to one person, in order.", trail, TrailOptions),
        Analysis("handovers", "From the country of taking to the last known stage.", handovers, HandoverOptions),
        Analysis("families", "What happened in each family.", families, FamilyOptions),
        Analysis("network", "Agencies and places tied by transfers.", network, NetworkOptions),
        Analysis("moves", "From which place to which people were brought.", moves, MoveOptions),
        Analysis("agencies", "Whom each agency arrested, received and held.", agencies, AgencyOptions),
        Analysis("presence", "What happened at a place, or by an agency.", presence, PresenceOptions),
        Analysis("directory", "Who and what is on record, by what is told of it.", directory, DirectoryOptions),
        Analysis("rests_on", "The sources whose withdrawal would change an answer.", rests_on, RestsOptions),
        Analysis("compare", "Counts by year or leadership period, as far as the dates allow.", compare, CompareOptions),
        Analysis("figures", "Published figures beside the same counts from the data.", figures, FigureOptions),
    )
}
