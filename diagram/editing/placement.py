"""Where nodes that were added stand: after, before, between, beside … and whether the request says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from diagram.editing.intents import NEXT_TO, Request

Pair = tuple[int, int]
# Which places the words of a request may mean; see words/edits.txt.
PLACES = {
    "after": ("after", "last"),
    "before": ("before", "first"),
    "between": ("between", "chain"),
    "beside": ("beside",),
    "end": ("last",),
    "start": ("first",),
    "branch": ("target", "source", "chain", "last", "first"),
}


@dataclass(frozen=True)
class Placement:
    """The arrows around the nodes that an edit adds or moves.

    `base` are the arrows that were there without what is gone, `after` those that are there now; `come` are
    the nodes to be placed; `named` says whether the request names one that was there.
    """

    request: Request
    base: set[Pair]
    after: set[Pair]
    come: set[int]
    kept: set[int]
    named: Callable[[int], bool]
    labelled: set[Pair]  # arrows with a label, then and now

    def wrong(self) -> bool:
        """Whether one of the nodes stands where the request does not put it."""
        said = [words for words in PLACES if self.request.asks_aside(words)]
        asked = {place for words in said for place in PLACES[words]}
        if any(pattern.search(self.request.text) for pattern in NEXT_TO.values()):
            asked |= {"after", "last", "before", "first"}  # "after" may say which node is meant
        groups = list(self._groups())
        if len(groups) == 1 and self.request.asks_aside("strictly between"):
            asked = {"between", "chain"}
        if len(groups) == 1 and self.request.asks_aside("strictly beside"):
            asked = {"beside"}
        if len(groups) == 1 and len(groups[0]) > 1 and asked == {"between", "chain"}:
            sources, targets = ({edge[end] for edge in self.after} for end in (0, 1))
            if not groups[0] <= sources & targets:
                return True  # a dead end does not lie between
        return not all(self._places(group) & asked for group in groups)

    def _groups(self) -> Iterable[set[int]]:
        """What is to be placed, in pieces that hang together."""
        left = set(self.come)
        while left:
            group = {left.pop()}
            while more := {n for n in left if any({n, m} in map(set, self.after) for m in group)}:
                group |= more
                left -= more
            yield group

    def _places(self, group: set[int]) -> set[str]:
        """All the places that a piece has, as far as the nodes around it are named."""
        ins = {s for s, t in self.after if t in group and s not in group}
        outs = {t for s, t in self.after if s in group and t not in group}
        lost = {(s, t) for s in ins for t in outs if (s, t) in self.base and (s, t) not in self.after}
        base_out = {s: {t for a, t in self.base if a == s} for s in ins | outs}
        base_in = {t: {s for s, b in self.base if b == t} for t in ins | outs}
        named = {node for node in ins | outs if self.named(node)}
        alone = len(self.kept - {n for edge in self.base for n in edge}) == len(self.kept)
        found = set()
        if not ins and not outs and (not named or alone):
            found |= {"target", "source", "last", "first"}
        if len(ins) == 1:
            (a,) = ins
            anchored = a in named
            taken = outs == base_out[a] and len(lost) == len(outs)
            # Of a choice with labels it is not plain what "after" means: one of its branches may go on here.
            if outs and anchored and (taken or (lost and any((a, t) in self.labelled for t in base_out[a]))):
                found.add("after")
            if not outs and a in named:
                found.add("target")
                if any((a, x) in self.labelled for x in group):
                    found.add("after")
            if not outs and not base_out[a]:
                found |= {"last"} if a in named or self._ends({a}, 0) else set()
        if len(outs) == 1:
            (b,) = outs
            if ins and b in named and ins == base_in[b] and len(lost) == len(ins):
                found.add("before")
            if not ins and b in named:
                found.add("source")
            if not ins and not base_in[b]:
                found |= {"first"} if b in named or self._ends({b}, 1) else set()
        if len(ins) == len(outs) == 1 and ins | outs <= named:
            joined = {(s, t) for s in ins for t in outs} & self.base
            found |= {"between"} if lost else set() if joined else {"chain"}
        beside = [y for y in self.kept if self.named(y) and self._around(y) == (ins, outs)]
        return found | ({"beside"} if beside and not lost else set())

    def _ends(self, nodes: set[int], end: int) -> bool:
        """Whether these are all the nodes that no arrow leaves (end 0) or reaches (1)."""
        return self.kept - {edge[end] for edge in self.base} == nodes

    def _around(self, node: int) -> tuple[set[int], set[int]]:
        return {s for s, t in self.base if t == node}, {t for s, t in self.base if s == node}
