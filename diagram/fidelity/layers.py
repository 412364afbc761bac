"""Layers, and steps of data flows, that a prompt mentions more often than they are drawn."""

from __future__ import annotations

import re
from collections import Counter

from diagram.fidelity.drawn import Drawn
from diagram.fidelity.names import is_carried
from diagram.outline import fold
from diagram.wording.layers import layers_in, layers_of
from diagram.wording.lists import words_of
from diagram.wording.reading import PromptWords

_SIZES = re.compile(  # "784-256-10", "32 to 16 to 8"
    r"(?<![\w.,(\[-])\d+(?:(?: ?(?:-|–|→|->|-->|>|/|:) ?| to )\d+){2,}(?![\w.])"
    r"|(?<![\w.,(\[-])\d+(?:x\d+){3,}(?![\w.])"
)
_SIZED_ENDS = {
    "input": re.compile(
        r"\binputs? \(?\d|\d inputs?\b|\d (node|unit|neuron|element|dim\w*)s? inputs?"
        r"|입력층?\(?[은이]? ?\d|\d+(개|차원)?의? ?입력"
    ),
    "output": re.compile(
        r"\boutputs? (layer )?\(?\d|\d outputs?\b|\d output (node|unit|neuron|element|class|dim)"
        r"|출력층?\(?[은이]? ?\d|\d+(개|차원)?의? ?출력"
    ),
}
_OF_DENSE = re.compile(  # the size of a layer that is drawn as what it is: "dense with 10 outputs"
    r"(?<=[a-z] )with (?:\d[\d,]*k?|one|two|three|[a-z]+teen|[a-z]+ty|ten) outputs?\b"
)
_POINTS_BACK = re.compile(r"skip|residual|shortcut|connect|each|every|스킵|잔차|연결|마다|각각|각 |뒤에는")
_OPERATIONS = (
    "ai model|cnn model|llm|nn|deep learning model|language model|machine learning model|model|"
    "neural network|pca|feature engineering|pre-processing|processing|process|"
    "python code|code file|function|python file"
)
_OPERATION = re.compile(
    rf"process (?:it|them) with ({_OPERATIONS})\b"
    rf"|\b({_OPERATIONS}) that,? (?:inputs?|outputs?|with|handles?|process(?:es)?)\b"
)
_DATA_FLOW = re.compile(r"process (it|them) with|converts|that,? (inputs?|outputs?|with|handles?|process)\b")


def lost_layers(read: PromptWords, drawn: Drawn, aside: set[int]) -> list[str]:
    """Layers that a network's prompt mentions more often than they are drawn."""
    lower = read.text.lower()
    there: Counter[float] = Counter(drawn.amounts)
    for pair, count in drawn.pairs.items():
        there.update({float(n): count for n in pair})
    for chain in _SIZES.findall(lower):
        if lost := Counter(float(n) for n in re.findall(r"\d+", chain)) - there:
            return [f"{n:g}" for n in lost]
    plain = lower if "dense" not in drawn.atoms else _OF_DENSE.sub("", lower)
    ends = [end for end, said in _SIZED_ENDS.items() if end not in drawn.atoms and said.search(plain)]
    if ends or drawn.structure.groups or _POINTS_BACK.search(lower):
        return ends
    said: Counter[str] = Counter()
    for i, token in enumerate(read.tokens):
        window = i + 1 < len(read.tokens) and read.tokens[i + 1].text in words_of("window")
        heading = not token.segment and read.ends[0].startswith(":")
        describes = token.text in words_of("network names") or is_carried(read, i)
        if not (token.segment in aside or heading or describes):
            atoms = layers_of(token.text)
            if not (window and "pool" in atoms):
                said.update(atoms)
    drawn_layers = Counter(atom for node in drawn.structure.nodes for atom in layers_in(node.name))
    return [atom for atom in sorted(words_of("counted layers")) if said[atom] > drawn_layers[atom]]


def is_data_flow(read: PromptWords) -> bool:
    """Whether the prompt lists operations by the types of data that they read and write, in any order."""
    return bool(_DATA_FLOW.search(read.text.lower()))


def lost_operations(read: PromptWords, drawn: Drawn) -> list[str]:
    """Steps of typed data flows ("inputs text and process it with LLM"): every mention is another one."""
    said = Counter(fold(a or b) for a, b in _OPERATION.findall(read.text.lower()))
    if said.total() < 2 or not is_data_flow(read):
        return []
    return list(said - Counter(fold(name) for name in drawn.names))
