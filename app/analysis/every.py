"""The list of analyses; a new one is one file and one line here."""

from app.analysis.agency_counts import AgencyOptions, agencies
from app.analysis.analysis import Analysis
from app.analysis.cascades import CascadeOptions, cascades
from app.analysis.chain_table import chain_table
from app.analysis.chains import ChainOptions, chains
from app.analysis.compare import CompareOptions, compare
from app.analysis.connect import ConnectOptions, connect
from app.analysis.directory import DirectoryOptions, directory
from app.analysis.families import FamilyOptions, families
from app.analysis.figures import FigureOptions, figures
from app.analysis.handovers import HandoverOptions, handovers
from app.analysis.kin import KinOptions, kin
from app.analysis.moves import MoveOptions, moves
from app.analysis.network import NetworkOptions, network
from app.analysis.presence import PresenceOptions, presence
from app.analysis.rests_on import RestsOptions, rests_on
from app.analysis.stages import StageOptions, stages
from app.analysis.trails import TrailOptions, trail

#: Every analysis by name.
ANALYSES: dict[str, Analysis] = {
    analysis.name: analysis
    for analysis in (
        Analysis("kin", "How two persons are related, or everyone related to one.", kin, KinOptions, ("kin", "all")),
        Analysis("connect", "How two persons are connected at all.", connect, ConnectOptions, ("paths",)),
        Analysis(
            "chains", "Who was taken after the act of which relative.", chains, ChainOptions, ("links",), chain_table
        ),
        Analysis("cascade", "What one act led to, punishment by punishment.", cascades, CascadeOptions, ("roots",)),
        Analysis("trail", "What happened to one person, in order.", trail, TrailOptions, ("stages",)),
        Analysis(
            "handovers", "From the country of taking to the last known stage.", handovers, HandoverOptions, ("paths",)
        ),
        Analysis("stages", "How custody went on, stage by stage.", stages, StageOptions, ("paths",)),
        Analysis("families", "What happened in each family.", families, FamilyOptions, ("families",)),
        Analysis("network", "Agencies and places tied by transfers.", network, NetworkOptions, ("nodes",)),
        Analysis("moves", "From which place to which people were brought.", moves, MoveOptions, ("legs",)),
        Analysis("agencies", "Whom each agency arrested, received and held.", agencies, AgencyOptions, ("agencies",)),
        Analysis("presence", "What happened at a place, or by an agency.", presence, PresenceOptions, ("events",)),
        Analysis(
            "directory", "Who and what is on record, by what is told of it.", directory, DirectoryOptions, ("records",)
        ),
        Analysis(
            "rests_on", "The sources whose withdrawal would change an answer.", rests_on, RestsOptions, ("sources",)
        ),
        Analysis(
            "compare",
            "Counts by year or leadership period, as far as the dates allow.",
            compare,
            CompareOptions,
            ("periods",),
        ),
        Analysis(
            "figures", "Published figures beside the same counts from the data.", figures, FigureOptions, ("figures",)
        ),
    )
}
