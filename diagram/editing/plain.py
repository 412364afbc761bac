"""What the model cannot write of an outline, put aside while it writes: shapes, and signs in names."""

from __future__ import annotations

import re
from dataclasses import replace

from diagram.editing.drafts import take_apart
from diagram.generation.grammar import NEVER_IN_NAMES
from diagram.outline import Outline, fold

SIGNS = re.compile(
    "|".join(re.escape(sign) for sign in sorted(NEVER_IN_NAMES - {"\n"}, key=len, reverse=True))
)


class Plain:
    """An outline and a request without what the model cannot write, and the way back.

    A name with a sign that the notation needs (C++, "a, b") goes by what is left of it (C, "a b"), also in
    the request. Shapes of nodes are left out.
    """

    def __init__(self, outline: Outline, request: str) -> None:
        draft = take_apart(outline)
        self.shapes = {n: a.shape for n, a in draft.net.attributes.items() if a.shape}
        self.names: dict[str, str] = {}  # folded stand-in: name
        taken = {fold(name) for name in draft.net.names.values()}
        self.request = request
        for node, attributes in draft.net.attributes.items():
            draft.net.attributes[node] = replace(attributes, shape=None)
        for node, name in draft.net.names.items():
            draft.net.names[node] = self._stand_in(name, taken)
        for line in draft.lines:
            line.group = self._stand_in(line.group, taken) if line.group else line.group
            for mention in line.mentions():
                mention.label = self._stand_in(mention.label, taken) if mention.label else ""
        for word in re.findall(
            r"[^\s\"'“”‘’()]*[^\W_][+#*=]+(?=[\s\"'“”‘’().,!?]|$)", self.request
        ):  # of a new name
            self._stand_in(word, taken)
        self.outline = draft.outline()

    def _stand_in(self, name: str, taken: set[str]) -> str:
        if not SIGNS.search(name):
            return name
        known = next((short for short, whole in self.names.items() if whole == name), None)
        plain = known or " ".join(SIGNS.sub(" ", name).split()) or "node"
        while not known and fold(plain) in taken:
            plain += " x"
        taken.add(fold(plain))
        self.names[fold(plain)] = name
        self.request = re.sub(re.escape(name), lambda _: plain, self.request, flags=re.IGNORECASE)
        return plain

    def restore(self, outline: Outline, pairs: dict[int, int]) -> Outline:
        """An outline that was written, with shapes and signs again; `pairs` says which node was which."""
        draft = take_apart(outline)

        def back(name: str) -> str:
            return self.names.get(fold(name), name)

        for before, after in pairs.items():
            if before in self.shapes:
                draft.net.attributes[after] = replace(draft.net.attributes[after], shape=self.shapes[before])
        for node, name in draft.net.names.items():
            draft.net.names[node] = back(name)
        for line in draft.lines:
            line.group = back(line.group) if line.group else line.group
            for mention in line.mentions():
                mention.label = back(mention.label)
        return draft.outline()
