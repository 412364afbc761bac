"""The changes that an edit asks for: each made in the net, then in the statements where a reader expects it.

`write` looks for the statements: the place in the line first, lines of their own where that does not say it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from diagram.editing.drafts import Draft, Edge, Line, Mention, Net
from diagram.errors import DiagramError
from diagram.outline import Attributes, fold, parse


def write(draft: Draft, net: Net, ways: Iterator[Draft]) -> Draft | None:
    """The first of the drafts that says the net, else statements mended; None where neither does."""
    for way in ways:
        way.net = net
        if _says(way, net):
            return way
    mended = draft.copy()
    mended.net = net
    mend(mended, net)
    return mended if _says(mended, net) else None


def _says(draft: Draft, net: Net) -> bool:
    if not draft.lines or not all(line.lists and all(line.lists) for line in draft.lines):
        return False
    if any(line.stack and len(line.lists) < 2 for line in draft.lines):
        return False
    mentioned = {m.node for line in draft.lines for m in line.mentions()}
    if mentioned != net.names.keys():
        return False
    outline = draft.outline()
    try:
        return parse(str(outline)) == outline and draft.said().key() == net.key()
    except DiagramError:  # more than one item in a place of a stack
        return False


# --- statements that say exactly a net, whatever they said before ---


def mend(draft: Draft, net: Net) -> None:
    """Cuts what the net does not have out of the statements and adds lines for what they lack."""
    lines: list[Line] = []
    for line in draft.lines:
        lines += _cut(line, net)
    said = {edge for line in lines for edge in edges_of(line)}
    missing = [edge for edge in net.edges if edge not in said]
    while missing:
        source, target, label = missing.pop(0)
        path = [[Mention(source)], [Mention(target, label)]]
        while following := next((e for e in missing if e[0] == path[-1][0].node), None):
            missing.remove(following)
            path.append([Mention(following[1], following[2])])
        lines.append(Line(path))
    mentioned = [m.node for line in lines for m in line.mentions() if len(line.lists) > 1 or line.group]
    draft.lines = []
    for line in lines:
        alone = len(line.lists) == 1 and not line.group
        if alone:
            line.lists[0] = [m for m in line.lists[0] if m.node not in mentioned]
            mentioned += [m.node for m in line.lists[0]]
        if line.lists[0]:
            draft.lines.append(line)
    lacking = [node for node in net.names if node not in mentioned]
    if lacking:
        draft.lines.append(Line([[Mention(node) for node in lacking]]))


def _cut(line: Line, net: Net) -> list[Line]:
    """The line in pieces that say only edges and nodes of the net."""
    lists = [[m for m in mentions if m.node in net.names] for mentions in line.lists]
    lists = [mentions for mentions in lists if mentions]
    if not lists:
        return []
    pieces: list[Line] = [Line([lists[0]], line.stack, line.group)]
    for before, after in pairwise(lists):
        last = pieces[-1]
        kept = [(s, t) for s in before for t in after if (s.node, t.node, t.label) in net.edges]
        if len(kept) == len(before) * len(after):
            last.lists.append(after)
            continue
        if len(after) == 1 and kept:
            pieces.append(Line([[Mention(s.node) for s, _ in kept], after], False, line.group))
            continue
        if len(before) == 1 and after is lists[-1] and kept and len(last.lists) >= 1:
            last.lists.append([t for _, t in kept])
            rest = [t for t in after if all(t is not other for _, other in kept)]
            pieces.append(Line([[Mention(t.node) for t in rest]], line.stack, line.group))
            continue
        for source in before:
            targets = [Mention(t.node, t.label) for s, t in kept if s is source]
            if targets:
                pieces.append(Line([[Mention(source.node)], targets], False, line.group))
        pieces.append(Line([[Mention(t.node) for t in after]], line.stack, line.group))
    for piece in pieces:
        piece.stack = piece.stack and len(piece.lists) > 1
        for mention in piece.lists[0]:
            mention.label = ""
    return pieces


def edges_of(line: Line) -> list[Edge]:
    """The edges that a line says."""
    return [(s.node, t.node, t.label) for a, b in pairwise(line.lists) for s in a for t in b]


def places(draft: Draft, node: int) -> list[tuple[Line, int]]:
    """(line, number of the list) wherever a node is mentioned."""
    found = []
    for line in draft.lines:
        for i, mentions in enumerate(line.lists):
            if any(m.node == node for m in mentions):
                found.append((line, i))
    return found


# --- adding ---


def insert_after(draft: Draft, node: int, name: str, attributes: Attributes) -> Draft | None:
    """What follows the node follows the new one instead."""
    net = draft.net.copy()
    new = net.add(name, attributes, net.groups[node])
    for edge in net.out_of(node):
        del net.edges[edge]
        net.edges[new, edge[1], edge[2]] = None
    net.edges[node, new, ""] = None

    def ways() -> Iterator[Draft]:
        for at in range(len(places(draft, node))):
            way = draft.copy()
            line, i = places(way, node)[at]
            if len(line.lists[i]) > 1:
                continue
            line.lists.insert(i + 1, [Mention(new)])
            for other, j in places(way, node):
                if other is not line and j == 0 and len(other.lists) > 1 and len(other.lists[0]) == 1:
                    other.lists[0] = [Mention(new)]
            yield way
        yield from _parted(draft, node, new, True)
        way = draft.copy()
        found = places(way, node)
        line, i = found[-1]
        if i == 0 and len(line.lists) > 1:
            for other, j in found:
                if j == 0 and len(other.lists) > 1:
                    other.lists[0] = [Mention(new if m.node == node else m.node) for m in other.lists[0]]
            first = next(
                k for k, other in enumerate(way.lines) if any(other is x for x, j in found if j == 0)
            )
            way.lines.insert(first, Line([[Mention(node)], [Mention(new)]], False, line.group))
            yield way
        way = draft.copy()
        at = max(k for k, other in enumerate(way.lines) if any(m.node == node for m in other.mentions()))
        way.lines.insert(at + 1, Line([[Mention(node)], [Mention(new)]]))
        yield way

    return write(draft, net, ways())


def insert_before(draft: Draft, node: int, name: str, attributes: Attributes) -> Draft | None:
    """What led to the node leads to the new one instead."""
    net = draft.net.copy()
    new = net.add(name, attributes, net.groups[node])
    for edge in net.into(node):
        del net.edges[edge]
        net.edges[edge[0], new, edge[2]] = None
    net.edges[new, node, ""] = None

    def ways() -> Iterator[Draft]:
        for at in range(len(places(draft, node))):
            way = draft.copy()
            line, i = places(way, node)[at]
            if len(line.lists[i]) > 1:
                continue
            mention = line.lists[i][0]
            line.lists.insert(i, [Mention(new, mention.label)])
            mention.label = ""
            for other, j in places(way, node):
                if other is not line and j == len(other.lists) - 1 > 0:
                    _put(other.lists[j], node, new)
            yield way
        way = draft.copy()
        targets = [(line, i) for line, i in places(way, node) if i]
        if targets and all(i == len(line.lists) - 1 for line, i in targets):
            for line, i in targets:
                _put(line.lists[i], node, new)
            at = max(k for k, line in enumerate(way.lines) if any(line is other for other, _ in targets))
            way.lines.insert(at + 1, Line([[Mention(new)], [Mention(node)]]))
            yield way
        yield from _parted(draft, node, new, False)
        way = draft.copy()
        way.lines.insert(0, Line([[Mention(new)], [Mention(node)]]))
        yield way

    return write(draft, net, ways())


def _parted(draft: Draft, node: int, new: int, after: bool) -> Iterator[Draft]:
    """With a line cut in two at a list in the middle that has the node; the new one stands in one of them."""
    for at, (line, i) in enumerate(places(draft, node)):
        if not 0 < i < len(line.lists) - 1 or len(line.lists[i]) < 2 or line.stack:
            continue
        way = draft.copy()
        first, _ = places(way, node)[at]
        second = Line([[Mention(m.node) for m in first.lists[i]], *first.lists[i + 1 :]], False, first.group)
        del first.lists[i + 1 :]
        _put(second.lists[0] if after else first.lists[i], node, new)
        k = next(k for k, other in enumerate(way.lines) if other is first)
        path = [[Mention(node)], [Mention(new)]] if after else [[Mention(new)], [Mention(node)]]
        way.lines[k + 1 : k + 1] = [Line(path), second]
        yield way


def _put(mentions: list[Mention], old: int, new: int) -> None:
    for mention in mentions:
        if mention.node == old:
            mention.node = new


def insert_between(draft: Draft, edge: Edge, name: str, attributes: Attributes) -> Draft | None:
    """A node on one edge; the edge's label stays on its first half."""
    source, target, label = edge
    net = draft.net.copy()
    group = net.groups[source] if net.groups[source] == net.groups[target] else None
    new = net.add(name, attributes, group)
    del net.edges[edge]
    net.edges[source, new, label] = None
    net.edges[new, target, ""] = None

    def ways() -> Iterator[Draft]:
        for at in range(len(places(draft, target))):
            way = draft.copy()
            line, i = places(way, target)[at]
            if not i or len(line.lists[i]) > 1 or [m.node for m in line.lists[i - 1]] != [source]:
                continue
            mention = line.lists[i][0]
            line.lists.insert(i, [Mention(new, mention.label)])
            mention.label = ""
            yield way
        for at in range(len(places(draft, target))):
            way = draft.copy()
            line, i = places(way, target)[at]
            last = i == len(line.lists) - 1 > 0
            if last and any(m.node == source for m in line.lists[i - 1]):
                alone = [m.node for m in line.lists[i - 1]] == [source]
                if alone:
                    _put([m for m in line.lists[i] if m.label == label], target, new)
                    path = [[Mention(new)], [Mention(target)]]
                elif i == 1 and not label:
                    # of several sources one goes through the new node
                    line.lists[0] = [Mention(new if m.node == source else m.node) for m in line.lists[0]]
                    path = [[Mention(source)], [Mention(new)]]
                else:
                    continue
                k = next(k for k, other in enumerate(way.lines) if other is line)
                way.lines.insert(k + alone, Line(path))
                yield way

    return write(draft, net, ways())


def add_target(draft: Draft, node: int, name: str, attributes: Attributes, label: str = "") -> Draft | None:
    """A new node that the node leads to, beside what it leads to already."""
    net = draft.net.copy()
    new = net.add(name, attributes, None)
    net.edges[node, new, label] = None
    return write(draft, net, _listed(draft, net, [(node, new, label)]))


def add_source(draft: Draft, node: int, name: str, attributes: Attributes) -> Draft | None:
    """A new node that leads to the node."""
    net = draft.net.copy()
    new = net.add(name, attributes, None)
    net.edges[new, node, ""] = None

    def ways() -> Iterator[Draft]:
        for at in range(len(places(draft, node))):
            way = draft.copy()
            line, i = places(way, node)[at]
            if i == 1 and not line.stack and not line.group and not line.lists[1][0].label:
                line.lists[0].append(Mention(new))
                yield way
        yield from _listed(draft, net, [(new, node, "")])

    return write(draft, net, ways())


def add_beside(draft: Draft, node: int, name: str, attributes: Attributes) -> Draft | None:
    """A new node with the same sources and targets as the node."""
    net = draft.net.copy()
    new = net.add(name, attributes, None)
    for source, _, label in net.into(node):
        net.edges[source, new, label] = None
    for _, target, label in net.out_of(node):
        net.edges[new, target, label] = None

    def ways() -> Iterator[Draft]:
        way = draft.copy()
        for line in way.lines:
            for mentions in line.lists:
                for mention in [m for m in mentions if m.node == node and len(line.lists) > 1]:
                    at = next(i for i, m in enumerate(mentions) if m is mention)
                    mentions.insert(at + 1, Mention(new, mention.label))
        yield way

    return write(draft, net, ways())


def _listed(draft: Draft, net: Net, edges: list[Edge]) -> Iterator[Draft]:
    """With the edges in a list that is there already; else in lines of their own, at the end."""
    if len(edges) == 1:
        source, target, label = edges[0]
        for at in range(len(places(draft, source))):
            way = draft.copy()
            line, i = places(way, source)[at]
            if i == len(line.lists) - 2 and len(line.lists[i]) == 1 and not line.stack:
                line.lists[i + 1].append(Mention(target, label))
                yield way
        if not net.out_of(source)[1:]:
            for at in range(len(places(draft, source))):
                way = draft.copy()
                line, i = places(way, source)[at]
                if i == len(line.lists) - 1 > 0 and len(line.lists[i]) == 1 and not line.stack:
                    line.lists.append([Mention(target, label)])
                    yield way
    way = draft.copy()
    for source, target, label in edges:
        way.lines.append(Line([[Mention(source)], [Mention(target, label)]]))
    yield way


# --- edges ---


def connect(draft: Draft, source: int, target: int, label: str = "") -> Draft | None:
    """One edge more, in a line at the end."""
    net = draft.net.copy()
    net.edges[source, target, label] = None

    def ways() -> Iterator[Draft]:
        way = draft.copy()
        way.lines.append(Line([[Mention(source)], [Mention(target, label)]]))
        yield way

    return write(draft, net, ways())


def connect_several(draft: Draft, edges: list[Edge]) -> Draft | None:
    """Edges more, all from one node or all to one, in a line at the end."""
    net = draft.net.copy()
    net.edges |= dict.fromkeys(edges)

    def ways() -> Iterator[Draft]:
        way = draft.copy()
        sources, targets = (list(dict.fromkeys(edge[end] for edge in edges)) for end in (0, 1))
        way.lines.append(Line([[Mention(n) for n in sources], [Mention(n) for n in targets]]))
        yield way

    return write(draft, net, ways())


def disconnect(draft: Draft, edges: list[Edge]) -> Draft | None:
    """Without these edges."""
    net = draft.net.copy()
    for edge in edges:
        del net.edges[edge]
    return write(draft, net, iter(()))


def reconnect(draft: Draft, edge: Edge, target: int) -> Draft | None:
    """The edge leads to another node."""
    net = draft.net.copy()
    net.edges = {(edge[0], target, edge[2]) if e == edge else e: None for e in net.edges}

    def ways() -> Iterator[Draft]:
        for at in range(len(places(draft, edge[1]))):
            way = draft.copy()
            line, i = places(way, edge[1])[at]
            if i == len(line.lists) - 1 > 0:
                _put(line.lists[i], edge[1], target)
                yield way

    return write(draft, net, ways())


def reverse(draft: Draft, edge: Edge) -> Draft | None:
    """The edge the other way round."""
    source, target, label = edge
    net = draft.net.copy()
    del net.edges[edge]
    net.edges[target, source, label] = None

    def ways() -> Iterator[Draft]:
        for k, line in enumerate(draft.lines):
            if edges_of(line) == [edge]:
                way = draft.copy()
                way.lines[k].lists = [[Mention(target)], [Mention(source, label)]]
                yield way

    return write(draft, net, ways())


def reverse_all(draft: Draft) -> Draft | None:
    """All edges the other way round; None where one has a label."""
    if any(label for *_, label in draft.net.edges):
        return None
    net = draft.net.copy()
    net.edges = {(target, source, label): None for source, target, label in net.edges}
    way = draft.copy()
    for line in way.lines:
        line.lists.reverse()
    return write(draft, net, iter([way]))


def relabel(draft: Draft, edge: Edge, label: str) -> Draft | None:
    """The edge with another label, or with none."""
    source, target, old = edge
    net = draft.net.copy()
    net.edges = {(source, target, label) if e == edge else e: None for e in net.edges}

    def ways() -> Iterator[Draft]:
        for at in range(len(places(draft, target))):
            way = draft.copy()
            line, i = places(way, target)[at]
            if not i or line.stack or [m.node for m in line.lists[i - 1]] != [source]:
                continue
            for mention in line.lists[i]:
                if mention.node == target and mention.label == old:
                    mention.label = label
            yield way

    return write(draft, net, ways())


# --- nodes that are there ---


def rename(draft: Draft, node: int, name: str) -> Draft | None:
    """The node by another name, wherever it is mentioned; None where another node has that name."""
    if any(fold(other) == fold(name) for other in draft.net.names.values()):
        return None
    net = draft.net.copy()
    net.names[node] = name
    return write(draft, net, iter([draft.copy()]))


def describe(draft: Draft, nodes: list[int], attributes: Callable[[Attributes], Attributes]) -> Draft | None:
    """The nodes with changed attributes; None where nothing changes."""
    net = draft.net.copy()
    for node in nodes:
        net.attributes[node] = attributes(net.attributes[node])
    if net.attributes == draft.net.attributes:
        return None
    return write(draft, net, iter([draft.copy()]))


def remove(draft: Draft, node: int) -> Draft | None:
    """Without the node; what led to it leads to what it led to. None for more than that can mean.

    Of parallel branches only the others are left: no arrow takes the place of one that is gone.
    """
    net = draft.net.copy()
    into = [edge for edge in net.into(node) if edge[0] != node]
    out = [edge for edge in net.out_of(node) if edge[1] != node]
    labelled = any(label for *_, label in out)
    decision = net.attributes[node].decision
    if len(net.names) < 3 or (len(into) > 1 and len(out) > 1) or (labelled and len(out) > 1):
        return None
    net.drop(node)
    for source, _, before in into:
        for _, target, after in out:
            label = before or ("" if decision else after)
            if (
                source != target
                and not net.between(source, target)
                and (label or not net.leads(source, target))
            ):
                net.edges[source, target, label] = None

    def ways() -> Iterator[Draft]:
        found = places(draft, node)
        for at in range(len(found)):
            way = draft.copy()
            line, i = places(way, node)[at]
            if len(line.lists[i]) > 1 and len(found) > 1:
                continue
            gone = next(m for m in line.lists[i] if m.node == node)
            line.lists[i] = [m for m in line.lists[i] if m.node != node]
            if not line.lists[i]:
                del line.lists[i]
                if 0 < i < len(line.lists):
                    for mention in line.lists[i]:
                        mention.label = gone.label or ("" if decision else mention.label)
                if i == 0 and line.lists:
                    for mention in line.lists[0]:
                        mention.label = ""
            if len(line.lists) < 2 and not line.group:
                line.stack = False
                rest = [m for other in way.lines if other is not line for m in other.mentions()]
                if all(any(m.node == r.node for r in rest) for m in line.mentions()):
                    way.lines = [other for other in way.lines if other is not line]
            yield way
        # A line that ends in the node, and one that begins with it: one line.
        ends = [line for line, i in found if i == len(line.lists) - 1 > 0 and len(line.lists[i]) == 1]
        starts = [line for line, i in found if i == 0 and len(line.lists) > 1 and len(line.lists[0]) == 1]
        if len(ends) == len(starts) == 1 and len(found) == 2 and ends[0] is not starts[0]:
            way = draft.copy()
            first = way.lines[next(k for k, line in enumerate(draft.lines) if line is ends[0])]
            second = way.lines[next(k for k, line in enumerate(draft.lines) if line is starts[0])]
            label = first.lists[-1][0].label
            for mention in second.lists[1]:
                mention.label = label or ("" if decision else mention.label)
            first.lists[-1:] = second.lists[1:]
            way.lines = [line for line in way.lines if line is not second]
            yield way
        # The only source takes the node's place at the head of lines.
        if len(into) == 1 and starts:
            way = draft.copy()
            for line, i in places(way, node):
                if i == 0 and len(line.lists) > 1 and len(line.lists[0]) == 1:
                    line.lists[0] = [Mention(into[0][0])]
                    for mention in line.lists[1]:
                        mention.label = into[0][2] or ("" if decision else mention.label)
                elif i == len(line.lists) - 1:
                    line.lists[i] = [m for m in line.lists[i] if m.node != node]
                    if not line.lists[i]:
                        del line.lists[i]
            way.lines = [line for line in way.lines if len(line.lists) > 1 or line.group or line.lists[0:1]]
            kept = [line for line in way.lines if len(line.lists) > 1]
            rest = {m.node for line in kept for m in line.mentions()}
            way.lines = [
                line
                for line in way.lines
                if len(line.lists) > 1 or line.group or any(m.node not in rest for m in line.mentions())
            ]
            yield way

    return write(draft, net, ways())


def swap(draft: Draft, one: int, other: int) -> Draft | None:
    """Each of two nodes in the other's place, with its name and sizes."""
    net = draft.net.copy()
    place = {one: other, other: one}
    net.edges = {(place.get(s, s), place.get(t, t), label): None for s, t, label in net.edges}
    net.groups[one], net.groups[other] = net.groups[other], net.groups[one]
    if (net.edges, net.groups) == (draft.net.edges, draft.net.groups):  # they stand side by side
        return None
    way = draft.copy()
    for line in way.lines:
        for mention in line.mentions():
            mention.node = place.get(mention.node, mention.node)
    return write(draft, net, iter([way]))


# --- groups ---


def put_in_group(draft: Draft, nodes: list[int], group: str) -> Draft | None:
    """Nodes that have no group in one, new or not; None where one has a group."""
    if any(draft.net.groups[node] for node in nodes):
        return None
    net = draft.net.copy()
    for node in nodes:
        net.groups[node] = group

    def ways() -> Iterator[Draft]:
        for k, line in enumerate(draft.lines):
            if line.group == group and len(line.lists) == 1:
                way = draft.copy()
                way.lines[k].lists[0] += [Mention(node) for node in nodes]
                yield way
        way = draft.copy()
        way.lines.append(Line([[Mention(node) for node in nodes]], False, group))
        yield way

    return write(draft, net, ways())


def rename_group(draft: Draft, group: str, name: str | None) -> Draft | None:
    """The group by another name, or (None) gone: its nodes stay."""
    if name in draft.net.groups.values() and name is not None:
        return None
    net = draft.net.copy()
    net.groups = {node: name if old == group else old for node, old in net.groups.items()}
    way = draft.copy()
    for line in way.lines:
        line.group = name if line.group == group else line.group
    if name is None:
        said = {m.node for line in way.lines if len(line.lists) > 1 for m in line.mentions()}
        way.lines = [
            line
            for line in way.lines
            if len(line.lists) > 1 or line.group or any(m.node not in said for m in line.mentions())
        ]
    return write(draft, net, iter([way]))
