"""Does a diagram have the structure that a reference of the earlier system's data asks for?

A reference is `{"kind": "flowchart", "nodes": [{"id", "type"}], "edges": [[a, b]]}`, whose types are not
words of the prompt, or `{"kind": "dl_model", "layers": [[type, size]]}`.
"""

from __future__ import annotations

import networkx as nx

from training.synthesis.flows import TYPES

FOLDED = {word.casefold(): kinds for word, kinds in TYPES.items()}


def seed_structure_matches(nodes: list[str], edges: list[tuple[int, int]], reference: dict) -> bool:
    """Whether the labels `nodes` and the `edges` between their positions are the reference's graph.

    A label fits a type if it is one of that type's words ("python code" fits two).
    """
    wanted_nodes, wanted_edges = reference["nodes"], {tuple(edge) for edge in reference["edges"]}
    if len(nodes) != len(wanted_nodes) or len(set(edges)) != len(wanted_edges):
        return False
    mine, wanted = nx.DiGraph(), nx.DiGraph()
    mine.add_nodes_from((i, {"kinds": _kinds(label)}) for i, label in enumerate(nodes))
    mine.add_edges_from(edges)
    wanted.add_nodes_from((node["id"], {"kind": node["type"]}) for node in wanted_nodes)
    wanted.add_edges_from(wanted_edges)
    return nx.is_isomorphic(mine, wanted, node_match=lambda a, b: b.get("kind") in a.get("kinds", ()))


def layers_match(layers: list[tuple[str, int]], reference: dict) -> bool:
    """Whether a chain of (type, size) layers is the reference's: cnn_input, conv, pool and dense."""
    return [tuple(layer) for layer in layers] == [tuple(layer) for layer in reference["layers"]]


def _kinds(label: str) -> frozenset[str]:
    return FOLDED.get(" ".join(label.split()).casefold(), frozenset())
