"""What kinds of change the words of a request can ask for, and which nodes, numbers and names they name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache

from diagram.graph import STYLE_FIELDS, Style
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
    r"|(?<!\d)[^\W\d] ?#?(\d{1,2})(?![\dx]| ?(?:filters?|units?|neurons?|nodes|channels?|classes|outputs|개))"
)


REMOVING = re.compile(
    r"\b(without|no|not|n't|don'?t|out|scrap|skip|kill|can go|lose|omit)\b|필요 ?없|없이|치워|버려"
)
QUOTES = re.compile(r"""(?<!\w)["“`‘'][^"“”`‘’']{1,60}["”`’'](?![a-z])""")
POSITION = re.compile(
    r"\b(first|last|final) (layer|step|node|box|one|block|stage)\b"
    r"|(첫|마지막) ?(번째)? ?(층|단계|노드|레이어|상자|블록|박스)"
)
_NODE, _NODE_KO = "(?:layer|step|node|box|one|block|stage)", "(?:층|단계|노드|레이어|상자|블록|박스)"
NEXT_TO = {  # "the step after X", "X 다음 단계"
    "after": re.compile(rf"\b{_NODE} (right |just )?(after|behind|following)\b|(다음|뒤) ?{_NODE_KO}"),
    "before": re.compile(rf"\b{_NODE} (right |just )?(before|in front)\b|(앞|전|이전) ?{_NODE_KO}"),
}
COMMANDS = re.compile(
    r"(?:^|[,;.!?] ?|\b(?:please|pls|then|now|also|and|you) )"
    r"(?:make|add|insert|put|move|connect|remove|delete|drop|change|rename|turn|replace|swap|switch|reverse|group"
    r"|use|let|set|mark|highlight|give|draw|show)\b"
)
DECISION = re.compile(r"\b(?:decision|diamond)\b|판단|마름모")
HIDDEN = re.compile(r"\bhidden\b|은닉")
# Words that ask for something; one with a slip of the keyboard asks for the same.
VERBS = (
    "insert", "append", "update", "substitute", "write", "between", "before", "after", "behind",
    "parallel", "remove", "delete", "without", "eliminate", "rename", "change", "replace", "instead",
    "should", "called", "connect", "arrow", "arrows", "branch", "disconnect", "redirect", "connection",
    "switch", "exchange", "positions", "reverse", "backwards", "around", "increase", "decrease",
    "reduce", "units", "neurons", "filters", "channels", "kernel", "kernels", "stride", "classes",
    "outputs", "group", "together", "colour", "color", "highlight", "label", "labelled", "vertical",
    "horizontal", "circles", "dashed", "every", "follow", "followed", "missing", "output", "input",
    "belong", "ungroup", "swapped", "squeeze", "shift",
)  # fmt: skip


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    """{kind of change, or FIELD=VALUE of a style: words that ask for it}."""
    lines = (line.split("\t") for line in lines_of("edits.txt") if not line.startswith("## "))
    return {name: re.compile(pattern) for name, pattern in lines}


def says_color(color: str, text: str) -> bool:
    """Whether a text in lower case has a word for one of the colours that nodes can have."""
    return color in NODE_COLORS and bool(_patterns()[f"palette={color}"].search(text))


class Request:
    """A request for a change of one structure."""

    def __init__(self, text: str, structure: Structure) -> None:
        self.text = " ".join(text.lower().split())
        self.squeezed = squeeze(text)
        self.words = WORD.findall(self.text)
        self.structure = structure
        self.mended = " ".join(filter(None, map(_mended, self.words)))
        self.names = {fold(node.name): node.name for node in structure.nodes}

    def asks(self, kind: str) -> bool:
        """Whether its words can ask for a kind of change; for a style FIELD=VALUE, names aside."""
        text = self.without_names if "=" in kind else self.without_quotes
        return bool(_patterns()[kind].search(f"{text} {self.mended}"))

    def styles(self, old: Style) -> dict[str, tuple[str, ...]]:
        """The values that each field of the style may have: the old one, and those that it can ask for."""
        found = {}
        for name, values in STYLE_FIELDS.items():
            before = getattr(old, name)
            away = name == "spacing" and before != "normal"
            opposite = self.asks(f"spacing={'wide' if before == 'tight' else 'tight'}") if away else False
            asked = [v for v in values if self.asks(f"{name}={v}") or (opposite and v == "normal")]
            if "mono" in asked:
                asked = [v for v in asked if v != "color"]  # "without any colour"
            found[name] = tuple(dict.fromkeys([before, *asked]))
        return found

    def asks_aside(self, kind: str) -> bool:
        """The same by the words that are in no name that was there."""
        text = self.without_names
        for quoted in QUOTES.findall(text):
            text = text.replace(quoted, " ")
        return bool(_patterns()[kind].search(f"{text} {self.mended}"))

    def without(self, names: Iterable[str]) -> Request:
        """The request without one mention of each of these names, which are new."""
        text = self.text
        for name in sorted(names, key=len, reverse=True):
            at = text.find(name.lower())
            if at >= 0 and len(name) > 1:
                text = f"{text[:at]} ' ' {text[at + len(name) :]}"
        return Request(text, self.structure)

    @cached_property
    def without_quotes(self) -> str:
        """The text without what stands in quotes: names, whose words ask for nothing."""
        return QUOTES.sub(" ", self.text)

    @cached_property
    def without_commands(self) -> str:
        """The text without the verbs that open it: the "make" of "make it red" is no part of a name."""
        return COMMANDS.sub(" ", self.text)

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
    def kernels(self) -> frozenset[tuple[int, int]]:
        """Sizes of two numbers: "the 5x5 conv"."""
        return frozenset((int(a), int(b)) for a, b in re.findall(r"(\d+) ?(?:x|×|by) ?(\d+)", self.text))

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
        if key in self.squeezed and (not key.isascii() or not key.isalpha() or self._stands(key)):
            return True
        meant = layers_in(name) - {"layer"}
        rest = [word for word in WORD.findall(name.lower()) if not layers_in(word)]
        return bool(meant) and meant <= self.layers and all(word in self.text for word in rest)

    def _stands(self, key: str) -> bool:
        """Whether Latin letters begin a word, and end one if they are few: "no" is not in "not", nor "order"
        in "reorder"."""
        end = r"(?![a-z0-9])" if len(key) <= 3 else ""
        spelt = r"[\W_]*".join(key)
        return bool(re.search(rf"(?<![a-z0-9]){spelt}{end}", self.text.lower()))

    def says_color(self, color: str) -> bool:
        """Whether it names one of the colours that nodes can have."""
        return says_color(color, self.text)

    @staticmethod
    def without_color(color: str, text: str) -> str:
        """A text without the words for a colour."""
        return _patterns()[f"palette={color}"].sub(" ", text)

    def says_any_color(self) -> bool:
        """Whether it is nothing but the word for a colour."""
        return any(_patterns()[f"palette={color}"].fullmatch(self.text) for color in NODE_COLORS)

    def cuts_only(self) -> bool:
        """Whether what it asks to remove is an arrow, and nothing else."""
        text, cuts = _patterns()["must cut"].subn(" ", self.without_names)
        return bool(cuts) and not _patterns()["must remove"].search(text) and not REMOVING.search(text)

    def names_node(self, number: int) -> bool:
        """Whether it can mean this node: by its name, a part of it, its layer, its place or its size."""
        return number in self._named

    @cached_property
    def _named(self) -> frozenset[int]:
        plain = {node.number for node in self.structure.nodes if self._means(node.number)}
        beside = {
            edge[there]
            for side, there in (("after", 1), ("before", 0))
            if NEXT_TO[side].search(self.text)
            for edge in self.structure.edges
            if edge[1 - there] in plain
        }
        return frozenset(plain | beside)

    def _means(self, number: int) -> bool:
        node = self.structure.nodes[number]
        rest = self.beside_names
        if self._means_kind(number):
            return True
        if not (self.says(node.name) or rest._says_a_part(node.name) or rest._means_layer(node.name)):
            values = (node.attributes.units, node.attributes.channels)
            return any(v and v > 2 and v in self.numbers for v in values) or self._means_place(number)
        # Of several nodes of the name, those at the places that are said.
        alike = [n.number for n in self.structure.nodes if fold(n.name) == fold(node.name)]
        return len(alike) < 2 or not self.places or self.asks("all") or self._at_a_place(number, alike)

    def _means_kind(self, number: int) -> bool:
        """ "the decision box", "the hidden units": the only decision, the only hidden layer."""
        nodes, text = self.structure.nodes, self.without_names
        if nodes[number].attributes.decision and DECISION.search(text):
            return sum(node.attributes.decision for node in nodes) == 1
        hidden = [n.number for n in nodes if self._is_hidden(n.number)] if HIDDEN.search(text) else []
        return hidden == [number]

    def _is_hidden(self, number: int) -> bool:
        node = self.structure.nodes[number]
        leads = any(s == number for s, _, _ in self.structure.edges)
        return leads and node.attributes.units is not None and bool(layers_in(node.name) & layers_in("dense"))

    @cached_property
    def beside_names(self) -> Request:
        """The request without the names of several words in it, whose parts mean nothing else."""
        text = self.text
        for name in sorted({n.lower() for n in self.names.values()}, key=len, reverse=True):
            if " " in name:
                text = re.sub(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", " ; ", text)
        return self if text == self.text else Request(text, self.structure)

    def _at_a_place(self, number: int, alike: list[int]) -> bool:
        layers = layers_in(self.structure.nodes[number].name) - {"layer"}
        kin = [n.number for n in self.structure.nodes if layers & layers_in(n.name)] or alike
        for members in (alike, kin):
            place = members.index(number) + 1
            if place in self.places or (LAST in self.places and place == len(members)):
                return True
        attributes = self.structure.nodes[number].attributes
        values = (attributes.units, attributes.channels)
        return any(v and v in self.numbers for v in values) or attributes.kernel in self.kernels

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
        for word in words:  # "t-2" of "word t-2"
            odd = len(word) > 1 and re.search(r"[\d.-]", word) and not word.isdigit()
            said = odd and re.search(rf"(?<![\w-]){re.escape(word)}(?![a-z\d])", self.text)
            if said and not any(word in other.split() for other in others):
                return True
        for i in range(len(words) - 1):
            part = " ".join(words[i : i + 2])
            if part in self.without_commands and not any(part in other for other in others):
                return True
        for word in WORD.findall(name.lower()):
            hangul = "가" <= word[0] <= "힣"
            if word in VAGUE or len(word) < (2 if hangul else 3) or any(word in o for o in others):
                continue
            for said in WORD.findall(self.without_commands):
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

    def turned(self, source: int, target: int) -> bool:
        """Whether it plainly speaks of the other direction: "from TARGET to SOURCE"."""
        if min(source, target) < 0 or self.asks_aside("must reverse"):
            return False
        s, t = (re.escape(self.structure.nodes[n].name.lower()) for n in (source, target))
        to = r"(?: (?:up |back |over )?(?:to|into) (?:the )?| ?(?:->|→) ?(?:the )?|에서 )"
        way = rf"[\"'”’`\]]*{to}[\"'“‘`\[]*"
        forth, back = (
            re.search(rf"(?<![a-z0-9]){a}{way}{b}(?![a-z0-9])", self.text) for a, b in ((s, t), (t, s))
        )
        return bool(back) and not forth

    def is_an_end(self, name: str) -> bool:
        """Whether it speaks of a node as of an arrow's end."""
        said = re.escape(name.lower())
        before = rf"(?:from|to|between|into|with|and) (?:the )?[\"'“‘`\[]*{said}"
        behind = rf"{said}[\"'”’`\]]*(?:에서|으?로 가|[와과] |이?랑 )"
        return bool(re.search(f"{before}|{behind}", self.text))

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


@lru_cache(maxsize=1)
def _slips() -> dict[str, str]:
    """{a verb with a slip of the keyboard: the verb}."""
    return {slip: verb for verb in VERBS for slip in slips_of(verb)}


def _mended(word: str) -> str:
    """The word that asks for something of which this is a slip; empty for any other."""
    if len(word) < 4 or word in VERBS or not word.isascii():
        return ""
    return next((_slips()[slip] for slip in slips_of(word) if slip in _slips()), "")
