"""Which token may come next in an outline: the grammar of diagram/outline.py and the copy mask.

The grammar makes every completion parse, refer only to nodes that are there, and end. The copy mask lets a
name only continue a span of the prompt or an entry of the product's lexicon, which rules out slips inside
names (zello for zelwy). Both are exact: no completion that they allow needs repair, and nothing is looked up
in the prompt but tokens.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from diagram.graph import STYLE_FIELDS
from diagram.outline import NODE_COLORS

MARKS = ("\n", "->", ",", ";", ":", "+", "~", "#", "@", "/", "=", "x", "×", "?", "[", "]", "same")
NEVER_IN_NAMES = frozenset(["\n", "->", "-->", "=>", "→", *',;:[]~#@="+?'])
SIGNED = frozenset("+#")  # yet C++, A+B and C# are copied whole from a prompt; a "#" before a number is not
ORDER = {"x": 0, "@": 1, "/": 2, "same": 3, "=": 4, "#": 5, "×": 6, "?": 7}
COLOR = 8  # the order of a colour, which is marked by "=" like the side of a map
MAX_NAME = 26  # tokens; after that a name ends where it can
SMALL = tuple(str(n) for n in range(1, 13))


class Vocabulary:
    """What the grammar has to know of a tokenizer: the text of each token, and what it can be."""

    def __init__(self, tokenizer) -> None:
        from transformers.convert_slow_tokenizer import bytes_to_unicode

        # "<|end|>" in a prompt is a text like any other; cut, it has the tokens of its words and signs.
        encode = tokenizer._tokenizer.encode
        self.encode_text = lambda text: encode(text.replace("<|", "< |"), add_special_tokens=False).ids
        self.size = len(tokenizer)
        tokens = tokenizer.convert_ids_to_tokens(range(self.size))
        # Rare syllables of Hangul are spelt by two or three tokens, none of which is a character by itself.
        byte_of = {character: byte for byte, character in bytes_to_unicode().items()}
        known = (token if set(token) <= byte_of.keys() else "" for token in tokens)
        spelt = [bytes(byte_of[character] for character in token) for token in known]
        self.starts = [piece.startswith(b" ") for piece in spelt]
        self.bytes = [piece.removeprefix(b" ") for piece in spelt]
        self.texts = [piece.decode(errors="replace") for piece in self.bytes]
        self.inside_character = [0x80 <= piece[0] < 0xC0 if piece else False for piece in self.bytes]
        whole = {text: i for i, text in enumerate(self.texts) if self.starts[i]}
        self.mark = {mark: whole[mark] for mark in MARKS}
        self.digits = [text.isascii() and text.isdigit() for text in self.texts]
        self.hangul = [piece[:1] >= b"\xea" for piece in self.bytes]  # or what stands behind it in Unicode
        ends = ["<|prompt|>", "<|outline|>", "<|end|>"]
        self.prompt, self.outline, self.end = tokenizer.convert_tokens_to_ids(ends)
        special = {i for i, token in enumerate(tokens) if token.startswith("<|") and token.endswith("|>")}
        special.update(tokenizer.all_special_ids)
        self.in_names = [
            i not in special and self.texts[i] not in NEVER_IN_NAMES - SIGNED for i in range(self.size)
        ]
        self.colors = {whole[color]: {"": {}} for color in NODE_COLORS}  # a trie like those of numbers
        self.style = [[whole[word] for word in words] for words in STYLE_FIELDS.values()]
        self.anything = [i for i in range(self.size) if self.in_names[i]]
        self.word_starts = [i for i in self.anything if self.starts[i] and self.texts[i] not in ("+", "#")]

    def words(self, tokens: Iterable[int]) -> list[str]:
        """Tokens joined to the words they spell."""
        tokens = list(tokens)
        found: list[bytes] = []
        for token, inside in zip(tokens, self.inside_words(tokens), strict=True):
            if inside:
                found[-1] += self.bytes[token]
            else:
                found.append(self.bytes[token])
        return [word.decode(errors="replace") for word in found]

    def inside_words(self, tokens: Iterable[int]) -> list[bool]:
        """For each token whether it goes on with the word before it; nothing goes on after a gap (-1)."""
        found = []
        piece = None  # what the tokenizer took for one word
        for token in tokens:
            if token < 0 or piece is None:
                found.append(False)
                piece = None if token < 0 else self.texts[token]
                continue
            # The tokenizer cuts numbers of five digits and more after each fourth.
            cut = self.digits[token] and len(piece) == 4 and piece.isdigit()
            found.append(cut or not self.starts[token])
            piece = self.texts[token] if self.starts[token] else piece + self.texts[token]
        return found


@dataclass(frozen=True)
class Source:
    """What names, labels and numbers of one prompt may be copied from: texts in a row, gaps (-1) between."""

    tokens: tuple[int, ...]
    starts: dict[int, tuple[int, ...]]  # token -> positions at which a name can begin with it
    ends: tuple[bool, ...]  # whether a name can end at a position
    numbers: dict  # trie of the numbers that may be written; "" marks an end
    copies: bool = True
    colors: bool = False  # whether nodes may have colours of their own
    styles: tuple[tuple[int, ...], ...] = ()  # the words that each field of the style may have, if not all


def make_source(
    vocabulary: Vocabulary, prompt: list[int], lexicon: Iterable[list[int]], copies: bool = True
) -> Source:
    """The source for a prompt's tokens and the lexicon's entries (tokens each)."""
    row: list[int] = [*prompt, -1]
    for entry in lexicon:
        row += [*entry, -1]
    texts, starts = vocabulary.texts, vocabulary.starts
    inside = [*vocabulary.inside_words(row), False]
    begin: dict[int, list[int]] = {}
    ends = []
    for i, token in enumerate(row):
        usable = token >= 0 and vocabulary.in_names[token] and not _counts(vocabulary, row, i)
        whole = i <= len(prompt) or row[i - 1] < 0  # an entry of the lexicon is copied whole
        following = row[i + 1] if i + 1 < len(row) else -1
        # A rare word begins with a token for its space alone.
        first = following if token >= 0 and starts[token] and not texts[token] and following >= 0 else token
        spelt = token >= 0 and (texts[first][:1].isalnum() or not texts[first].isascii())
        if usable and whole and spelt and not inside[i]:
            begin.setdefault(token, []).append(i)
        syllable = vocabulary.hangul[following] and not vocabulary.inside_character[following]
        joined = inside[i + 1] and not syllable
        middle = following >= 0 and (i > len(prompt) or joined)
        ends.append(usable and not middle and texts[token] != "")
    words = vocabulary.words(token for token in prompt if token >= 0)
    found = {*SMALL, *numbers_in(words)}
    source = Source(tuple(row), {t: tuple(p) for t, p in begin.items()}, tuple(ends), {}, copies)
    add_numbers(vocabulary, source, found)
    return source


def numbers_in(words: list[str]) -> set[str]:
    """The numbers that the words of a prompt say: 300, 12288 also as 12,288, 2000 as 2k, 24 in words."""
    from diagram.wording.numerals import spoken

    found = {str(number) for number in spoken(words) if number < 10_000_000}
    for i, word in enumerate(words):
        if not word.isdecimal():
            continue
        found.add(word)
        following = [*words[i + 1 : i + 3], "", ""]
        if (following[0] == "k" or following[0][:1] in ("천", "만")) and len(word) < 4:
            found.add(word + ("0000" if following[0][0] == "만" else "000"))
        if following[0] == "," and len(word) < 4 and len(following[1]) == 3 and following[1].isdecimal():
            found.add(word + following[1])
    return found


def _counts(vocabulary: Vocabulary, row: list[int], i: int) -> bool:
    """Whether the token at a place is a "#" with a number behind it, which an outline reads as units."""
    following = row[i + 1] if i + 1 < len(row) else -1
    return row[i] == vocabulary.mark["#"] and following >= 0 and vocabulary.digits[following]


def add_numbers(vocabulary: Vocabulary, source: Source, numbers: Iterable[str]) -> None:
    """Lets more numbers be written, in an order that is the same in every process."""
    for text in sorted(numbers):
        node = source.numbers
        for token in vocabulary.encode_text(text):
            node = node.setdefault(token, {})
        node[""] = {}


def writable(vocabulary: Vocabulary, source: Source) -> list[int]:
    """All tokens that an outline of this source can have, in order."""
    found = {*vocabulary.mark.values(), vocabulary.end}.union(*vocabulary.style)
    if source.copies:
        found.update(token for token in source.tokens if token >= 0 and vocabulary.in_names[token])
    else:
        found.update(vocabulary.anything)
    tries = [source.numbers]
    while tries:
        for token, following in tries.pop().items():
            if token != "":
                found.add(token)
                tries.append(following)
    return sorted(found)


@dataclass
class State:
    """Where one completion stands. `allowed` lists the tokens that may come; `advance` takes one."""

    vocabulary: Vocabulary
    source: Source
    budget: int
    phase: str = "style"
    field_number: int = 0
    written: int = 0
    mode: str = ""  # of the line: "", path or stack
    after_arrow: bool = False
    labelled: bool = False
    new: bool = False
    positions: tuple[int, ...] = ()
    name: list[int] = field(default_factory=list)
    order: int = -1  # of the last attribute; -1 right after the name
    number: dict | None = None
    mark: str = ""
    fork: tuple[int, dict] | None = None  # tokens of the name without the number at its end, and that number
    counts: dict[bytes, int] = field(default_factory=dict)
    lists: int = 0
    statements: int = 0
    ended: bool = False

    # --- what may come ---

    def allowed(self) -> list[int]:
        v = self.vocabulary
        if self.phase == "style":
            if self.field_number == len(v.style):
                return [v.mark["\n"]]
            return list((self.source.styles or v.style)[self.field_number])
        if self.phase == "line":
            options = self._name_starts()
            if not self._closing():
                options.append(v.mark["["])
            if self.counts:
                options.append(v.mark["+"])
            return options
        if self.phase == "group":
            options = self._continuations()
            if self._name_can_end():
                options.append(v.mark["]"])
                if self.name:
                    options.append(v.mark["×"])
            return options or self._name_starts()
        if self.phase == "group number":
            return self._digits() or [v.mark["]"]]
        if self.phase == "group end":
            return [v.mark["]"]]
        if self.phase == "item":
            options = self._name_starts()
            if self.mode != "stack" and self.counts and not self.new:
                options.append(v.mark["+"])
            return options
        return self._inside_item()

    def _inside_item(self) -> list[int]:
        """Inside a name, an attribute, or between them."""
        v = self.vocabulary
        if self.number is not None:
            options = [token for token in self.number if token != ""]
            if "" not in self.number:
                return options
            if self.mark == "kernel":  # a first number; "x" and the second follow
                return [*options, v.mark["x"]]
            return options + self._after_attribute()
        options = self._continuations() if self.order < 0 and not self.mark else []
        if self.fork and "" in self.fork[1] and not self._closing():
            options.append(v.mark["x"])
        if self.mark or self.order >= 0 or self._name_can_end():
            options += self._after_attribute()
        return options or self._name_starts()

    def _after_attribute(self) -> list[int]:
        """What may follow a whole name or attribute: a later attribute, or the end of the item."""
        v, options = self.vocabulary, []
        order = self.order
        if not self._closing():
            if not self.mark and order < 0 and not self.new and self._known():
                options.append(v.mark["~"])
            if order < 0 and not self._ends_in_a_cut():
                options += [token for token in self.source.numbers if token != ""]
            options += [v.mark[m] for m, at in ORDER.items() if at > order and m not in ("x", "same")]
            if order in (0, 1, 2):
                options.append(v.mark["same"])
            if self.source.colors and ORDER["="] <= order < COLOR:
                options.append(v.mark["="])
            if self.mode != "stack":
                options += [v.mark["->"], v.mark[","]]
            if self.mode == "stack" or (not self.mode and not self.new):
                options.append(v.mark[";"])
            if self.after_arrow and not self.labelled and order < 0 and not self.mark and not self.new:
                options.append(v.mark[":"])
            options.append(v.mark["\n"])
        if self.mode != "stack" or self.lists > 1:
            options.append(v.end)
        return options

    def _closing(self) -> bool:
        return self.written >= self.budget

    def _ends_in_a_cut(self) -> bool:
        """Whether a number that follows the name would read as the rest of its last number."""
        last = self.vocabulary.words(self.name)[-1]
        return last.isdigit() and len(last) % 4 == 0

    def _known(self) -> int:
        return self.counts.get(self._key(), 0)

    def _key(self) -> bytes:
        return b"".join(self.vocabulary.bytes[t] for t in self.name)

    def _digits(self) -> list[int]:
        return [token for token in (self.number or {}) if token != ""]

    def _name_starts(self) -> list[int]:
        if not self.source.copies:
            return list(self.vocabulary.word_starts)
        return list(self.source.starts)

    def _continuations(self) -> list[int]:
        if (self._closing() or len(self.name) >= MAX_NAME) and self._name_can_end():
            return []
        if not self.source.copies:
            return list(self.vocabulary.anything)
        v, row = self.vocabulary, self.source.tokens
        places = [p + 1 for p in self.positions if p + 1 < len(row) and not _counts(v, row, p + 1)]
        following = {row[p] for p in places}
        return [token for token in following if token >= 0 and v.in_names[token]]

    def _name_can_end(self) -> bool:
        if not self.source.copies:
            return True
        return any(self.source.ends[p] for p in self.positions)

    # --- what came ---

    def advance(self, token: int) -> None:
        """Takes a token that was allowed."""
        v = self.vocabulary
        self.written += 1
        if token == v.end:
            self._finish_item()
            self.ended = True
            return
        text = v.texts[token] if v.starts[token] else ""
        if self.phase == "style":
            if text == "\n":
                self.phase = "line"
            self.field_number += 1
        elif self.phase == "line":
            self.statements += 1
            self.mode, self.after_arrow, self.lists = "", False, 1
            if text == "[":
                self._begin_name()
                self.phase = "group"
            else:
                self._start_item(token, text)
        elif self.phase.startswith("group"):
            self._in_group(token, text)
        elif self.phase == "item":
            self._start_item(token, text)
        else:
            self._in_item(token, text)

    def _in_group(self, token: int, text: str) -> None:
        if text == "]":
            self.phase, self.number = "item", None
            self._begin_name()
        elif self.phase == "group number":
            self.number = self.number[token]
            if set(self.number) == {""}:
                self.phase = "group end"
        elif text == "×" and self._name_can_end() and token not in self._continuations():
            self.phase, self.number = "group number", self.source.numbers
        else:
            self._extend_name(token)

    def _begin_name(self) -> None:
        self.positions, self.name = (), []
        self.order, self.number, self.mark, self.fork = -1, None, "", None
        self.labelled = self.new = False

    def _start_item(self, token: int, text: str) -> None:
        if text == "+" and self.counts and token not in self.source.starts:
            self.new = True
            self.phase = "item"
            return
        labelled, new = self.labelled, self.new
        self._begin_name()
        self.labelled, self.new = labelled, new
        self.phase = "name"
        self._extend_name(token)

    def _extend_name(self, token: int) -> None:
        row = self.source.tokens
        if not self.name:
            self.positions = self.source.starts.get(token, ())
        else:
            self.positions = tuple(p + 1 for p in self.positions if row[p + 1] == token)
        self.name.append(token)

    def _in_item(self, token: int, text: str) -> None:
        if self.number is not None and token in self.number:
            self.number = self.number[token]
            if self.mark == "=" and self.source.colors:
                self.order = COLOR if token in self.vocabulary.colors else ORDER["="]
            return
        if self.number is not None and self.mark == "kernel" and text == "x":
            self.mark, self.order, self.number = "size", 0, self.source.numbers
            return
        if self.order < 0 and not self.mark and self.number is None and token in self._continuations():
            # A number that goes on with the name and could be an attribute is read as the name, until an "x"
            # says that it was a kernel: "conv 3x3" where the prompt says "3x3 conv 3 times".
            start, number = self.fork or (len(self.name), self.source.numbers)
            number = number.get(token)
            begins = self.fork is not None or (self._name_can_end() and not self._ends_in_a_cut())
            self._extend_name(token)
            self.fork = (start, number) if begins and number is not None else None
            return
        if self.fork and text == "x":
            self.name, self.fork = self.name[: self.fork[0]], None
            self.mark, self.order, self.number = "size", 0, self.source.numbers
            return
        self.fork = None
        if text == ":":
            self._begin_name()
            self.phase, self.labelled = "item", True
        elif text in ("->", ",", ";"):
            self._finish_item()
            self.mode = "stack" if text == ";" else "path"
            self.after_arrow = self.after_arrow or text == "->"
            self.lists += text != ","
            self._begin_name()
            self.phase = "item"
        elif text == "\n":
            self._finish_item()
            self._begin_name()
            self.phase = "line"
        elif text == "~":
            self.mark, self.number = "~", _up_to(self._known(), self.vocabulary)
        elif text in ("same", "?"):
            self.order, self.number, self.mark = ORDER[text], None, text
        elif text == "=" and self.source.colors:
            side = self.source.numbers if self.order < ORDER["="] else {}
            self.number, self.mark = side | self.vocabulary.colors, text
        elif text in ORDER:
            self.order, self.number, self.mark = ORDER[text], self.source.numbers, text
        else:  # the first number of a kernel
            self.mark, self.number = "kernel", self.source.numbers.get(token)

    def _finish_item(self) -> None:
        if self.name:
            key = self._key()
            if self.mark == "~" or (self.counts.get(key) and not self.new and self.mode != "stack"):
                return
            self.counts[key] = self.counts.get(key, 0) + 1


def _up_to(count: int, vocabulary: Vocabulary) -> dict:
    trie: dict = {}
    for n in range(1, min(count, 12) + 1):
        tokens = vocabulary.encode_text(str(n))
        if len(tokens) == 1:
            trie[tokens[0]] = {"": {}}
    return trie
