"""Answers to pictures: pure functions, every name escaped."""

from collections.abc import Callable
from typing import Any

from app.views.agency_tree import draw_tree
from app.views.bars import draw_bars
from app.views.cascade_chart import draw_cascade
from app.views.family_chart import draw_family_chart
from app.views.family_network import draw_family_network
from app.views.figure_ranges import draw_figures
from app.views.handover_flow import draw_flow
from app.views.kin_path import draw_kin_path
from app.views.neighbours import draw_neighbours
from app.views.network import draw_network
from app.views.network_svg import draw_network_picture
from app.views.organisation import draw_organisation
from app.views.period_bars import draw_periods
from app.views.resting_bars import draw_resting
from app.views.route_map import draw_map
from app.views.timeline import draw_timeline
from app.views.trail_line import draw_trail

__all__ = [
    "VIEWS",
    "draw_bars",
    "draw_cascade",
    "draw_family_chart",
    "draw_family_network",
    "draw_figures",
    "draw_flow",
    "draw_kin_path",
    "draw_map",
    "draw_neighbours",
    "draw_network",
    "draw_network_picture",
    "draw_organisation",
    "draw_periods",
    "draw_resting",
    "draw_timeline",
    "draw_trail",
    "draw_tree",
]

#: Every picture by name.
VIEWS: dict[str, Callable[..., Any]] = {
    "agencies": draw_tree,
    "bars": draw_bars,
    "cascade": draw_cascade,
    "family_chart": draw_family_chart,
    "timeline": draw_timeline,
    "trail": draw_trail,
    "family_network": draw_family_network,
    "figure_ranges": draw_figures,
    "handover_flow": draw_flow,
    "kin_path": draw_kin_path,
    "organisation": draw_organisation,
    "period_bars": draw_periods,
    "resting": draw_resting,
    "route_map": draw_map,
    "neighbours": draw_neighbours,
    "network": draw_network,
    "network_picture": draw_network_picture,
}
