"""Where the names stand in the prompt, and the ways that lead from name to name in the drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diagram.outline import Outline, Structure, fold
from diagram.wording.lists import squeeze
from diagram.wording.reading import PromptWords


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a node's name stands: its first and last token, and where its letters end."""

    name: str
    first: int
    last: int
    end: int


def mentions(
    read: PromptWords, names: Sequence[str], hits: Mapping[str, list[tuple[int, int]]]
) -> list[Mention]:
    """Where names of nodes stand, in order; of names inside each other the longest."""
    found = []
    for name in dict.fromkeys(names):
        letters = len(squeeze(name))
        for first, last in hits.get(name, ()):
            if last < first:
                continue
            token = read.tokens[last]
            inside = sum(len(squeeze(t.text)) for t in read.tokens[first:last])
            found.append(Mention(name, first, last, token.start + max(0, letters - inside)))
    found.sort(key=lambda mention: (mention.first, -mention.last))
    kept: list[Mention] = []
    for mention in found:
        if not kept or mention.first > kept[-1].last:
            kept.append(mention)
    return kept


class Edges:
    """The edges between names: all nodes of a name are as one."""

    def __init__(self, structure: Structure, outline: Outline) -> None:
        self.repeated = {fold(node.name) for node in structure.nodes if node.attributes.repeats}
        self.after: dict[str, set[str]] = {fold(node.name): set() for node in structure.nodes}
        self.parts = {name: {name} for name in self.after}  # the connected part of each name
        self.names = {fold(node.name): node.name for node in structure.nodes}
        lists = [s.lists[0] for s in outline.statements if len(s.lists) == 1]
        self.declared = {item.name for items in lists if len(items) > 1 for item in items}
        self.declared |= {node.name for node in structure.nodes if node.group}
        folded = [fold(node.name) for node in structure.nodes]
        for source, target, _ in structure.edges:
            a, b = folded[source], folded[target]
            self.after[a].add(b)
            if self.parts[a] is not self.parts[b]:
                self.parts[a] |= self.parts[b]
                for name in self.parts[b]:
                    self.parts[name] = self.parts[a]
        self._reached: dict[str, set[str]] = {}

    @property
    def connected(self) -> bool:
        return all(len(part) == len(self.after) for part in self.parts.values())

    @property
    def cut_off(self) -> str:
        """The first name of the smallest part."""
        return self.names[min(self.after, key=lambda name: len(self.parts[name]))]

    def alone(self) -> list[str]:
        """Names without an edge, where others have some and nothing but the edge is said of them."""
        if not any(self.after.values()):
            return []
        alone = [name for name, part in self.parts.items() if len(part) == 1 and not self.after[name]]
        return [
            self.names[name]
            for name in alone
            if name not in self.repeated and self.names[name] not in self.declared
        ]

    def turned(self, source: str, target: str) -> bool:
        """Whether a way leads only back, between names that stand beside each other nowhere."""
        a, b = fold(source), fold(target)
        alike = self.after[a] & self.after[b] or any({a, b} <= after for after in self.after.values())
        return not alike and self.lead(target, source) and not self.lead(source, target)

    def joined(self, source: str, target: str) -> bool:
        return fold(target) in self.parts[fold(source)]

    @property
    def go_round(self) -> bool:
        """Whether some way leads back to where it starts."""
        return any(name in self.reached(name) for name in self.after)

    def lead(self, source: str, target: str) -> bool:
        """Whether a way leads from one name to the other."""
        return fold(target) in self.reached(fold(source))

    def reached(self, name: str) -> set[str]:
        """The folded names to which a way leads from a folded one."""
        if name not in self._reached:
            found: set[str] = set()
            waiting = [name]
            while waiting:
                for other in self.after[waiting.pop()] - found:
                    found.add(other)
                    waiting.append(other)
            self._reached[name] = found
        return self._reached[name]
