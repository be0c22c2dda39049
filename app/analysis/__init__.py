"""Snapshot to answers: one question per file, pure functions.

``ANALYSES`` is the list of them. An analysis reads a casebook, which is a snapshot made ready once (``Casebook.of``),
or a NetworkX graph in the shape of ``Snapshot.to_networkx()``, and returns plain values in the shapes that commands,
pages and API share.
"""

from app.analysis.analysis import Analysis
from app.analysis.cascades import CascadeOptions, cascades
from app.analysis.casebook import Casebook
from app.analysis.chains import ChainOptions, chains
from app.analysis.connect import ConnectOptions, connect
from app.analysis.conversion import snapshot_of
from app.analysis.families import FamilyOptions, families
from app.analysis.handovers import HandoverOptions, handovers
from app.analysis.kin import KinOptions, kin
from app.analysis.network import NetworkOptions, network
from app.analysis.options import Parameter
from app.analysis.rests_on import RestsOptions, rests_on
from app.analysis.trails import TrailOptions, trail

__all__ = ["ANALYSES", "Analysis", "Casebook", "Parameter", "snapshot_of"]

#: Every analysis by name.
ANALYSES: dict[str, Analysis] = {
    analysis.name: analysis
    for analysis in (
        Analysis("kin", "How two persons are related, or everyone related to one.", kin, KinOptions),
        Analysis("connect", "How two persons are connected at all.", connect, ConnectOptions),
        Analysis("chains", "Who was taken after the act of which relative.", chains, ChainOptions),
        Analysis("cascade", "What one act led to, punishment by punishment.", cascades, CascadeOptions),
        Analysis("trail", "What happened to one person, in order.", trail, TrailOptions),
        Analysis("handovers", "From the country of taking to the last known stage.", handovers, HandoverOptions),
        Analysis("families", "What happened in each family.", families, FamilyOptions),
        Analysis("network", "Agencies and places tied by transfers.", network, NetworkOptions),
        Analysis("rests_on", "The sources whose withdrawal would change an answer.", rests_on, RestsOptions),
    )
}
