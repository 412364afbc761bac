"""Does a diagram say what the prompt says? Numbers and names that are missing, and names nobody asked for.

No parser: the prompt is cut into words and numbers, and each of them must be accounted for. A word is, if it
stands in a name, a label or a group's title, means a layer that is there, or belongs to the words by which
people join, draw and style things (words/en.txt, words/ko.txt). A number is, if it is a size in the outline,
part of a name, a count of what is drawn, the numbering of a list, or the computed side of a feature map. The
other way round, every name must be words of the prompt, or a layer that its words mean. When in doubt the
diagram is faithful: a warning that is wrong costs a user more than one that is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from diagram.errors import InvalidDiagram
from diagram.feature_maps import feature_maps
from diagram.outline import Outline, Structure, fold
from diagram.wording import (
    CARRIERS,
    HANGUL,
    NETWORK_ATOMS,
    STANDS_FOR,
    STEP,
    STRONG,
    WEAK,
    WORD,
    PromptWords,
    is_greeting,
    is_pronounceable,
    is_remark,
    is_structural,
    is_title,
    layers_in,
    layers_of,
    read_prompt,
    same_data,
    slips_of,
    squeeze,
    stem_of,
)

MOST_SHOWN = 6  # of one kind in a checklist
MOST_READ = 20_000  # characters of a prompt
MOST_RELATION = 3  # words between two names that tell how they are related


@dataclass(frozen=True, slots=True)
class Fidelity:
    """What of the prompt is in the diagram, what is not, and what the prompt never said.

    `by_name`: the prompt asks for something well known by its name, so its parts are the model's knowledge.
    """

    found: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    by_name: bool = False

    @property
    def faithful(self) -> bool:
        """Nothing of the prompt is missing and nothing was added."""
        return not self.missing and not self.extra

    @property
    def score(self) -> float:
        """Share of what was asked for or drawn that agrees, 0-1; 1 means faithful."""
        wrong = len(self.missing) + len(self.extra)
        return 1.0 if not wrong else len(self.found) / (len(self.found) + wrong)

    def checklist(self, language: str = "en") -> list[tuple[bool, str]]:
        """Lines for a user, each with whether it is good news; `language` is "en" or "ko"."""
        say = _SAY["ko" if language == "ko" else "en"]
        lines: list[tuple[bool, str]] = []
        if self.by_name:
            lines.append((True, say["by name"]))
        lost_numbers = [text for text in self.missing if text[:1].isdigit()]
        for kind, digits, lost in (
            ("numbers", True, lost_numbers),
            ("names", False, [text for text in self.missing if text not in lost_numbers]),
        ):
            there = sum(text[:1].isdigit() == digits for text in self.found)
            if there and not lost:
                lines.append((True, say[kind if there > 1 else kind[:-1]].format(there)))
        for key, texts in (("missing", self.missing), ("extra", self.extra)):
            lines += [(False, say[key].format(text)) for text in texts[:MOST_SHOWN]]
            if len(texts) > MOST_SHOWN:
                lines.append((False, say[f"more {key}"].format(len(texts) - MOST_SHOWN)))
        return lines or [(True, say["nothing"])]


_SAY = {
    "en": {
        "numbers": "all {} numbers appear",
        "number": "the number appears",
        "names": "all {} names appear",
        "name": "the name appears",
        "missing": "missing: {}",
        "extra": "not in your words: {}",
        "more missing": "and {} more missing",
        "more extra": "and {} more that you did not mention",
        "by name": "drawn from its name: the parts are the model's knowledge",
        "nothing": "nothing to check",
    },
    "ko": {
        "numbers": "숫자 {}개가 모두 있습니다",
        "number": "숫자가 들어 있습니다",
        "names": "이름 {}개가 모두 있습니다",
        "name": "이름이 들어 있습니다",
        "missing": "빠짐: {}",
        "extra": "요청에 없는 말: {}",
        "more missing": "그 밖에 {}개가 더 빠졌습니다",
        "more extra": "그 밖에 요청에 없는 말이 {}개 더 있습니다",
        "by name": "이름만 보고 그렸습니다: 구성 요소는 모델의 지식입니다",
        "nothing": "확인할 것이 없습니다",
    },
}


def check(prompt: str, outline: Outline) -> Fidelity:
    """Compares an outline with the prompt that it was written for."""
    read = read_prompt(prompt[:MOST_READ])
    try:
        structure = outline.structure()
    except InvalidDiagram:
        return Fidelity(missing=tuple(_join(read, run) for run in _content_runs(read)))
    drawn = _Drawn(structure, outline)
    hits, strict = _name_hits(read, drawn)
    unsaid = [name for name in drawn.names if name not in hits and not _justified(read, name)]
    by_name = read.alias is not None and bool(unsaid or not hits)
    if not by_name and not hits and len(unsaid) > 2 and len(read.tokens) < 8 and not read.values:
        by_name = not re.search(r"[,;\n]|->|→|=>", prompt.strip())  # "the OODA loop"
    if by_name:
        return Fidelity(found=(read.alias or prompt.strip(),), by_name=True)
    aside = _asides(read, drawn, strict)
    found_numbers, lost_numbers = _numbers(read, drawn, strict, aside)
    lost_names = _lost_words(read, drawn, strict, aside) or _lost_operations(read, drawn)
    extra = list(dict.fromkeys(unsaid))
    extra += [text for text in drawn.texts if not _said_text(read, text)]
    extra += _unsaid_numbers(read, drawn)
    names = [name for name in dict.fromkeys(drawn.names) if name not in unsaid]
    return Fidelity((*found_numbers, *names), (*lost_numbers, *lost_names), tuple(dict.fromkeys(extra)))


def drawable(prompt: str) -> bool:
    """False only where nothing in the prompt could be drawn: greetings, marks, random keys."""
    read = read_prompt(prompt[:MOST_READ])
    if any(token.value is not None or token.pair for token in read.tokens if token.text[:1].isdigit()):
        return True
    if read.alias is not None or read.atoms - WEAK:
        return True
    letters = {t.text for t in read.tokens if len(t.text) == 1 and t.latin and not t.gap.endswith(("'", "’"))}
    if len(letters - {"i"}) > 1:  # "A goes to B"
        return True
    real = [token for token in read.tokens if not is_greeting(token.text) and len(token.text) > 1]
    if not real:
        return any(mark in prompt for mark in ("->", "→", "=>")) and len(read.tokens) > 1
    if len(real) == 1 and real[0].latin and not is_pronounceable(real[0].text):
        return False
    return any(not is_structural(token.text) for token in real) or len(real) > 3


# --- agreement between candidates ---


def agreement(outlines: Sequence[Outline]) -> list[float]:
    """For each candidate the share of the others with the same graph up to renaming; 1.0 if it is alone."""
    keys: list[object] = []
    for i, outline in enumerate(outlines):
        try:
            keys.append(_shape(outline.structure()))
        except InvalidDiagram:
            keys.append(("broken", i))
    counts = Counter(keys)
    others = len(keys) - 1
    return [(counts[key] - 1) / others if others else 1.0 for key in keys]


@lru_cache(maxsize=64)
def _shape(structure: Structure) -> str:
    """A hash, equal for equal graphs up to renaming: colour refinement over sizes and edge directions."""
    pairs = sorted({(source, target) for source, target, _ in structure.edges})
    colors = [
        _hash(a.units, a.kernel, a.channels, a.stride, a.repeats, a.decision)
        for a in (node.attributes for node in structure.nodes)
    ]
    after: list[list[int]] = [[] for _ in colors]
    before: list[list[int]] = [[] for _ in colors]
    for source, target in pairs:
        after[source].append(target)
        before[target].append(source)
    known = len(set(colors))
    for _ in colors:
        colors = [
            _hash(color, sorted(colors[j] for j in after[i]), sorted(colors[j] for j in before[i]))
            for i, color in enumerate(colors)
        ]
        if len(set(colors)) == known:
            break
        known = len(set(colors))
    return _hash(sorted(colors), len(pairs))


def _hash(*parts: object) -> str:
    return blake2b(repr(parts).encode(), digest_size=8).hexdigest()


# --- what is drawn ---


class _Drawn:
    """Names, numbers and counts of a structure, gathered once."""

    def __init__(self, structure: Structure, outline: Outline) -> None:
        nodes = structure.nodes
        self.structure = structure
        self.names = [node.name for node in nodes]
        labels = [label for _, _, label in structure.edges if label]
        groups = [re.sub(r"\s*×\d+$", "", group) for group in structure.groups]
        self.texts = list(dict.fromkeys((*labels, *groups)))
        self.words = {
            squeeze(match.group())
            for text in (*self.names, *self.texts)
            for match in WORD.finditer(text.lower())
        }
        self.squeezed = {squeeze(text) for text in (*self.names, *self.texts)}
        self.korean = [text for text in self.squeezed if HANGUL.search(text)]
        self.atoms = frozenset().union(*map(layers_in, self.names))
        self.amounts: Counter[float] = Counter()
        self.pairs: Counter[tuple[int, ...]] = Counter()
        for node in nodes:
            a = node.attributes
            self.amounts.update(
                float(n) for n in (a.channels, a.stride, a.side, a.units, a.repeats) if n is not None
            )
            if a.kernel:
                self.pairs[a.kernel] += 1
        for group in structure.groups:
            if match := re.search(r"×(\d+)$", group):
                self.amounts[float(match.group(1))] += 1
        for text in (*self.names, *self.texts):
            self.amounts.update(float(n) for n in re.findall(r"\d+(?:\.\d+)?", text))
        self.counts = _counts(structure, outline)


def _counts(structure: Structure, outline: Outline) -> set[int]:
    """Every number of things that a prompt might say of this structure."""
    nodes = structure.nodes
    by: list[Iterable[object]] = [
        (fold(node.name) for node in nodes),
        (fold(node.name.split()[-1]) for node in nodes if node.name.split()),
        (fold(node.name.split()[0]) for node in nodes if node.name.split()),
        (atom for node in nodes for atom in layers_in(node.name)),
        (node.group for node in nodes if node.group),
        (source for source, _, _ in structure.edges),
        (target for _, target, _ in structure.edges),
        ((node.name, node.attributes) for node in nodes),
    ]
    counts = {count for kind in by for count in Counter(kind).values()}
    counts.update(len(items) for statement in outline.statements for items in statement.lists)
    counts.update(len(statement.lists) + less for statement in outline.statements for less in (0, -1, -2))
    sized = sum(node.attributes.units is not None for node in nodes)
    counts.update(
        (len(nodes), len(nodes) - 1, len(nodes) - 2, sized, sized - 1, sized - 2, len(structure.groups))
    )
    counts.add(sum(node.attributes.decision for node in nodes))
    counts.add(len({label for _, _, label in structure.edges if label}))
    layers = Counter(atom for node in nodes for atom in layers_in(node.name))
    counts.update(
        layers[a] + layers[b] for a, b in (("hidden", "output"), ("dense", "output"), ("conv", "dense"))
    )
    counts.update(node.attributes.repeats for node in nodes if node.attributes.repeats)
    return counts


# --- comparing ---


def _spans(read: PromptWords, name: str) -> list[tuple[int, int]]:
    """The (first, last) tokens of every place where the name stands in the prompt as whole words."""
    wanted = squeeze(name)
    if not wanted:
        return [(0, -1)] if name in read.text else []
    found, start = [], 0
    while (at := read.squeezed.find(wanted, start)) >= 0:
        start = at + 1
        first, last = read.place[at], read.place[at + len(wanted) - 1]
        after = at + len(wanted)
        behind = read.squeezed[
            after : read.first[last + 1] if last + 1 < len(read.first) else len(read.squeezed)
        ]
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


def _name_hits(read: PromptWords, drawn: _Drawn) -> tuple[dict[str, list[tuple[int, int]]], list[bool]]:
    """Where each name stands, and for each token whether it is part of such a place."""
    hits: dict[str, list[tuple[int, int]]] = {}
    strict = [False] * len(read.tokens)
    for name in dict.fromkeys((*drawn.names, *drawn.texts)):
        if spans := _spans(read, name):
            hits[name] = spans
            for first, last in spans:
                strict[first : last + 1] = [True] * (last + 1 - first)
    return hits, strict


def _justified(read: PromptWords, name: str) -> bool:
    """Whether a name that is no span is a layer that the prompt's words mean."""
    atoms = layers_in(name)
    if not atoms:
        return False
    words = {token.text for token in read.tokens}
    for atom in atoms:
        if atom in read.atoms or (read.network and atom in ("input", "hidden", "output", "layer")):
            continue
        if not STANDS_FOR.get(atom, frozenset()) & words:
            return False
    numbers = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", name)]
    return all(n in read.values or n / 100 in read.values or n * 100 in read.values for n in numbers)


def _said_text(read: PromptWords, text: str) -> bool:
    """Whether an edge's label or a group's title is said, or says yes or no."""
    if fold(text) in _YES_NO or not text or _spans(read, text):
        return True
    said = {token.text for token in read.tokens}
    slips = set().union(*(slips_of(word) for word in said if len(word) > 3)) if said else set()
    words = [match.group() for match in WORD.finditer(text.lower())]
    return bool(words) and all(w in said or (len(w) > 3 and slips_of(w) & slips) for w in words)


_YES_NO = frozenset(
    [
        "yes",
        "no",
        "y",
        "n",
        "true",
        "false",
        "ok",
        "else",
        "otherwise",
        "예",
        "아니오",
        "아니요",
        "네",
        "참",
        "거짓",
        "성공",
        "실패",
        "pass",
        "fail",
        "success",
        "failure",
    ]
)


def _unsaid_numbers(read: PromptWords, drawn: _Drawn) -> list[str]:
    """Sizes in the diagram that the prompt does not say."""
    unsaid = []
    for node in drawn.structure.nodes:
        a = node.attributes
        wanted = [n for n in (a.channels, a.stride, a.side, a.units, a.repeats) if n is not None]
        wanted += list(dict.fromkeys(a.kernel or ()))
        unsaid += [str(n) for n in wanted if float(n) not in read.values and n != 1]
    return unsaid


def _asides(read: PromptWords, drawn: _Drawn, strict: list[bool]) -> set[int]:
    """Segments that are titles or remarks: they name nothing that is drawn."""
    tokens = read.tokens
    words: list[list[str]] = [[] for _ in read.ends]
    named = set()
    for i, token in enumerate(tokens):
        words[token.segment].append(token.text)
        if strict[i] or layers_of(token.text) & drawn.atoms & STRONG:
            named.add(token.segment)
    first_named = min(named, default=len(read.ends))
    found = set()
    for i in range(len(read.ends) - 1, -1, -1):
        if i in named:
            continue
        mark = read.ends[i]
        if (
            (
                i < first_named
                and (is_title(words[i], mark, i) or (i + 1 in found and read.ends[i + 1].startswith(":")))
            )
            or (i and i < first_named and set(words[i - 1]) <= _TITLES and read.ends[i - 1].startswith(":"))
            or is_remark(words[i])
        ):
            found.add(i)
    return found


_TITLES = frozenset(
    [
        "title",
        "topic",
        "subject",
        "figure",
        "process",
        "diagram",
        "the",
        "주제",
        "제목",
        "주제는",
        "제목은",
        "그림",
    ]
)


def _numbers(
    read: PromptWords, drawn: _Drawn, strict: list[bool], aside: set[int]
) -> tuple[list[str], list[str]]:
    """(found, missing) numbers of the prompt, as written."""
    found, lost = [], []
    numbering = _numbering(read)
    maps: set[tuple[int, ...]] | None = None
    used: Counter[object] = Counter()
    for i, token in enumerate(read.tokens):
        if not token.pair and token.value is None:
            continue
        text = read.text[token.start : token.end]
        shown = text if text[:1].isdigit() else f"{token.value:g}" if token.value is not None else text
        if strict[i]:
            if text[:1].isdigit() and token.required:
                found.append(shown)
            continue
        if not token.required or i in numbering or token.segment in aside:
            continue
        if token.pair:
            sides = token.pair[:2]
            ok = any(token.pair[k : k + 2] in drawn.pairs for k in range(len(token.pair) - 1))
            if ok and token.pair[:2] in drawn.pairs and not read.code:
                used[sides] += 1
                ok = used[sides] <= drawn.pairs[sides] or float(sides[0]) in drawn.amounts or not read.network
            ok = ok or (len(token.pair) > 2 and all(float(n) in drawn.amounts for n in token.pair))
            if not ok:
                if maps is None:
                    maps = _map_sizes(drawn.structure)
                single = len(set(sides)) == 1 and (float(sides[0]) in drawn.amounts)
                ok = (
                    single
                    or (len(set(sides)) > 1 and sides in maps)
                    or (sides not in drawn.pairs and sides in maps)
                    or sides[::-1] in drawn.pairs
                )
                ok = ok or all(float(n) in drawn.amounts for n in token.pair)
                ok = ok or (
                    sides[0] in drawn.counts and sides[0] != sides[1] and float(sides[1]) in drawn.amounts
                )
            (found if ok else lost).append(shown)
            continue
        value = token.value or 0.0
        ok = value in drawn.amounts or any(value in pair for pair in drawn.pairs)
        ok = ok or (value in drawn.counts and value <= 200)
        ok = ok or (read.network and value <= 8 and value <= max(drawn.counts))
        ok = ok or (value < 1 and value * 100 in drawn.amounts) or value / 100 in drawn.amounts
        if not ok and token.parts:
            ok = all(float(part) in drawn.amounts for part in token.parts)
        if not ok and value > 1:
            if maps is None:
                maps = _map_sizes(drawn.structure)
            ok = any(value in size for size in maps)
        if ok and value > 12 and value.is_integer() and text[0].isdigit():
            used[value] += 1
            room = drawn.amounts[value] + sum(count for pair, count in drawn.pairs.items() if value in pair)
            ok = not read.network or read.code or used[value] <= room or not room
        (found if ok else lost).append(shown)
    return found, lost


def _map_sizes(structure: Structure) -> set[tuple[int, ...]]:
    """The (height, width) of every computed feature map, and the number of values in it."""
    try:
        sizes = feature_maps(structure).sizes.values()
    except (ValueError, ArithmeticError, KeyError, IndexError):
        return set()
    found: set[tuple[int, ...]] = set()
    for high, wide, channels in sizes:
        found.add((high, wide))
        if channels:
            found.add((high * wide * channels,))
    return found


def _numbering(read: PromptWords) -> set[int]:
    """Tokens that number a list: "1." at a line's start, "step 2", "(3)"."""
    found: set[int] = set()
    expected = {0, 1}
    for i, token in enumerate(read.tokens):
        if token.value is None or token.value > 60 or token.value != int(token.value):
            continue
        value = int(token.value)
        before = read.tokens[i - 1].text if i else ""
        numbered = value > 1 and value in expected and before.isalpha() and len(before) < 7
        if (before in STEP or numbered) and not token.cut:
            found.add(i)
            expected.add(value + 1)
            continue
        behind = read.text[token.end : token.end + 2]
        starts_line = not i or "\n" in token.gap or (not token.gap.strip() and not i)
        marked = (
            token.gap.endswith("#")
            or behind[:1] in ").:"
            or behind[:2] in (" -", " )")
            or behind.startswith(("단", "번"))
        )
        if (marked and value in expected | ({1} if starts_line else set())) or (
            starts_line and value in expected
        ):
            found.add(i)
            expected.add(value + 1)
    return found


def _lost_words(read: PromptWords, drawn: _Drawn, strict: list[bool], aside: set[int]) -> list[str]:
    """Runs of words of the prompt that stand in no name and belong to no phrase of joining or drawing."""
    tokens = read.tokens
    covered = [strict[i] or _covered(read, drawn, i) for i in range(len(tokens))]
    lost = []
    layered = _layered(drawn)
    for run in _runs(read, covered):
        words = [tokens[i] for i in run]
        if words[0].segment in aside or (
            layered and not any(layers_of(word.text) & STRONG for word in words)
        ):
            continue
        after = [
            token.text for token in tokens[run[-1] + 1 : run[-1] + 4] if token.segment == words[0].segment
        ]
        if any(word.startswith("convert") for word in after[:2]):
            continue
        if words[0].segment < 2 and any(word.startswith(("consist", "includ", "contain")) for word in after):
            continue
        counted = tokens[run[0] - 1].value if run[0] and not words[0].cut and len(run) < 3 else None
        if counted and counted > 1 and counted in drawn.counts:  # "two rivers, the Alder and the Brant"
            continue
        if _relational(read, strict, covered, run):
            continue
        lost.append(_join(read, run))
    return lost + (_lost_layers(read, drawn, aside) if layered and not lost else [])


_COUNTED = [
    "conv",
    "pool",
    "flatten",
    "dropout",
    "norm",
    "relu",
    "softmax",
    "sigmoid",
    "tanh",
    "embedding",
    "lstm",
    "gru",
    "attention",
    "max",
    "avg",
]


def _lost_layers(read: PromptWords, drawn: _Drawn, aside: set[int]) -> list[str]:
    """Layers that a network's prompt mentions more often than they are drawn."""
    lower = read.text.lower()
    ends = [end for end, words in _ENDS_OF_NETWORK if end not in drawn.atoms and words.search(lower)]
    there = Counter(drawn.amounts)
    for pair, count in drawn.pairs.items():
        there.update({float(n): count for n in pair})
    for chain in _SIZES.findall(lower):
        sizes = Counter(float(n) for n in re.findall(r"\d+", chain))
        if lost := sizes - there:
            return [f"{n:g}" for n in lost]
    if ends or drawn.structure.groups or _POINTS_BACK.search(lower):
        return ends
    said: Counter[str] = Counter()
    for i, token in enumerate(read.tokens):
        atoms = layers_of(token.text)
        sized = i + 1 < len(read.tokens) and read.tokens[i + 1].text in (
            "size",
            "sizes",
            "window",
            "kernel",
            "크기",
        )
        heading = not token.segment and read.ends[0].startswith(":")
        if token.segment in aside or heading or (sized and token.text in ("pool", "pooling", "풀링")):
            continue
        if atoms and token.text not in _NETWORK_NAMES and not any(_carried(read, i)):
            said.update(atoms)
    there = Counter(atom for node in drawn.structure.nodes for atom in layers_in(node.name))
    return [atom for atom in _COUNTED if said[atom] > there[atom]]


_SIZES = re.compile(  # "784-256-10", "32, 16 and 8"
    r"(?<![\w.,(\[-])\d+(?:(?: ?(?:-|–|→|->|-->|>|/|:) ?| to )\d+){2,}(?![\w.])"
    r"|(?<![\w.,(\[-])\d+(?:x\d+){3,}(?![\w.])"
)
_ENDS_OF_NETWORK = (
    (
        "input",
        re.compile(
            r"\binputs? \(?\d|\d inputs?\b|\d (node|unit|neuron|element|dim\w*)s? inputs?"
            r"|입력층?\(?[은이]? ?\d|\d+(개|차원)?의? ?입력"
        ),
    ),
    (
        "output",
        re.compile(
            r"\boutputs? (layer )?\(?\d|\d outputs?\b|\d output (node|unit|neuron|element|class|dim)"
            r"|출력층?\(?[은이]? ?\d|\d+(개|차원)?의? ?출력"
        ),
    ),
)
_POINTS_BACK = re.compile(r"skip|residual|shortcut|connect|each|every|스킵|잔차|연결|마다|각각|각 |뒤에는")
_NETWORK_NAMES = frozenset(["cnn", "cnns", "convnet", "convnets", "convolutional", "컨브넷"])


def _carried(read: PromptWords, i: int) -> list[bool]:
    """Whether a layer's word only describes the network: "conv neural network"."""
    near = read.tokens[i + 1 : i + 3]
    return [not token.cut and bool(CARRIERS.fullmatch(token.text)) for token in near]


_OPERATIONS = (
    "ai model|cnn model|llm|nn|deep learning model|language model|machine learning model|model|"
    "neural network|pca|feature engineering|pre-processing|processing|process|"
    "python code|code file|function|python file"
)
_OPERATION = re.compile(
    rf"process (?:it|them) with ({_OPERATIONS})\b"
    rf"|\b({_OPERATIONS}) that,? (?:inputs?|outputs?|with|handles?|process(?:es)?)\b"
)


def _lost_operations(read: PromptWords, drawn: _Drawn) -> list[str]:
    """Steps of typed data flows ("inputs text and process it with LLM"): every mention is another one."""
    said = Counter(fold(a or b) for a, b in _OPERATION.findall(read.text.lower()))
    if sum(said.values()) < 2 or not re.search(r"process (it|them) with|converts", read.text.lower()):
        return []
    return list(said - Counter(fold(name) for name in drawn.names))


def _layered(drawn: _Drawn) -> bool:
    """Whether the diagram is a network of well-known layers: its prompt is about sizes, the rest asides."""
    nodes = drawn.structure.nodes
    return sum(bool(layers_in(node.name)) for node in nodes) >= 0.6 * len(nodes) and bool(
        drawn.atoms & NETWORK_ATOMS or drawn.pairs or drawn.amounts
    )


def _runs(read: PromptWords, covered: list[bool]) -> list[list[int]]:
    """Uncovered words in a row, cut at punctuation, structural words and covered words."""
    runs: list[list[int]] = []
    last = -2
    for i, token in enumerate(read.tokens):
        if (
            covered[i]
            or (token.value is not None and not token.latin)
            or token.pair
            or is_structural(token.text)
        ):
            if (
                token.text in ("a", "an", "the", "of", "its", "their", "my")
                and last == i - 1
                and not token.cut
            ):
                last = i
            continue
        if HANGUL.match(token.text) and _otherwise(read, i):
            continue
        if runs and last == i - 1 and not token.cut:
            runs[-1].append(i)
        else:
            runs.append([i])
        last = i
    return runs


def _otherwise(read: PromptWords, i: int) -> bool:
    """Whether a Korean word only turns a condition round: "익지 않으면", "낮으면"."""
    text = read.tokens[i].text
    if text.endswith("지") and i + 1 < len(read.tokens) and read.tokens[i + 1].text[0] in "않못안":
        return True
    return len(text) <= 4 and text.endswith(("면", "든", "을때")) and (not i or read.tokens[i].cut or i > 0)


def _content_runs(read: PromptWords) -> list[list[int]]:
    return _runs(read, [False] * len(read.tokens))


def _join(read: PromptWords, run: list[int]) -> str:
    return " ".join(read.text[read.tokens[run[0]].start : read.tokens[run[-1]].end].split())


def _covered(read: PromptWords, drawn: _Drawn, i: int) -> bool:
    """Whether a word stands in some name, in another form perhaps, or means a layer that is there."""
    token = read.tokens[i]
    word = token.text
    if word in drawn.words:
        return True
    atoms = layers_of(word)
    if atoms & STRONG:
        if atoms <= drawn.atoms:
            return True
        if any(_carried(read, i)):
            return True
    elif atoms and atoms & drawn.atoms:
        return True
    if token.latin:
        if same := same_data().get(word):
            return bool(same & drawn.words)
        if len(word) < 4:
            return False
        if any(_same_stem(word, other) for other in drawn.words if other[:3] == word[:3]):
            return True
        near = (
            other
            for other in drawn.words
            if abs(len(other) - len(word)) < 2 and len(other) > 3 and other.isascii()
        )
        return any(other[0] == word[0] and slips_of(other) & slips_of(word) for other in near)
    stem = word
    for _ in range(2):
        if len(stem) >= 2 and any(stem in name for name in drawn.korean):
            return True
        shorter = stem_of(stem)
        if shorter == stem:
            break
        stem = shorter
    return False


def _same_stem(a: str, b: str) -> bool:
    """Forms of one English word: "clean" and "cleaning"."""
    short, long = sorted((a, b), key=len)
    stem = short[:-1] if short[-1:] in ("e", "y") and len(short) > 4 else short
    return long.startswith(stem) and len(long) - len(stem) <= 4


def _relational(read: PromptWords, strict: list[bool], covered: list[bool], run: list[int]) -> bool:
    """Whether the words tell how a name is related to the next: "users UPLOAD A VIDEO to the server"."""
    tokens = read.tokens
    first, last = run[0], run[-1]
    if len(run) > MOST_RELATION:
        return False
    if tokens[first].latin:
        named = first and (
            strict[first - 1] or (covered[first - 1] and not is_structural(tokens[first - 1].text))
        )
        if named and not tokens[first].cut:
            return True
        if last + 1 < len(tokens) and not tokens[last + 1].cut:
            before = tokens[first - 1].text if first else ""
            passive = before in _BE and tokens[last + 1].text in _BY and len(run) == 1
            return passive or strict[last + 1]
        return False
    verb = tokens[last].text.endswith(_VERB_ENDS)
    if not verb or not first or tokens[first].cut or not covered[first - 1]:
        return False
    return tokens[first - 1].latin or tokens[first - 1].text.endswith(_NOUN_ENDS)


_BE = frozenset(["is", "are", "was", "were", "gets", "get", "got", "be", "being", "been"])
_BY = frozenset(["by", "to", "into", "from", "with", "on", "in", "at", "for"])
_NOUN_ENDS = tuple("은는이가을를에서로와과게의도")
_VERB_ENDS = (
    "다",
    "요",
    "고",
    "서",
    "면",
    "며",
    "는",
    "한",
    "된",
    "할",
    "될",
    "음",
    "함",
    "됨",
    "기",
    "여",
    "해",
    "줘",
    "지",
    "게",
    "진",
    "어",
    "아",
    "니",
)
