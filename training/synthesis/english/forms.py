"""Whole English prompts in the richer forms that strangers use, with their outlines.

Where `processes` says one relation a sentence, a form here says several at once: a route through several
nodes, clauses with a subject and pronouns, a split that comes together again, groups in parentheses, headings
with bullets, nested decisions, loops with a condition, lists of edges. Half of the prompts take their names
from one hand-written domain (names/en_domains.txt), so that they belong together as they do in real prompts.
The sentences are in patterns/en_forms.txt.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise as neighbours

from training.synthesis import lexicon, processes
from training.synthesis.phrasing import count_word, fill
from training.synthesis.processes import Story

NO_ARTICLE = re.compile(r"[A-Z]|(?:we|i|they|he|she|it|you|someone|everybody|mom|dad|both)\b")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


PERSON = re.compile(r"\b(?:we|you|u|to|i|they|have to|can|must|the:\w+|someone) \{|\{the:")


@dataclass(frozen=True)
class Domain:
    """Names that belong together: things, steps, clauses in a sensible order, decisions with branches."""

    nouns: tuple[str, ...]
    steps: tuple[str, ...]
    clauses: tuple[str, ...]  # one that starts with + goes on with the subject of the one before
    conditions: tuple[tuple[str, str, str], ...]
    choice: tuple[str, tuple[tuple[str, str], ...]]
    groups: tuple[tuple[str, tuple[str, ...]], ...]


@cache
def domains() -> tuple[Domain, ...]:
    """The domains of names/en_domains.txt."""
    found = []
    for block in (lexicon.HERE / "names" / "en_domains.txt").read_text(encoding="utf-8").split("## ")[1:]:
        rows = {line[0]: line[2:].strip() for line in block.split("\n")[1:] if line}
        parts = {key: tuple(part.strip() for part in row.split(";")) for key, row in rows.items()}
        conditions = tuple(tuple(x.strip() for x in part.split("|")) for part in parts["c"])
        question, *cases = (part.strip() for part in rows["q"].split("|"))
        choice = tuple(tuple(x.strip() for x in case.split(":")) for case in cases)
        groups = []
        for group in rows["g"].split("|"):
            title, _, members = group.partition(":")
            groups.append((title.strip(), tuple(x.strip() for x in members.split(","))))
        found.append(
            Domain(parts["n"], parts["s"], parts["v"], conditions, (question, choice), tuple(groups))
        )
    return tuple(found)


@cache
def forms(name: str) -> tuple[str, ...]:
    """The patterns of a form, from patterns/en_forms.txt."""
    return tuple(pattern for (pattern,) in lexicon.patterns("en_forms")[name])


@dataclass
class Tale(Story):
    """A story whose names mostly come from one domain, if it has one, in the domain's order."""

    world: Domain | None = None
    queue: list[str] = field(default_factory=list)  # names that go with what was drawn last
    queue_for: tuple[str, ...] = ("step",)
    spoken: dict[str, str] = field(
        default_factory=dict
    )  # how a name that is a clause is said: with its subject or article
    reached: dict[str, int] = field(default_factory=dict)  # how far the domain's lists have been used

    def claim(self, name: str) -> bool:
        """Takes the name if it is unlike all before."""
        key = name.lower().replace(" ", "")
        if key in self.seen or any(key in other or (other in key and len(other) > 1) for other in self.seen):
            return False
        self.seen.add(key)
        return True

    def claim_all(self, names: tuple[str, ...]) -> bool:
        before = set(self.seen)
        if all(self.claim(name) for name in names):
            return True
        self.seen = before
        return False

    def name(self, kind: str = "") -> str:
        kind = kind or self.taste
        if kind in self.queue_for and self.queue:
            return self.queue.pop(0)
        self.queue.clear()
        if self.world and self.rng.random() < 0.93:
            name = self._from_world(kind)
            if name:
                if kind == "condition":
                    self._act(0.15)
                return name
        for _ in range(20):
            name = super().name(kind)
            if not re.search(r"[|\n]|->|\d$" if kind == "step" else r"[|\n]|->", name):
                break
        if kind == "condition":
            self._act(0.25)
            return self._holds(name)
        return name

    def _act(self, share: float) -> None:
        """Lets what follows a condition be done by somebody: "the manager signs it", "it opens the valve"."""
        if self.rng.random() > share:
            return
        found = []
        for _ in range(2):
            verb = self.rng.choice(forms("single verbs"))
            does = f"{verb} {self.rng.choice(('it', 'them', _the(self.rng) + _thing(self, 'data')))}"
            roll = self.rng.random()
            if roll < 0.3:
                name, said = (does, f"{self.rng.choice(forms('_act words 1'))} {does}")
                if said.startswith("the "):
                    name = said[4:]
            elif roll < 0.5:
                verb = self.rng.choice(("is", "gets", "is"))
                name = f"{_thing(self, 'data')} {verb} {self.rng.choice(forms('participles'))}"
                said = f"{_the(self.rng)}{name}"
            else:
                name = f"{_thing(self, self.rng.choice(('role', 'component')))} {does}"
                said = f"{_the(self.rng)}{name}"
            if not self.claim(name):
                return
            self.spoken[name] = said
            found.append(name)
        self.queue, self.queue_for = found, ("step",)

    def _said(self, patterns: list[str], slots: dict[str, str]) -> tuple[list[str], dict[str, str]]:
        """The patterns that suit clauses, and the slots with the clauses as they are said."""
        clauses = {slot: self.spoken[text] for slot, text in slots.items() if text in self.spoken}
        if not clauses or clauses.keys() <= {"c", "k"}:
            return patterns, {**slots, **clauses}
        fitting = [p for p in patterns if not PERSON.search(p)]
        return (fitting or patterns), {**slots, **clauses}

    def _holds(self, condition: str) -> str:
        """The condition's name; it may be said with an article."""
        bare = re.sub(r"^(?:the|an?) ", "", condition)
        if bare != condition:
            self.spoken[bare] = condition
        elif not NO_SUBJECT.match(condition) and self.rng.random() < 0.45:
            self.spoken[bare] = f"the {condition}"
        return bare

    def _from_world(self, kind: str) -> str:
        world, rng = self.world, self.rng
        if kind == "condition":
            for condition, yes, no in rng.sample(world.conditions, len(world.conditions)):
                bare = re.sub(r"^(?:the|an?) ", "", condition)
                if self.claim_all((bare, yes, no)):
                    self.queue, self.queue_for = [yes, no], ("step",)
                    return self._holds(condition)
        elif kind == "choice":
            question, cases = world.choice
            if self.claim_all((question, *(target for _, target in cases))):
                self.queue, self.queue_for = [target for _, target in cases], ("noun", "step")
                return "\t".join((question, *(label for label, _ in cases)))
        elif kind == "group":
            for title, _ in world.groups:
                if self.claim(title):
                    return title
        elif kind in ("noun", "step"):
            pool = world.nouns if kind == "noun" else world.steps
            start = self.reached.get(kind, rng.choice((0, 0, 0, 0, 0, 1, 2)))
            for i in [*range(start, len(pool)), *range(min(start, len(pool)))]:
                if rng.random() < 0.8 and self.claim(pool[i]):
                    self.reached[kind] = i + 1
                    return pool[i]
        return ""

    def say(
        self, relation: str, slots: dict[str, str], patterns: tuple[tuple[str, ...], ...] | None = None
    ) -> str:
        self.queue.clear()
        if self.spoken:
            known = patterns or lexicon.patterns(self.language)[relation]
            fitting, slots = self._said([pattern[0] for pattern in known], slots)
            patterns = tuple((pattern,) for pattern in fitting)
        return super().say(relation, slots, patterns)

    def tell(self, *patterns: str, **slots: str) -> None:
        """Says one of the patterns."""
        self.queue.clear()
        fitting, slots = self._said(list(patterns), slots)
        self.sentences.append(fill(self.rng, self.rng.choice(fitting), slots))

    def case(self) -> tuple[str, str, str]:
        """A condition, what follows if it holds and what follows if not."""
        if self.rng.random() < 0.14:
            condition = self.rng.choice(
                forms(self.rng.choice(("short conditions", "short conditions", "code conditions")))
            )
            if self.claim(condition):
                self.queue.clear()
                return condition, *self.new(2, "step")
        condition = self.name("condition")
        return condition, *self.new(2, "step")

    def some(self, count: int, reuse: float = 0.6) -> list[str]:
        """New things, one of them perhaps a known one: so that a sentence is about what was said before."""
        names = self.new(count, "noun")
        if self.nodes and self.rng.random() < reuse:
            names[self.rng.randrange(count)] = self.rng.choice(self.last or self.nodes[-5:])
        return names

    def title_and_members(self, low: int = 2) -> tuple[str, list[str]]:
        """A group and its members."""
        if self.world and self.rng.random() < 0.8:
            for title, members in self.rng.sample(self.world.groups, len(self.world.groups)):
                if self.claim_all((title, *members)):
                    return title, list(members)
        title = self.name("group")
        return title, self.new(self.rng.choice((low, 2, 3, 3, 4)), "noun")

    def put(self, line: str, *new: str, at: tuple[str, ...] | list[str] | None = None, via: str = "") -> None:
        """Adds a statement; the story goes on from `at`, or from the last new node."""
        self.add(line, *new)
        self.at(*(new[-1:] if at is None else at), via=via)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _articled(rng: random.Random, clause: str) -> str:
    """A clause with an article before its subject, as written in the middle of a sentence."""
    if NO_ARTICLE.match(clause) or rng.random() < 0.12:
        return clause
    return (
        f"{rng.choice(('the', 'the', 'the', 'the', 'the', 'an' if clause[0] in 'aeiou' else 'a'))} {clause}"
    )


NO_SUBJECT = re.compile(
    r"(?:it|there|you|nobody|nothing|that|this|no|not|more|someone|all|they|he|she|everyone|we|i|p|every|any|both|at|same|[^a-z].*?)\b",
    re.IGNORECASE,
)


def _clauses(story: Tale, count: int) -> list[str]:
    """Clauses in order, "+" before those without a subject of their own."""
    rng = story.rng
    if story.world and rng.random() < 0.9:
        pool = story.world.clauses
        start = rng.randrange(max(1, len(pool) - count + 1))
        found: list[str] = []
        broken = False
        for clause in pool[start:]:
            if len(found) == count:
                break
            bare = clause.lstrip("+")
            if clause.startswith("+") and (broken or not found):
                continue
            broken = rng.random() < 0.1 or not story.claim(bare)
            if not broken:
                found.append(clause)
        if len(found) > 1:
            return found
    found = []
    for _ in range(20 * count):
        if len(found) == count:
            break
        roll = rng.random()
        if found and roll < 0.07:
            clause, mark = (
                rng.choice(forms("participles"))
                + rng.choice(("", f" by {_the(rng)}{_thing(story, 'role')}")),
                "+",
            )
        elif roll < 0.17 and not story.world:
            clause, mark = Story.name(story, "step"), "~"
            story.seen.discard(clause.lower().replace(" ", ""))
        elif found and roll < 0.3:
            clause = f"{rng.choice(forms('single verbs'))} it"
            if rng.random() < 0.6:
                clause += f" {rng.choice(forms('_clauses words 1'))} {_thing(story, 'component')}"
            mark = "+"
        elif roll < 0.5:
            clause, mark = (
                f"{_thing(story, 'data')} {rng.choice(forms('passives'))} "
                f"{_the(rng)}{_thing(story, 'component')}",
                "",
            )
        else:
            subject = _thing(story, "role" if rng.random() < 0.5 else "component")
            clause, mark = f"{subject} {rng.choice(forms('verbs'))} {_the(rng)}{_thing(story, 'data')}", ""
        if story.claim(clause):
            found.append(mark + clause)
    return found


def _the(rng: random.Random) -> str:
    return rng.choice(("the ", "the ", "a ", "", ""))


def _thing(story: Tale, kind: str) -> str:
    for _ in range(20):
        name = story.rng.choice(lexicon.flat("en", kind))
        if not re.search(r"[,:;|]|->", name) and len(name) < 30:
            return name
    return "it"


# --- forms that may open a prompt or go on with one ---


def route(story: Tale) -> None:
    """Requests go from A through B to C."""
    rng = story.rng
    known = story.last if len(story.last) == 1 and not story.via and rng.random() < 0.4 else []
    items = known + story.new(rng.choice((3, 3, 4, 4, 5)) - len(known), "noun")
    middle = story.listed(items[1:-1])
    if rng.random() < 0.3:
        middle = rng.choice((" and then ", ", then ", " and ")).join(items[1:-1])
    story.tell(
        *forms("route"),
        t=rng.choice(forms("travellers")),
        go=rng.choice(forms("route words 1")),
        via=rng.choice(("through", "through", "via", "via", "over", "by way of")),
        a=items[0],
        m=middle,
        z=items[-1],
        **{"pass": rng.choice(("passes", "passes through", "pass", "crosses"))},
    )
    story.put(" -> ".join(items), *items)


def between(story: Tale) -> None:
    """X sits between A and B."""
    x, (a, b) = story.name("noun"), story.some(2)
    story.tell(*forms("between"), x=x, a=a, b=b)
    story.put(f"{a} -> {x} -> {b}", x, a, b)


def takes(story: Tale) -> None:
    """X takes A and B and produces C."""
    rng = story.rng
    x, ins = story.name("noun"), story.some(rng.choice((1, 2, 2, 2, 3)))
    outs = story.new(rng.choice((1, 1, 1, 2, 3)), "noun")
    story.tell(*forms("takes"), x=x, i=story.listed(ins), o=story.listed(outs))
    story.put(f"{', '.join(ins)} -> {x} -> {', '.join(outs)}", x, *ins, *outs, at=outs)


def takes_after(story: Tale) -> None:
    """A and B go into X, which produces C."""
    rng = story.rng
    ins = story.some(rng.choice((1, 2, 2, 3)))
    x = story.name("noun")
    outs = story.new(rng.choice((1, 1, 2, 3)), "noun")
    story.tell(*forms("takes_after"), i=story.listed(ins), x=x, o=story.listed(outs))
    story.put(f"{', '.join(ins)} -> {x} -> {', '.join(outs)}", *ins, x, *outs, at=outs)


def diamond(story: Tale) -> None:
    """A is followed by B and C, which both lead to D."""
    rng = story.rng
    known = story.last if len(story.last) == 1 and not story.via and rng.random() < 0.6 else []
    a = known[0] if known else story.name("noun")
    middle = story.new(rng.choice((2, 2, 2, 3, 4)), "noun")
    z = story.name("noun")
    story.tell(
        *forms("diamond"),
        a=a,
        m=story.listed(middle),
        z=z,
        b="both" if len(middle) == 2 else "all",
        n=count_word(rng, "en", len(middle)),
        p=" or ".join(middle),
    )
    story.put(f"{a} -> {', '.join(middle)} -> {z}", a, *middle, z)


def parallel(story: Tale) -> None:
    """Two things at the same time, then a third."""
    rng = story.rng
    kind = rng.choice(("noun", "step", "step"))
    middle = story.new(rng.choice((2, 2, 2, 3)), kind)
    z = story.name(kind)
    b = "both" if len(middle) == 2 else "all"
    patterns = [
        "in parallel, {m}. When {b} are done, {z}",
        "{m} at the same time. Then {z}",
        "at the same time {m}, and after that {z}",
        "{f} while {l}. Then {z}",
        "{f}; meanwhile, {l}. When {b} are finished, {z}",
        "{f}. In the meantime {l}. Afterwards {z}",
        "{m} happen in parallel, then {z}",
        "do {m} in parallel, then {z}",
        "simultaneously {m}, followed by {z}",
        "in parallel: {m}. Once that is done: {z}",
        "{f}, and in parallel {l}, before {z}",
        "{f}. Meanwhile {l}. Finally {z}",
        "parallel:\n{d}\nthen {z}",
        "in parallel:\n{d}\nwhen {b} done: {z}",
        "{f} || {l}, then {z}",
        "once {m} are both done, {z}",
    ]
    if kind == "noun":
        patterns = [p for p in patterns if not p.startswith(("do ", "{f} while"))] + [
            "{m} run in parallel, then comes {the:z}",
            "{m} work side by side and hand their results to {the:z}",
            "{m} are done concurrently, and {the:z} waits for {b} of them",
            "two tracks run in parallel, {m}, and meet at {the:z}",
        ]
    patterns = [p for p in patterns if len(middle) == 2 or ("two" not in p and "both" not in p)]
    started = bool(story.last)
    story.tell(
        *patterns,
        m=story.listed(middle),
        f=rng.choice((", ", " and ")).join(middle[:-1]),
        l=middle[-1],
        z=z,
        b=b,
        d="\n".join(f"- {x}" for x in middle),
    )
    if started:
        story.put(story.go_on(f"{', '.join(middle)} -> {z}"), *middle, z)
    else:
        story.put(f"{', '.join(middle)} -> {z}", *middle, z)


def stages(story: Tale) -> None:
    """There are three stages: X, Y and Z."""
    rng = story.rng
    items = story.new(rng.choice((2, 3, 3, 4, 4, 5, 6)), rng.choice(("noun", "step", "step")))
    n = count_word(rng, "en", len(items))
    word = rng.choice(forms("stages words 1"))
    story.tell(
        *forms("stages"),
        n=n,
        w=word,
        l=story.listed(items),
        f=items[0],
        z=items[-1],
        s="; ".join(items),
        o=". ".join(
            f"{_upper(o)}: {x}" if i else f"{_upper(o)}, {x}"
            for i, (o, x) in enumerate(zip(ORDINALS, items, strict=False))
        ),
        c=", ".join(f"{i}) {x}" for i, x in enumerate(items, 1))
        if rng.random() < 0.4
        else " ".join(f"{i}) {x}" for i, x in enumerate(items, 1)),
        b="\n".join(f"{i}) {x}" for i, x in enumerate(items, 1)),
        d="\n".join(f"- {x}" for x in items),
        e=". ".join(f"{rng.choice(('Step', 'step', 'Phase'))} {i}: {x}" for i, x in enumerate(items, 1)),
        g=_start_end(rng, items),
        h=" ".join(f"({i}) {x}" for i, x in enumerate(items, 1)),
    )
    line = " -> ".join(items)
    story.put(story.go_on(line) if story.last and rng.random() < 0.0 else line, *items)


def _start_end(rng: random.Random, items: list[str]) -> str:
    start = rng.choice(forms("_start_end words 1"))
    end = rng.choice(forms("_start_end words 2"))
    joint = rng.choice((", then ", ", ", " then ", ", after that ", ", continue with ", ", next "))
    return start + joint.join(items[:-1]) + end + items[-1]


def svo(story: Tale) -> None:
    """The user uploads a photo, the server resizes it and stores it in S3, then a notification is sent."""
    rng = story.rng
    clauses = _clauses(story, rng.choice((2, 3, 3, 4, 4, 5, 6, 7)))
    if len(clauses) < 2:
        return stages(story)
    names = [clause.lstrip("+~") for clause in clauses]
    we = rng.choice(("we ", "we ", "you ", "I ", "they "))
    manner = rng.choices(("run", "sentences", "lines", "numbers", "arrows", "when"), (50, 24, 6, 8, 8, 6))[0]
    if manner in ("lines", "numbers", "arrows"):
        texts = [
            _articled(rng, c) if c[0] not in "+~" and rng.random() < 0.5 else c.lstrip("+~") for c in clauses
        ]
        if manner == "lines":
            text = "\n".join(rng.choice(("- ", "- ")) + x for x in texts)
        elif manner == "numbers":
            mark = rng.choice((". ", ") "))
            text = rng.choice(("\n", "\n", " ")).join(f"{i}{mark}{x}" for i, x in enumerate(texts, 1))
        else:
            text = rng.choice((" -> ", " → ", " => ", " > ")).join(texts)
    else:
        text = ""
        fresh = True
        for i, clause in enumerate(clauses):
            last = i == len(clauses) - 1
            if clause.startswith("+"):
                glue = rng.choice(forms("svo words 1"))
                text += glue + clause[1:]
                fresh = False
                continue
            said = we + clause[1:] if clause[0] == "~" else _articled(rng, clause)
            if not text:
                lead = rng.choice(forms("svo words 2"))
                if manner == "when" and len(clauses) > 1 and not clauses[1].startswith("+"):
                    lead = rng.choice(("when ", "once ", "after ", "as soon as "))
                elif lead in ("when ", "after "):
                    lead = ""
                text, fresh = lead + said, bool(lead.strip() in ("when", "once", "after", "as soon as"))
                if fresh:
                    text, fresh = text + ", ", True
                continue
            if text.endswith(", "):
                text += said
            elif manner == "sentences" or rng.random() < 0.15:
                lead = rng.choice(forms("svo words 3"))
                lead = rng.choice(("finally, ", "at the end ", "lastly, ", lead)) if last else lead
                text += ". " + _upper(lead + said)
            else:
                text += rng.choice(forms("svo words 4"))
                text += said
            fresh = True
        if text.endswith(", "):
            text = text[:-2]
    story.sentences.append(text)
    story.put(_first(story, " -> ".join(names)), *names)


def cyclic(story: Tale) -> None:
    """A leads to B, B leads to C and C leads back to A."""
    rng = story.rng
    items = story.new(rng.choice((2, 3, 3, 3, 4, 4, 5)), rng.choice(("noun", "noun", "step")))
    pairs = list(zip(items, items[1:] + items[:1], strict=True))
    verb = rng.choice(forms("cyclic words 1"))
    said = [f"{a} {verb} {b}" for a, b in pairs]
    said[-1] = (
        f"{items[-1]} "
        f"{rng.choice((verb, 'leads back to', 'goes back to', 'returns to', 'feeds back to'))} {items[0]}"
    )
    story.tell(
        *forms("cyclic"),
        s=", ".join(said[:-1]) + rng.choice((" and ", ", and ", ", ")) + said[-1],
        t=". ".join(_upper(x) for x in said),
        l=story.listed(items),
        w=rng.choice((", then ", " then ", " and then ")).join(items),
        f=items[0],
        z=items[-1],
        a=" -> ".join(items),
    )
    story.put(" -> ".join([*items, items[0]]), *items, at=())


def tree(story: Tale) -> None:
    """A has B and C; B has D and E."""
    rng = story.rng
    a = story.name("noun")
    children = story.new(rng.choice((2, 2, 3)), "noun")
    relation = rng.choice(forms("tree words 1"))
    if relation == "{a} contains {l}":
        relation = "{a} branches into {l}"
    parts = [fill(rng, relation, {"a": a, "l": story.listed(children)})]
    story.add(f"{a} -> {', '.join(children)}", a, *children)
    for child in (
        rng.sample(children, rng.choice((1, 1, 2)))
        if rng.random() < 0.3
        else children[: rng.choice((1, 1, 2, 3))]
    ):
        grand = story.new(rng.choice((1, 2, 2, 3)), "noun")
        parts.append(fill(rng, relation, {"a": child, "l": story.listed(grand)}))
        story.add(f"{child} -> {', '.join(grand)}", *grand)
    joint = (
        "\n"
        if relation.startswith(("{a}:", "{a} ->", "{a} →")) and rng.random() < 0.7
        else rng.choice((", ", ". ", "; ", ", and ", " and "))
    )
    story.sentences.append(joint.join(parts))
    story.at()


def hub(story: Tale) -> None:
    """A, B and C are connected to D."""
    rng = story.rng
    items = story.some(rng.choice((2, 3, 3, 4)))
    z = story.name("noun")
    story.tell(
        *forms("hub"),
        l=story.listed(items),
        z=z,
        b="both" if len(items) == 2 else "all",
        o=" or ".join(items),
    )
    story.put(f"{', '.join(items)} -> {z}", *items, z)


def pairwise(story: Tale) -> None:
    """Links between A and B, B and C."""
    rng = story.rng
    items = story.new(rng.choice((3, 3, 4, 5)), "noun")
    pairs = list(neighbours(items))
    if rng.random() < 0.4:
        pairs.append((items[0], items[-1]))
    extra = [(a, b) for i, a in enumerate(items) for b in items[i + 2 :] if (a, b) not in pairs]
    pairs += rng.sample(extra, min(len(extra), rng.choice((0, 0, 1))))
    style = rng.choice(forms("pairwise words 1"))
    if any("-" in item for item in items) and "-" in style:
        style = "{a} to {b}"
    said = [style.format(a=a, b=b) for a, b in pairs]
    pairs_said = (
        rng.choice((", ", ", ", "; ", "\n")).join(said)
        if rng.random() < 0.6
        else ", ".join(said[:-1]) + rng.choice((" and ", ", and ")) + said[-1]
    )
    head = rng.choice(forms("pairwise words 2"))
    if rng.random() < 0.25:
        head = f"nodes: {', '.join(items)}{rng.choice((chr(10), '. ', '; '))}" + rng.choice(
            ("edges: ", "links: ", "connections: ", "Edges: ")
        )
        story.add(", ".join(items), *items)
    story.sentences.append(head + pairs_said)
    for a, b in pairs:
        story.add(f"{a} -> {b}", a, b)
    story.at()


def adjacency(story: Tale) -> None:
    """Lines of edges, some with several targets, some longer paths."""
    rng = story.rng
    kind = rng.choices(("split", "path", "mixed", "colon"), (4, 4, 4, 3))[0]
    arrow = rng.choice(forms("adjacency words 1"))
    if kind == "colon":
        arrow = ": "
    comma = rng.choice(forms("adjacency words 2"))
    lines = []
    for _ in range(rng.choice((2, 3, 3, 4, 5, 6))):
        known = story.nodes
        a = rng.choice(known[-4:]) if known and rng.random() < 0.85 else story.name("noun")
        story.nodes.extend(() if a in story.nodes else (a,))

        def target(path: list[str], group: list[str]) -> str:
            old = [x for x in story.nodes if x not in path and x not in group]
            x = rng.choice(old) if old and rng.random() < 0.22 else story.name("noun")
            story.nodes.extend(() if x in story.nodes else (x,))
            return x

        path: list[str] = [a]
        group: list[str] = []
        levels = [[a]]
        for _ in range(rng.choice((1, 2, 2, 3, 4)) if kind in ("path", "mixed") else 1):
            group = []
            for _ in range(
                1
                if kind == "path"
                else rng.choice((1, 2, 2, 3))
                if kind != "mixed"
                else rng.choice((1, 1, 1, 2))
            ):
                group.append(target(path, group))
            levels.append(group)
            path += group
        if kind in ("split", "mixed") and rng.random() < 0.15:
            extra = [x for x in story.nodes if x not in path]
            if extra:
                levels[0].append(rng.choice(extra))
        if any(
            "-" in x or "/" in x or "+" in x or "&" in x or " and " in x for level in levels for x in level
        ):
            comma = ", " if comma not in (", ", ",") else comma
            arrow = " -> " if arrow == "->" else arrow
        line = " -> ".join(", ".join(level) for level in levels)
        lines.append((levels, line))
    story.nodes = []
    texts = []
    for levels, line in lines:
        texts.append(arrow.join(comma.join(level) for level in levels))
        story.add(line, *(x for level in levels for x in level))
    joint = rng.choice(("\n", "\n", "\n", "; ", ", " if kind == "path" else "\n", "\n- ", " | "))
    head = "- " if joint == "\n- " else ""
    if rng.random() < 0.2:
        head = (
            rng.choice(("edges:\n", "graph:\n", "connections:\n", "flow:\n", "dependencies:\n", "Edges: "))
            + head
        )
    story.sentences.append(head + joint.join(texts))
    story.at(story.nodes[-1])


def parentheses(story: Tale) -> None:
    """Frontend (React app, router) talks to backend (API, worker)."""
    rng = story.rng
    (g, xs), (h, ys) = story.title_and_members(), story.title_and_members()
    triple = story.title_and_members() if rng.random() < 0.25 else None
    b, e = rng.choice((("(", ")"), ("(", ")"), ("(", ")"), ("[", "]"), (": ", ";"), (" - ", "")))
    if "-" in b or ";" in e:
        b, e = "(", ")"
    x, y = f"{g} {b}{_members(rng, story, xs)}{e}", f"{h} {b}{_members(rng, story, ys)}{e}"
    verbs = (
        "talks to",
        "sends data to",
        "->",
        "→",
        "is connected to",
        "connects to",
        "feeds",
        "calls",
        "goes to",
        "followed by",
        "then",
        "to",
        "which feeds the",
        "leads to",
        "=>",
        "hands over to",
    )
    verb = rng.choice(verbs)
    the = rng.choice(("the ", "", "", "")) if "-" not in verb else ""
    text = f"{rng.choice(('the ', '', '', ''))}{x} {verb} {the}{y}"
    story.add(f"[{g}] {', '.join(xs)}", *xs)
    story.add(f"[{h}] {', '.join(ys)}", *ys)
    links = [(xs[-1], ys[0])]
    last = ys[-1]
    if triple:
        t, zs = triple
        joint = (
            verb
            if verb in ("->", "→", "=>")
            else rng.choice(("and then", f"which {verb}", f"and that {verb}", ","))
        )
        text += f" {joint} {t} {b}{_members(rng, story, zs)}{e}"
        story.add(f"[{t}] {', '.join(zs)}", *zs)
        links.append((ys[-1], zs[0]))
        last = zs[-1]
    story.sentences.append(text.replace(" ,", ","))
    for a, z in links:
        story.add(f"{a} -> {z}")
    story.at(last)


def _members(rng: random.Random, story: Tale, items: list[str]) -> str:
    return rng.choice(
        (", ".join(items), ", ".join(items), story.listed(items), " + ".join(items), "; ".join(items))
    )


def made_of(story: Tale) -> None:
    """An encoder made of A, B and C followed by a decoder made of D and E."""
    rng = story.rng
    if rng.random() < 0.3:
        g, h = rng.choice(
            (
                ("encoder", "decoder"),
                ("encoder", "decoder"),
                ("backbone", "head"),
                ("generator", "discriminator"),
                ("stem", "body"),
                ("frontend", "backend"),
                ("first half", "second half"),
                ("preprocessing", "model"),
                ("upstream", "downstream"),
            )
        )
        story.seen |= {g, h}
        xs, ys = story.new(rng.choice((2, 3, 3, 4)), "noun"), story.new(rng.choice((2, 2, 3)), "noun")
    else:
        (g, xs), (h, ys) = story.title_and_members(), story.title_and_members()
    made = rng.choice(forms("made_of words 1"))
    arrow = rng.random() < 0.15
    x = (
        " -> ".join(xs)
        if arrow
        else rng.choice((", then ", " then ", " followed by ")).join(xs)
        if rng.random() < 0.2
        else story.listed(xs)
    )
    y = " -> ".join(ys) if arrow else story.listed(ys)
    story.tell(
        *forms("made_of"),
        g=g,
        h=h,
        x=x,
        y=y,
        made=made,
        d=rng.choice(("a", "the", "a")),
        an="an" if g[0] in "aeiouAEIOU" else "a",
    )
    story.add(f"[{g}] {' -> '.join(xs)}", *xs)
    story.put(f"[{h}] {' -> '.join([xs[-1], *ys])}", *ys)


def headings(story: Tale) -> None:
    """Headings with bullets: steps follow each other, things only stand together."""
    rng = story.rng
    steps = rng.random() < 0.5
    count = rng.choice((2, 2, 3, 3, 4))
    bullet = rng.choice(("- ", "- ", "* ", "• ", "  - ", "1"))
    mark = rng.choice(forms("headings words 1"))
    texts, before = [], ""
    links = []
    for number in range(1, count + 1):
        if steps:
            g, items = story.name("group"), story.new(rng.choice((1, 2, 2, 3, 4)), "step")
        else:
            g, items = story.title_and_members()
        title = {"**": f"**{g}**", "#": f"## {g}"}.get(mark, g + mark)
        if mark == ":" and rng.random() < 0.15:
            title = f"{number}. {title}"
        inline = mark == ":" and bullet == "* "
        texts.append(
            f"{title} {', '.join(items)}"
            if inline
            else "\n".join(
                [title, *(f"{i}. {x}" if bullet == "1" else f"{bullet}{x}" for i, x in enumerate(items, 1))]
            )
        )
        if steps:
            story.add(f"[{g}] {' -> '.join([before, *items] if before else items)}", *items)
        else:
            story.add(f"[{g}] {', '.join(items)}", *items)
            links.append(items)
        before = items[-1]
    text = rng.choice(("\n", "\n", "\n\n")).join(texts)
    if not steps and rng.random() < 0.6:
        said = []
        for _ in range(rng.choice((1, 1, 2, 3))):
            xs, ys = rng.sample(links, 2)
            a, b = rng.choice(xs), rng.choice(ys)
            if f"{a} -> {b}" not in story.lines:
                said.append(f"{a} {rng.choice(forms('headings words 2'))} {b}")
                story.add(f"{a} -> {b}")
        text += "\n" + "\n".join(said)
    story.sentences.append(text)
    story.at(before)
    if not steps:
        story.at()


def swimlanes(story: Tale) -> None:
    """Who does what: "Sales: write the offer, call the client. Legal: check the contract"."""
    rng = story.rng
    texts, before = [], ""
    for _ in range(rng.choice((2, 2, 3))):
        g = lexicon.flat("en", "role")[rng.randrange(len(lexicon.flat("en", "role")))]
        if "," in g or ":" in g or not story.claim(g):
            continue
        items = story.new(rng.choice((1, 2, 2, 3)), "step")
        texts.append(f"{_upper(g)}: {rng.choice((', ', ', then ', ' -> ', ', ')).join(items)}")
        story.add(f"[{g}] {' -> '.join([before, *items] if before else items)}", *items)
        before = items[-1]
    if len(texts) < 2:
        story.lines, story.nodes = story.lines[: -len(texts) or None], []
        return stages(story)
    story.sentences.append(rng.choice(("\n", "\n", ". ", "; ")).join(texts))
    story.at(before)


def identical(story: Tale) -> None:
    """6 identical layers, each with attention and feed forward."""
    rng = story.rng
    block = rng.choice(forms("identical words 1"))
    n = rng.choice((2, 3, 4, 5, 6, 6, 8, 10, 12, 12, 24, 32))
    story.claim(block)
    items = story.new(rng.choice((1, 2, 2, 2, 3, 4)), "noun")
    before = story.new(rng.choice((0, 0, 1)), "noun")
    same = rng.choice(("identical ", "", "", "", "stacked ", "equal "))
    after = story.new(rng.choice((0, 0, 1)), "noun")
    patterns = [
        "{n} {s}{b}, each with {l}",
        "{n} {s}{b} each with {l}",
        "{n} {s}{b}, each consisting of {l}",
        "{n} {s}{b} of {l}",
        "{n} {s}{b}, each of which has {l}",
        "{n} {s}{b} that contain {l}",
        "a stack of {n} {s}{b}, each made of {l}",
        "{n}x {b} ({l})",
        "{n} {s}{b} ({l})",
        "{n} × {b}: {l}",
        "{n} {s}{b} where each one does {w}",
    ]
    text = fill(
        rng,
        rng.choice(patterns),
        {
            "n": count_word(rng, "en", n),
            "s": same,
            "b": block,
            "l": story.listed(items),
            "w": " then ".join(items),
        },
    )
    if before:
        text = rng.choice(
            (
                f"{before[0]} followed by {text}",
                f"{before[0]}, then {text}",
                f"first {before[0]}, then {text}",
                f"{before[0]} goes into {text}",
            )
        )
        story.add(before[0], before[0])
    if after:
        text += rng.choice(
            (
                f", then {after[0]}",
                f", followed by {after[0]}",
                f" and finally {after[0]}",
                f". After that {after[0]}",
            )
        )
    line = " -> ".join(items)
    story.add(f"[{block} ×{n}] {line}", *items)
    if before:
        story.lines[-2:] = [f"[{block} ×{n}] {line}"]
        story.lines[-1:] = [f"{before[0]} -> {items[0]}", f"[{block} ×{n}] {line}"]
    if after:
        story.add(f"{items[-1]} -> {after[0]}", after[0])
    story.sentences.append(text)
    story.at(after[0] if after else items[-1])


# --- decisions and loops ---


def _first(story: Tale, line: str) -> str:
    return story.go_on(line) if story.last else line


def nested(story: Tale) -> None:
    """If c1, a; otherwise if c2, b; otherwise d."""
    c, a, d = story.case()
    k, e, f = story.case()
    rng = story.rng
    if rng.random() < 0.6:
        story.tell(*forms("nested"), c=c, a=a, k=k, e=e, f=f)
        story.add(_first(story, f"{c} ? -> yes: {a}, no: {k} ?"), c, a, k)
        story.put(f"{k} -> yes: {e}, no: {f}", e, f, at=(a, e, f))
    else:
        story.tell(*forms("nested 2"), c=c, k=k, e=e, f=f, d=d)
        story.add(_first(story, f"{c} ? -> yes: {k} ?"), c, k)
        story.add(f"{k} -> yes: {e}, no: {f}", e, f)
        story.put(f"{c} -> no: {d}", d, at=(e, f, d))


def longer_branches(story: Tale) -> None:
    """If c, a and then b; otherwise d."""
    rng = story.rng
    c, a, d = story.case()
    b = story.name("step")
    e = story.name("step") if rng.random() < 0.35 else ""
    story.tell(
        *forms("longer_branches"),
        c=c,
        a=a,
        b=b,
        d=d,
        e=rng.choice((" and then ", ", then ", " followed by ")) + e if e else "",
    )
    story.add(_first(story, f"{c} ? -> yes: {a} -> {b}"), c, a, b)
    story.put(f"{c} -> no: {d}" + (f" -> {e}" if e else ""), d, *([e] if e else []), at=(b, e or d))


def reject(story: Tale) -> None:
    """One branch ends, the other goes on: "if not c, b and stop. Otherwise continue with a"."""
    c, a, b = story.case()
    no_first = story.rng.random() < 0.5
    if no_first:
        story.tell(*forms("reject"), c=c, a=a, b=b)
        line = f"{c} ? -> no: {b}, yes: {a}"
    else:
        story.tell(*forms("reject 2"), c=c, a=a, b=b)
        line = f"{c} ? -> yes: {a}, no: {b}"
    story.put(_first(story, line), c, a, b, at=(a,))


def both_then(story: Tale) -> None:
    """If c, a, otherwise b; in any case d."""
    c, a, b = story.case()
    d = story.name("step")
    story.tell(*forms("both_then"), c=c, a=a, b=b, d=d)
    story.add(_first(story, f"{c} ? -> yes: {a}, no: {b}"), c, a, b)
    story.put(f"{a}, {b} -> {d}", d)


def until(story: Tale) -> None:
    """Repeat A and B until c."""
    rng = story.rng
    items = story.new(rng.choice((1, 2, 2, 3)), "step")
    c = story.name("condition")
    z = story.name("step") if rng.random() < 0.5 else ""
    story.queue.clear()
    story.tell(
        *forms("until"),
        l=story.listed(items),
        w=rng.choice((", ", " and then ", ", then ", " and ")).join(items),
        c=c,
        z=z,
        a=items[0],
    )
    if z:
        after = rng.choice(
            (", then {z}", ". Then {z}", ", and then {z}", ". After that {z}", ", finally {z}")
        )
        story.sentences[-1] += fill(rng, after, {"z": z})
    story.add(_first(story, f"{' -> '.join(items)} -> {c} ? -> no: {items[0]}"), *items, c)
    story.at(c, via="yes")
    if z:
        story.put(f"{c} -> yes: {z}", z)


def while_loop(story: Tale) -> None:
    """As long as c, keep doing a."""
    c, a, z = story.case()
    story.tell(*forms("while_loop"), c=c, a=a, z=z)
    if story.sentences[-1].startswith(a):
        story.add(_first(story, f"{a} -> {c} ? -> yes: {a}, no: {z}"), a, c, z)
    else:
        story.add(_first(story, f"{c} ? -> yes: {a} -> {c}"), c, a)
        story.add(f"{c} -> no: {z}", z)
    story.at(z)


def numbered(story: Tale) -> None:
    """A numbered list whose steps refer to each other by number."""
    rng = story.rng
    count = rng.choice((3, 4, 4, 5, 6, 7))
    items = story.new(count, "step")
    mark = rng.choice((". ", ") ", ". ", ": ", " - "))
    step = rng.choice(("step ", "step ", "", "#", "no. ", "number ")) if rng.random() < 0.8 else "step "
    target = rng.randrange(count - 1)
    roll = rng.random()
    texts = [f"{i}{mark}{x}" for i, x in enumerate(items, 1)]
    if mark == ": ":
        texts = [f"{rng.choice(('Step', 'step')) if i < 0 else 'Step'} {t}" for i, t in enumerate(texts)]
    where = f"{step or 'step '}{target + 1}"
    joint = rng.choice(("\n", "\n", "\n", " "))
    if roll < 0.35:
        c = story.name("condition")
        story.queue.clear()
        z = story.name("step") if rng.random() < 0.4 else ""
        negative = rng.random() < 0.5
        sentence = rng.choice(
            (
                "if not {c}, go back to {w}",
                "unless {c}, go to {w}",
                "{c}? if not, back to {w}",
                "repeat from {w} until {c}",
                "if {c} continue, otherwise go to {w}",
            )
            if negative
            else (
                "if {c}, go back to {w}",
                "if {c} go to {w}",
                "when {c}, return to {w}",
                "{c}? then back to {w}",
                "if {c}, repeat from {w}",
            )
        )
        if sentence.startswith("if not {c}"):
            sentence = "check if {c}; if not, go back to {w}"
        back, forth = ("no", "yes") if negative else ("yes", "no")
        prefix = "Step " if mark == ": " else ""
        texts.append(f"{prefix}{count + 1}{mark}" + sentence.format(c=c, w=where))
        story.add(f"{' -> '.join(items)} -> {c} ? -> {back}: {items[target]}", *items, c)
        story.at(c, via=forth)
        if z:
            texts.append(f"{prefix}{count + 2}{mark}{z}")
            story.put(f"{c} -> {forth}: {z}", z)
        text = joint.join(texts)
    elif roll < 0.6:
        text = (
            joint.join(texts)
            + joint
            + rng.choice(
                (
                    "then go back to {w}",
                    "repeat from {w}",
                    "go to {w}",
                    "back to {w}",
                    "and start again at {w}",
                    "loop back to {w}",
                )
            ).format(w=where)
        )
        story.put(" -> ".join([*items, items[target]]), *items, at=())
    elif roll < 0.8 and count > 3:
        c, a, b = story.case()
        texts = [f"{i}{mark}{x}" for i, x in enumerate(items, 1)] + [
            f"{count + 1}{mark}if {c}, {a}, otherwise {b}"
        ]
        text = joint.join(texts)
        story.add(f"{' -> '.join(items)} -> {c} ? -> yes: {a}, no: {b}", *items, c, a, b)
        story.at(a, b)
    else:
        words = [
            f"{o} {x}"
            for o, x in zip(
                rng.choice((ORDINALS, ("first", *(f"{o}ly" for o in ORDINALS[1:])))), items, strict=False
            )
        ]
        if rng.random() < 0.5:
            words[-1] = (
                rng.choice(("finally ", "last ", "lastly ", "and finally ", "at the end ")) + items[-1]
            )
        text = rng.choice((", ", ". ", "; ")).join(words)
        story.put(" -> ".join(items), *items)
    story.sentences.append(text)


def named_decision(story: Tale) -> None:
    """A step, then a decision about it, in one breath."""
    rng = story.rng
    step = story.name("step") if not story.last or story.via or rng.random() < 0.6 else ""
    c, a, b = story.case()
    if not step:
        step = story.last[0] if len(story.last) == 1 else story.name("step")
    told = step in story.nodes
    story.tell(*forms("named_decision"), x=step, c=c, a=a, b=b)
    line = f"{step} -> {c} ? -> yes: {a}, no: {b}"
    story.put(line if told or not story.last else story.go_on(line), step, c, a, b, at=(a, b))


def depending(story: Tale) -> None:
    """Depending on q, it goes to t1 or t2."""
    rng = story.rng
    q, *labels = (part.strip() for part in story.name("choice").split("\t"))
    if len(labels) < 2:
        return diamond(story)
    targets = story.new(len(labels), "noun")
    cases = list(zip(labels, targets, strict=True))
    bullets = "\n".join(
        f"{rng.choice(('- ',))}{label}{rng.choice((': ',))}{target}" for label, target in cases
    )
    arrows = rng.choice((", ", "; ", "\n", " | ")).join(f"{label} -> {target}" for label, target in cases)
    goes = ", ".join(
        f"{label} {verb} {target}"
        for label, target in cases
        for verb in (rng.choice(("goes to", "means", "leads to", "->", "to")),)
    )
    paren = (
        ", ".join(f"{target} ({label})" for label, target in cases[:-1])
        + f" or {cases[-1][1]} ({cases[-1][0]})"
    )
    fors = ", ".join(f"{target} {rng.choice(('for', 'if', 'in case of'))} {label}" for label, target in cases)
    story.tell(
        *forms("depending"),
        q=q,
        b=bullets,
        a=arrows,
        g=goes,
        p=paren,
        f=fors,
        n=count_word(rng, "en", len(cases)),
    )
    line = f"{q} ? -> " + ", ".join(f"{label}: {target}" for label, target in cases)
    story.put(_first(story, line), q, *targets, at=targets)
    if rng.random() < 0.35:
        z = story.name("noun")
        story.tell(*forms("depending 2"), z=z)
        story.put(f"{', '.join(targets)} -> {z}", z)


def feedback(story: Tale) -> None:
    """A chain with a way back, in one sentence."""
    rng = story.rng
    items = story.new(rng.choice((3, 3, 4, 5)), "noun")
    i = rng.randrange(len(items) - 1)
    story.tell(
        *forms("feedback"),
        w=rng.choice((", then ", " then ", " followed by ", ", ")).join(items),
        a=rng.choice((" -> ", " → ", " > ")).join(items),
        z=items[-1],
        b=items[i],
    )
    story.add(" -> ".join(items), *items)
    story.add(f"{items[-1]} -> {items[i]}")
    story.at(items[-1] if rng.random() < 0.5 else "")
    story.last = [x for x in story.last if x]


def relative(story: Tale) -> None:
    """Relative clauses: A sends it to B, where it is used by C."""
    rng = story.rng
    items = [*story.some(1), *story.new(rng.choice((2, 2, 2, 3)), "noun")]
    a, b, c, *d = items
    story.tell(*forms("relative"), a=a, b=b, c=c)
    if d:
        text = story.sentences.pop()
        story.sentences.append(
            text
            + fill(
                rng,
                rng.choice(
                    (
                        ", which goes to {the:d}",
                        ", then {d}",
                        " and finally {the:d}",
                        ", and {c} goes to {the:d}",
                        ". At the end comes {the:d}",
                    )
                ),
                {"c": c, "d": d[0]},
            )
        )
    story.put(" -> ".join(items), *items)


def reverse(story: Tale) -> None:
    """Said backwards: before C comes B; C follows B."""
    b, (a,) = story.name("noun"), story.some(1)
    story.tell(*forms("reverse"), b=b, a=a)
    story.put(f"{a} -> {b}", b, a, at=(b,))


def net(story: Tale) -> None:
    """Several relations in a row with verbs of all kinds: "sun feeds grass, grass feeds rabbit"."""
    rng = story.rng
    verbs = rng.sample(forms("forward"), rng.choice((1, 1, 2, 3, 4)))
    texts: list[str] = []
    if rng.random() < 0.12 and not story.nodes:
        items = story.new(rng.choice((3, 3, 4)), "noun")
        texts.append(f"{rng.choice(forms('net words 1'))}{rng.choice((':', ':', ''))} {story.listed(items)}")
        story.add(", ".join(items), *items)
    joint = rng.choice(forms("net words 2"))
    last = ""
    for _ in range(rng.choice((2, 2, 3, 3, 4, 5))):
        nodes = story.nodes
        roll = rng.random()
        if nodes and roll < 0.8:
            a = last if last and rng.random() < 0.6 else rng.choice(nodes)
            free = [x for x in nodes if x != a and f"{a} -> {x}" not in story.lines]
            b = rng.choice(free) if free and rng.random() < 0.2 else story.name("noun")
        else:
            a, b = story.new(2, "noun")
        said = rng.random()
        if said < 0.14:
            more = [b, *story.new(rng.choice((1, 1, 2)), "noun")]
            texts.append(
                fill(rng, "{the:a} {v} {l}", {"a": a, "v": rng.choice(verbs), "l": story.listed(more)})
            )
            story.add(f"{a} -> {', '.join(more)}", a, *more)
            last = rng.choice(more)
        elif said < 0.28:
            more = [a, *story.new(rng.choice((1, 1, 2)), "noun")]
            texts.append(
                fill(
                    rng,
                    "{l} {v} {the:b}",
                    {"b": b, "v": rng.choice(forms("plural")), "l": story.listed(more)},
                )
            )
            story.add(f"{', '.join(more)} -> {b}", *more, b)
            last = b
        elif a == last and said < 0.42:
            texts.append(fill(rng, rng.choice(forms("it goes on")), {"v": rng.choice(verbs), "b": b}))
            story.add(f"{a} -> {b}", b)
            last = b
        elif said < 0.38:
            texts.append(
                fill(rng, "{the:b} {v} {the:a}", {"a": a, "v": rng.choice(forms("backward")), "b": b})
            )
            story.add(f"{a} -> {b}", b, a)
            last = b
        else:
            texts.append(
                fill(
                    rng,
                    rng.choice(("{the:a} {v} {the:b}", "{the:a} {v} {the:b}", "{a} {v} {b}")),
                    {"a": a, "v": rng.choice(verbs), "b": b},
                )
            )
            story.add(f"{a} -> {b}", a, b)
            last = b
    if joint == ". ":
        texts = [_upper(text) for text in texts]
    story.sentences.append(joint.join(texts))
    story.at(last)


def tiers(story: Tale) -> None:
    """Three parts, each a sentence: "the logic tier contains the API and the rules engine"."""
    rng = story.rng
    parts = [story.title_and_members() for _ in range(rng.choice((2, 2, 3)))]
    verb = rng.choice(forms("tiers words 1"))
    texts = []
    for g, items in parts:
        texts.append(
            fill(
                rng,
                "{g}: {l}" if verb == ":" else "the {g} {v} {l}",
                {"g": g, "v": verb, "l": story.listed(items)},
            )
        )
        story.add(f"[{g}] {', '.join(items)}", *items)
    head = rng.choice(
        (
            "",
            "",
            f"there are {count_word(rng, 'en', len(parts))} "
            f"{rng.choice(('parts', 'tiers', 'groups', 'layers', 'areas'))}. ",
        )
    )
    joint = rng.choice((". ", ". ", ", ", "; ", "\n", ", and "))
    text = head + joint.join(_upper(t) if joint == ". " else t for t in texts)
    for _ in range(rng.choice((0, 1, 1, 2))):
        (_, xs), (_, ys) = rng.sample(parts, 2)
        a, b = rng.choice(xs), rng.choice(ys)
        if f"{a} -> {b}" not in story.lines:
            text += ("\n" if joint == "\n" else ". ") + fill(
                rng, "{the:a} {v} {the:b}", {"a": a, "v": rng.choice(forms("forward")), "b": b}
            )
            story.add(f"{a} -> {b}")
    story.sentences.append(text)
    story.at()


def chain_plus(story: Tale) -> None:
    """A chain and some shortcuts: "a -> b -> c -> d, plus a -> d"."""
    rng = story.rng
    items = story.new(rng.choice((4, 4, 5, 6)), "noun")
    pairs = [(i, j) for i in range(len(items)) for j in range(i + 2, len(items))]
    extra = sorted(rng.sample(pairs, min(len(pairs), rng.choice((1, 1, 2, 2, 3)))))
    arrow = rng.choice((" -> ", " → ", " > ", " to "))
    w = (
        arrow.join(items)
        if rng.random() < 0.6 or arrow == " to "
        else rng.choice((", then ", ", ")).join(items)
    )
    inner = arrow if rng.random() < 0.7 else rng.choice((" to ", " directly to "))
    shortcuts = [items[i] + inner + items[j] for i, j in extra]
    story.tell(
        *forms("chain_plus"),
        w=w,
        e=story.listed(shortcuts)
        if not any("-" in x for x in shortcuts) or rng.random() < 0.5
        else ", ".join(shortcuts),
    )
    story.add(" -> ".join(items), *items)
    for i, j in extra:
        story.add(f"{items[i]} -> {items[j]}")
    story.at(items[-1])


def fix_loop(story: Tale) -> None:
    """Check x; if c, a and check again, otherwise b."""
    rng = story.rng
    x = story.last[0] if len(story.last) == 1 and not story.via and rng.random() < 0.5 else story.name("step")
    c, a, b = story.case()
    told = x in story.nodes
    goes = rng.random() < 0.75
    tail = (
        rng.choice((". Otherwise {b}", ", otherwise {b}", "; if not, {b}", ". If not, {b}", ", else {b}"))
        if goes
        else ""
    )
    head = "" if told else rng.choice(("{x}. ", "{x}, then ", "{x}; ", "first {x}. ", "{x}\n"))
    yes = rng.random() < 0.65
    if yes:
        body = rng.choice(forms("fix_loop words 1"))
        tail = tail if "yes ->" not in body or not goes else "; no -> {b}"
        lines = [f"{c} ? -> yes: {a} -> {x}", f"{c} -> no: {b}"]
    else:
        body = rng.choice(
            (
                "if {c}, {b}. Otherwise {a} and go back to {x}",
                "if {c} {b}, else {a} and {x} again",
                "{c}? yes: {b}. no: {a}, then back to {x}",
                "if {c}, {b}; if not, {a}, and then {x} again",
            )
        )
        tail, goes = "", False
        lines = [f"{c} ? -> yes: {b}, no: {a}", f"{a} -> {x}"]
    story.tell(head + body + tail, x=x, c=c, a=a, b=b)
    first = f"{x} -> {lines[0]}"
    if story.last and not told:
        first = story.go_on(first)
    if yes:
        story.add(first, x, c, a)
        if goes:
            story.put(lines[1], b)
        else:
            story.at(c, via="no")
    else:
        story.add(first, x, c, b, a)
        story.put(lines[1], at=(b,))


ASKED = re.compile(
    r"(?P<subject>(?:the |a |an )?[\w' -]+?) (?P<verb>is|are|was|were|has|have|can) (?P<rest>.+)"
)


def _question(story: Tale, condition: str) -> tuple[str, str]:
    """The condition as a question and the name that the question leaves of it."""
    match = ASKED.fullmatch(condition)
    if not match or re.match(r"there\b|it\b", condition):
        return f"{story.rng.choice(('', '', 'is it true that '))}{condition}?", condition
    subject, verb, rest = match["subject"], match["verb"], match["rest"]
    bare = re.sub(r"^(?:the|an?) ", "", subject)
    if story.rng.random() < 0.25:  # telegram style
        return f"{bare} {rest}?", f"{bare} {rest}"
    return f"{verb} {story.rng.choice(('the ', 'the ', ''))}{bare} {rest}?", f"{bare} {rest}"


def questions(story: Tale) -> None:
    """Is the device plugged in? If no, a. If yes, is the light on? ..."""
    rng = story.rng
    c, a, b = story.case()
    asked, c = _question(story, c)
    if rng.random() < 0.5:
        text, no_first = rng.choice(
            (
                ("{q} If yes, {a}. If no, {b}", 0),
                ("{q} yes: {a}. no: {b}", 0),
                ("{q} If so, {a}, if not, {b}", 0),
                ("{q} If no, {b}. If yes, {a}", 1),
                ("{q} {a}. otherwise {b}", 0),
                ("{q} then {a}, else {b}", 0),
                ("{q}\nyes -> {a}\nno -> {b}", 0),
                ("{q}\n  no -> {b}\n  yes -> {a}", 1),
                ("{q} Y -> {a}, N -> {b}", 0),
                ("{q} (yes: {a}, no: {b})", 0),
                ("{q} No? {b}. Yes? {a}", 1),
                ("{q} Yes? {a}. No? {b}", 0),
                ("{q} if it is, {a}, if it isn't, {b}", 0),
                ("{q} => yes: {a}; no: {b}", 0),
                ("ask yourself: {q} if yes {a}, if no {b}", 0),
            )
        )
        story.tell(text, q=asked, a=a, b=b)
        branches = [f"yes: {a}", f"no: {b}"]
        story.put(
            _first(story, f"{c} ? -> {', '.join(branches[::-1] if no_first else branches)}"),
            c,
            a,
            b,
            at=(a, b),
        )
        return
    k, e, f = story.case()
    second, k = _question(story, k)
    yes_goes = rng.random() < 0.5
    here, there = ("yes", "no") if yes_goes else ("no", "yes")
    stop = b if yes_goes else a
    order = rng.choice(("stop first", "stop first", "question first"))
    if order == "stop first":
        story.tell(*forms("questions"), q=asked, r=second, s=stop, e=e, f=f, h=here, t=there)
        story.add(_first(story, f"{c} ? -> {there}: {stop}, {here}: {k} ?"), c, stop, k)
        story.put(f"{k} -> yes: {e}, no: {f}", e, f, at=(stop, e, f))
    else:
        story.tell(*forms("questions 2"), q=asked, r=second, s=stop, e=e, f=f, h=here, t=there)
        story.add(_first(story, f"{c} ? -> {here}: {k} ?"), c, k)
        story.add(f"{k} -> yes: {e}, no: {f}", e, f)
        story.put(f"{c} -> {there}: {stop}", stop, at=(e, f, stop))


def gates(story: Tale) -> None:
    """Phases, and a way back if one of them fails."""
    rng = story.rng
    items = story.new(rng.choice((3, 3, 4, 5)), "noun")
    z, back = items[-1], rng.choice(items[:-1])
    c = rng.choice(
        (
            "{z} fails",
            "{z} is not ok",
            "{z} finds a problem",
            "{z} fails",
            "{z} is rejected",
            "{z} reveals errors",
        )
    ).format(z=z)
    z2 = story.name("noun") if rng.random() < 0.5 else ""
    head = rng.choice((", then ", " -> ", ", ", ". Then ", " followed by ")).join(items)
    if rng.random() < 0.3:
        head = ". ".join(f"Phase {i}: {x}" for i, x in enumerate(items, 1))
    elif rng.random() < 0.3:
        words = ("one", "two", "three", "four", "five")
        head = ", ".join(
            f"{rng.choice(('stage', 'step')) if i < 0 else 'stage'} {words[i]} is {x}"
            for i, x in enumerate(items)
        )
    tail = rng.choice(
        (
            ". If {c}, return to {b}",
            ". If {c}, go back to {b}",
            ", and if {c}, back to {b}",
            ". if {c} -> {b}",
            "; if {c} we start again at {b}",
        )
    ).format(c=c, b=back)
    if z2:
        tail += rng.choice((", otherwise {z}", ". Otherwise {z}", ", else {z}", ". If not, {z}")).format(z=z2)
    story.sentences.append(head + tail)
    story.add(" -> ".join(items), *items)
    story.add(f"{z} -> {c} ? -> yes: {back}" + (f", no: {z2}" if z2 else ""), c, *([z2] if z2 else []))
    story.at(*([z2] if z2 else []))


def case_paths(story: Tale) -> None:
    """Cases that go on for a while: "plan: free -> start, paid -> enter card -> start"."""
    rng = story.rng
    q, *labels = (part.strip() for part in story.name("choice").split("\t"))
    if len(labels) < 2:
        return diamond(story)
    paths = [[target] for target in story.new(len(labels), "noun")]
    for path in paths:
        if rng.random() < 0.6:
            path += story.new(rng.choice((1, 1, 2)), rng.choice(("noun", "step")))
    if rng.random() < 0.5:
        end = story.name("noun")
        for path in paths:
            path.append(end)
    arrow = rng.choice((" -> ", " -> ", " → ", ", then ", " and then "))
    said = [
        f"{label}{rng.choice((arrow if arrow[1] in '-→' else ': ',))}{arrow.join(path)}"
        for label, path in zip(labels, paths, strict=False)
    ]
    opts = rng.choice((" or ", "/", ", ")).join(labels)
    text = rng.choice(forms("case_paths words 1")).format(q=q, o=opts)
    joint = rng.choice((". ", "; ", "\n", "\n- "))
    text += ("\n- " if joint == "\n- " else "\n" if joint == "\n" else " ") + joint.join(said)
    story.sentences.append(text)
    story.add(_first(story, f"{q} ? -> {labels[0]}: {' -> '.join(paths[0])}"), q, *paths[0])
    for label, path in zip(labels[1:], paths[1:], strict=False):
        story.add(f"{q} -> {label}: {' -> '.join(path)}", *path)
    ends = list(dict.fromkeys(path[-1] for path in paths))
    story.at(*ends)


def mermaid(story: Tale) -> None:
    """Edges in the syntax of mermaid or dot, names in brackets at their first mention."""
    rng = story.rng
    dot = rng.random() < 0.3
    ids: dict[str, str] = {}
    letters = rng.choice(("ABCDEFGHIJKLMNOP", "abcdefghijklmnop"))
    brackets = rng.choice((("[", "]"), ("[", "]"), ("(", ")"), ("([", "])"), ('["', '"]')))
    plain = rng.random() < 0.3

    def mention(name: str, around: tuple[str, str] = brackets) -> str:
        if dot:
            return f'"{name}"' if " " in name or rng.random() < 0.3 else name
        if plain:
            return name
        if name in ids:
            return ids[name]
        ids[name] = letters[len(ids) % len(letters)]
        return f"{ids[name]}{around[0]}{name}{around[1]}"

    arrow = " -> " if dot else rng.choice((" --> ", " --> ", "-->"))
    texts = []
    nodes = story.new(rng.choice((1, 1, 2)), story.taste)
    if len(nodes) == 2:
        texts.append(f"{mention(nodes[0])}{arrow}{mention(nodes[1])}")
        story.add(f"{nodes[0]} -> {nodes[1]}", *nodes)
    for _ in range(rng.choice((2, 3, 3, 4, 5, 6))):
        a = nodes[-1] if rng.random() < 0.6 else rng.choice(nodes)
        if rng.random() < 0.2 and len(ids) < 10:
            c, x, y = story.case()
            if c in story.spoken:
                del story.spoken[c]
            texts.append(f"{mention(a)}{arrow}{mention(c, ('{', '}'))}")
            story.add(f"{a} -> {c} ?", a, c)
            for label, z in (("yes", x), ("no", y)):
                tag = f' [label="{label}"]' if dot else ""
                mark = arrow if dot else f" -->|{label}| " if rng.random() < 0.7 else f" -- {label} --> "
                texts.append(f"{mention(c)}{mark}{mention(z)}{tag}")
                story.add(f"{c} -> {label}: {z}", z)
            nodes += [x, y]
            continue
        old = [x for x in nodes if x != a and f"{a} -> {x}" not in story.lines]
        b = rng.choice(old) if old and rng.random() < 0.25 else story.name()
        texts.append(f"{mention(a)}{arrow}{mention(b)}")
        story.add(f"{a} -> {b}", a, b)
        nodes += [] if b in nodes else [b]
    if dot:
        joint = rng.choice((";\n  ", "; ", "\n"))
        head, tail = rng.choice(
            (("digraph {" + joint.lstrip(";"), "\n}"), ("digraph G {" + joint.lstrip(";"), " }"), ("", ""))
        )
        story.sentences.append(head + joint.join(texts) + tail)
    else:
        head = rng.choice(forms("graph heads")) + "\n" if rng.random() < 0.7 else ""
        story.sentences.append(head + rng.choice(("\n", "\n", "\n  ", "; ")).join(texts))
    story.at()


def start_to_end(story: Tale) -> None:
    """A flowchart with a start and an end as boxes of their own."""
    rng = story.rng
    start, end = rng.choice(forms("start names")), rng.choice(forms("end names"))
    for word in (start, end):
        story.seen.add(word.lower())
    items = story.new(rng.choice((1, 2, 2, 3, 4)), "step")
    arrow = rng.choice((" -> ", " → ", ", ", "\n", " --> "))
    text = arrow.join([start, *items])
    if rng.random() < 0.5:
        story.sentences.append(text + arrow + end)
        story.put(" -> ".join([start, *items, end]), start, *items, end, at=())
        return
    c, a, b = story.case()
    spoken = arrow if arrow.strip() in ("->", "→", "-->") else " -> "
    stays = rng.random() < 0.4
    back = rng.choice(items)
    no = back if stays else b
    tail = "" if stays else f"{spoken}{end}"
    yes_text, no_text = f"yes{spoken}{a}{spoken}{end}", f"no{spoken}{no}{tail}"
    first, second = rng.choice((" ", "\n")), rng.choice(("; ", "\n", ", ", ". "))
    story.sentences.append(f"{text}{arrow}{c}?{first}{yes_text}{second}{no_text}")
    story.add(f"{start} -> {' -> '.join(items)} -> {c} ? -> yes: {a} -> {end}", start, *items, c, a, end)
    story.put(f"{c} -> no: {no}" + ("" if stays else f" -> {end}"), *([] if stays else [b]), at=())


OPENERS = (
    (mermaid, 4),
    (start_to_end, 4),
    (net, 14),
    (tiers, 4),
    (chain_plus, 3),
    (fix_loop, 4),
    (questions, 6),
    (gates, 3),
    (case_paths, 4),
    (svo, 13),
    (route, 5),
    (between, 3),
    (takes, 4),
    (takes_after, 5),
    (diamond, 6),
    (parallel, 4),
    (stages, 5),
    (cyclic, 4),
    (tree, 4),
    (hub, 3),
    (pairwise, 3),
    (adjacency, 7),
    (parentheses, 5),
    (made_of, 5),
    (headings, 6),
    (swimlanes, 3),
    (identical, 3),
    (nested, 4),
    (longer_branches, 3),
    (reject, 2),
    (both_then, 3),
    (until, 4),
    (while_loop, 2),
    (numbered, 8),
    (named_decision, 4),
    (depending, 5),
    (feedback, 4),
    (relative, 4),
    (reverse, 2),
    (processes.chain, 8),
)
ALONE = (mermaid, start_to_end, tiers, adjacency, headings, swimlanes, pairwise)  # mostly the whole prompt
GO_ON = (
    (net, 5),
    (fix_loop, 5),
    (questions, 6),
    (case_paths, 2),
    (svo, 5),
    (route, 2),
    (between, 2),
    (takes, 2),
    (takes_after, 1),
    (diamond, 4),
    (parallel, 3),
    (hub, 2),
    (nested, 4),
    (longer_branches, 3),
    (reject, 4),
    (both_then, 5),
    (until, 3),
    (while_loop, 2),
    (named_decision, 5),
    (depending, 5),
    (feedback, 1),
    (relative, 2),
    (reverse, 2),
    (processes.go_on, 14),
    (processes.decision, 8),
    (processes.retry, 5),
    (processes.back, 4),
    (processes.edge, 6),
    (processes.split, 4),
    (processes.merge, 4),
    (processes.skip, 2),
    (processes.choice, 2),
    (processes.one_branch, 1),
    (processes.group, 2),
)


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One prompt of these forms: (kind, prompt, statement lines)."""
    story = Tale(rng, "en", rng.choice(("noun", "step")))
    if rng.random() < 0.55:
        story.world = rng.choice(domains())
    opener = rng.choices([m for m, _ in OPENERS], [w for _, w in OPENERS])[0]
    opener(story)
    total = rng.choices((0, 1, 2, 3), (8, 7, 4, 2))[0]
    if opener in ALONE:
        total = rng.choices((0, 1), (8, 1))[0]
    elif opener is processes.chain or opener is processes.edge:
        total = max(1, total)
    for _ in range(total):
        move = rng.choices([m for m, _ in GO_ON], [w for _, w in GO_ON])[0]
        if move in processes.NEED_LAST and not story.last:
            move = processes.edge
        if move is processes.go_on and opener in (svo, until, numbered):
            story.taste = "step"
        said = len(story.sentences)
        move(story)
        _link(story, move, said)
        if len(story.nodes) > 18:
            break
    kind = opener.__name__
    return f"form {kind} en", *_worn(story, _join(story), "\n".join(story.lines))


def _worn(story: Tale, text: str, body: str) -> tuple[str, str]:
    """What typing does to names: all in lower case, in quotes, or a name said in short the second time."""
    rng = story.rng
    roll = rng.random()
    if roll < 0.07:
        return text.lower(), body.lower()
    if roll < 0.1 and not any(a != b and a in b for a in story.nodes for b in story.nodes):
        left, right = rng.choice((('"', '"'), ("'", "'"), ("`", "`"), ("**", "**"), ("“", "”")))
        for name in story.nodes:
            if left not in name and name not in story.spoken and len(name) > 2 and f"{name}'" not in text:
                text = re.sub(
                    rf"(?<![\w'-]){re.escape(name)}(?![\w'-])", lambda m: f"{left}{m[0]}{right}", text
                )
    elif roll < 0.16:
        for name in story.nodes:
            short = name.split()[-1]
            alone = sum(short.lower() in other.lower() for other in (*story.nodes, *story.seen)) == 2
            if (
                " " in name
                and alone
                and len(short) > 3
                and text.count(name) >= 2
                and text.lower().count(short.lower()) == text.count(name)
            ):
                first = text.index(name) + len(name)
                text = text[:first] + re.sub(rf"\b{re.escape(name)}\b", short, text[first:])
                break
    return text, body


LINKED = (
    questions,
    fix_loop,
    nested,
    longer_branches,
    reject,
    both_then,
    until,
    while_loop,
    named_decision,
    depending,
    parallel,
)


def _link(story: Tale, move, said: int) -> None:
    """A word that says "after that" before a sentence which goes on, now and then."""
    rng = story.rng
    if move in LINKED and len(story.sentences) > said and rng.random() < 0.4:
        word = rng.choice(forms("_link words 1"))
        story.sentences[said] = word + story.sentences[said]


def _join(story: Tale) -> str:
    """The sentences as a text; what has lines of its own stands on its own line."""
    rng = story.rng
    lines = rng.random() < 0.12
    commas = rng.random() < 0.1
    text = ""
    for sentence in story.sentences:
        sentence = sentence.strip()
        if not text:
            text = sentence if rng.random() < 0.6 else _upper(sentence)
            continue
        own = "\n" in sentence or "\n" in text.split(". ")[-1]
        if own or lines:
            text += f"\n{sentence if rng.random() < 0.6 else _upper(sentence)}"
        elif sentence.startswith(("which ", "and ", "→", "-> ", "before ")) and not text.endswith("."):
            text += f"{rng.choice((', ', ' '))}{sentence}"
        elif commas:
            text += f"{rng.choice((', ', '; ', ' '))}{sentence}"
        else:
            stop = "" if text.endswith((".", "!", "?")) else "."
            text += f"{stop} {sentence if rng.random() < 0.12 else _upper(sentence)}"
    if rng.random() < 0.5 and not text.endswith((".", "!", "?")) and "\n" not in text:
        text += "."
    return text
