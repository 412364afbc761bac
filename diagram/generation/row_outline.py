"""Rows back to what they say: an outline, with layers of neurons as layers, so that layout can draw it anew.

Rows have no layers: a dense network of 6, 3 and 2 units is eleven circles. Circles that stand beside each
other in the list, point to the same nodes and are pointed to by the same are one layer; a network that is
one chain of layers becomes a stack, and labels as this product writes them ("Conv 3×3 @16 · 30×30") give
their sizes back. Everything else is named by its labels, and by `node N` where there is none.
"""

from __future__ import annotations

import re
from dataclasses import replace

from diagram import rows
from diagram.graph import Diagram, Node
from diagram.outline import Attributes, Item, Outline, Statement

_NEURON = re.compile(r"(?:[A-Za-z]?[₀-₉0-9]*)")
_HIDDEN = re.compile(r"(hidden(?: layer)?|은닉층?) \d+", re.IGNORECASE)
_WORDS = (
    ("kernel", re.compile(r"(\d{1,7})[×x](\d{1,7})")),
    ("stride", re.compile(r"/(\d{1,7})")),
    ("channels", re.compile(r"@(\d{1,7})")),
    ("repeats", re.compile(r"×(\d{1,7})")),
)
_INPUT_SIZE = re.compile(r"(\d{1,7})×(\d{1,7})(?:×(\d{1,7}))?")


def read_outline(text: str) -> Outline:
    """The outline that a text of rows says, however badly it is written. Raises UnreadableRows."""
    return outline_of(rows.read(text).diagram)


def outline_of(diagram: Diagram) -> Outline:
    """What the diagram says, its layers of neurons and its layers' sizes among it where it is one chain."""
    nodes = tuple(_question(node) for node in diagram.nodes)
    plain = rows.structure_outline(replace(diagram, nodes=nodes))
    layers = _layers(diagram)
    if len(layers) < 2 or not _is_chain(layers):
        return plain
    units = [len(layer) if _are_neurons(layer) else None for layer in layers]
    sized = any(" · " in node.label for node in diagram.nodes)
    if not sized and not any(number and number > 1 for number in units):
        return plain
    items = []
    for i, (layer, number) in enumerate(zip(layers, units, strict=True)):
        if number is None:
            items.append(_item(layer[0]))
        else:
            name = "input" if i == 0 else "output" if i == len(layers) - 1 else "hidden"
            items.append(Item(name, attributes=Attributes(units=number)))
    return Outline((Statement(tuple((item,) for item in items), stack=True),), plain.style)


def _question(node: Node) -> Node:
    """Rows have no shape for a decision; a label that asks is one."""
    label = node.label.strip()
    asks = len(label) > 1 and label.endswith(("?", "？"))
    return replace(node, shape="decision", label=label[:-1].strip()) if asks else node


def _layers(diagram: Diagram) -> list[list[Node]]:
    """The nodes in order; circles that stand together and have the same neighbours as one layer."""
    before: dict[int, set[int]] = {node.number: set() for node in diagram.nodes}
    for node in diagram.nodes:
        for target in node.targets:
            before[target].add(node.number)
    layers: list[list[Node]] = []
    for node in diagram.nodes:
        last = layers[-1][-1] if layers else None
        if (
            last
            and _are_neurons([last, node])
            and set(last.targets) == set(node.targets)
            and before[last.number] == before[node.number]
        ):
            layers[-1].append(node)
        else:
            layers.append([node])
    return layers


def _are_neurons(nodes: list[Node]) -> bool:
    return all(node.shape == "circle" and _NEURON.fullmatch(node.label.strip()) for node in nodes)


def _is_chain(layers: list[list[Node]]) -> bool:
    """Whether every layer points to all of the next, and to nothing else."""
    following = [{node.number for node in layer} for layer in layers[1:]] + [set()]
    labelled = all(node.label or _are_neurons([node]) for layer in layers for node in layer)
    return labelled and all(
        set(node.targets) == wanted for layer, wanted in zip(layers, following, strict=True) for node in layer
    )


def _item(node: Node) -> Item:
    """A layer's item from its label: name and sizes, then what was computed of them."""
    first, *rest = " ".join(node.label.split()).split(" · ")
    words = first.split()
    found: dict[str, object] = {}
    while len(words) > 1:
        match = next(((kind, m) for kind, form in _WORDS if (m := form.fullmatch(words[-1]))), None)
        if words[-1] == "same":
            found["same"] = True
        elif match and match[0] not in found:
            numbers = tuple(map(int, match[1].groups()))
            found[match[0]] = numbers if match[0] == "kernel" else numbers[0]
        else:
            break
        words.pop()
    name = " ".join(words)
    if hidden := _HIDDEN.fullmatch(name):
        name = hidden.group(1)
    attributes = Attributes(**found)
    for part in rest:
        if part.isdecimal():
            attributes = replace(attributes, units=int(part[:7]))
        elif (size := _INPUT_SIZE.fullmatch(part)) and _is_input(name):
            high, wide, deep = size.groups()
            attributes = replace(
                attributes, kernel=(int(high), int(wide)), channels=int(deep) if deep else attributes.channels
            )
    return Item(name or node.label, attributes=attributes)


def _is_input(name: str) -> bool:
    return bool(re.search(r"input|image|입력|이미지", name, re.IGNORECASE))
