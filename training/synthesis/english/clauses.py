"""Relations inside one English sentence: relative clauses, and long noun phrases that are one name."""

from __future__ import annotations

import random

from training.synthesis.english.forms import Tale, domains
from training.synthesis.variants import say, upper

# Verbs between a thing and the next one; {p} is what is handed on and never a node.
TO = (
    "feeds", "feeds", "drives", "supplies", "fills", "serves", "triggers", "controls", "starts", "powers",
    "heats", "cools",
    "calls", "updates", "notifies", "leads to", "sends {p} to", "passes {p} to", "hands {p} to",
    "is connected to",
    "flows into", "goes to", "charges", "informs", "delivers {p} to", "writes {p} to", "pushes {p} to",
    "switches on",
    "turns on", "wakes up", "opens", "activates", "pours into", "empties into", "pumps {p} into",
    "gives {p} to",
    "ships {p} to", "returns {p} to", "forwards {p} to", "reports to", "connects to", "empties {p} into",
    "lights up",
    "warms", "moves", "loads", "uses", "queries",
)  # fmt: skip
FROM = (
    "gets its {g} from", "is fed by", "takes its {g} from", "receives {p} from", "is supplied by",
    "is driven by",
    "draws its {g} from", "gets {p} from", "is filled by", "is powered by", "takes {p} from",
    "pulls {p} from",
    "obtains its {g} from", "is controlled by", "is started by", "is served by", "collects {p} from",
    "reads {p} from",
    "is triggered by", "depends on", "relies on", "needs {p} from", "hears from", "listens to", "comes after",
)  # fmt: skip
GOODS = (
    "rock",
    "power",
    "input",
    "data",
    "water",
    "orders",
    "energy",
    "supplies",
    "fuel",
    "instructions",
    "material",
    "work",
    "heat",
    "milk",
    "news",
    "raw material",
    "current",
    "air",
)
GOES = ("data", "messages", "records", "water", "parcels", "signals", "requests", "goods", "current",
"events", "letters", "material", "values", "files", "the load", "everything", "steam")  # fmt: skip
MANY = (
    "logs",
    "messages",
    "records",
    "parcels",
    "signals",
    "requests",
    "goods",
    "events",
    "letters",
    "values",
    "files",
    "readings",
    "orders",
    "samples",
    "complaints",
    "payments",
    "results",
    "alerts",
)
STUFF = ("light", "sound", "blood", "water", "air", "heat", "sap", "milk", "oil", "current", "mail",
"sunlight", "steam", "food", "waste water", "grain", "the signal", "the ball", "smoke", "sand", "ore",
"traffic")  # fmt: skip

# Frames of one sentence and the statements they make; names a, b, c, d in any order.
FRAMES = (
    ("{a:t}, which {V} {b:t}, {F} {c:t}", "c>a>b"),
    ("{a:t}, which {F} {c:t}, {V} {b:t}", "c>a>b"),
    ("{a:t}, which {V} {b:t} and {c:t}, {F} {d:t}", "d>a>b,c"),
    ("{a:t}, which {F} {c:t} and {d:t}, {V} {b:t}", "c,d>a>b"),
    ("{a:t} that {V} {b:t} {F} {c:t}", "c>a>b"),
    ("{a:t} that {F} {c:t} {V} {b:t}", "c>a>b"),
    ("{a:t} {V} {b:t}, which {V2} {c:t}", "a>b>c"),
    ("{a:t} {V} {b:t}, which {V2} {c:t}, which [in turn ~finally ~then ~]{V} {d:t}", "a>b>c>d"),
    ("{a:t} {V} {b:t} and {c:t}, which both {W} {d:t}", "a>b,c>d"),
    ("{a:t} {V} {b:t} and {c:t}, the latter of which {V2} {d:t}", "a>b,c|c>d"),
    ("{a:t} {V} {b:t} and {c:t}, and the first of these {V2} {d:t}", "a>b,c|b>d"),
    ("{a:t}, whose output goes to {b:t}, {F} {c:t}", "c>a>b"),
    ("{a:t}, whose {g} comes from {c:t}, {V} {b:t}", "c>a>b"),
    ("{a:t}, whose {g} comes from {c:t} and {d:t}, {V} {b:t}", "c,d>a>b"),
    ("{a:t}, to which {c:t} [sends~passes~delivers] {p}, {V} {b:t}", "c>a>b"),
    ("{a:t}, from which {b:t} [gets~takes~receives~draws] its {g}, {F} {c:t}", "c>a>b"),
    ("{a:t}, in which {p} from {c:t} and {d:t} [end up~are collected~meet], {V} {b:t}", "c,d>a>b"),
    ("{a:t}, where {m} from {c:t} arrive, {V} {b:t}", "c>a>b"),
    ("{a:t} is what {V} {b:t}, and {c:t} is what {V2} {a:t}", "c>a>b"),
    ("it is {a:t} that {V} {b:t}, not the other way round", "a>b"),
    ("it is {a:t} that {V} {b:t}, and {b:t} {V2} {c:t}", "a>b>c"),
    ("[fed~supplied~driven~filled~started] by {a:t}, {b:t} {V} {c:t}", "a>b>c"),
    ("[together~along] with {a:t}, {b:t} {V} {c:t}", "a,b>c"),
    ("{a:t}, [together with~along with~as well as~just like] {b:t}, {V} {c:t}", "a,b>c"),
    ("not only {a:t} but also {b:t} {V} {c:t}", "a,b>c"),
    ("{a:t} {V} not only {b:t} but also {c:t}", "a>b,c"),
    ("{a:t} {V} {b:t} [as well as~and also~plus~in addition to] {c:t}", "a>b,c"),
    ("{a:t} gets {p} from {b:t} and [gives~passes~hands~sends] it to {c:t}", "b>a>c"),
    ("{a:t} [takes~carries~brings~moves~transports] {p} from {b:t} to {c:t}", "b>a>c"),
    ("{a:t} [connects~links~joins] {b:t} [with~to] {c:t}", "b>a>c"),
    ("{a:t} [connects~links] {b:t} [with~to] both {c:t} and {d:t}", "b>a>c,d"),
    ("through {a:t} {p} get from {b:t} to {c:t}", "b>a>c"),
    ("[via~through~by way of] {a:t}, {b:t} [reaches~talks to~is connected to~supplies] {c:t}", "b>a>c"),
    ("{b:t} [reaches~supplies~talks to~controls] {c:t} [via~through~by way of~by means of] {a:t}", "b>a>c"),
    ("{m} [travel~go~move~are sent] from {b:t} [via~through~over] {a:t} to {c:t} and {d:t}", "b>a>c,d"),
    ("behind {a:t} [is~comes~sits~stands] {b:t}, and behind that {c:t}", "a>b>c"),
    ("{a:t} [precedes~comes before~is followed by~leads to] {b:t}, which [precedes~comes before~is followed "
    "by~leads to] {c:t}", "a>b>c"),
    ("before [they reach~reaching~getting to] {c:t}, {m} from {a:t} [pass~go through] {b:t}", "a>b>c"),
    ("after leaving {a:t}, {m} pass through {b:t} and end up in {c:t}", "a>b>c"),
    ("{c:t} depends on {b:t}, which [itself ~in turn ~]depends on {a:t}", "a>b>c"),
    ("{c:t} depends on {a:t} and {b:t}", "a,b>c"),
    ("{c:t} needs {p} from {b:t}, which in turn needs {p} from {a:t}", "a>b>c"),
    ("{c:t} can only [run~start~work] once {a:t} and {b:t} are [done~ready~finished]", "a,b>c"),
    ("{b:t} waits for {a:t} before it [starts~calls~opens] {c:t}", "a>b>c"),
    ("on the one hand {a:t} {V} {b:t}, on the other hand {c:t}", "a>b,c"),
    ("{a:t} {V} {b:t} on one side and {c:t} on the other", "a>b,c"),
    ("from {a:t}, which {F} {b:t}, {m} [run~go~are sent] to {c:t} and {d:t}", "b>a>c,d"),
    ("from {a:t} {m} [run~go~are sent~flow] to {b:t}, and from there to {c:t}", "a>b>c"),
    ("{a:t} and {b:t}, both of which {W} {c:t}, are [controlled~fed~started~supplied] by {d:t}", "d>a,b>c"),
    ("{a:t} and {b:t} [both ~each ~]get their {g} from {c:t}, which {F} {d:t}", "d>c>a,b"),
    ("{a:t}, {b:t} and {c:t} [all ~each ~]get their {g} from {d:t}", "d>a,b,c"),
    ("{m} from {a:t} and {b:t} are [shipped~sent~forwarded~written~delivered] to {c:t}, which {V} {d:t}",
    "a,b>c>d"),
    ("{m} from {a:t} are [shipped~sent~forwarded~written~delivered] to {b:t} and {c:t}", "a>b,c"),
    ("{m} that [leave~come from] {a:t} [go~are passed] to {b:t}, which {V} {c:t}", "a>b>c"),
    ("what {a:t} [produces~finds~makes~sends] goes to {b:t} and then to {c:t}", "a>b>c"),
    ("whatever {a:t} [produces~finds~sends] ends up in {b:t}, [which~and that] {V} {c:t}", "a>b>c"),
    ("{b:t} stands between {a:t} and {c:t}", "a>b>c"),
    ("between {a:t} and {c:t} [there is~sits~lies~we put] {b:t}", "a>b>c"),
    ("{c:t} [is reached~can be reached] from {a:t} [by~via~through] {b:t}", "a>b>c"),
    ("{b:t} is [driven~fed~supplied~started~controlled] by {a:t} and itself {V} {c:t}", "a>b>c"),
    ("{b:t}, itself [driven~fed~supplied~started] by {a:t}, {V} {c:t}", "a>b>c"),
    ("{b:t}, [driven~fed~supplied~started~controlled] by {a:t}, {V} {c:t} and {d:t}", "a>b>c,d"),
    ("{b:t} [has~owes] its {g} to {a:t} and {V} {c:t}" , "a>b>c"),
    ("{c:t} is [fed~supplied~driven~controlled] by {b:t}, {b:t} by {a:t}", "a>b>c"),
    ("{a:t} {V} {b:t}, {b:t} {c:t}", "a>b>c"),
    ("{a:t} {V} {b:t} while {c:t} {V2} {d:t}", "a>b|c>d"),
    ("while {a:t} {V} {b:t}, {c:t} {V2} {d:t}", "a>b|c>d"),
    ("{a:t} {V} {b:t}, whereas {c:t} {F} {d:t}", "a>b|d>c"),
    ("{a:t}, unlike {d:t}, which {V} {c:t}, {V} {b:t}", "a>b|d>c"),
    ("{a:t} {F} {b:t}, but {c:t} {F} {a:t}", "b>a>c"),
    ("with {p} from {a:t}, {b:t} {V} {c:t}", "a>b>c"),
    ("{s} [hits~enters~falls on~flows into~gets into] {a:t}, passes [through ~]{b:t} and reaches {c:t}",
    "s>a>b>c"),
    ("{s} [hits~enters~flows into] {a:t}, passes through {b:t} and reaches {c:t}, [and ~]from there {d:t} "
    "[carries~takes~brings] it to {e:t}", "s>a>b>c>d>e"),
    ("{s} first [enters~reaches~goes into] {a:t}, then {b:t}, and leaves through {c:t}", "s>a>b>c"),
    ("{s} comes in at {a:t}, runs through {b:t} and {c:t} and [comes out at~leaves at] {d:t}", "s>a>b>c>d"),
)  # fmt: skip


def _related(s: Tale) -> None:
    rng = s.rng
    while True:
        template, body = rng.choice(FRAMES)
        letters = sorted({c for c in body if c in "abcde"})
        names = s.new(len(letters), "noun")
        if all(name and not set(name) & set(",:;|") for name in names):
            break
    slots: dict[str, str] = dict(zip(letters, names, strict=True))
    article = rng.choice(("the ", "the ", "the ", "the ", "", "a "))
    p, g, m = rng.choice(GOES), rng.choice(GOODS), rng.choice(MANY)
    verbs = {"V": rng.choice(TO), "V2": rng.choice(TO), "F": rng.choice(FROM)}
    for key, verb in verbs.items():
        verbs[key] = verb.replace("{p}", rng.choice(GOES)).replace("{g}", g)
    verbs["W"] = rng.choice(
        ("feed", "supply", "use", "report to", "lead to", "write to", "drive", "are connected to", "share")
    )
    text = template
    for letter, name in slots.items():
        said = article
        if said == "a ":
            said = "an " if name[0].lower() in "aeiou" else "a "
            said = rng.choice((said, "the "))
        if name[:1].isupper() and rng.random() < 0.6:
            said = ""
        text = text.replace(f"{{{letter}:t}}", said + name, 1).replace(
            f"{{{letter}:t}}", ("the " if said else "") + name
        )
    stuff = rng.choice(STUFF)
    text = say(rng, text, p=p, g=g, m=m, s=stuff, **verbs)
    stuff = stuff.removeprefix("the ")
    lines = []
    for chain in body.split("|"):
        lists = [
            ", ".join(stuff if letter == "s" else slots[letter] for letter in part.split(","))
            for part in chain.split(">")
        ]
        lines.append(" -> ".join(lists))
    s.sentences.append(text)
    for line in lines:
        s.lines.append(line)


# --- long noun phrases: the prepositions inside them lead nowhere ---

HEADS = (
    "list of|people;guests;parents;volunteers;members;students;suppliers;patients;winners;cyclists|invited "
    "to;registered for;expected at;waiting for;chosen for",
    "box of|keys;tools;books;samples;medals;old coins;spare parts;letters;photographs|found in;made "
    "for;left in;needed for;ordered for",
    "report on|the flood damage;the broken lift;water quality;the missing money;noise;the "
    "accident|in;from;at",
    "copy of|the contract;the agreement;the key;the minutes;the menu;the drawing|signed at;written for;kept "
    "in",
    "map of|the caves;all bus lines;bicycle paths;the fire exits;the graves;hiking "
    "trails|in;under;around;near",
    "photos|of the team;of the bridge;of the children;of the damage|taken at;made for;found in",
    "minutes of|the meeting;the last talk;the hearing;the council|held in;with guests from;at",
    "money|from ticket sales;for the new roof;from the tombola;for the trip|collected at;raised for;saved "
    "for",
    "invoice for|the chairs;new windows;flowers;the catering;two tents|rented for;delivered to;used at",
    "water|from the roof;from the kitchen;of the river|collected in;used in;stored in",
    "questions from|readers;the audience;children;the press|asked at;left in;collected during",
    "bread;cheese;wool;timber;clothes;toys|left over;donated;unsold|from;after;at",
    "recording of|the concert;the interview;the first speech;bird calls|made in;from;held at",
    "complaints|about noise;about the food;of residents;of guests|in;near;at;from",
    "results of|the blood tests;the survey;the election;the match;the experiment|carried out in;from;at",
)  # fmt: skip
PLACES = (
    "the summer party", "the old town hall", "room 12", "the school garden", "the annual fair",
    "the northern valley",
    "the second floor", "the wedding of my sister", "the museum of glass", "the winter games", "the harbour",
    "the basement",
    "the city library", "the training camp", "the last week of May", "the main hall", "the spring market",
    "the opening night",
    "the hotel on the hill", "the chess club", "the village", "the science fair", "our office",
    "the exhibition", "the lake",
)  # fmt: skip
DESK = (
    "caterer", "mayor", "city archive", "printing office", "local newspaper", "head teacher",
    "insurance company", "treasurer",
    "fire brigade", "laboratory", "bakery next door", "notary", "web team", "food bank", "police",
    "school board", "lawyer",
    "health department", "repair shop", "accountant", "radio station", "publisher", "gardener",
    "building manager",
    "tax office", "marketing team", "translator", "ministry", "landlord", "trade union", "museum director",
    "youth club",
)  # fmt: skip
FAR = (
    "security desk at the main entrance", "archive in the basement of the town hall",
    "woman at the front desk",
    "department of public works", "bank on the corner", "friends of the museum", "office of the mayor",
    "man in charge of the keys",
    "committee for culture and sport", "help desk on the ground floor", "head of sales in Madrid",
    "shop behind the station",
    "board of directors", "guests from abroad", "safe in the manager's office",
    "reading room of the library", "doctor on duty",
    "team responsible for safety", "cabinet next to the door", "storage room under the stairs",
    "kitchen on the third floor",
)  # fmt: skip
GO_PLURAL = ("photos", "minutes", "questions", "complaints", "results", "clothes", "toys")


def _phrase(rng: random.Random) -> tuple[str, bool]:
    """A noun of eight words or so without its article, and whether it is many."""
    head, middle, link = rng.choice(HEADS).split("|")
    head = rng.choice(head.split(";"))
    name = f"{head} {rng.choice(middle.split(';'))}"
    if rng.random() < 0.8:
        name += f" {rng.choice(link.split(';'))} {rng.choice(PLACES)}"
    return name, head.split()[0] in GO_PLURAL


def _long(s: Tale) -> None:
    rng = s.rng
    (name, many), ends = _phrase(rng), rng.sample(DESK if rng.random() < 0.6 else FAR, 3)
    if rng.random() < 0.3:
        ends[0] = rng.choice(FAR if ends[0] in DESK else DESK)
    a, b, c = ends
    be, goes = ("are", "go") if many else ("is", "goes")
    slots = {"n": name, "a": a, "b": b, "c": c, "be": be, "go": goes, "it": "they" if many else "it"}
    frames = (
        ("[the ~our ~]{n} {go} to the {a}", "n>a"),
        ("the {n} {go} to the {a} and the {b}", "n>a,b"),
        ("the {n} {go} to the {a} and then to the {b}", "n>a>b"),
        ("the {n} {go} first to the {a}, then to the {b}", "n>a>b"),
        ("the {n} {be} [sent~given~handed~passed~mailed~shown~brought~delivered] to the {a}", "n>a"),
        ("the {n} {be} [sent~given~mailed~shown~brought] to the {a}, the {b} and the {c}", "n>a,b,c"),
        ("the {n} {be} [sent~given~mailed] to the {a}, who [forwards~passes] [a copy~everything] on to the "
        "{b}", "n>a>b"),
        ("the {n} {be} [checked~read~approved~looked at] by the {a} and [kept~signed~copied] by the {b}",
        "n>a>b"),
        ("from the {a} the {b} gets the {n}", "a>b"),
        ("the {a} [sends~gives~hands~brings~mails] the {n} to the {b}", "a>b"),
        ("the {a} [sends~gives~hands~brings~mails] the {n} to the {b} and the {c}", "a>b,c"),
        ("the {a} [sends~gives~hands] the {n} to the {b}, who [shows~passes~reads] {it} to the {c}", "a>b>c"),
        ("the {b} [gets~receives~needs] the {n} from the {a}", "a>b"),
        ("both the {a} and the {b} [get~need~want] the {n}", "n>a,b"),
        ("the {n} [end~ends] up [with~at] the {a}", "n>a"),
        ("where do the {n} go? To the {a}[, then to the {b}~ and the {b}]", "n>a"),
        ("the {n}, once [complete~ready~finished], {go} to the {a} and later to the {b}", "n>a>b"),
        ("the {n}, which nobody [wanted~has read~likes], {go} to the {a}", "n>a"),
    )  # fmt: skip
    template, body = rng.choice(frames)
    if "[end~ends]" in template:
        template = template.replace("[end~ends]", "end" if many else "ends")
    if template.startswith("where"):
        template = template.replace("do", "do" if many else "does", 1).split("[,")[0]
        template, body = rng.choice(
            (
                (template, body),
                (template + ", then to the {b}", "n>a>b"),
                (template + " and the {b}", "n>a,b"),
            )
        )
    text = say(rng, template, **slots)
    lists = [", ".join(slots[x] for x in part.split(",")) for part in body.split(">")]
    s.sentences.append(text)
    s.lines.append(" -> ".join(lists))


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One English prompt: (kind, prompt, statement lines)."""
    s = Tale(rng, "en", "noun")
    if rng.random() < 0.5:
        s.world = rng.choice(domains())
    (_related if rng.random() < 0.75 else _long)(s)
    text = s.sentences[0]
    if rng.random() < 0.6:
        text = upper(text)
    return "clauses en", text + ("." if rng.random() < 0.5 and text[-1] != "." else ""), "\n".join(s.lines)
