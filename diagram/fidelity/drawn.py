"""What is drawn: the names, numbers and counts of a structure, and where in the prompt its names stand."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from diagram.feature_maps import feature_maps
from diagram.fidelity.notes import notes
from diagram.fidelity.ways import Edges, Mention, mentions
from diagram.outline import Outline, Structure, fold
from diagram.wording.layers import WORD, layers_in
from diagram.wording.lists import HANGUL, squeeze, words_of
from diagram.wording.reading import PromptWords


class Drawn:
    """A structure, and `hits`: the (first, last) tokens of the places in the prompt where each name stands.

    `strict` says for each token whether it is part of such a place. `amounts` and `pairs` count the sizes.
    """

    def __init__(self, structure: Structure, outline: Outline, read: PromptWords) -> None:
        self.structure = structure
        self.outline = outline
        self.read = read
        self.names = [node.name for node in structure.nodes]
        labels = [label for _, _, label in structure.edges if label]
        groups = [re.sub(r"\s*×\d+$", "", group) for group in structure.groups]
        self.texts = list(dict.fromkeys((*labels, *groups)))
        written = list(dict.fromkeys((*self.names, *self.texts)))
        self.words = {squeeze(match.group()) for text in written for match in WORD.finditer(text.lower())}
        self.korean = [squeezed for text in written if HANGUL.search(squeezed := squeeze(text))]
        self.atoms = frozenset().union(*map(layers_in, self.names))
        self.hits: dict[str, list[tuple[int, int]]] = {}
        self.strict = [False] * len(read.tokens)
        for name in written:
            if spans := spans_of(read, name):
                self.hits[name] = spans
                for first, last in spans:
                    self.strict[first : last + 1] = [True] * (last + 1 - first)
        self.amounts: Counter[float] = Counter()
        self.pairs: Counter[tuple[int, ...]] = Counter()
        for node in structure.nodes:
            a = node.attributes
            sizes = (a.channels, a.stride, a.side, a.units, a.repeats)
            self.amounts.update(float(n) for n in sizes if n is not None)
            if a.kernel:
                self.pairs[a.kernel] += 1
        for text in (*structure.groups, *self.names, *labels):
            self.amounts.update(float(n) for n in re.findall(r"\d+(?:\.\d+)?", text))

    @cached_property
    def repeated(self) -> bool:
        """Whether something is drawn as repeated a number of times."""
        nodes, groups = self.structure.nodes, self.structure.groups
        return any(node.attributes.repeats for node in nodes) or any("×" in group for group in groups)

    def covers(self, start: int, end: int) -> bool:
        """Whether a name holds a word that stands between these characters of the prompt."""
        tokens = self.read.tokens
        i = bisect_left(tokens, start, key=lambda token: token.end - 1)
        while i < len(tokens) and tokens[i].start < end:
            if self.strict[i]:
                return True
            i += 1
        return False

    @cached_property
    def edges(self) -> Edges:
        return Edges(self.structure, self.outline)

    @cached_property
    def mentions(self) -> list[Mention]:
        return mentions(self.read, self.names, self.hits)

    @cached_property
    def layered(self) -> bool:
        """Whether it is a network of well-known layers: its prompt is about sizes, the rest asides."""
        nodes = self.structure.nodes
        return sum(bool(layers_in(node.name)) for node in nodes) >= 0.6 * len(nodes) and bool(
            self.atoms & words_of("network layers") or self.pairs or self.amounts
        )

    @cached_property
    def notes(self) -> set[int]:
        """The tokens that only remark on a name or stand for one; a network's brackets tell its sizes."""
        return set() if self.layered or self.read.network else notes(self.read, self.strict)

    @cached_property
    def maps(self) -> set[tuple[int, ...]]:
        """The (height, width) of every computed feature map, and the number of values in it."""
        try:
            sizes = feature_maps(self.structure).sizes.values()
        except (ValueError, ArithmeticError, KeyError, IndexError):
            return set()
        found: set[tuple[int, ...]] = {(high, wide) for high, wide, _ in sizes}
        return found | {(high * wide * channels,) for high, wide, channels in sizes if channels}

    @cached_property
    def counts(self) -> set[int]:
        """Every number of things that a prompt might say of this structure."""
        nodes, edges = self.structure.nodes, self.structure.edges
        layers = Counter(atom for node in nodes for atom in layers_in(node.name))
        alike: list[Iterable[object]] = [
            (fold(node.name) for node in nodes),
            (fold(node.name.split()[-1]) for node in nodes),
            (fold(node.name.split()[0]) for node in nodes),
            (node.group for node in nodes if node.group),
            (source for source, _, _ in edges),
            (target for _, target, _ in edges),
            ((node.name, node.attributes) for node in nodes),
        ]
        counts = {count for kind in alike for count in Counter(kind).values()} | set(layers.values())
        for statement in self.outline.statements:
            counts.update(map(len, statement.lists))
            counts.update(len(statement.lists) + less for less in (0, -1, -2))
        sized = sum(node.attributes.units is not None for node in nodes)
        counts.update(total + less for total in (len(nodes), sized) for less in (0, -1, -2))
        counts.update(
            layers[a] + layers[b] for a, b in (("hidden", "output"), ("dense", "output"), ("conv", "dense"))
        )
        counts.update(node.attributes.repeats for node in nodes if node.attributes.repeats)
        counts.update(
            (
                len(self.structure.groups),
                sum(node.attributes.decision for node in nodes),
                len({label for _, _, label in edges if label}),
            )
        )
        return counts


def spans_of(read: PromptWords, name: str) -> list[tuple[int, int]]:
    """The (first, last) tokens of every place where the name stands in the prompt as whole words."""
    wanted = squeeze(name)
    if not wanted:
        return [(0, -1)] if name in read.text else []
    found, start = [], 0
    while (at := read.squeezed.find(wanted, start)) >= 0:
        start = at + 1
        first, last = read.place[at], read.place[at + len(wanted) - 1]
        end = read.first[last + 1] if last + 1 < len(read.first) else len(read.squeezed)
        behind = read.squeezed[at + len(wanted) : end]
        if at != read.first[first] and (read.tokens[first].latin or not HANGUL.match(wanted[0])):
            continue
        if behind and read.tokens[last].latin and behind not in ("s", "es", "d", "ed"):
            continue
        if behind and not read.tokens[last].latin and not HANGUL.match(behind[0]):
            continue
        if len(wanted) == 1 and HANGUL.match(wanted) and len(behind) > 3:
            continue
        found.append((first, last))
    return found
