"""Systems told in one to six English sentences; names come back as "it", "the latter" or in short."""

from __future__ import annotations

import random
from collections.abc import Callable

from training.synthesis import lexicon
from training.synthesis.english.everyday_decisions import OPPOSITES
from training.synthesis.english.everyday_steps import scenes, things
from training.synthesis.english.forms import Tale, _thing, domains
from training.synthesis.english.verbs import plural
from training.synthesis.phrasing import count_word
from training.synthesis.variants import say, upper

# What is handed on: never a node.
PAYLOADS = (
    "data", "the data", "requests", "the request", "the result", "the results", "its output", "events",
    "every event", "a message", "messages", "a copy", "the file", "files", "the signal", "signals",
    "its findings", "the answer", "everything", "all records", "a summary", "a notification",
    "the payload", "updates", "each update", "a job", "the list", "raw values", "metrics", "new entries",
    "what it finds", "traffic", "packets", "the material", "alerts", "its decision", "batches",
    "the response", "energy", "water", "documents", "the paperwork", "whatever comes in", "the goods",
    "information", "the outcome", "a report", "instructions", "commands", "one half",
)  # fmt: skip
TO = (
    "sends {p} to", "forwards {p} to", "passes {p} on to", "passes {p} to", "writes {p} to",
    "pushes {p} to", "hands {p} over to", "hands {p} to", "delivers {p} to", "publishes {p} to",
    "streams {p} to", "uploads {p} to", "puts {p} into", "puts {p} on", "reports {p} to",
    "displays {p} on", "stores {p} in", "saves {p} in", "saves {p} to", "drops {p} in",
    "transfers {p} to", "returns {p} to", "routes {p} to", "ships {p} to", "posts {p} to",
    "copies {p} to", "loads {p} into", "emits {p} to", "exports {p} to", "relays {p} to", "gives {p} to",
    "submits {p} to", "dumps {p} into", "talks to", "calls", "feeds", "drives", "updates", "notifies",
    "triggers", "leads to", "supplies", "invokes", "connects to", "is connected to", "flows into",
    "goes to", "goes into", "runs into", "moves on to", "fills", "powers", "controls", "starts",
    "informs", "alerts", "reports to", "logs to", "points to", "queries", "asks", "serves", "uses",
    "is linked to", "opens", "ends up in", "is sent to", "is passed to", "is handed to", "is stored in",
    "is written to", "is loaded into", "is forwarded to", "is turned into", "becomes",
    "is transformed into", "reaches", "arrives at", "activates", "produces", "creates", "generates",
)  # fmt: skip
PLURAL_TO = (
    "send {p} to", "report to", "feed", "write to", "write {p} to", "log to", "talk to", "call",
    "lead to", "end up in", "go to", "connect to", "are connected to", "are sent to", "use", "share",
    "flow into", "push {p} to", "store {p} in", "notify", "update", "are combined in", "are merged in",
    "meet in", "are joined in", "are collected in", "come together in", "are handed to",
    "are monitored by", "publish to", "supply",
)  # fmt: skip
TAKEN = (
    "is read by", "is queried by", "is used by", "is consumed by", "is polled by", "is monitored by",
    "is fetched by", "is picked up by", "is processed by", "is handled by", "is checked by",
    "is watched by", "is observed by", "is followed by", "is analysed by", "is inspected by",
    "is accessed by", "is visited by", "is opened by",
)  # fmt: skip
FROM = (
    "reads {p} from", "reads from", "gets {p} from", "pulls {p} from", "receives {p} from",
    "fetches {p} from", "takes {p} from", "collects {p} from", "is fed by", "is filled by", "listens to",
    "subscribes to", "polls", "draws {p} from", "obtains {p} from", "is supplied by", "is triggered by",
    "gets its input from", "gets its {m} from", "consumes {p} from", "is driven by", "comes after",
    "picks {p} up from",
)  # fmt: skip
MATERIAL = ("input", "data", "power", "orders", "work", "supply", "files", "instructions")
LINKS = ("", "", "", "", "[Then ~Next, ~After that ~Afterwards, ~Finally, ~Now ~Next ~Here ~Then ~In turn, ]")


def agree(subject: str, clause: str) -> str:
    """The clause of a third person as many do it, where the subject sounds like many: users upload."""
    if not plural(subject) or subject[:1].isupper():
        return clause
    verb, _, rest = clause.partition(" ")
    if verb == "is":
        verb = "are"
    elif verb.endswith("ies"):
        verb = verb[:-3] + "y"
    elif verb.endswith(("sses", "shes", "ches", "goes")):
        verb = verb[:-2]
    elif verb.endswith("s"):
        verb = verb[:-1]
    return f"{verb} {rest}"


class Account(Tale):
    """A tale of things that hand something on; knows what "it", "the latter" and "both" mean now."""

    object: str = ""  # the thing that was named last, so that "it" means it
    pair: tuple[str, str] | None = None  # the two things that were named last

    def called(self, name: str, pronoun: bool = True) -> str:
        """A known thing as the subject or object of the next sentence."""
        rng = self.rng
        roll = rng.random()
        if pronoun and name == self.object and roll < 0.42:
            forms = ["it", "it", "it", "this", "this in turn", "it in turn", "it also"]
            if self.pair and self.pair[1] == name:
                forms += ["the latter", "the latter", "the latter", "this one"]
            return rng.choice(forms)
        if pronoun and self.pair and self.pair[0] == name and roll < 0.45:
            return "the former"
        short = name.split()[-1]
        if " " in name and roll > 0.75 and short.isalpha() and len(short) > 3:
            same = sum(short.lower() in other.lower() for other in self.nodes)
            if same == 1:
                return f"{rng.choice(('the', 'the', 'this', 'that'))} {short}"
        return name if not name[0].islower() and rng.random() < 0.6 else f"the {name}"

    def fresh(self, count: int = 1) -> list[str]:
        """New things, some of them of four to ten words."""
        found = things(self, count)[:count]
        found += self.new(count - len(found), "noun")
        return [self.longer(name) if self.rng.random() < 0.07 else name for name in found]

    def longer(self, name: str) -> str:
        """The thing with what tells it apart: "list of orders from the night shift"."""
        rng = self.rng
        a, b = (_thing(self, rng.choice(("data", "component", "role"))) for _ in range(2))
        made = say(
            rng,
            (
                "{n} [of~for~from~about] [the ~all ~our ~]{a}",
                "{n} [of~for~from] [the ~]{a} [in~at~near~behind~for~with] the {b}",
                "{n} [that belongs to~used by~written by~made by~sent by~owned by] the {a}",
                "{n} [on the second floor~of the last two years~in the main building~for new "
                "users~of the city]",
                "{n} that [stores~counts~shows~controls~collects~checks] [the ~all ~]{a}",
                "[new~old~second~weekly~shared~internal~central] {n} [for~of] [the ~]{a}",
            ),
            n=name,
            a=a,
            b=b,
        )
        fits = len(made.split()) < 11 and not set(made) & set(",:;|") and self.claim_all((a, b))
        self.seen.add(made.lower().replace(" ", ""))
        return made if fits else name

    def verb(self, verbs: tuple[str, ...]) -> str:
        return say(self.rng, self.rng.choice(verbs), p=self.rng.choice(PAYLOADS), m=self.rng.choice(MATERIAL))

    def link(self, line: str, *new: str) -> None:
        self.add(line, *new)

    def sentence(self, template: str | tuple[str, ...], **slots: str) -> None:
        """Adds a sentence, now and then after "then"."""
        text = say(self.rng, template, **slots)
        lead = say(self.rng, self.rng.choice(LINKS)) if self.sentences else ""
        if lead and text.startswith(("there ", "from ", "both ", "here ")):
            lead = ""
        self.sentences.append(lead + text)

    def now(self, *names: str) -> None:
        """What the account goes on from; the last of the names is what "it" means."""
        self.at(*names)
        self.object = names[-1] if len(names) == 1 else ""
        self.pair = (names[0], names[1]) if len(names) == 2 else None


def begin(s: Account) -> None:
    """The first sentence."""
    rng = s.rng
    roll = rng.random()
    if roll < 0.5:
        a, b = s.fresh(2)
        s.sentence("{the:a} {v} {the:b}", a=a, b=b, v=agree(a, s.verb(TO)))
        s.link(f"{a} -> {b}", a, b)
        s.now(b)
        s.pair = (a, b)
    elif roll < 0.62:
        a, b, c = s.fresh(3)
        s.sentence(
            "{the:a} {v} {the:b}, which {w} {the:c}", a=a, b=b, c=c, v=agree(a, s.verb(TO)), w=s.verb(TO)
        )
        s.link(f"{a} -> {b} -> {c}", a, b, c)
        s.now(c)
    elif roll < 0.78:
        a, b, c = s.fresh(3)
        s.sentence(
            (
                "[both {the:a} and {the:b}~{the:a} and {the:b}~{the:a} and {the:b} both] {v} {the:c}",
                "[the inputs come~everything comes~data comes~input comes] from {the:a} and {the:b}. "
                "[They are~Both are~The two are] [joined~combined~merged~brought together] in {the:c}",
            ),
            a=a,
            b=b,
            c=c,
            v=s.verb(PLURAL_TO),
        )
        s.link(f"{a}, {b} -> {c}", a, b, c)
        s.now(c)
    elif roll < 0.88:
        a, b = s.fresh(2)
        s.sentence(
            (
                "[there is~there are~we have] {the:a} and {the:b}. The [former~first] {v} the "
                "[latter~second]",
                "[we have~there are] two [parts~things~systems~pieces]: {the:a} and {the:b}. {x} {v} {y}",
                "[we start with~it starts with~it all begins with~everything starts at] {the:a}, "
                "which {v} {the:b}",
            ),
            a=a,
            b=b,
            x=f"the {a}",
            y=f"the {b}",
            v=s.verb(TO),
        )
        s.link(f"{a} -> {b}", a, b)
        s.now(b)
        s.pair = (a, b)
    else:
        a, b, c = s.fresh(3)
        s.sentence(
            (
                "{the:a} {v} {the:b} and {the:c}",
                "{the:a} {v} {the:b} as well as {the:c}",
                "{the:a} {v} [two things~two places]: {the:b} and {the:c}",
            ),
            a=a,
            b=b,
            c=c,
            v=s.verb(TO),
        )
        s.link(f"{a} -> {b}, {c}", a, b, c)
        s.now(b, c)


def one(s: Account) -> str:
    """The one thing to go on from."""
    return s.last[0]


def hand_on(s: Account) -> None:
    a, (b,) = one(s), s.fresh()
    said = s.called(a)
    verb = s.verb(TO)
    s.sentence("{a} {v} {the:b}", a=said, b=b, v=agree(a, verb) if a in said else verb)
    s.link(f"{a} -> {b}", b)
    s.now(b)
    s.pair = (a, b)


def hand_on_twice(s: Account) -> None:
    a, (b, c) = one(s), s.fresh(2)
    s.sentence(
        (
            "{a} {v} {the:b}, which [in turn ~then ~]{w} {the:c}",
            "{a} {v} {the:b}, and [this~that~the latter~it] [in turn ~then ~]{w} {the:c}",
            "{a} {v} {the:b} and {b} {w} {the:c}",
            "{a} {v} {the:b}, and from there [on ~]to {the:c}",
        ),
        a=s.called(a),
        b=b,
        c=c,
        v=s.verb(TO),
        w=s.verb(TO),
    )
    s.link(f"{a} -> {b} -> {c}", b, c)
    s.now(c)


def hand_to_two(s: Account) -> None:
    a, (b, c) = one(s), s.fresh(2)
    s.sentence(
        (
            "{a} {v} {the:b} and {the:c}",
            "{a} {v} {the:b} and [also ~]{w} {the:c}",
            "{a} {v} {the:b} as well as {the:c}",
            "{a} not only {v} {the:b} but also {w} {the:c}",
            "[two~2] [things~outputs~results~products] [come out of~are made from~are made out of] "
            "{o}: {the:b} and {the:c}",
            "from [there~here] [it~everything~the flow] [goes~flows~continues] to {the:b} and [to ~]{the:c}",
            "{a} [splits into~branches into~has two outputs:~is divided into] {the:b} and {the:c}",
        ),
        a=s.called(a),
        o="it" if s.object == a else f"the {a}",
        b=b,
        c=c,
        v=s.verb(TO),
        w=s.verb(TO),
    )
    s.link(f"{a} -> {b}, {c}", b, c)
    s.now(b, c)


def taken_by(s: Account) -> None:
    a, (b,) = one(s), s.fresh()
    if s.rng.random() < 0.35:
        (c,) = s.fresh()
        s.sentence(
            (
                "{the:b} [picks it up~takes it~reads it~processes it~receives it~checks it], and {w} {the:c}",
                "{the:b} [picks it up~takes it~reads it] and {w} {the:c}",
                "{the:b} reads from {o} and {w} {the:c}",
                "{a} {v} {the:b}, which {w} {the:c}",
            ),
            a=s.called(a),
            b=b,
            c=c,
            w=s.verb(TO),
            v=s.verb(TAKEN),
            o="it" if s.object == a else f"the {a}",
        )
        s.link(f"{a} -> {b} -> {c}", b, c)
        s.now(c)
        return
    s.sentence(
        (
            "{a} {v} {the:b}",
            "{the:b} {f} {o}",
            "[here ~there ~]{the:b} then {f} {o}",
            "{the:b} then [serves it~takes over~uses it~reads it~displays it~deals with it~handles the rest]",
        ),
        a=s.called(a),
        b=b,
        v=s.verb(TAKEN),
        f=s.verb(FROM),
        o="it" if s.object == a and s.rng.random() < 0.5 else f"the {a}",
    )
    s.link(f"{a} -> {b}", b)
    s.now(b)


def from_there(s: Account) -> None:
    a, items = one(s), s.fresh(s.rng.choice((1, 1, 2, 2)))
    if len(items) == 1:
        s.sentence(
            (
                "from [there~here] [it goes~it continues~everything flows~the result goes~it moves "
                "on~we get~data flows] to {the:b}",
                "[the next stop~the next station~next in line~the next one] is {the:b}",
                "[after that~next] comes {the:b}",
                "[the last one~last comes~at the end there] is {the:b}",
                "[behind it~after it] [comes~is~sits] {the:b}",
                "what comes out of {o} goes to {the:b}",
            ),
            b=items[0],
            o="it" if s.object == a else f"the {a}",
        )
    else:
        s.sentence(
            (
                "from [there~here] it goes [through~via~over] {the:b} to {the:c}",
                "[the next ones are~next come~then come] {the:b} and then {the:c}",
                "[after that comes~next is~then we have] {the:b}, followed by {the:c}",
                "[it is~this is] followed by {the:b} and [then ~after that ]{the:c}",
            ),
            b=items[0],
            c=items[1],
        )
    s.link(" -> ".join([a, *items]), *items)
    s.now(items[-1])


def both(s: Account) -> None:
    (z,) = s.fresh()
    names = list(s.last)
    who = {2: "[both~both of them~the two~they both~these two~both of these~they]"}.get(
        len(names), "[all of them~they all~all~these]"
    )
    s.sentence(
        (f"{who} {{v}} {{the:z}}", f"{who} {{v}} {{the:z}}", "{n} {v} {the:z}"),
        z=z,
        v=s.verb(PLURAL_TO),
        n=" and ".join([", ".join(f"the {name}" for name in names[:-1]), f"the {names[-1]}"]),
    )
    s.link(f"{', '.join(names)} -> {z}", z)
    s.now(z)


def each_own(s: Account) -> None:
    a, b = s.last[:2]
    c, d = s.fresh(2)
    s.sentence(
        (
            "the former {v} {the:c}, the latter {w} {the:d}",
            "the first {v} {the:c} and the second {w} {the:d}",
            "the first one {v} {the:c}, while the other [one ~]{w} {the:d}",
            "the {a} {v} {the:c} and the {b} {w} {the:d}",
            "{the:c} {f} the {a}, and {the:d} {g} the {b}",
        ),
        a=a,
        b=b,
        c=c,
        d=d,
        v=s.verb(TO),
        w=s.verb(TO),
        f=s.verb(FROM),
        g=s.verb(FROM),
    )
    s.link(f"{a} -> {c}", c)
    s.link(f"{b} -> {d}", d)
    s.now(c, d)


def one_of_two(s: Account) -> None:
    i = s.rng.randrange(2)
    a, (c,) = s.last[i], s.fresh()
    s.sentence(
        ("{w} {v} {the:c}", "{n} {v} {the:c}", "{n} {v} {the:c}"),
        w=("the former", "the latter")[i],
        n=f"the {a}",
        c=c,
        v=s.verb(TO),
    )
    s.link(f"{a} -> {c}", c)
    s.now(c)


def from_earlier(s: Account) -> None:
    """Something said before also hands on, or to something that was said before."""
    a, (b,) = s.rng.choice(s.nodes), s.fresh()
    s.sentence(
        (
            "{a} also {v} {the:b}",
            "{the:b} also {f} {a}",
            "in addition, {a} {v} {the:b}",
            "{the:b} {f} {a}",
        ),
        a=f"the {a}",
        b=b,
        v=s.verb(TO),
        f=s.verb(FROM),
    )
    s.link(f"{a} -> {b}", b)
    s.now(b)


def back(s: Account) -> None:
    a = one(s)
    others = [n for n in s.nodes if n != a]
    b = s.rng.choice(others)
    s.sentence(
        (
            "{a} [sends {p} back to~returns {p} to~reports back to~goes back to~gives feedback to] the {b}",
            "finally {a} {v} the {b}[ again~]",
        ),
        a=s.called(a),
        b=b,
        v=s.verb(TO),
        p=s.rng.choice(PAYLOADS),
    )
    if f"{a} -> {b}" in s.lines:
        s.sentences.pop()
        return
    s.link(f"{a} -> {b}")
    s.now(b)


def sits_between(s: Account) -> None:
    a = one(s)
    b, c = s.fresh(2)
    s.sentence(
        (
            "between {o} and {the:c} [sits~stands~there is~we have~lies] {the:b}",
            "{the:b} [sits~stands~is~is placed] between {o} and {the:c}",
            "{o} reaches {the:c} [via~through~by way of] {the:b}",
            "[everything~data~it] goes from {o} to {the:c} [via~through~by way of] {the:b}",
        ),
        o=f"the {a}",
        b=b,
        c=c,
    )
    s.link(f"{a} -> {b} -> {c}", b, c)
    s.now(c)


def decides(s: Account) -> None:
    """Where it goes depends on a condition."""
    rng = s.rng
    a, (b, d) = s.last[0], s.fresh(2)
    thing = _thing(s, rng.choice(("data", "data", "component")))
    pair = list(rng.choice(OPPOSITES))
    rng.shuffle(pair)
    be = "are" if plural(thing) else "is"
    condition = f"{thing} {be} {pair[0]}"
    if not s.claim(condition):
        return hand_on(s)
    said = f"{rng.choice(('the ', 'the ', ''))}{condition}"
    s.sentence(
        (
            "if {c}, [it goes~it is sent~it is forwarded~it is passed on~everything goes] to {the:b}, "
            "[otherwise~else~if not,] [it goes ~]to {the:d}",
            "{a} checks [whether~if] {c}: [if so~if yes], {the:b} takes over, [otherwise~if not,] {the:d}",
            "if {c}, {a} {v} {the:b}. [Otherwise~If not,] it {w} {the:d}",
            "{c}? [Then {the:b}~Yes -> {b}]. [Otherwise {the:d}~No -> {d}]",
            "when {c}, {a} {v} {the:b}; [otherwise~if not] {the:d}",
            "[depending on that~now a check]: if {c} then {b}, else {d}",
        ),
        a=s.called(a),
        b=b,
        c=said,
        d=d,
        v=s.verb(TO),
        w=s.verb(TO),
    )
    s.link(f"{a} -> {condition} ? -> yes: {b}, no: {d}", condition, b, d)
    s.nodes.remove(condition)
    s.now(b, d)


def counted(s: Account) -> None:
    """Several of a kind."""
    rng = s.rng
    a = one(s)
    many = next((m for (m,) in rng.sample(scenes("m"), 8) if s.claim(m)), "")
    if not many:
        return hand_on(s)
    n = rng.choice((2, 3, 4, 5, 6, 8, 12))
    word = count_word(rng, "en", n)
    if rng.random() < 0.5:
        (z,) = s.fresh()
        s.sentence(
            (
                "{a} [spreads the work over~distributes {p} to~talks to~connects to~is connected "
                "to~feeds~serves] {n} {m}, "
                "[all of which~which all~which~and they all~and all of them] {v} {the:z}",
                "{a} [distributes {p} to~feeds~serves] {n} {m}. [All of them~These~They] {v} {the:z}",
            ),
            a=s.called(a),
            n=word,
            m=many,
            v=s.verb(PLURAL_TO),
            z=z,
            p=rng.choice(PAYLOADS),
        )
        s.link(f"{a} -> {many} ×{n} -> {z}", many, z)
        s.now(z)
        return
    (z,) = s.fresh()
    s.sentence(
        (
            "{a} [is connected to~talks to~supplies~serves~feeds~is linked to] {n} {m} and {the:z}",
            "{a} [is connected to~talks to~supplies~serves~feeds~is linked to] {n} {m}, and [also "
            "~]{v} {the:z}",
        ),
        a=s.called(a),
        n=word,
        m=many,
        z=z,
        v=s.verb(TO),
    )
    s.link(f"{a} -> {many} ×{n}, {z}", many, z)
    s.now(z)


Move = tuple[Callable[[Account], None], int]
ONE: tuple[Move, ...] = (
    (hand_on, 9),
    (hand_on_twice, 6),
    (hand_to_two, 8),
    (taken_by, 8),
    (from_there, 6),
    (from_earlier, 3),
    (back, 2),
    (sits_between, 3),
    (counted, 2),
    (decides, 4),
)
TWO: tuple[Move, ...] = ((both, 10), (each_own, 4), (one_of_two, 6), (from_earlier, 1))


def crowd(s: Account) -> None:
    """Three clients connect to a server: counts of things."""
    rng = s.rng
    pool = [m for (m,) in scenes("m")]
    many = rng.choice(pool)
    if rng.random() < 0.5:
        thing = rng.choice(lexicon.flat("en", rng.choice(("component", "role", "data"))))
        if thing[-1] not in "sxzyh0123456789" and not set(thing) & set(",:;|()->"):
            many = thing + "s"
    if not s.claim(many):
        return begin(s)
    n = rng.choice((2, 3, 3, 4, 5, 6, 7, 8, 10, 12, 20))
    word = count_word(rng, "en", n) if n < 13 else str(n)
    (a,) = s.fresh()
    if rng.random() < 0.25:
        other = next((m for m in rng.sample(pool, 8) if s.claim(m)), "")
        if other:
            k = rng.choice((2, 3, 4, 5, 6))
            s.sentence(
                (
                    "{n} {m} {w} {k} {o}, which [all ~]{v} {the:a}",
                    "{n} {m} {w} {k} {o}. [These~They~The {o}] {v} {the:a}",
                    "{n} {m} {w} {k} {o} and the {o} {v} {the:a}",
                ),
                n=word,
                m=many,
                k=count_word(rng, "en", k),
                o=other,
                a=a,
                v=s.verb(PLURAL_TO),
                w=say(
                    rng, "[send {p} to~report to~feed~connect to~talk to~write to]", p=rng.choice(PAYLOADS)
                ),
            )
            s.link(f"{many} ×{n} -> {other} ×{k} -> {a}", many, other, a)
            return s.now(a)
    s.sentence(
        (
            "{n} {m} {v} {the:a}",
            "{n} {m} [are connected~are attached~are linked~are hooked up] to {the:a}",
            "[there are~we have] {n} {m}, [which~and they] [all ~]{v} {the:a}",
            "[there are~we have] {n} {m}. [They~All of them~They all] {v} {the:a}",
        ),
        n=word,
        m=many,
        a=a,
        v=s.verb(PLURAL_TO),
    )
    s.link(f"{many} ×{n} -> {a}", many, a)
    s.now(a)


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One account: (kind, prompt, statement lines)."""
    s = Account(rng, "en", "noun")
    if rng.random() < 0.35:
        s.world = rng.choice(domains())
    (crowd if rng.random() < 0.12 else begin)(s)
    for _ in range(rng.choices((0, 1, 2, 3, 4), (2, 5, 6, 4, 2))[0]):
        options = ONE if len(s.last) == 1 else TWO
        move = rng.choices([m for m, _ in options], [w for _, w in options])[0]
        move(s)
        if len(s.nodes) > 13:
            break
    glue = rng.choices((". ", "\n", ".\n", "; "), (30, 2, 2, 2))[0]
    capital = rng.random() < 0.85
    parts = [upper(x) if capital else x for x in s.sentences] if glue != "; " else s.sentences
    text = glue.join(parts) + rng.choice((".", ".", ""))
    body = "\n".join(s.lines)
    if rng.random() < 0.06:
        text, body = text.lower(), body.lower()
    return "account en", text, body
