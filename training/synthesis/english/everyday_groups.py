"""Parts with members in everyday English: branches, lanes, tiers, departments, layers of nodes."""

from __future__ import annotations

from training.synthesis.english.everyday_relations import names_of
from training.synthesis.english.everyday_steps import listed, the, things
from training.synthesis.english.forms import Tale, _upper
from training.synthesis.phrasing import count_word

ARMS = ("branch", "branch", "path", "stream", "track", "pipeline", "side", "arm", "line", "tower", "route")
WHAT = (
    "image",
    "text",
    "audio",
    "left",
    "right",
    "upper",
    "lower",
    "main",
    "side",
    "red",
    "blue",
    "client",
    "server",
    "first",
    "second",
    "training",
    "inference",
    "query",
    "document",
    "local",
    "global",
    "slow",
    "fast",
    "online",
    "offline",
    "day",
    "night",
    "domestic",
    "international",
    "sales",
    "support",
    "read",
    "write",
    "video",
    "user",
    "item",
    "web",
    "mobile",
    "civil",
    "criminal",
)


def branches(story: Tale) -> None:
    """Two branches: the image branch has A and B, the text branch has C and D. Both are joined by E."""
    rng = story.rng
    arm = rng.choice(ARMS)
    count = rng.choice((2, 2, 2, 3))
    kinds = [w for w in rng.sample(WHAT, 8) if w != arm and story.claim(f"{w} {arm}")][:count]
    parts = [things(story, rng.choice((2, 2, 3))) for _ in kinds]
    verb = rng.choice(
        (
            "has",
            "consists of",
            "runs through",
            "is made of",
            "goes through",
            "uses",
            "contains",
            "starts with",
        )
    )
    texts = []
    for kind, items in zip(kinds, parts, strict=True):
        title = f"{kind} {arm}"
        body = (
            f"{items[0]} and continues with {names_of(rng, items[1:])}"
            if verb == "starts with"
            else names_of(rng, items)
        )
        texts.append(f"the {title} {verb} {body}")
        story.add(f"[{title}] {' -> '.join(items)}", *items)
    n = count_word(rng, "en", count)
    many = f"{arm}es" if arm == "branch" else f"{arm}s"
    head = rng.choice(
        (f"{n} {many}: ", f"there are {n} {many}. ", f"it has {n} {many}: ", "", f"{n} parallel {many}. ")
    )
    joint = rng.choice((", ", ". ", "; ", ", and ", ", while "))
    if joint == ". " or head.endswith(". "):
        texts = [_upper(t) for t in texts]
    text = head + joint.join(texts)
    ends = [items[-1] for items in parts]
    if rng.random() < 0.75:
        (z,) = things(story, 1)
        both = "both" if count == 2 else "all"
        text += ". " + rng.choice(
            (
                "{B} {m} are joined by {Z}",
                "{B} {m} lead to {Z}",
                "{B} meet in {Z}",
                "{Z} combines {b} {m}",
                "{B} {m} end in {Z}",
                "the {m} come together in {Z}",
                "{B} feed {Z}",
                "{Z} merges the {n} {m}",
                "the outputs of {b} {m} go into {Z}",
                "{B} of them are followed by {Z}",
                "at the end {Z} joins the {m}",
            )
        ).format(B=_upper(both), b=both, m=many, n=n, Z=the(rng, z))
        text = ". ".join(_upper(x) for x in text.split(". "))
        story.add(f"{', '.join(ends)} -> {z}", z)
        ends = [z]
    story.sentences.append(text)
    story.at(*ends)


def lanes(story: Tale) -> None:
    """kitchen: prep, cook, plate. front of house: take order, serve. orders go from take order to prep"""
    rng = story.rng
    parts = [story.title_and_members() for _ in range(rng.choice((2, 2, 3)))]
    form = rng.choice(
        (
            "{g}: {l}",
            "{g}: {l}",
            "{g} = {l}",
            "{g} ({l})",
            "{g} has {l}",
            "{g} includes {l}",
            "in {g}: {l}",
            "{g} - {l}",
            "{g} is made up of {l}",
            "we have {l} in {g}",
            "{l} belong to {g}",
        )
    )
    texts = []
    for g, items in parts:
        plain = (
            ", ".join(items)
            if form[3:5] in (": ", " =", " (", " -") or form.startswith("in")
            else names_of(rng, items)
        )
        texts.append(form.format(g=g, l=plain))
        story.add(f"[{g}] {', '.join(items)}", *items)
    goods = rng.choice(
        (
            "orders",
            "food",
            "data",
            "files",
            "patients",
            "money",
            "messages",
            "results",
            "people",
            "goods",
            "paper",
            "events",
            "requests",
            "alerts",
            "samples",
            "reports",
        )
    )
    sentences = []
    for _ in range(rng.choice((1, 1, 2, 3))):
        (_, xs), (_, ys) = rng.sample(parts, 2)
        a, b = rng.choice(xs), rng.choice(ys)
        if f"{a} -> {b}" in story.lines:
            continue
        sentences.append(
            rng.choice(
                (
                    "{o} go from {a} to {b}",
                    "{o} from {a} to {b}",
                    "{a} sends {o} to {b}",
                    "{a} -> {b}",
                    "{a} goes to {b}",
                    "from {a} to {b}",
                    "{a} is connected to {b}",
                    "{o} move from {a} over to {b}",
                    "{a} hands {o} to {b}",
                    "an arrow from {a} to {b}",
                    "{b} gets {o} from {a}",
                    "{a} delivers {o} to {b}",
                    "connect {a} to {b}",
                    "{a} passes {o} on to {b}",
                )
            ).format(o=goods, a=a, b=b)
        )
        story.add(f"{a} -> {b}")
    joint = rng.choice((". ", "\n", "; ", ". "))
    story.sentences.append(joint.join([*texts, rng.choice((", ", " and ", joint)).join(sentences)]))
    story.at()


def tiers(story: Tale) -> None:
    """The system has three tiers. The data tier contains Oracle. ..."""
    rng = story.rng
    word = rng.choice(
        (
            "tier",
            "layer",
            "department",
            "zone",
            "team",
            "stage",
            "module",
            "unit",
            "area",
            "level",
            "group",
            "cluster",
            "subsystem",
            "block",
            "floor",
            "section",
        )
    )
    kinds = rng.sample(
        (
            "presentation",
            "logic",
            "data",
            "network",
            "storage",
            "control",
            "edge",
            "cloud",
            "security",
            "public",
            "private",
            "finance",
            "design",
            "research",
            "front",
            "back",
            "upper",
            "lower",
            "input",
            "output",
            "core",
            "service",
            "access",
            "sensor",
            "planning",
            "marketing",
            "legal",
            "production",
            "IT",
            "quality",
            "emergency",
            "outpatient",
            "ground",
            "top",
        ),
        rng.choice((2, 3, 3)),
    )
    if not story.claim_all(tuple(f"{k} {word}" for k in kinds)):
        return lanes(story)
    what = rng.choice(
        (
            "system",
            "company",
            "building",
            "app",
            "platform",
            "hospital",
            "architecture",
            "plant",
            "site",
            "robot",
            "school",
            "organization",
        )
    )
    n = count_word(rng, "en", len(kinds))
    head = rng.choice(
        (
            f"the {what} has {n} {word}s",
            f"our {what} consists of {n} {word}s",
            f"there are {n} {word}s",
            f"{n} {word}s",
            f"the {what} is divided into {n} {word}s",
            "",
        )
    )
    verb = rng.choice(
        (
            "contains",
            "has",
            "includes",
            "consists of",
            "is made of",
            "holds",
            "hosts",
            "comprises",
            "is where you find",
            "houses",
        )
    )
    texts = [head] if head else []
    parts = []
    for k in kinds:
        items = things(story, rng.choice((1, 2, 2, 3)))
        parts.append(items)
        texts.append(
            f"the {k} {word} {verb} {names_of(rng, items) if len(items) > 1 else the(rng, items[0])}"
        )
        story.add(f"[{k} {word}] {', '.join(items)}", *items)
    for _ in range(rng.choice((0, 0, 1, 2))):
        i = rng.randrange(len(parts) - 1)
        a, b = rng.choice(parts[i]), rng.choice(parts[i + 1])
        if f"{a} -> {b}" not in story.lines:
            verbs = (
                "talks to",
                "calls",
                "uses",
                "sends data to",
                "is connected to",
                "reports to",
                "feeds",
                "asks",
            )
            texts.append(f"{the(rng, a)} {rng.choice(verbs)} {the(rng, b)}")
            story.add(f"{a} -> {b}")
    story.sentences.append(". ".join(_upper(t) for t in texts) if rng.random() < 0.8 else "\n".join(texts))
    story.at()


def in_order(story: Tale) -> None:
    """An encoder made of A, B and C followed by a decoder made of D and E."""
    rng = story.rng
    titles = rng.choice(
        (
            ("encoder", "decoder"),
            ("preprocessing", "training"),
            ("preparation", "cooking"),
            ("frontend", "backend"),
            ("morning", "afternoon"),
            ("intake", "treatment"),
            ("design", "build"),
            ("phase one", "phase two"),
            ("part A", "part B"),
            ("first half", "second half"),
            ("plan", "execution"),
            ("arrival", "departure"),
            ("upstream", "downstream"),
            ("stem", "head"),
            ("backbone", "neck"),
            ("investigation", "trial"),
            ("sowing", "harvest"),
            ("week 1", "week 2"),
            ("onboarding", "daily use"),
            ("assembly", "inspection"),
            ("extract", "load"),
        )
    )
    if not story.claim_all(titles):
        return lanes(story)
    xs, ys = things(story, rng.choice((2, 3, 3))), things(story, rng.choice((2, 2, 3)))
    (g, h), x, y = titles, listed(rng, xs), listed(rng, ys)
    made = rng.choice(
        (
            "made of",
            "consisting of",
            "with",
            "that has",
            "built from",
            "comprising",
            "containing",
            "which consists of",
        )
    )
    ga, ha = the(rng, g), the(rng, h)
    text = rng.choice(
        (
            f"{ga} {made} {x} followed by {ha} {made} {y}",
            f"{ga} {made} {x}, then {ha} {made} {y}",
            f"first {ga} {made} {x}, and after it {ha} {made} {y}",
            f"{ga} {made} {x} comes before {ha} {made} {y}",
            f"{ga} ({', '.join(xs)}) is followed by {ha} ({', '.join(ys)})"
            if rng.random() < 0.3
            else f"{ga} {made} {x}, followed by {ha} {made} {y}",
            f"{g}: {' -> '.join(xs)}, then {h}: {' -> '.join(ys)}",
        )
    )
    story.sentences.append(text)
    story.add(f"[{g}] {' -> '.join(xs)}", *xs)
    story.put(f"[{h}] {' -> '.join([xs[-1], *ys])}", *ys)


def every_to_every(story: Tale) -> None:
    """inputs: a, b, c. hidden: h1, h2. output: v. every input goes to every hidden"""
    rng = story.rng
    layers = [things(story, rng.choice((2, 2, 3))), things(story, rng.choice((2, 2, 3)))]
    if rng.random() < 0.6:
        layers.append(things(story, rng.choice((1, 1, 2))))
    names = rng.choice(
        (
            ("inputs", "hidden", "output"),
            ("left", "middle", "right"),
            ("top", "center", "bottom"),
            ("first layer", "second layer", "third layer"),
            ("sources", "workers", "sinks"),
            ("factories", "warehouses", "shops"),
            ("row 1", "row 2", "row 3"),
            ("causes", "symptoms", "outcome"),
            ("clients", "servers", "storage"),
        )
    )[: len(layers)]
    if any(n in story.seen for n in names) or any(
        n.lower() in x.lower() for n in names for xs in layers for x in xs
    ):
        return lanes(story)
    text = rng.choice((". ", "; ", "\n", ". ")).join(
        f"{n}: {', '.join(xs)}" for n, xs in zip(names, layers, strict=True)
    )
    a, b, *c = names
    link = rng.choice(
        (
            "every one of the {a} goes to every one of the {b}",
            "all {a} are connected to all {b}",
            "each of the {a} feeds each of the {b}",
            "connect all {a} to all {b}",
            "{a} and {b} are fully connected",
            "every {a} to every {b}",
        )
    )
    link = link.format(a=a, b=b)
    if c:
        link += rng.choice(
            (
                ", and all {b} to the {c}",
                ", and the same from {b} to {c}",
                ". All {b} are connected to all {c}",
                ", then all {b} to all {c}",
            )
        ).format(b=b, c=c[0])
    story.sentences.append(f"{text}{rng.choice(('. ', chr(10)))}{link}")
    story.put(" -> ".join(", ".join(xs) for xs in layers), *(x for xs in layers for x in xs), at=())


FORMS = ((branches, 5), (lanes, 6), (tiers, 4), (in_order, 4), (every_to_every, 2))
