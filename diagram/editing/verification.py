"""Does an edit change only what its request names? Whatever else is different is a reason against it.

What is named is changed; what stands beside it may change its arrows, where a node comes in between or goes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from diagram.editing.difference import Change, Difference, sizes
from diagram.editing.intents import Request
from diagram.outline import Outline, Structure, fold
from diagram.styling import requests as styles_in
from diagram.wording.layers import layers_in
from diagram.wording.lists import squeeze

QUOTED = re.compile(r"""(?<!\S)["“`‘'](\S[^"“”`‘’']{1,60})["”`’']""")
# A node that was there has its old number, a node that was added the number -1 - its new one.
Edge = tuple[int, int, str]


def reasons(old: Outline, new: Outline, found: Difference, request: str) -> list[str]:
    """Why an edit must not be taken, a sentence each; none where it may be."""
    judge = _Judge(Request(request, old.structure()), found, old.structure(), new.structure())
    bad = [f"{change} The request does not ask for it." for change in found if not judge.asked(change)]
    return [*bad, *judge.lacking(old, new)]


@dataclass
class _Judge:
    request: Request
    found: Difference
    old: Structure
    new: Structure

    def __post_init__(self) -> None:
        back = {there: here for here, there in self.found.pairs.items()}
        self.number = {node.number: back.get(node.number, -1 - node.number) for node in self.new.nodes}
        self.before = set(self.old.edges)
        self.after = {(self.number[s], self.number[t], label) for s, t, label in self.new.edges}
        self.pairs_before = {edge[:2] for edge in self.before}
        self.pairs_after = {edge[:2] for edge in self.after}
        self.gone = {node.number for node in self.old.nodes} - self.found.pairs.keys()

    def asked(self, change: Change) -> bool:
        return getattr(self, f"_{change.how}_{change.what}")(change)

    def named(self, number: int) -> bool:
        """Whether the request names a node; a new one's name was in it, or the node would not be taken."""
        return number < 0 or self.request.names_node(number)

    # --- nodes ---

    def _added_node(self, change: Change) -> bool:
        node = self.new.nodes[change.nodes[0]]
        number = self.number[node.number]
        values = set(map(int, re.findall(r"\d+", str(node.attributes))))
        kin = {
            self._group(other)
            for edge in self.after
            for other in edge[:2]
            if number in edge[:2] and other != number
        }
        return (
            self.request.asks("add")
            and self.request.says(node.name)
            and values <= self.request.numbers | {1}
            and not node.attributes.decision
            and (node.attributes.color is None or self.request.says_color(node.attributes.color))
            and (node.group is None or node.group in kin or self.request.names_group(node.group))
        )

    def _group(self, number: int) -> str | None:
        return self.old.nodes[number].group if number >= 0 else None

    def _removed_node(self, change: Change) -> bool:
        return self.request.asks("remove") and self.named(change.nodes[0])

    def _changed_name(self, change: Change) -> bool:
        return self.request.asks("rename") and self.named(change.nodes[0]) and self.request.says(change.new)

    def _changed_size(self, change: Change) -> bool:
        before, after = (set(map(int, re.findall(r"\d+", text))) for text in (change.old, change.new))
        kept = len(change.new.split()) >= len(change.old.split()) or self.request.asks("remove")
        named = self.named(change.nodes[0])
        if self.request.asks("swap") and named:  # of two nodes of one name
            alike = [n for n in self.old.nodes if fold(n.name) == fold(change.name) and self.named(n.number)]
            if change.new in {sizes(n.attributes) for n in alike if n.number != change.nodes[0]}:
                return True
        asked = (named or self.request.asks("all")) and (after - before) <= self.request.numbers | {1}
        return asked and kept and self.request.asks("size")

    def _changed_decision(self, change: Change) -> bool:
        return False

    def _changed_shape(self, change: Change) -> bool:
        return False

    def _changed_color(self, change: Change) -> bool:
        group = self.old.nodes[change.nodes[0]].group
        named = self.named(change.nodes[0]) or bool(group and self.request.names_group(group))
        new = any(
            title and fold(title) in fold(self.request.text) for title in self.new.groups
        )  # a group that the same request makes
        said = self.request.says_color(change.new) if change.new else True
        return self.request.asks("color") and (named or new) and said

    # --- groups ---

    def _changed_group(self, change: Change) -> bool:
        number = change.nodes[0]
        others = {self.old.nodes[n].group or "" for n in self.found.pairs if n != number and self.named(n)}
        if self.request.asks("swap") and self.named(number) and change.new in others:
            return True
        named = self.named(number) or bool(change.old and self.request.names_group(change.old))
        new = not change.new or self.request.names_group(change.new)
        return self.request.asks("group") and named and new

    def _changed_title(self, change: Change) -> bool:
        bare = re.sub(r" ×\d+$", "", change.new)
        return (
            self.request.asks("rename") and self.request.names_group(change.old) and self.request.says(bare)
        )

    # --- edges ---

    def _added_edge(self, change: Change) -> bool:
        s, t = (self.number[number] for number in change.nodes)
        return self._label_known(s, t, change.new) and (
            (self.named(s) and self.named(t) and self._edge_asked(s, t))
            or self._joins(s, t)
            or (s < 0 and self._leaves(s, t))
            or (t < 0 and self._arrives(s, t))
            or self._moved(s, t, self.pairs_before)
            or self._reversed(s, t)
        )

    def _edge_asked(self, s: int, t: int) -> bool:
        return not self.request.asks("beside") if min(s, t) < 0 else self._edges_asked()

    def _edges_asked(self) -> bool:
        return any(self.request.asks(kind) for kind in ("edge", "swap", "reverse", "remove", "add"))

    def _label_known(self, s: int, t: int, label: str) -> bool:
        """A label is in the request, or stood on an edge that is gone here."""
        if not label or self.request.says(label):
            return True
        near = {s, t} | self.gone | {node for node in self.found.pairs if self.named(node)}
        return any(fold(label) == fold(edge[2]) and near & set(edge[:2]) for edge in self.before)

    def _joins(self, s: int, t: int) -> bool:
        """Whether the way from s to t led through nodes that were removed."""
        return t in _reached(self.pairs_before, s, self.gone)

    def _way(self, s: int) -> set[int]:
        """What s leads to through nodes that were added."""
        return _reached(self.pairs_after, s, {number for number in self.number.values() if number < 0})

    def _between(self, x: int, s: int, t: int) -> bool:
        """Whether a new node x has come into the edge from s to t, one of which is named."""
        way = self._way(s)
        return x in way and t in way and (s, t) in self.pairs_before and (self.named(s) or self.named(t))

    def _leaves(self, x: int, t: int) -> bool:
        """Whether a new node x leads to t as a reader expects: after s, before t, beside y, at the start."""
        if any(self._between(x, s, t) for s in self.found.pairs):
            return True
        if self.request.asks("beside"):
            return any(self.named(y) and (y, t) in self.pairs_before for y in self.found.pairs)
        sources = {number for number in self.found.pairs if not any(e[1] == number for e in self.before)}
        return self.request.asks("start") and sources == {t}

    def _arrives(self, s: int, x: int) -> bool:
        if any(self._between(x, s, t) for t in self.found.pairs):
            return True
        if self.request.asks("beside"):
            return any(self.named(y) and (s, y) in self.pairs_before for y in self.found.pairs)
        sinks = {number for number in self.found.pairs if not any(e[0] == number for e in self.before)}
        return self.request.asks("end") and sinks == {s}

    def _moved(self, s: int, t: int, pairs: set[tuple[int, int]]) -> bool:
        """Whether the same edge is in the other outline with named nodes in each other's place."""
        if not self.request.asks("swap"):
            return False

        def like(a: int, b: int) -> bool:
            return a == b or (self.named(a) and self.named(b))

        return any(like(s, a) and like(t, b) and {s, t} != {a, b} | {-1} for a, b in pairs)

    def _reversed(self, s: int, t: int) -> bool:
        every = {(b, a) for a, b in self.pairs_before} == self.pairs_after
        return every and self.request.asks("reverse")

    def _removed_edge(self, change: Change) -> bool:
        s, t = change.nodes
        if s in self.gone or t in self.gone:
            return True
        if self.named(s) and self.named(t) and self._edges_asked():
            return True
        between = t in self._way(s) and (self.named(s) or self.named(t))
        said = bool(change.old) and self.request.says(change.old) and self.request.asks("remove")
        return between or said or self._moved(s, t, self.pairs_after) or self._reversed(s, t)

    def _changed_label(self, change: Change) -> bool:
        s, t = change.nodes
        named = (self.named(s) and self.named(t)) or bool(change.old and self.request.says(change.old))
        if self.request.asks("swap") and (self.named(s) or self.named(t)):
            stood = [e for e in self.before if e[2] == change.new and any(map(self.named, e[:2]))]
            if stood:
                return True
        return self.request.asks("label") and named and (not change.new or self.request.says(change.new))

    # --- the whole ---

    def _changed_style(self, change: Change) -> bool:
        if (change.name, change.new) == ("spacing", "normal") and self.request.asks(
            f"spacing={'wide' if change.old == 'tight' else 'tight'}"
        ):
            return True
        names = [squeeze(node.name) for node in self.old.nodes]
        named = any(len(name) > 1 and name in self.request.squeezed for name in names)
        if change.name == "palette" and named and len(self.found) == 1 and not self.request.asks("all"):
            return False  # "colour the cache blue" is about a node
        return self.request.asks(f"{change.name}={change.new}")

    def _misplaced(self) -> list[str]:
        """Whether the only node that was added stands on the wrong side of what is named."""
        added = [change for change in self.found.added if change.what == "node"]
        sides = [self.request.asks(side) for side in ("after", "before")]
        if len(added) != 1 or all(sides) or any(map(self.request.asks, ("start", "end"))):
            return []
        x = self.number[added[0].nodes[0]]
        for side, asked, here in (("after", sides[0], 1), ("before", sides[1], 0)):
            beside = {edge[1 - here] for edge in self.pairs_after if edge[here] == x}
            if asked and not any(n >= 0 and self.named(n) for n in beside):
                return [f"“{added[0].name}” does not come {side} what is named."]
        return []

    def lacking(self, old: Outline, new: Outline) -> list[str]:
        """What the request plainly says and the edit does not do."""
        missing = []
        text = f"{old}\n{new}"
        for number in re.findall(r"(?<![\w.])\d{1,7}(?![\w.%]|번째)", self.request.text):
            place = int(number) <= 20
            if not place and number not in re.findall(r"\d+", text):
                missing.append(f"The number {number} of the request is not in it.")
        missing += self._misplaced()
        for quoted in QUOTED.findall(self.request.text):
            points = layers_in(quoted) or self.request.places  # "the second conv"
            if fold(quoted) not in fold(text) and not points:
                missing.append(f"“{quoted}” of the request is not in it.")
        for name, value in styles_in(self.request.without_names).items():
            if name == "direction" and getattr(new.style, name) != value:
                missing.append(f"The {name} is not {value}.")
        return missing


def _reached(edges: set[tuple[int, int]], start: int, through: set[int]) -> set[int]:
    """The ends of all ways from `start` that have nothing but nodes of `through` in between, one at least."""
    seen: set[int] = set()
    found: set[int] = set()
    waiting = [start]
    while waiting:
        at = waiting.pop()
        for source, target in edges:
            if source != at:
                continue
            if at != start:
                found.add(target)
            if target in through and target not in seen:
                seen.add(target)
                found.add(target)
                waiting.append(target)
    return found
