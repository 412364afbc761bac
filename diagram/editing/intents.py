"""What kinds of change the words of a request can ask for, and which nodes, numbers and names they name."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from diagram.outline import NODE_COLORS, Structure, fold
from diagram.wording import numerals
from diagram.wording.layers import layers_in
from diagram.wording.lists import lines_of, slips_of, squeeze

WORD = re.compile(r"[가-힣]+|[^\W_가-힣]+")
VAGUE = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "from",
        "into",
        "that",
        "this",
        "are",
        "is",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "or",
        "an",
        "step",
        "node",
        "box",
        "layer",
    ]
)
NUMBERED = (
    "", "first 1st 첫", "second 2nd 두", "third 3rd 세", "fourth 4th 네", "fifth 5th 다섯", "sixth 6th 여섯",
    "seventh 7th 일곱", "eighth 8th 여덟", "ninth 9th 아홉", "tenth 10th 열",
)  # fmt: skip
PLACES = {word: place for place, words in enumerate(NUMBERED) for word in words.split()}
LAST = -1
_LATIN, _HANGUL = ("|".join(w for w in PLACES if w.isascii() is latin) for latin in (True, False))
PLACE = re.compile(
    rf"\b({_LATIN})\b|({_HANGUL}) ?번째"
    r"|(\d+) ?(?:번째|(?:st|nd|rd|th)\b)|\b(last|final)\b|(마지막|맨 뒤|맨 끝)|(첫) "
    r"|(?<!\d)[^\W\d] ?#?(\d{1,2})(?!\d)"
)


POSITION = re.compile(
    r"\b(first|last|final) (layer|step|node|box|one|block|stage)\b"
    r"|(첫|마지막) ?(번째)? ?(층|단계|노드|레이어|상자)"
)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    """{kind of change, or FIELD=VALUE of a style: words that ask for it}."""
    lines = (line.split("\t") for line in lines_of("edits.txt") if not line.startswith("## "))
    return {name: re.compile(pattern) for name, pattern in lines}


class Request:
    """A request for a change of one structure."""

    def __init__(self, text: str, structure: Structure) -> None:
        self.text = " ".join(text.lower().split())
        self.squeezed = squeeze(text)
        self.words = WORD.findall(self.text)
        self.structure = structure
        self.names = {fold(node.name): node.name for node in structure.nodes}

    def asks(self, kind: str) -> bool:
        """Whether its words can ask for a kind of change; for a style FIELD=VALUE, names aside."""
        return bool(_patterns()[kind].search(self.without_names if "=" in kind else self.without_quotes))

    @cached_property
    def without_quotes(self) -> str:
        """The text without what stands in quotes: names, whose words ask for nothing."""
        return re.sub(r"""(?<!\w)["“`‘'][^"“”`‘’']{1,60}["”`’'](?![a-z])""", " ", self.text)

    @cached_property
    def without_names(self) -> str:
        """The text without the names that are in the diagram."""
        text = self.text
        for name in sorted({n.lower() for n in self.names.values()}, key=len, reverse=True):
            if len(name) > 2:
                text = text.replace(name, " ")
        return text

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The numbers in digits and words."""
        found = {int(number) for number in re.findall(r"\d{1,7}", self.text.replace(",", ""))}
        found |= {int(number) for number in re.findall(r"\d{1,7}", self.text)}
        for word in self.words:
            if word in numerals.below_hundred():
                found.add(numerals.below_hundred()[word])
            value, _ = numerals.korean(word)
            if value:
                found.add(int(value))
        if re.search(r"\bdouble|두 ?배", self.text):
            found |= {2 * n.attributes.units for n in self.structure.nodes if n.attributes.units}
        return frozenset(found)

    @cached_property
    def places(self) -> frozenset[int]:
        """Ordinals: "the second conv", "마지막 conv", "hidden layer 2"."""
        found = set()
        for match in PLACE.finditer(self.text):
            word, korean, digits, last, final, first, after = match.groups()
            if last or final:
                found.add(LAST)
            elif digits or after:
                found.add(int(digits or after))
            else:
                found.add(PLACES[word or korean or first])
        return frozenset(found)

    @cached_property
    def layers(self) -> frozenset[str]:
        """The layers that its words mean."""
        return layers_in(self.text) - {"layer"}

    def says(self, name: str) -> bool:
        """Whether a name stands in it as it is, or names a layer that its words mean."""
        key = squeeze(name)
        if not key:
            return fold(name) in fold(self.text)
        if len(key) == 1 and key.isascii():
            return key in self.words
        if key in self.squeezed:
            return True
        meant = layers_in(name) - {"layer"}
        rest = [word for word in WORD.findall(name.lower()) if not layers_in(word)]
        return bool(meant) and meant <= self.layers and all(word in self.text for word in rest)

    def says_color(self, color: str) -> bool:
        """Whether it names one of the colours that nodes can have."""
        return color in NODE_COLORS and bool(_patterns()[f"palette={color}"].search(self.text))

    def names_node(self, number: int) -> bool:
        """Whether it can mean this node: by its name, a part of it, its layer, its place or its size."""
        return number in self._named

    @cached_property
    def _named(self) -> frozenset[int]:
        return frozenset(node.number for node in self.structure.nodes if self._means(node.number))

    def _means(self, number: int) -> bool:
        node = self.structure.nodes[number]
        if not (self.says(node.name) or self._says_a_part(node.name) or self._means_layer(node.name)):
            values = (node.attributes.units, node.attributes.channels)
            return any(v and v > 2 and v in self.numbers for v in values) or self._means_place(number)
        # Of several nodes of the name, those at the places that are said.
        alike = [n.number for n in self.structure.nodes if fold(n.name) == fold(node.name)]
        return len(alike) < 2 or not self.places or self.asks("all") or self._at_a_place(number, alike)

    def _at_a_place(self, number: int, alike: list[int]) -> bool:
        layers = layers_in(self.structure.nodes[number].name) - {"layer"}
        kin = [n.number for n in self.structure.nodes if layers & layers_in(n.name)] or alike
        for members in (alike, kin):
            place = members.index(number) + 1
            if place in self.places or (LAST in self.places and place == len(members)):
                return True
        values = (
            self.structure.nodes[number].attributes.units,
            self.structure.nodes[number].attributes.channels,
        )
        return any(v and v in self.numbers for v in values)

    def _means_place(self, number: int) -> bool:
        """ "the last layer", "첫 단계"."""
        said = POSITION.search(self.text)
        if not said:
            return False
        if re.search("last|final|마지막", said.group()):
            return not any(s == number for s, _, _ in self.structure.edges)
        return not any(t == number for _, t, _ in self.structure.edges)

    def _means_layer(self, name: str) -> bool:
        layers = layers_in(name) - {"layer"}
        return bool(layers) and bool(layers & self.layers)

    def _says_a_part(self, name: str) -> bool:
        """Whether it says a word of the name that is in no other name, also with a slip of the keyboard."""
        others = [other.lower() for key, other in self.names.items() if key != fold(name)]
        words = name.lower().split()
        for i in range(len(words) - 1):
            part = " ".join(words[i : i + 2])
            if part in self.text and not any(part in other for other in others):
                return True
        for word in WORD.findall(name.lower()):
            hangul = "가" <= word[0] <= "힣"
            if word in VAGUE or len(word) < (2 if hangul else 3) or any(word in o for o in others):
                continue
            for said in self.words:
                if (
                    said == word
                    or (hangul and said.startswith(word))
                    or (len(word) > 3 and said.startswith(word[:-1]))
                ):
                    return True
                if (
                    len(word) > 4
                    and len(said) > 4
                    and not hangul
                    and not slips_of(word).isdisjoint(slips_of(said))
                ):
                    return True
        return False

    def names_group(self, title: str) -> bool:
        """Whether it says a group's title, or part of it, or speaks of the only group."""
        bare = re.sub(r" ×\d+$", "", title)
        if self.says(bare) or any(len(w) > 2 and w in self.words for w in WORD.findall(bare.lower())):
            return True
        hangul = [w for w in WORD.findall(bare) if "가" <= w[0] <= "힣" and len(w) > 1]
        if any(w in self.text for w in hangul):
            return True
        only = len(self.structure.groups) == 1
        return only and bool(re.search(r"\bgroup|\bbox|\bframe|그룹|상자|테두리", self.text))
