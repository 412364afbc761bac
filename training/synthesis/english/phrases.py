"""Whole English clauses for told prompts: deeds with objects and adjuncts, actors, events, leads."""

from __future__ import annotations

import random
import re
from functools import cache

from training.synthesis import lexicon
from training.synthesis.english import verbs
from training.synthesis.english.forms import Tale, _thing
from training.synthesis.english.stories import scenes as stories

# fmt: off
OBJECTS = (
    "the beans", "the rice", "the onions", "the potatoes", "the dough", "the pots", "the plates",
    "the windows",
    "the floor", "the keys", "the form", "both forms", "the papers", "the invoice", "the receipts",
    "the old labels",
    "the parcel", "two boxes", "the broken part", "the filter", "the hose", "the pump", "the battery",
    "the sensor",
    "the cable", "the screws", "the wheels", "the engine", "the pictures", "the video", "the files",
    "the log files",
    "the table", "all rows", "every record", "the new entries", "the names", "the numbers", "the figures",
    "the results", "the meter", "the scale", "the sample", "the blood samples", "the wound", "the bandage",
    "the patient", "the guests", "the children", "the visitors", "the new members", "the players",
    "the tickets",
    "the books", "the essay", "the worksheet", "the questions", "the answers", "the test", "the exam papers",
    "the letter", "the envelope", "the email", "a short report", "a summary", "a list of names", "the agenda",
    "the minutes", "the contract", "the offer", "the order", "the goods", "the shelves", "the crates",
    "the truck",
    "the wood", "the boards", "the paint", "the wall", "the fabric", "the seams", "the leather", "the wool",
    "the seeds", "the soil", "the plants", "the leaves", "the apples", "the grapes", "the fish", "the bones",
    "the milk", "the cheese", "the butter", "the sauce", "the soup", "the pan", "the oven", "the coffee",
    "the water",
    "the tank", "the valve", "the door", "the gate", "the lights", "the alarm", "the camera", "the lens",
    "the tent",
    "the rope", "the boat", "the sails", "the bike", "the tyres", "the car", "the suitcase", "the map",
    "the route",
    "the model", "the weights", "the data", "the images", "the text", "the code", "the branch", "the build",
    "the server", "the backup", "the password", "the account", "the ticket", "the bug", "the patch",
    "the release",
)
GROUPS = (
    "salt and pepper", "onions and garlic", "milk and sugar", "flour and water", "oil and vinegar",
    "name and address",
    "pens and paper", "hammer and nails", "time and place", "names and numbers", "red and blue wires",
    "eggs and cream",
    "cups and saucers", "bread and butter", "gloves and goggles", "keyboard and mouse", "logs and metrics",
    "date and signature", "soap and water", "cats and dogs", "sand and gravel", "tea and cake",
    "needle and thread",
    "pros and cons", "users and groups", "rice and beans", "ham and cheese", "lemon and mint",
    "nuts and bolts",
)
PLACES = (
    "on the table", "in the fridge", "in the oven", "on the shelf", "in the cellar", "in the yard",
    "at the counter",
    "at the front desk", "in a clean bowl", "in a dry place", "on the screen", "in the shared folder",
    "at the gate",
    "in the lab", "on the roof", "in the garage", "behind the shop", "next to the stove", "near the window",
    "in the big hall", "on the first page", "in the spreadsheet", "in the system", "on the server",
    "in two rows",
)
INTO = (
    "into the basket", "into the drawer", "into the oven", "into the template", "into the spreadsheet",
    "into the mould",
    "into the pan", "into the machine", "into the box", "into a glass jar", "onto the belt", "onto the pile",
    "into the kiln", "into the slot", "onto a tray", "into the back of the van", "onto the blackboard",
    "into the form",
)
HOW = (
    "by hand", "twice", "again", "carefully", "with a soft cloth", "with a sharp knife", "overnight",
    "for ten minutes",
    "for half an hour", "for 5 min", "at 60 degrees", "at 180 degrees", "at low heat", "by colour", "by size",
    "by date", "one by one", "in pairs", "in groups of four", "in small steps", "with the team",
    "with a friend",
    "on both sides", "from top to bottom", "until it shines", "until it is soft", "until nothing is left",
    "before noon", "on paper", "in writing", "by email", "over the phone", "without gloves", "in cold water",
    "for the night shift", "for the new season", "of the last three months", "from last year",
    "with great care",
    "using a ruler", "as a PDF", "in trouble", "under the microscope", "at room temperature",
    "every two hours",
)
SIMPLE = (
    "check", "collect", "count", "clean", "wash", "dry", "sort", "label", "weigh", "measure", "pack",
    "unpack", "store",
    "prepare", "inspect", "test", "repair", "replace", "paint", "polish", "cover", "mark", "scan", "print",
    "copy",
    "sign", "stamp", "read", "review", "correct", "update", "upload", "download", "archive", "close",
    "open", "move",
    "lift", "carry", "load", "unload", "fetch", "bring", "order", "buy", "choose", "compare", "record",
    "note down",
    "look at", "take care of", "get rid of", "pick up", "put away", "hand out", "hand in", "write down",
    "set up",
    "clear away", "fill in", "fold", "press", "stir", "heat", "cool", "drain", "rinse", "peel", "slice",
    "chop",
    "turn over", "take apart", "put together", "go through", "walk past", "ask about", "talk about",
    "sketch", "plan",
)
FRAMES = (
    "put {o} {into}", "pour {o} {into}", "slide {o} {into}", "drop {o} {into}", "throw {o} {into}",
    "lay {o} {place}",
    "leave {o} {place}", "keep {o} {place}", "hang {o} {place}", "store {o} {place}", "place {o} {place}",
    "put {o} in", "take {o} out", "put {o} away", "switch {o} off", "turn {o} over", "pull {o} out",
    "bring {o} back",
    "set {o} aside", "cut {o} into {n} pieces", "split {o} into {n} parts", "cut {o} in half",
    "turn on {o}", "switch on {o}", "turn off {o}", "hand {o} to {who}", "give {o} to {who}",
    "show {o} to {who}",
    "send {o} to {who}", "pass {o} to {who}", "take {o} to {who}", "return {o} to {who}", "mail {o} to {who}",
    "send {who} a copy", "send {who} an email", "ask {who} for help", "ask {who} for {g}",
    "tell {who} about {o}",
    "wait for {who}", "wait for the answer", "wait until it is {state}", "wait until they are {state}",
    "wait {n} minutes", "wait a day", "let it rest for {n} hours", "let it cool down",
    "let them dry overnight",
    "compare it with {o}", "compare {o} with {o2}", "check {o} against {o2}", "mix it with {g}",
    "fill it with {g}",
    "season it with {g}", "cover it with {g}", "simmer with {g}", "serve with {g}", "add {g}",
    "stir in {g}", "fry it with {g}", "bring {g}",
    "get {g} from the store", "write {g} on the board", "copy {g} {into}", "enter {g} {into}",
    "make sure that {o3} is {state}", "see to it that everyone is {state}", "find out who has {o}",
    "decide on {o}",
    "go to {who}", "walk over to {who}", "meet {who} at the station", "call {who} before noon", "thank {who}",
    "take a picture of {o}", "make a list of {g}", "write a note to {who}", "draw a sketch of {o}",
    "stick {o} to the wall", "tie it to a pole", "hold it against the light", "clean it with {g}",
    "rub it with {g}",
    "look for {o} in {o2}", "search {o} for mistakes", "book a room for {who}", "fill out {o}", "work on {o}",
    "start with {o}", "share it with {who}", "post it on the intranet", "save it to disk", "close the door",
)
MOVES = (
    "go to the park", "go to the counter", "go to the next room", "walk to the station",
    "drive to the airport",
    "move to the waiting room", "return to the hotel", "stay at home", "stay indoors", "eat outside",
    "play inside",
    "sit in the garden", "wait in the hall", "take the bus", "take the stairs", "ride home by bike",
    "meet at the pier",
    "talk to the landlord", "complain to the seller", "swim to the shore", "turn left at the church",
    "sleep in the tent",
    "go on with the next page", "jump to the last chapter", "start all over", "use the side entrance",
    "use a new one",
    "buy a new one", "get another one", "borrow one from the neighbours", "pay in cash", "pay the fine",
    "call a taxi",
    "cancel the trip", "go by train", "use the express service", "choose another date",
    "apologise to the customer",
    "enter through the back door", "apply for a refund", "vote by show of hands", "switch to plan B",
    "log in",
    "sign up", "log out", "check in", "check out", "line up", "give up", "work from home",
    "try it with less sugar",
    "dance in the kitchen", "knock on the door", "listen to the engine", "look at the map",
    "look out of the window",
    "climb onto the roof", "come back on Monday", "practise with a partner", "write a long letter",
    "explain the game",
    "give a speech", "open the mailbox", "open the front door", "read the news", "make one", "pick a table",
    "sell it online",
    "learn the words by heart", "ring the bell", "blow out the candles", "hum the tune", "water it every day",
)
PRONOUN = ("drain", "wash", "weigh", "dry", "sort", "store", "label", "sign", "archive", "check", "count",
    "clean",
           "pack", "fold", "scan", "print", "save", "close", "lock", "cool", "heat", "slice", "peel",
           "mount", "test",
           "file", "stamp", "deliver", "record", "review", "correct", "publish", "translate", "decode",
           "compress")
STATES = ("hot", "cold", "ready", "dry", "clean", "soft", "golden", "full", "empty", "finished", "open",
    "stable",
          "quiet", "online", "seated", "warm enough", "completely dry", "done", "green", "loaded")
ALONE = ("mash", "serve", "stir", "rinse", "dry", "pack", "ship", "deploy", "test", "commit", "review",
    "sign",
         "pay", "wait", "leave", "enjoy", "taste", "repeat", "save", "quit", "measure", "polish", "paint",
         "sand",
         "bake", "cool", "slice", "fold", "iron", "label", "archive", "celebrate", "rest", "stretch", "sleep",
         "eat", "drink", "pray", "read", "discuss", "vote", "rehearse", "record", "mix", "publish", "drain",
         "fry")
# What is said of when or why in front of a clause: no part of a step's name.
LEADS = (
    "on day one", "on the first day", "on Monday", "on Tuesday morning", "every Friday", "every morning",
    "each evening", "in the morning", "in the afternoon", "at night", "at noon", "at 9 am", "around eight",
    "by Friday", "a week later", "two days later", "after ten minutes", "after a short break",
    "after a while",
    "ten minutes later", "the next day", "the following week", "within an hour", "in week two", "in spring",
    "as a rule", "usually", "normally", "if all goes well", "to be safe", "to save time", "for safety",
    "to get started",
    "in our company", "at our school", "in the lab", "at home", "in the kitchen", "as soon as possible",
    "once a month",
    "after lunch", "before lunch", "after about an hour", "in a first step", "in a second step",
    "in step two",
    "during the day", "with that done", "immediately", "quickly", "straight away",
)
UNITS = ("HR", "IT", "legal", "sales", "finance", "marketing", "purchasing", "logistics", "accounting",
    "QA", "R&D",
         "support", "production", "security", "management", "procurement", "compliance", "ops", "DevOps",
         "reception")
PEOPLE = ("Anna", "Ben", "Mia", "Tom", "Priya", "Jonas", "Li Wei", "Fatima", "Carlos", "Yuki", "Olga",
    "Sam", "Nadia",
          "Ms Ito", "Mr Brown", "Dr Novak", "Aisha", "Kofi", "Elif", "Pedro", "Ingrid", "Hamid", "my boss",
          "my sister")
MACHINES = ("robot", "drone", "washing machine", "vending machine", "elevator", "compiler", "crawler",
    "browser")
ARRIVALS = ("comes in", "arrives", "is received", "comes up", "is reported", "lands in the inbox", "shows up",
            "is opened", "is created", "rings", "is full", "is done", "is over", "starts", "gets in touch",
            "turns up")
ADJECTIVES = (
    "broken/fine", "full/empty", "valid/expired", "hot/cold", "complete/incomplete", "clean/dirty",
    "correct/wrong",
    "safe/dangerous", "open/closed", "available/sold out", "positive/negative", "damaged/intact",
    "urgent/not urgent",
    "wet/dry", "signed/unsigned", "paid/overdue", "too expensive/cheap enough", "too long/short enough",
    "known/new",
    "heavier than 20 kg/lighter", "older than 65/younger", "above 38/below that",
    "under 50 euros/more expensive",
    "late/on time", "approved/rejected", "ready/not ready yet", "green/red", "busy/free", "online/offline",
    "in stock/out of stock", "too salty/just right", "strong enough/too weak", "encrypted/in plain text",
    "covered by insurance/not covered", "blank/filled in", "too big/small enough", "allergic/not allergic",
    "higher than 100/lower", "legible/not legible", "genuine/fake", "fresh/off", "locked/unlocked",
    "alive/dead",
    "a member/not a member", "a duplicate/unique", "larger than 10 MB/smaller", "from abroad/from here",
    "below freezing/warmer", "good enough/not good enough", "satisfied/unhappy", "present/absent",
    "sharp/blurry",
    "at home/away", "over budget/within budget", "successful/not successful", "stable/unstable",
)
VERBAL = (  # subject, verb phrase, its plain form, the opposite said with "it"
    "test|passes|pass|it fails", "build|fails|fail|it succeeds",
    "customer|has an account|have an account|he has none",
    "light|turns green|turn green|it stays red", "patient|has a fever|have a fever|she has none",
    "user|knows the password|know the password|he has forgotten it", "key|fits|fit|it does not fit",
    "dough|sticks to the bowl|stick to the bowl|it comes off",
    "visitor|has a ticket|have a ticket|she has none",
    "client|likes the draft|like the draft|he does not", "pump|makes a noise|make a noise|it is quiet",
    "order|contains frozen food|contain frozen food|it does not", "server|answers|answer|it stays silent",
    "child|needs help|need help|it does not", "engine|starts|start|it does not",
    "cake|rises|rise|it stays flat",
    "payment|goes through|go through|it is declined", "file|contains errors|contain errors|it is clean",
    "applicant|meets the criteria|meet the criteria|she does not",
    "sensor|reports smoke|report smoke|it does not",
    "student|passes the exam|pass the exam|she fails",
    "invoice|matches the order|match the order|it does not",
    "driver|speaks German|speak German|he does not", "team|agrees|agree|it does not",
    "glue|holds|hold|it comes off",
    "plane|has landed|have landed|it is still in the air", "guest|wants dessert|want dessert|she does not",
    "code|compiles|compile|it does not", "alarm|goes off|go off|it stays quiet",
    "tooth|hurts|hurt|it does not",
    "model|overfits|overfit|it does not", "candidate|accepts the offer|accept the offer|she declines",
    "referee|blows the whistle|blow the whistle|he does not", "dog|barks|bark|it is quiet",
)
WHOLE = (
    "it rains/it stays dry", "there is enough evidence/there is too little",
    "there are errors/there are none",
    "we have enough stock/we do not", "someone answers/nobody does", "nobody is at home/someone is",
    "it snows/it does not",
    "everyone agrees/someone objects", "there is a free table/all tables are taken",
    "you are late/you are on time",
    "anything is missing/everything is there", "we run out of time/there is time left",
    "there is wind/there is none",
    "the bus has left/it is still there", "you find a bug/you find none",
    "more than ten people come/fewer come",
    "there is a queue/there is no queue", "it is a weekday/it is the weekend",
    "smoke comes out/there is no smoke",
    "two reviewers agree/they disagree", "there is milk left/there is none",
    "the weather is bad/the sun shines",
)
# fmt: on


@cache
def _scenes() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(who, steps) of names/en_deeds.txt."""
    text = (lexicon.HERE / "names" / "en_deeds.txt").read_text(encoding="utf-8")
    rows = [line.split("; ") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple((who, tuple(steps)) for who, *steps in rows)


def pick(rng: random.Random, pairs: tuple[str, ...]) -> list[str]:
    """The parts of one entry."""
    return rng.choice(pairs).split("/" if "|" not in pairs[0] else "|")


def made(rng: random.Random) -> str:
    """A deed put together: verb, object, often an adjunct."""
    roll = rng.random()
    if roll < 0.2:
        return rng.choice(MOVES)
    if roll < 0.5:
        text = f"{rng.choice(SIMPLE)} {rng.choice(OBJECTS)}"
        if rng.random() < 0.5:
            text += " " + rng.choice(HOW + PLACES)
        return text
    o, o2, o3 = rng.sample(OBJECTS, 3)
    while verbs.plural(o3) or not o3.startswith("the ") or o3.endswith("children"):
        o3 = rng.choice(OBJECTS)
    who = (
        rng.choice(lexicon.flat("en", "role"))
        if rng.random() < 0.5
        else rng.choice(("client", "boss", "owner"))
    )
    return rng.choice(FRAMES).format(
        o=o, o2=o2, o3=o3, into=rng.choice(INTO), place=rng.choice(PLACES), g=rng.choice(GROUPS),
        n=rng.choice(("two", "three", "five", "10", "a few")), state=rng.choice(STATES),
        who=rng.choice((f"the {who}", f"the {who}", f"the {who}", rng.choice(PEOPLE))),
    )  # fmt: skip


def deed(s: Tale) -> str:
    """A new deed in its plain form."""
    rng = s.rng
    for _ in range(40):
        roll = rng.random()
        if roll < 0.4:
            text = rng.choice(verbs.phrases())
            if rng.random() < 0.25 and len(text.split()) < 4:
                text += " " + rng.choice(HOW)
        elif roll < 0.85:
            text = made(rng)
        elif roll < 0.93:
            text = f"{rng.choice(PRONOUN)} {rng.choice(('it', 'them'))}"
            if rng.random() < 0.4:
                text += " " + rng.choice(HOW + PLACES)
        else:
            steps = rng.choice(_scenes())[1] if rng.random() < 0.6 else rng.choice(stories())[0]
            text = rng.choice(steps)
        if not re.search(r"[,;:|]| before \w+ing", text) and s.claim(text):
            return text
    return s.name("step")


def deeds(s: Tale, count: int) -> tuple[str, list[str]]:
    """Somebody ("" if anybody) and new deeds in order: half of the time of one scene."""
    rng = s.rng
    roll = rng.random()
    if roll < 0.5:
        who, steps = rng.choice(_scenes()) if roll < 0.3 else ("", rng.choice(stories())[0])
        start = rng.randrange(max(1, len(steps) - count + 1))
        if re.search(r"\b(?:it|them|everything)\b", steps[start]):
            start = 0
        found = [step for step in steps[start : start + count] if "," not in step and s.claim(step)]
        if len(found) == count:
            return who, found
        return who, found + [deed(s) for _ in range(count - len(found))]
    return "", [deed(s) for _ in range(count)]


def actor(s: Tale, person: bool = False) -> str:
    """Somebody new who acts, a department or a thing: its bare name."""
    rng = s.rng
    for _ in range(30):
        roll = rng.random()
        if roll < 0.55:
            name = _thing(s, "role")
        elif roll < 0.65:
            name = rng.choice(UNITS)
        elif roll < 0.75:
            name = rng.choice(PEOPLE)
        elif roll < 0.87:
            name = rng.choice(_scenes())[0]
        elif person or roll < 0.9:
            name = f"{lexicon.invented_word(rng)} {rng.choice(('team', 'officer', 'clerk', 'agent', 'unit'))}"
        else:
            name = _thing(s, "component")
        if not verbs.plural(name) and "(" not in name and s.claim(name):
            return name
    return s.name("noun")


def the(rng: random.Random, name: str, sure: bool = False) -> str:
    """The name as a subject or object, with its article unless it is a proper name."""
    if name in UNITS or name in PEOPLE or name.startswith(("my ", "our ", "all ")):
        return name
    roll = rng.random()
    if name[:1].isupper() and (roll < 0.6 or roll > 0.72):
        return name
    if sure or roll < 0.72:
        return f"the {name}"
    if roll < 0.84 and not verbs.plural(name):
        return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"
    return f"our {name}" if roll < 0.88 else f"the {name}" if roll < 0.94 else name


def participle(s: Tale) -> str:
    """What is done to "it": "washed at 60 degrees"."""
    rng = s.rng
    for _ in range(30):
        verb = rng.choice(PRONOUN) if rng.random() < 0.3 else rng.choice(verbs.deeds())[0]
        text = verbs.participle(verb)
        roll = rng.random()
        if roll < 0.3:
            text += " " + rng.choice(HOW[:27] + PLACES)
        elif roll < 0.38:
            text += f" by the {_thing(s, 'role')}"
        if s.claim(text):
            return text
    return s.name("step")


def happens(s: Tale) -> str:
    """A clause without an actor: "oil is bottled", "tables are set in the big hall"; its bare name."""
    rng = s.rng
    for _ in range(30):
        if rng.random() < 0.75:
            verb, what = rng.choice(verbs.deeds())
            text = f"{what} {'are' if verbs.plural(what) else 'is'} {verbs.participle(verb)}"
        else:
            what = rng.choice(OBJECTS)
            if not what.startswith("the "):
                continue
            what = what.removeprefix("the ")
            text = f"{what} {'are' if verbs.plural(what) else 'is'} {verbs.participle(rng.choice(PRONOUN))}"
            if "children" in what or "data" in what:
                continue
        if rng.random() < 0.25:
            text += " " + rng.choice(HOW[:27] + PLACES)
        if what[0].islower() and what not in ("yourself", "them", "it", "everyone") and s.claim(text):
            return text
    return s.name("step")


def arrival(s: Tale) -> str:
    """Something that happens first: "ticket comes in"; its bare name."""
    rng = s.rng
    for _ in range(30):
        what = _thing(s, rng.choice(("data", "data", "role")))
        text = f"{what} {rng.choice(ARRIVALS)}"
        if not verbs.plural(what) and what[0].islower() and "(" not in what and s.claim(text):
            return text
    return s.name("step")
