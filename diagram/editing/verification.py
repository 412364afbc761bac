"""Does an edit change only what its request names? Whatever else is different is a reason against it.

What is named is changed; what stands beside it may change its arrows, where a node comes in between or goes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations

from diagram.editing.completeness import lacking, new_names
from diagram.editing.difference import Change, Difference, sizes
from diagram.editing.intents import NEXT_TO, Request
from diagram.editing.placement import Placement
from diagram.graph import Style
from diagram.outline import NODE_COLORS, Outline, Structure, fold
from diagram.wording.layers import layers_in
from diagram.wording.lists import squeeze

# A node that was there has its old number, a node that was added the number -1 - its new one.
Edge = tuple[int, int, str]
INTO = re.compile(r"[을를] (?!.*(?:서로|반대로|거꾸로)).*로 (?:바꾸|바꿔|변경|고쳐)")  # to be something new
TO_IT = re.compile(r"\b(?:arrow|edge|link|line|one) to\b|로 가는 (?:화살표|선)")  # and not where from
# What may change an arrow; "group X and Y" does not, whatever the group is called.
ARROWS = (
    "an arrow", "goes", "must cut", "must connect", "must redirect", "must reverse", "must swap",
    "must remove", "must add", "between",
)  # fmt: skip
# Words for the diagram, which may be parts of names, and for one node of it that no name tells.
WHOLE = re.compile(r"\b(?:flow ?charts?|charts?|diagrams?|flow|pictures?|figures?|graphs?|styles?|themes?)\b")
_NOT_IT = r"(?:and|with|in|into|to|as|of|for|use|using|both|all|arrows?|lines?)"
ONE_NODE = re.compile(
    rf"\bthe(?: (?!{_NOT_IT}\b)[\w'-]+){{1,3}} (?:box|node|step|layer|block|shape|circle|one)\b"
    r"|[가-힣\w]+ ?(?:상자|노드|단계|박스|칸|층|도형)(?:을|를|은|는|만|의)(?![가-힣])"
)


def reasons(old: Outline, new: Outline, found: Difference, request: str) -> list[str]:
    """Why an edit must not be taken, a sentence each; none where it may be."""
    whole = Request(request, old.structure())
    asked = whole.without(new_names(old.structure(), new.structure(), found))
    moved = [None]
    if asked.asks("move") and not asked.asks_aside("an arrow"):
        moved += [number for number in found.pairs if asked.names_node(number)]
    ways = []
    for number in moved:
        judge = _Judge(whole, asked, found, old.structure(), new.structure(), old.style, number)
        bad = [f"{change} The request does not ask for it." for change in found if not judge.asked(change)]
        bad += [*judge.misplaced(), *judge.disjoint(), *judge.mixed_up()]
        ways.append([*bad, *lacking(old, new, found, whole, asked, judge.concerned())])
        if not ways[-1]:
            break
    return min(ways, key=len)


@dataclass
class _Judge:
    request: Request
    rest: Request  # the request without what is new
    found: Difference
    old: Structure
    new: Structure
    style: Style  # of the old outline
    moved: int | None = None  # a node that is taken out and put in elsewhere

    def __post_init__(self) -> None:
        back = {there: here for here, there in self.found.pairs.items()}
        self.number = {node.number: back.get(node.number, -1 - node.number) for node in self.new.nodes}
        self.before = set(self.old.edges)
        self.after = {(self.number[s], self.number[t], label) for s, t, label in self.new.edges}
        self.pairs_before = {edge[:2] for edge in self.before}
        self.pairs_after = {edge[:2] for edge in self.after}
        self.gone = {node.number for node in self.old.nodes} - self.found.pairs.keys()
        self.come = {number for number in self.number.values() if number < 0}
        self.left = self.gone | {self.moved} if self.moved is not None else self.gone
        if self.moved is not None:
            self.come.add(self.moved)
        # The arrows without what is gone from its place, and whether an arrow led to or from each node.
        self.base = {edge for edge in self.pairs_before if not self.left & set(edge)}
        for s in {s for s, t in self.pairs_before if t in self.left and s not in self.left}:
            self.base |= {(s, t) for t in _reached(self.pairs_before, s, self.left) if t not in self.left}

    def asked(self, change: Change) -> bool:
        return getattr(self, f"_{change.how}_{change.what}")(change)

    def named(self, number: int) -> bool:
        """Whether the request names a node; a new one's name was in it, or the node would not be taken."""
        return number < 0 or self.rest.names_node(number)

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
            and self._may_be_twice(node.name)
            and values <= self.request.numbers | {1}
            and not node.attributes.decision
            and (node.attributes.color is None or self.request.says_color(node.attributes.color))
            and (node.group is None or node.group in kin or self.request.names_group(node.group))
        )

    def _may_be_twice(self, name: str) -> bool:
        """Whether a new node may have this name: no other has it, or one more is asked for."""
        if fold(name) not in self.request.names:
            return True
        return self.rest.asks_aside("must add more" if layers_in(name) - {"layer"} else "another")

    def _group(self, number: int) -> str | None:
        return self.old.nodes[number].group if number >= 0 else self.new.nodes[-1 - number].group

    def _removed_node(self, change: Change) -> bool:
        return (
            self.rest.asks_aside("remove")
            and self.named(change.nodes[0])
            and not (self.rest.asks_aside("must cut") and self.rest.is_an_end(change.name))
            and not self.rest.cuts_only()
            and not self._redirects()
        )

    def _redirects(self) -> bool:
        """Whether it asks for another end of an arrow, and for nothing to be removed."""
        return (
            self.rest.asks_aside("must redirect")
            and self.rest.asks_aside("goes")
            and not self.rest.asks_aside("must remove")
        )

    def _changed_name(self, change: Change) -> bool:
        placed = any(self.rest.asks_aside(kind) for kind in ("after", "before", "between", "beside"))
        placed = placed and not any(pattern.search(self.request.text) for pattern in NEXT_TO.values())
        asked = self.rest.asks_aside("plain rename") if placed else self.request.asks("rename")
        if self.rest.asks_aside("must colour") and not self.rest.asks_aside("must rename"):
            return False  # "change the colour of X to dark red"
        return asked and self.named(change.nodes[0]) and self.request.says(change.new)

    def _changed_size(self, change: Change) -> bool:
        before, after = (set(map(int, re.findall(r"\d+", text))) for text in (change.old, change.new))
        kept = len(change.new.split()) >= len(change.old.split()) or self.request.asks("remove")
        named = self.named(change.nodes[0])
        if self.request.asks("swap") and named:  # of two nodes of one name
            alike = [n for n in self.old.nodes if fold(n.name) == fold(change.name) and self.named(n.number)]
            if change.new in {sizes(n.attributes) for n in alike if n.number != change.nodes[0]}:
                return True
        if not change.new and named and self.gone_name(change.nodes[0]) and self.request.asks("rename"):
            return True  # a layer that has no sizes has come in its place
        if not (after - before) <= self._free_numbers(change) | {1}:
            return False
        asked = (named or self.request.asks("all")) and (after - before) <= self.request.numbers | {1}
        return asked and kept and self.request.asks("size")

    def _free_numbers(self, change: Change) -> set[int]:
        """The numbers of the request that can be a new size: none that is said once, of something else."""
        text = self.request.text
        free = set(self.request.numbers)
        for number in (n for n in self.come if n < 0):
            for used in re.findall(r"\d+", str(self.new.nodes[-1 - number].attributes)):
                if len(re.findall(rf"(?<!\d){used}(?!\d)", text)) == 1:
                    free.discard(int(used))
        bare = re.sub(r"\d+ ?(?:x|×|by) ?\d+", " ", text)
        sides = {int(n) for pair in self.request.kernels for n in pair}
        other = re.sub(r"\d+x\d+|=\d+", " ", change.new)  # what is no kernel or side of a map
        for number in sides - {int(n) for n in re.findall(r"\d+", bare)}:
            if re.search(rf"(?<!\d){number}(?!\d)", other) and not re.search(
                rf"(?<!\d){number}(?!\d)", change.old
            ):
                free.discard(number)
        return free

    def gone_name(self, number: int) -> bool:
        """Whether a node has another name now."""
        return any(change.what == "name" and change.nodes[0] == number for change in self.found)

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
        fresh = change.new and change.new not in self.old.groups
        alone = [node.group for node in self.new.nodes].count(change.new) < 2
        if fresh and (alone or not self.rest.asks_aside("must group")):
            return False
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
            (self.named(s) and self.named(t) and self._edge_asked(s, t) and not self.rest.turned(s, t))
            or self._joins(s, t)
            or (s in self.come and self._leaves(s, t))
            or (t in self.come and self._arrives(s, t))
            or self._moved(s, t, self.pairs_before)
            or self._reversed(s, t)
        )

    def _edge_asked(self, s: int, t: int) -> bool:
        return not self.request.asks("beside") if min(s, t) < 0 else self._edges_asked()

    def _edges_asked(self) -> bool:
        if self.rest.asks_aside("must group") and not any(map(self.rest.asks_aside, ARROWS)):
            return False
        return any(self.request.asks(kind) for kind in ("edge", "swap", "reverse", "remove"))

    def _label_known(self, s: int, t: int, label: str) -> bool:
        """A label is in the request, or stood on an edge that is gone here."""
        if not label or self.request.says(label):
            return True
        near = {s, t} | self.gone | {node for node in self.found.pairs if self.named(node)}
        return any(fold(label) == fold(edge[2]) and near & set(edge[:2]) for edge in self.before)

    def _joins(self, s: int, t: int) -> bool:
        """Whether the way from s to t led through nodes that were removed."""
        return t in _reached(self.pairs_before, s, self.left)

    def _way(self, s: int) -> set[int]:
        """What s leads to through nodes that were added or moved."""
        return _reached(self.pairs_after, s, self.come)

    def _between(self, x: int, s: int, t: int) -> bool:
        """Whether a new node x has come into the edge from s to t, one of which is named."""
        way = self._way(s)
        return x in way and t in way and (s, t) in self.base and (self.named(s) or self.named(t))

    def _leaves(self, x: int, t: int) -> bool:
        """Whether a new node x leads to t as a reader expects: after s, before t, beside y, at the start."""
        if any(self._between(x, s, t) for s in self.found.pairs):
            return True
        if self.request.asks("beside"):
            return any(self.named(y) and (y, t) in self.pairs_before for y in self.found.pairs)
        sources = self._kept() - {edge[1] for edge in self.base}
        return t in sources and ((self.request.asks("start") and sources == {t}) or self.named(t))

    def _arrives(self, s: int, x: int) -> bool:
        if any(self._between(x, s, t) for t in self.found.pairs):
            return True
        if self.request.asks("beside"):
            return any(self.named(y) and (s, y) in self.pairs_before for y in self.found.pairs)
        sinks = self._kept() - {edge[0] for edge in self.base}
        return s in sinks and ((self.request.asks("end") and sinks == {s}) or self.named(s))

    def _kept(self) -> set[int]:
        return set(self.found.pairs) - self.left

    def _moved(self, s: int, t: int, pairs: set[tuple[int, int]]) -> bool:
        """Whether the same edge is in the other outline with named nodes in each other's place."""
        if not self.request.asks("swap") or self.rest.asks_aside("must reverse"):
            return False

        def like(a: int, b: int) -> bool:
            return a == b or (self.named(a) and self.named(b))

        return any(like(s, a) and like(t, b) and {s, t} != {a, b} | {-1} for a, b in pairs)

    def _reversed_all(self) -> bool:
        return {(b, a) for a, b in self.pairs_before} == self.pairs_after

    def _reversed(self, s: int, t: int) -> bool:
        return self._reversed_all() and self.request.asks("reverse")

    def _removed_edge(self, change: Change) -> bool:
        s, t = change.nodes
        if s in self.left or t in self.left:
            return True
        if self.named(s) and self.named(t) and self._edges_asked() and not self._labels_only():
            return True
        between = t in self._way(s) and (self.named(s) or self.named(t))
        said = bool(change.old) and self.request.says(change.old) and self.request.asks("remove")
        said = said and not self._labels_only() and (len(change.old) > 2 or self.rest.asks("edge"))
        return between or said or self._moved(s, t, self.pairs_after) or self._reversed(s, t)

    def _labels_only(self) -> bool:
        """Whether it speaks of a label, and asks for no arrow to go."""
        others = ("must cut", "must reverse", "must redirect", "must swap")
        return self.rest.asks_aside("the label") and not any(map(self.rest.asks_aside, others))

    def _changed_label(self, change: Change) -> bool:
        s, t = change.nodes
        named = (self.named(s) and self.named(t)) or bool(change.old and self.request.says(change.old))
        only = sum(edge[1] == t for edge in self.before) == 1
        named = named or (only and self.named(t) and bool(TO_IT.search(self.request.text)))
        swap = self.request.asks("swap") and not INTO.search(self.request.text)
        if swap and (self.named(s) or self.named(t)):
            stood = [e for e in self.before if e[2] == change.new and any(map(self.named, e[:2]))]
            if stood:
                return True
        return self.request.asks("label") and named and (not change.new or self.request.says(change.new))

    # --- the whole ---

    def _changed_style(self, change: Change) -> bool:
        names = [squeeze(node.name) for node in self.old.nodes]
        named = any(len(name) > 1 and name in self.request.squeezed for name in names)
        colored = {c.what for c in self.found} & {"color"} or any(
            self.new.nodes[-1 - number].attributes.color for number in self.come if number < 0
        )
        node = colored or (named and len(self.found) == 1)
        whole = self.rest.asks_aside("must whole") or self.rest.asks_aside("all")
        if change.name == "palette" and not whole and (node or self._colors_one()):
            return False  # "colour the cache blue", "make the decision box red" are about a node
        return change.new in self.request.styles(self.style)[change.name]

    def _colors_one(self) -> bool:
        """Whether a colour is asked for one node, by whatever words: "the decision box", "판단 상자를"."""
        text = WHOLE.sub(" ", self.rest.text)
        for color in NODE_COLORS:
            text = self.rest.without_color(color, text)
        named = Request(text, self.old)
        if ONE_NODE.search(text):
            return True
        return len(self.found) == 1 and any(named.names_node(node.number) for node in self.old.nodes)

    def _misplaced(self) -> list[str]:
        """Whether the only node that was added stands on the wrong side of what is named."""
        added = [change for change in self.found.added if change.what == "node"]
        sides = [self.request.asks(side) for side in ("after", "before")]
        if any(pattern.search(self.request.text) for pattern in NEXT_TO.values()):
            return []  # "before" says which node is meant
        if self.moved is not None and not added:
            x, name = self.moved, self.old.nodes[self.moved].name
        elif len(added) == 1 and self.moved is None:
            x, name = self.number[added[0].nodes[0]], added[0].name
        else:
            return []
        if all(sides) or any(map(self.request.asks, ("start", "end"))):
            return []
        for side, asked, here in (("after", sides[0], 1), ("before", sides[1], 0)):
            beside = {edge[1 - here] for edge in self.pairs_after if edge[here] == x}
            if asked and not any(n >= 0 and n != x and self.named(n) for n in beside):
                return [f"“{name}” does not come {side} what is named."]
        return []

    def concerned(self) -> set[int]:
        """The old nodes that have to do with a change."""
        nodes: set[int] = set()
        for change in self.found:
            if change.what == "title":
                nodes |= {node.number for node in self.old.nodes if node.group == change.old}
            elif change.how == "added":
                nodes |= {self.number[number] for number in change.nodes}
            else:
                nodes |= set(change.nodes)
        return nodes

    def misplaced(self) -> list[str]:
        """Whether what was added or moved stands where the request does not put it, or is tied to itself."""
        labelled = {edge[:2] for edge in (*self.before, *self.after) if edge[2]}
        kept = self._kept()
        place = Placement(
            self.rest, self.base, self.pairs_after, self.come, kept, self.rest.names_node, labelled
        )
        found = self._misplaced()
        if self.come and place.wrong():
            found.append("What is new does not stand where the request puts it.")
        if self.rest.asks_aside("must redirect") and self._edges_apart():
            found.append("The arrow that has gone is not the one that has come.")
        if any(s == t for s, t in self.pairs_after - self.pairs_before) and not self.request.asks("itself"):
            found.append("An arrow leads back to where it comes from.")
        return found

    def _edges_apart(self) -> bool:
        """Whether the one arrow that was added has no end of the one that was removed in its place."""
        if self.come or self.gone:
            return False
        come, gone = self.pairs_after - self.pairs_before, self.pairs_before - self.pairs_after
        return len(come) == len(gone) == 1 and not any(
            a == b for one, other in zip(come, gone, strict=True) for a, b in zip(one, other, strict=True)
        )

    def disjoint(self) -> list[str]:
        """Whether what stood on both sides of a node that was removed is not joined any more."""
        if not self.request.asks("remove"):
            return []
        for s in self._kept():
            for t in _reached(self.pairs_before, s, self.gone) - self.gone - {s}:
                if t in self.found.pairs and t not in _all_reached(self.pairs_after, s):
                    return [f"“{self.old.nodes[s].name}” does not lead to “{self.old.nodes[t].name}”."]
        return []

    def mixed_up(self) -> list[str]:
        """Whether nodes that were to be swapped do not stand in each other's place."""
        joined = {change.what for change in self.found} == {"edge"} and not self.come
        if not joined or not self.rest.asks_aside("must swap") or self.rest.asks_aside("must reverse"):
            return []
        named = [number for number in self.concerned() if self.named(number)]
        for a, b in combinations(named, 2):
            place = {a: b, b: a}
            if {(place.get(s, s), place.get(t, t)) for s, t in self.pairs_before} == self.pairs_after:
                return []
        return ["The nodes do not stand in each other's place."]


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


def _all_reached(edges: set[tuple[int, int]], start: int) -> set[int]:
    """All nodes that a way of arrows leads to from `start`."""
    return _reached(edges, start, {node for edge in edges for node in edge})
