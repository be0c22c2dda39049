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
from app.analysis.trails import TrailOptions, trail

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
