"""Outlines of networks of more than one stack: how the lines that wire them name nodes of stacks."""

from __future__ import annotations

import re

# fmt: off
ATTRIBUTE = re.compile(r" (?:\d+x\d+|@\d+|/\d+|same|=\d+|#\d+|×\d+)(?= |$)")
# fmt: on


def base(item: str) -> str:
    """The name of an item without its attributes."""
    return ATTRIBUTE.sub("", item)


class Wiring:
    """Stacks first, then edges between their nodes: `name`, or `name ~k` where there are several."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.names: list[str] = []

    def stack(self, items: list[str], group: str = "") -> range:
        """Adds a stack (or a lone item) and gives the numbers of its nodes."""
        start = len(self.names)
        self.names += map(base, items)
        self.lines.append((f"[{group}] " if group else "") + "; ".join(items))
        return range(start, len(self.names))

    def ref(self, number: int) -> str:
        """How a line points to a node."""
        name = self.names[number]
        if self.names.count(name) == 1:
            return name
        return f"{name} ~{self.names[: number + 1].count(name)}"

    def path(self, *steps: int | str | list[int | str]) -> None:
        """Adds a path; numbers point to nodes of stacks, words are new nodes."""
        lists = []
        for step in steps:
            parts = step if isinstance(step, list) else [step]
            lists.append(", ".join(part if isinstance(part, str) else self.ref(part) for part in parts))
        self.lines.append(" -> ".join(lists))

    def __str__(self) -> str:
        return "\n".join(self.lines)
