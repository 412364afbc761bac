"""Pipelines, systems and processes as people write them, with their outlines.

A prompt is a few *moves*: each says something about the nodes so far in one sentence (a hand-written pattern)
and adds the statement that the sentence means. So prompt and outline grow side by side, in the same order.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from training.synthesis import lexicon
from training.synthesis.phrasing import count_word, enumerate_names, fill

YES_NO = {"en": ("yes", "no"), "ko": ("예", "아니오")}
THEN = {
    "en": ("then ", "after that, ", "next, ", "followed by "),
    "ko": ("그다음 ", "이어서 ", "다음은 "),
}
# After several branches a sentence may speak of all of them at once.
MERGE_ALL = {
    "en": (
        "both then go to {the:b}", "both of them lead to {the:b}", "they all feed into {the:b}",
        "all of these go to {the:b}", "either way, it ends at {the:b}", "in both cases {the:b} comes next",
        "the results are combined in {the:b}", "these are merged into {the:b}", "both paths meet at {the:b}",
        "all of them end up in {the:b}", "their outputs are combined by {the:b}",
        "then everything is joined in {the:b}", "finally both reach {the:b}",
        "after either one, {the:b} follows", "and all are collected by {the:b}",
        "which all flow into {the:b}", "whatever happens, {the:b} comes last",
        "both branches join at {the:b}", "and these come together in {the:b}", "all feed {the:b}",
        "both feed {the:b}", "and then both go into {the:b}", "all outputs are sent to {the:b}",
    ),
    "ko": (
        "둘 다 {b|으로/로} 간다", "모두 {b|으로/로} 모인다", "이들은 전부 {b|으로/로} 이어집니다",
        "결과는 {b}에서 합쳐진다", "어느 쪽이든 {b|으로/로} 끝나요", "두 경우 모두 {b|으로/로} 이동",
        "마지막에는 모두 {b|으로/로} 연결돼요", "그 결과들을 {b}에서 합칩니다",
        "양쪽 다 {b|으로/로} 들어간다", "둘의 출력이 {b|으로/로} 합쳐짐", "다 끝나면 {b}",
        "이것들이 모여 {b|이/가} 된다", "최종적으로 모두 {b|으로/로} 전달됩니다",
    ),
}  # fmt: skip


@dataclass
class Story:
    """What has been said so far: sentences, statements, nodes by name, and what "then" would go on from."""

    rng: random.Random
    language: str
    taste: str  # the kind of names: noun or step
    sentences: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    nodes: list[str] = field(default_factory=list)
    last: list[str] = field(default_factory=list)
    via: str = ""  # the label of the edge that goes on from `last`
    seen: set[str] = field(default_factory=set)
    domain: str = ""

    def name(self, kind: str = "") -> str:
        """A new name, unlike all before: none is a part of another, so that each stands for one node."""
        for _ in range(50):
            name = self._draw(kind or self.taste)
            key = name.lower().replace(" ", "")
            if "," in name or ":" in name or ";" in name or not key:
                continue
            letter = len(key) == 1 and key not in self.seen
            if letter or all(key not in other and other not in key for other in self.seen):
                self.seen.add(key)
                return name
        return self.name("made up")

    def _draw(self, kind: str) -> str:
        rng, language = self.rng, self.language
        if kind in ("condition", "choice", "group"):
            return rng.choice(lexicon.flat(language, kind))
        if kind == "made up" or rng.random() < 0.17:
            return lexicon.made_up_name(rng, language)
        if kind == "noun":
            kind = rng.choices(("component", "data", "stage", "role", "step"), (9, 7, 4, 2, 0))[0]
            if language == "ko":
                kind = rng.choices(("component", "data", "step", "role"), (8, 6, 5, 2))[0]
        domains = lexicon.names(language).get(kind, {})
        if not domains:
            return lexicon.made_up_name(rng, language)
        if self.domain not in domains or rng.random() < 0.3:
            self.domain = rng.choice(list(domains))
        return rng.choice(domains[self.domain])

    def new(self, count: int = 1, kind: str = "") -> list[str]:
        return [self.name(kind) for _ in range(count)]

    def say(
        self, relation: str, slots: dict[str, str], patterns: tuple[tuple[str, ...], ...] | None = None
    ) -> str:
        """Writes the sentence and returns the pattern it came from."""
        pattern = self.rng.choice(patterns or lexicon.patterns(self.language)[relation])[0]
        self.sentences.append(fill(self.rng, pattern, slots))
        return pattern

    def listed(self, items: list[str]) -> str:
        return enumerate_names(self.rng, self.language, items)

    def add(self, line: str, *new: str) -> None:
        self.lines.append(line)
        self.nodes.extend(name for name in new if name not in self.nodes)

    def go_on(self, target: str) -> str:
        """The statement "and from there to target"."""
        label = f"{self.via}: " if self.via else ""
        return f"{', '.join(self.last)} -> {label}{target}"

    def at(self, *names: str, via: str = "") -> None:
        self.last, self.via = list(names), via


def chain_text(story: Story, items: list[str]) -> str:
    relation = "chain_step" if story.taste == "step" and story.language == "en" else "chain_noun"
    for _ in range(20):
        first, middle, final = story.rng.choice(lexicon.patterns(story.language)[relation])
        dashed = any(part.strip() in ("-{x}", "- {x}") for part in (middle, final))
        if not dashed or "-" not in "".join(items):
            break
    parts = [first, *[middle] * (len(items) - 2), final]
    filled = (
        fill(story.rng, part, {"x": x, "i": str(i)})
        for i, (part, x) in enumerate(zip(parts, items, strict=True), 1)
    )
    return "".join(filled)


# --- moves: each adds one sentence and its statement ---


def chain(story: Story) -> None:
    count = story.rng.choices((2, 3, 4, 5, 6, 7, 8, 10, 12), (3, 8, 9, 8, 5, 3, 2, 1, 1))[0]
    items = story.new(count)
    if story.last and story.rng.random() < 0.5 and not story.via and len(story.last) == 1:
        items[0] = story.last[0]
    story.sentences.append(chain_text(story, items))
    story.add(" -> ".join(items), *items)
    story.at(items[-1])


def edge(story: Story) -> None:
    known = story.nodes
    if not known or story.rng.random() < 0.12:
        a, b = story.new(2, "noun")
    else:
        pick = story.last[0] if len(story.last) == 1 and story.rng.random() < 0.5 else story.rng.choice(known)
        roll = story.rng.random()
        if roll < 0.55:
            a, b = pick, story.name("noun")
        elif roll < 0.9 or len(known) < 3:
            a, b = story.name("noun"), pick
        else:
            a, b = story.rng.sample(known, 2)
    story.say("edge_noun", {"a": a, "b": b})
    story.add(f"{a} -> {b}", a, b)
    story.at(b)


def go_on(story: Story) -> None:
    step = story.taste == "step" and story.language == "en"
    b = story.name()
    story.say("next_step" if step else "next_noun", {"b": b})
    story.add(story.go_on(b), b)
    story.at(b)


def split(story: Story) -> None:
    if not story.nodes:
        a = story.name("noun")
    else:
        a = story.last[0] if len(story.last) == 1 else story.rng.choice(story.nodes)
    items = story.new(story.rng.choices((2, 3, 4, 5), (8, 9, 3, 1))[0], "noun")
    count = count_word(story.rng, story.language, len(items))
    story.say("split", {"a": a, "list": story.listed(items), "n": count})
    story.add(f"{a} -> {', '.join(items)}", a, *items)
    story.at(*items)


def merge(story: Story) -> None:
    rng = story.rng
    if len(story.last) > 1 and rng.random() < 0.5:
        b = story.name("noun")
        story.say("merge all", {"b": b}, tuple((p,) for p in MERGE_ALL[story.language]))
        story.add(story.go_on(b), b)
        story.at(b)
        return
    count = rng.choices((2, 3, 4), (6, 4, 1))[0]
    if len(story.last) > 1 and rng.random() < 0.7:
        items = story.last
    elif len(story.nodes) >= count and rng.random() < 0.4:
        items = rng.sample(story.nodes, count)
    elif story.nodes and rng.random() < 0.3:
        items = [rng.choice(story.nodes), *story.new(count - 1, "noun")]
    else:
        items = story.new(count, "noun")
    b = story.name("noun")
    word = rng.choice(("", "both" if len(items) == 2 else "all", ""))
    story.say("merge", {"b": b, "list": story.listed(items), "all": word})
    story.add(f"{', '.join(items)} -> {b}", *items, b)
    story.at(b)


def decision(story: Story) -> None:
    rng, language = story.rng, story.language
    yes, no = YES_NO[language]
    c = story.name("condition")
    relation = "decision_noun"
    if language == "en":
        relation = "decision_step" if story.taste == "step" or rng.random() < 0.4 else "decision_noun"
    kind = "step" if relation == "decision_step" else "noun"
    a, b = story.new(2, kind)
    roll = rng.random()
    if roll < 0.18 and len(story.nodes) > 1:  # one branch goes back
        (a, b) = (rng.choice(story.nodes), b) if rng.random() < 0.25 else (a, rng.choice(story.nodes))
    pattern = story.say(relation, {"c": c, "yes": a, "no": b})
    first = pattern.find("{yes}") if "{yes}" in pattern else _slot_at(pattern, "yes")
    second = pattern.find("{no}") if "{no}" in pattern else _slot_at(pattern, "no")
    branches = [f"{yes}: {a}", f"{no}: {b}"]
    if second < first:
        branches.reverse()
    line = f"{c} ? -> {', '.join(branches)}"
    old = [x for x in (a, b) if x in story.nodes]
    story.add(f"{story.go_on(line)}" if story.last else line, c, a, b)
    story.at(*(x for x in (a, b) if x not in old))


def _slot_at(pattern: str, slot: str) -> int:
    return min((i for mark in ("{" + slot, ":" + slot) if (i := pattern.find(mark)) >= 0), default=0)


def one_branch(story: Story) -> None:
    yes, _ = YES_NO[story.language]
    c, a = story.name("condition"), story.name("step" if story.language == "en" else "")
    story.say("decision_one", {"c": c, "yes": a})
    line = f"{c} ? -> {yes}: {a}"
    story.add(story.go_on(line) if story.last else line, c, a)
    story.last = []


def choice(story: Story) -> None:
    rng = story.rng
    for _ in range(20):
        q, *labels = (part.strip() for part in story.name("choice").split("\t"))
        relation = f"choice{len(labels)}"
        if relation in lexicon.patterns(story.language):
            break
    else:
        return
    kind = "step" if story.taste == "step" and rng.random() < 0.5 else "noun"
    targets = story.new(len(labels), kind)
    slots = {"q": q}
    for i, (label, target) in enumerate(zip(labels, targets, strict=True), 1):
        slots |= {f"l{i}": label, f"t{i}": target}
    story.say(relation, slots)
    branches = (f"{label}: {target}" for label, target in zip(labels, targets, strict=True))
    line = f"{q} ? -> {', '.join(branches)}"
    story.add(story.go_on(line) if story.last else line, q, *targets)
    story.at(*targets)


def back(story: Story) -> None:
    if len(story.last) != 1 or len(story.nodes) < 3:
        return go_on(story) if story.last else chain(story)
    a = story.rng.choice([name for name in story.nodes if name != story.last[0]])
    story.say("back_step" if story.taste == "step" and story.language == "en" else "back_noun", {"a": a})
    story.add(story.go_on(a))
    story.last = []


def retry(story: Story) -> None:
    if not story.last or story.via:
        return chain(story)
    yes, no = YES_NO[story.language]
    c, a = story.name("condition"), story.rng.choice(story.nodes)
    story.say("retry", {"c": c, "a": a})
    story.add(story.go_on(f"{c} ? -> {no}: {a}"), c)
    story.at(c, via=yes)


def cycle(story: Story) -> None:
    a = story.rng.choice(story.nodes) if story.nodes and story.rng.random() < 0.6 else story.name("noun")
    b = story.name("noun")
    story.say("cycle", {"a": a, "b": b})
    story.add(f"{a} -> {b} -> {a}", a, b)
    story.last = []


def skip(story: Story) -> None:
    if len(story.nodes) < 3:
        return edge(story)
    i, j = sorted(story.rng.sample(range(len(story.nodes)), 2))
    a, b = story.nodes[i], story.nodes[j]
    story.say("skip", {"a": a, "b": b})
    story.add(f"{a} -> {b}")
    story.last = story.last if story.rng.random() < 0.3 else []


def group(story: Story) -> None:
    g = story.name("group")
    rng = story.rng
    if rng.random() < 0.35:
        items = story.new(rng.choice((2, 3, 4)), "noun")
        taste, story.taste = story.taste, "noun"
        text = chain_text(story, items)
        story.taste = taste
        if "\n" in text:
            text = " -> ".join(items)
        story.say("group_chain", {"g": g, "chain": text})
        story.add(f"[{g}] {' -> '.join(items)}", *items)
        story.at(items[-1])
    else:
        reuse = len(story.nodes) >= 4 and rng.random() < 0.5
        if reuse:
            items = rng.sample(story.nodes, rng.choice((2, 3)))
        else:
            items = story.new(rng.choice((2, 3, 4)), "noun")
        story.say("group", {"g": g, "list": story.listed(items)})
        story.add(f"[{g}] {', '.join(items)}", *items)
        story.last = []


def repeat(story: Story) -> None:
    a, n = story.name("noun"), story.rng.choice((2, 3, 4, 6, 8, 12, 24))
    story.say("repeat", {"a": a, "n": count_word(story.rng, story.language, n)})
    item = f"{a} ×{n}"
    story.add(story.go_on(item) if story.last and story.rng.random() < 0.5 else item, a)
    if " -> " in story.lines[-1]:
        story.sentences[-1] = _linked(story, story.sentences[-1])
    story.at(a)


def _linked(story: Story, sentence: str) -> str:
    return story.rng.choice(THEN[story.language]) + sentence


def arrows(story: Story) -> None:
    """Lines of arrows, a node said again on each."""
    rng = story.rng
    to = " to " if story.language == "en" else "에서 "
    arrow = rng.choice((" -> ", " → ", "->", " => ", " --> ", " > ", to))
    story.taste = "noun"
    for _ in range(rng.randint(2, 6)):
        if story.nodes and rng.random() < 0.85:
            a = rng.choice(story.nodes[-3:])
            b = rng.choice(story.nodes) if rng.random() < 0.2 and len(story.nodes) > 3 else story.name()
            if a == b:
                continue
            if rng.random() < 0.25 and b not in story.nodes:
                a, b = b, a
        else:
            a, b = story.new(2)
        story.sentences.append(f"{a}{arrow}{b}")
        story.add(f"{a} -> {b}", a, b)
    story.at(story.nodes[-1])


STARTS = (
    (chain, 10), (edge, 5), (split, 4), (merge, 4), (decision, 2), (choice, 2), (cycle, 2), (group, 2),
    (repeat, 1),
)  # fmt: skip
MOVES = (
    (go_on, 9), (edge, 10), (split, 6), (merge, 7), (decision, 9), (choice, 4), (back, 3), (retry, 3),
    (cycle, 2), (skip, 3), (group, 3), (repeat, 2), (chain, 3), (one_branch, 1),
)  # fmt: skip
KINDS = {
    go_on: "chain", edge: "relations", split: "branch", merge: "merge", decision: "decision",
    choice: "decision", back: "loop", retry: "loop", cycle: "cycle", skip: "skip", group: "group",
    repeat: "repeat", chain: "chain", one_branch: "decision", arrows: "arrows",
}  # fmt: skip
RAREST_FIRST = (retry, back, cycle, skip, group, repeat, choice, decision, merge, split, edge)
NEED_LAST = (go_on, back, retry)


def sample(rng: random.Random, language: str) -> tuple[str, str, str]:
    """One process in words: (kind, prompt, statement lines). The kind is the rarest thing said in it."""
    story = Story(rng, language, rng.choices(("noun", "step"), (6, 4))[0])
    used = []
    if rng.random() < (0.03 if language == "en" else 0.07):
        arrows(story)
        kind, text = "arrows", rng.choice(("\n", "\n", ", ", "; ")).join(story.sentences)
        return f"{kind} {language}", text, "\n".join(story.lines)
    total = rng.choices((1, 2, 3, 4, 5), (6, 9, 7, 4, 2))[0]
    for i in range(total):
        options = STARTS if i == 0 else MOVES
        move = rng.choices([m for m, _ in options], [w for _, w in options])[0]
        if (move in NEED_LAST and not story.last) or (total == 1 and move in (edge, repeat)):
            move = edge if story.nodes else chain
        move(story)
        used.append(move)
        if len(story.nodes) > 22:
            break
    kind = next((KINDS[move] for move in RAREST_FIRST if move in used), "chain")
    return f"{kind} {language}", _join(story), "\n".join(story.lines)


GOES_ON = ("then", "after", "next", "finally")


def _join(story: Story) -> str:
    """Sentences into a text: full stops, commas before "which" and "and", line breaks, or none of that."""
    rng = story.rng
    manner = rng.choices(("stops", "lines", "commas", "bullets"), (75, 8, 12, 5))[0]
    text = ""
    for sentence in story.sentences:
        sentence = sentence.strip()
        if not text:
            text = sentence
        elif sentence.startswith(("which ", "and ", "→", "before ")) and not text.endswith((".", "\n")):
            text += f"{rng.choice((', ', ' '))}{sentence}"
        elif manner == "commas" and story.language == "en" and sentence.startswith(GOES_ON):
            text += f"{rng.choice((', ', ' and '))}{sentence}"
        elif manner == "lines":
            text += f"\n{sentence}"
        elif manner == "bullets":
            text += f"\n- {sentence}"
        elif manner == "commas":
            text += f"{rng.choice((', ', '; ', '. '))}{sentence}"
        else:
            text += f"{'' if text.endswith(('.', '!', '?')) else '.'} {sentence[:1].upper()}{sentence[1:]}"
    if manner == "bullets" and len(story.sentences) > 1:
        text = "- " + text
    if rng.random() < 0.6 and not text.endswith((".", "!", "?")):
        text += "."
    return text
