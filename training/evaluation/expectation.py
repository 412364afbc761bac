"""What an outline must hold, as the case files write it: names, sizes, ways, styles.

    {"has": [{"any": ["conv"], "least": 13, "most": 13}], "sizes": ["#4096"],
     "ways": [["encoder", "decoder"]], "absent": ["pool"], "style": {"direction": "down"}}

A name counts where it contains one of the given words; letter case, spaces and marks do not count, repeats
(×13, also of a group) do. A way goes along the arrows from a node of one name to one of the other; `|` stands
between words of which one has to match.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from diagram.errors import DiagramError
from diagram.outline import Outline, Structure

KEYS = {"has", "sizes", "ways", "absent", "style"}


def lacks(expected: Mapping, outline: Outline | None) -> list[str]:
    """What of the expectation the outline does not hold, as short phrases; nothing where it holds all."""
    if unknown := set(expected) - KEYS:
        raise DiagramError(
            f"An expectation has {', '.join(sorted(unknown))}; it may have {', '.join(sorted(KEYS))}."
        )
    if outline is None:
        return ["a diagram"]
    try:
        structure = outline.structure()
    except DiagramError:
        return ["a diagram that holds together"]
    return [
        *_names(expected, structure),
        *_ways(expected, structure),
        *(
            f"{name} {value}"
            for name, value in expected.get("style", {}).items()
            if getattr(outline.style, name) != value
        ),
    ]


def _names(expected: Mapping, structure: Structure) -> list[str]:
    missing = []
    for wanted in expected.get("has", []):
        wanted = {"any": [wanted]} if isinstance(wanted, str) else wanted
        words = "|".join(wanted["any"])
        count = sum(_repeats(node) for node in structure.nodes if _matches(node.name, words))
        if not count:  # a group's title names what its nodes are together
            groups = {node.group for node in structure.nodes if node.group}
            count = sum(_group_repeats(group) for group in groups if _matches(group, words))
        if not wanted.get("least", 1) <= count <= wanted.get("most", 999):
            missing.append(f"{words} ({count} of {wanted.get('least', 1)})")
    sizes = {word for node in structure.nodes for word in str(node.attributes).split()}
    missing += [size for size in expected.get("sizes", []) if size not in sizes]
    names = [node.name for node in structure.nodes]
    missing += [f"no {word}" for word in expected.get("absent", []) if any(_matches(n, word) for n in names)]
    return missing


def _ways(expected: Mapping, structure: Structure) -> list[str]:
    following: dict[int, set[int]] = {}
    for source, target, _ in structure.edges:
        following.setdefault(source, set()).add(target)
    missing = []
    for start, end in expected.get("ways", []):
        reached: set[int] = set()
        new = {
            t
            for node in structure.nodes
            if _matches(node.name, start)
            for t in following.get(node.number, ())
        }
        while new:
            reached |= new
            new = {t for number in new for t in following.get(number, ())} - reached
        if not any(_matches(node.name, end) for node in structure.nodes if node.number in reached):
            missing.append(f"a way from {start} to {end}")
    return missing


def _matches(name: str, words: str) -> bool:
    from training.evaluate import plain

    return any(said in plain(name) for word in words.split("|") if (said := plain(word)))


def _repeats(node) -> int:
    return (node.attributes.repeats or 1) * _group_repeats(node.group or "")


def _group_repeats(group: str) -> int:
    found = re.search(r"×(\d+)$", group)
    return int(found[1]) if found else 1
