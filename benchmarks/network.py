"""P10: betweenness and least cuts of a network, beside NetworkX on the same graph."""

import argparse
import random
from collections.abc import Iterable

import networkx as nx

from app.analysis.network_measures import betweenness, least_cut
from benchmarks.measuring import Figure, best_of, digest_of, emit

_RUNS = 5


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=3_000, help="of the graph for betweenness")
    parser.add_argument("--ties", type=int, default=30_000)
    parser.add_argument("--cut-nodes", type=int, default=10_000, help="of the graph for the cut")
    parser.add_argument("--cut-ties", type=int, default=60_000)
    parser.add_argument("--jars")
    options = parser.parse_args()
    emit(_betweenness(options.nodes, options.ties))
    emit(_cut(options.cut_nodes, options.cut_ties))


def _graph(nodes: int, ties: int) -> nx.DiGraph:
    rng = random.Random(1)
    graph = nx.DiGraph()
    graph.add_nodes_from(f"x:{number}" for number in range(nodes))
    while graph.number_of_edges() < ties:
        start, end = rng.sample(range(nodes), 2)
        graph.add_edge(f"x:{start}", f"x:{end}", persons=rng.randint(1, 20))
    return graph


def _betweenness(nodes: int, ties: int) -> Iterable[Figure]:
    graph = _graph(nodes, ties)
    ours, found = best_of(lambda: betweenness(graph), _RUNS)
    theirs, wanted = best_of(lambda: nx.betweenness_centrality(graph), 1)
    same = max(abs(found[node] - wanted[node]) for node in graph) < 1e-9
    yield Figure(
        f"betweenness of {nodes:,} nodes, {ties:,} ties",
        round(ours, 3),
        "s",
        f"NetworkX {theirs:.2f} s, {'equal' if same else 'OTHER'} values",
        round(theirs / ours, 1),
        digest_of([[node, f"{value:.9f}"] for node, value in found.items()]),
        f"ours best of {_RUNS} with building the rustworkx graph, NetworkX once",
    )


def _cut(nodes: int, ties: int) -> Iterable[Figure]:
    graph = _graph(nodes, ties)
    ours, (persons, cut) = best_of(lambda: least_cut(graph, "x:0", "x:1"), _RUNS)
    theirs, (value, _) = best_of(lambda: nx.minimum_cut(graph, "x:0", "x:1", capacity="persons"), 1)
    yield Figure(
        f"least cut in {nodes:,} nodes, {ties:,} ties",
        round(ours, 4),
        "s",
        f"NetworkX {theirs:.2f} s, {'equal' if persons == value else 'OTHER'} value",
        round(theirs / ours, 1),
        digest_of([[persons], *cut]),
        f"ours best of {_RUNS} with building the SciPy matrix, NetworkX once",
    )


if __name__ == "__main__":
    main()
