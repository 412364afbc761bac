"""Prompts of the earlier system's flow-chart kind, and their outlines, without end.

Such a prompt is a list of steps about typed data: "inputs DB, and outputs text and process them with LLM", "a
PCA converts text into chart", ... It was written from a random tree: first a chain of data and operations,
then, for every node of the chain in order, whatever hangs on it, breadth first. Words stand for types (a
table is a chart, tokens are a string) and change from mention to mention, so a step's input is an earlier
node of the same *type*, whatever its word.

`draw` makes such a tree, `steps` says what its prompt mentions, `write` words that, and `outline` reads the
steps back as a person would. The prompt does not say which of several nodes of a type is meant once the chain
is over, so the outline takes the simplest reading, the same in every prompt; see `outline`.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

WORDS: dict[str, tuple[str, ...]] = {
    "numeric": ("buffer", "buffers", "matrices", "matrix", "numeric values", "numpy array", "pytorch tensor",
                "tensor", "tensorflow tensor", "tensors"),
    "picture": ("figure", "jpg file", "picture", "png file"),
    "chart": ("chart", "experiment result", "graph", "histogram", "line chart", "table"),
    "str": ("pandas dataframe", "sentence", "string", "text", "tokens"),
    "db": ("DB", "data storage", "data store", "database"),
    "model": ("AI model", "CNN model", "LLM", "NN", "deep learning model", "language model",
              "machine learning model", "model", "neural network"),
    "process": ("PCA", "feature engineering", "pre-processing", "process", "processing", "python code"),
    "func": ("code file", "function", "python code", "python file"),
}  # fmt: skip
OPERATIONS = ("model", "process", "func")
DATA = ("numeric", "picture", "chart", "str", "db")
TYPES: dict[str, frozenset[str]] = {
    word: frozenset(kind for kind, words in WORDS.items() if word in words)
    for words in WORDS.values()
    for word in words
}

SUBJECTS = (
    ("LLM process", 60), ("Langchain process", 54), ("RAG process", 42), ("algorithm", 51), ("process", 52),
    ("data pre-processing algorithm", 38), ("deep learning algorithm", 65), ("machine learning model", 58),
)  # fmt: skip
LEADS = (("that consists of ", 145), ("that contains, ", 131), ("that includes, ", 144))
BULLETS = (("- ", 148), ("* ", 172), ("#", 20), ("", 100))  # "#": numbered; "": prose
CHAIN_LENGTHS = ((4, 40), (5, 66), (6, 74), (7, 38), (8, 43), (9, 50), (10, 50), (11, 59))
CHILDREN = ((0, 65), (1, 24), (2, 8), (3, 2.2), (4, 0.9), (5, 0.2))
FULL = 15  # a tree of this many nodes grows no further
MOST_CHARACTERS = 760  # the longest seen has 736


@dataclass(slots=True)
class Tree:
    """The graph behind a prompt: the type of every node, and the edges."""

    kinds: list[str] = field(default_factory=list)
    edges: list[tuple[int, int]] = field(default_factory=list)

    def add(self, kind: str) -> int:
        self.kinds.append(kind)
        return len(self.kinds) - 1

    def sources(self, node: int) -> list[int]:
        return sorted(a for a, b in self.edges if b == node)

    def targets(self, node: int) -> list[int]:
        return sorted(b for a, b in self.edges if a == node)


@dataclass(frozen=True, slots=True)
class Step:
    """One item of a prompt, in words; a conversion names its tool, which is no node, and has no operation."""

    inputs: tuple[str, ...] = ()
    operation: str | None = None
    outputs: tuple[str, ...] = ()
    tool: str = ""


def sample(rng: random.Random) -> tuple[str, str]:
    """A prompt and the body of its outline (without the style line)."""
    while True:
        found = steps(rng, draw(rng))
        if len(found) < 2:
            continue
        prompt = write(rng, found)
        if len(prompt) <= MOST_CHARACTERS:
            return prompt, outline(found)


def draw(rng: random.Random) -> Tree:
    """A random tree: a chain, then what hangs on its nodes, in order and breadth first."""
    tree = Tree()
    length = _pick(rng, CHAIN_LENGTHS)
    operation = rng.random() < 0.16
    for node in range(length):
        tree.add(_kind(rng, operation))
        if node:
            tree.edges.append((node - 1, node))
        operation = not operation and rng.random() < 0.77
    for root in range(length - 1):
        queue = [root]
        while queue and len(tree.kinds) < FULL:
            parent = queue.pop(0)
            queue += [_hang(rng, tree, parent) for _ in range(_pick(rng, CHILDREN))]
    return tree


def steps(rng: random.Random, tree: Tree) -> list[Step]:
    """What a prompt says of a tree, in order: every operation, and every datum that is made of data only.

    Each prompt keeps to a part of the words of each type.
    """
    chosen = {kind: rng.sample(words, rng.randint(1, len(words))) for kind, words in WORDS.items()}
    tools = rng.sample(WORDS["process"], rng.randint(1, len(WORDS["process"])))

    def word(node: int) -> str:
        return rng.choice(chosen[tree.kinds[node]])

    found = []
    for node, kind in enumerate(tree.kinds):
        sources = tree.sources(node)
        inputs = tuple(map(word, sources))
        if kind in OPERATIONS:
            found.append(Step(inputs, word(node), tuple(map(word, tree.targets(node)))))
        elif sources and all(tree.kinds[source] in DATA for source in sources):
            found.append(Step(inputs, None, (word(node),), rng.choice(tools)))
    return found


def write(rng: random.Random, found: Sequence[Step]) -> str:
    """The prompt: the steps as a bulleted or numbered list, or as one long sentence."""
    head = f"{_pick(rng, SUBJECTS)} {_pick(rng, LEADS)}"
    texts = [_say(rng, step) for step in found]
    end = rng.choice(("", "."))
    bullet = _pick(rng, BULLETS)
    if bullet:
        mark = rng.choice(("{}. ", "{}. ", "{}) ")) if bullet == "#" else bullet
        return head + "".join(f"\n{mark.format(i)}{text}" for i, text in enumerate(texts, 1)) + end
    body = rng.choice(("", "first, ")) + texts[0]
    for text in texts[1:]:
        body += rng.choice((", and ", ", and then ")) + text
    return head + body + end


def outline(found: Sequence[Step]) -> str:
    """The steps' outline: a path a step, `inputs -> operation -> outputs`.

    Operations are always new nodes, and so are all inputs and outputs but the first of each. The first input
    is the output of the step before, if that is of its type (the chain); after the first step for which this
    fails, it is the first node of its type in the prompt. Where there is none, the first output is found in
    that way instead.
    """
    names: list[str] = []
    lines = []
    chain, before = True, ()
    for number, step in enumerate(found):
        known: tuple[bool, int] | None = None  # what the first input (False) or output (True) is
        if chain and number and step.inputs and before and _kin(before[0], step.inputs[0]):
            known = False, _last(names, before[0])
        elif number:
            chain = False
            known = _first(names, step)

        parts = [_mention(names, step.inputs, known, False)] if step.inputs else []
        if step.operation is not None:
            parts.append(_new(names, step.operation))
        if step.outputs:
            parts.append(_mention(names, step.outputs, known, True))
        lines.append(" -> ".join(parts))
        before = step.outputs
    return "\n".join(lines)


def _hang(rng: random.Random, tree: Tree, parent: int) -> int:
    if tree.kinds[parent] in OPERATIONS:
        child, out = tree.add(_kind(rng, False)), rng.random() < 0.53
    else:
        operation = rng.random() < 0.73
        child, out = tree.add(_kind(rng, operation)), rng.random() < 0.6
    tree.edges.append((parent, child) if out else (child, parent))
    return child


def _kind(rng: random.Random, operation: bool) -> str:
    return _pick(rng, (("model", 52), ("process", 28), ("func", 20))) if operation else rng.choice(DATA)


def _say(rng: random.Random, step: Step) -> str:
    inputs, outputs, operation = _enumerate(rng, step.inputs), _enumerate(rng, step.outputs), step.operation
    if operation is None:
        return f"a {step.tool} converts {inputs} into {outputs}"
    way = rng.choice(("imperative", "imperative", "with", "verb"))
    if way == "imperative":
        words = " and ".join(["inputs " + inputs] * bool(inputs) + ["outputs " + outputs] * bool(outputs))
        words = words.replace(" and outputs", ", and outputs", 1) if inputs else words
        them = "them" if len(step.inputs) + len(step.outputs) > 1 else "it"
        return f"{words} and process {them} with {operation}"
    if way == "with":
        if not inputs:
            return f"{operation} that with {outputs} as output"
        return f"{operation} that, with {inputs} as input" + (f", and {outputs} as output" if outputs else "")
    if not inputs:
        return f"{operation} that outputs {outputs}"
    verb = rng.choice(("inputs", "process", "handle"))
    return f"{operation} that {verb} {inputs}" + (f", and outputs {outputs}" if outputs else "")


def _enumerate(rng: random.Random, words: Sequence[str]) -> str:
    return rng.choice((", ", " and ")).join(words)


def _first(names: Sequence[str], step: Step) -> tuple[bool, int] | None:
    """The first node of the type of the step's first input, or else of its first output."""
    for output, words in ((False, step.inputs), (True, step.outputs)):
        for node, name in enumerate(names):
            if words and _kin(name, words[0]):
                return output, node
    return None


def _kin(one: str, other: str) -> bool:
    return bool(TYPES[one] & TYPES[other])


def _last(names: Sequence[str], name: str) -> int:
    return max(node for node, other in enumerate(names) if other == name)


def _new(names: list[str], name: str) -> str:
    """Adds a node; returns its item, `+ name` if there is one of this name."""
    item = f"+ {name}" if name in names else name
    names.append(name)
    return item


def _mention(names: list[str], words: Sequence[str], known: tuple[bool, int] | None, output: bool) -> str:
    """The list of a step's inputs or outputs: all new, but the first where it is the known node."""
    items = [_refer(names, known[1]) if known and known[0] == output else _new(names, words[0])]
    return ", ".join(items + [_new(names, word) for word in words[1:]])


def _refer(names: Sequence[str], node: int) -> str:
    """A node's item: its name, with its ordinal if it is not the latest of that name."""
    same = [other for other, name in enumerate(names) if name == names[node]]
    return names[node] if same[-1] == node else f"{names[node]} ~{same.index(node) + 1}"


def _pick(rng: random.Random, weighted: Sequence[tuple]):
    return rng.choices([value for value, _ in weighted], [weight for _, weight in weighted])[0]
