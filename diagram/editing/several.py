"""Is each of several things done that a request asks for, "remove the first and the cache"?

A part of what was asked for is never taken for the whole.
"""

from __future__ import annotations

import re

from diagram.editing.difference import Difference
from diagram.editing.intents import NEXT_TO, Request
from diagram.editing.lists import NAME
from diagram.editing.parts import VERBS, hide_names, parts, pieces
from diagram.outline import NODE_COLORS, Structure
from diagram.wording.layers import layers_in

OTHERS = ("must add", "must connect", "must cut", "must redirect", "must reverse", "must swap", "move", "all")
JOINING = (
    "must connect", "must redirect", "must reverse", "must swap", "must label", "must add", "move", "goes"
)  # fmt: skip
FROM_TO = re.compile(r"\bfrom\b.+?\bto\b|에서.+?로 ?(?:가는|이어지는|향하는)|에서[^,]+?로(?=, )")
INSTEAD = re.compile(r"\b(?:not|instead|from|no longer|any ?more|but)\b|말고|대신|에서")
GOING = {("removed", "node"), ("removed", "edge"), ("added", "edge")}
KINDS = ("color", "size", "name", "group")  # of which there is one for each thing that is listed
# What follows the name of something new and is no second new thing.
AND = (
    rf"{NAME}[\"'”’`]?(?: ?(?:step|node|box|block|stage|단계|노드|상자|층))?"
    r"(?:,? and (?:also )?| & |, |와 |과 |이?랑 |하고 | 그리고 )"
)
NO_THING = (
    rf"{VERBS}|then|also|it|its|them|let|the (?:label|arrow|rest)|an (?:arrow|edge)|after|before|between|and"
    r"|in|at|on|to|from|with|which|that|so|as|is|are|for|by|into|right|just|please|pls|plz|thanks?|thx|ty|ok|no|not"
    r"|leave|keep|nothing|everything|but|if|when|all|both|each|direct|point|goes?|leads?|그리고"
)
UNSAID = re.compile(
    rf"{AND}(?!(?:{NO_THING})\b)(?:(?:an?|the|another) )?(?!(?:an?|the|another)\b|\w+ (?:named|called)\b)"
    r"([^\W\d][\w-]*(?: [\w-]+){0,2})"
)

ORDINAL = re.compile(r"first|second|third|fourth|fifth|last|next|other|two|one|첫|두|세|네|마지막|다른")


def undone(
    old: Structure, new: Structure, found: Difference, request: Request, rest: Request, concerned: set[int]
) -> list[str]:
    """What a request lists and an edit does not do, a sentence each.

    `rest` is the request without what is new; `concerned` are the old nodes that have to do with a change.
    """
    if any(pattern.search(rest.text) for pattern in NEXT_TO.values()) or rest.asks_aside("beside"):
        return []
    return [
        *_parts(old, found, request),
        *_things(old, found, rest, concerned),
        *_new_things(old, new, found, request),
        *_unknown(old, found, rest),
        *_colours(found, rest),
        *_arrows(old, found, rest),
    ]


def _parts(old: Structure, found: Difference, request: Request) -> list[str]:
    """Requests of which one is made that have changed nothing of what they name."""
    if any(map(request.asks_aside, ("must add", "must swap", "move"))) or _adds(found):
        return []
    back = {there: here for here, there in found.pairs.items()}
    places = [{back.get(n, n) for n in c.nodes} if c.how == "added" else set(c.nodes) for c in found]
    asked = parts(request.text, old)
    missing = []
    for text in asked if len(asked) > 1 else ():
        one = Request(text, old)
        several = sum(one.names_node(node.number) for node in old.nodes) > 1  # else the rest is understood
        whole = all if several and not one.asks_aside("the label") else any
        if not any(nodes and whole(map(one.names_node, nodes)) for nodes in places):
            missing.append(f"Nothing is done of “{text}”.")
    return missing


def _things(old: Structure, found: Difference, rest: Request, concerned: set[int]) -> list[str]:
    """Nodes that are listed, of which one has to do with no change, or fewer have changed than are listed."""
    if rest.asks_aside("must add") or _adds(found):
        return []
    gone = {change.nodes[0] for change in found.removed if change.what == "node"}
    kinds = {(change.how, change.what) for change in found}
    removes = bool(gone) and kinds <= GOING and not any(map(rest.asks_aside, OTHERS))
    missing, count = [], 0
    for text, numbers in pieces(rest.text, old):
        one = Request(text, old)
        named = {n.number for n in old.nodes if one.names_node(n.number)}
        meant = numbers & named or numbers or named  # of several of a name, "the second"
        count += bool(meant)
        if meant and meant.isdisjoint(gone if removes else concerned):
            missing.append(f"Nothing has changed about “{text}”.")
    alike = len(kinds) == 1 and kinds <= {("changed", what) for what in KINDS}
    done = len(gone) if removes else len({c.nodes for c in found}) if alike else count
    if done < count and not any(map(rest.asks_aside, OTHERS)):
        missing.append(f"{count} things are listed, and {done} have changed.")
    return missing


def _new_things(old: Structure, new: Structure, found: Difference, request: Request) -> list[str]:
    """Names that are said after that of something new, "add X and Y", and that are not there."""
    fresh = {new.nodes[change.nodes[0]].name for change in found.added if change.what == "node"}
    if not fresh:
        return []
    names = sorted(fresh | {node.name for node in old.nodes})
    hidden, kept = hide_names(request.text, names)
    lower = {name.lower() for name in fresh}
    layers = frozenset().union(*map(layers_in, fresh)) - {"layer"}
    for match in UNSAID.finditer(hidden):
        before = re.search(rf"(\d+){NAME}$", hidden[: match.start() + 1])
        said = match.group(1)
        known = before and kept[int(before.group(1))].strip("\"'“”‘’`").lower() in lower
        if known and not layers_in(said) & layers:
            return [f"“{said}” of the request is not in it."]
    return []


def _unknown(old: Structure, found: Difference, rest: Request) -> list[str]:
    """What is said after the name of a node that goes or gets a colour, and is no node's name."""
    kinds = {(change.how, change.what) for change in found}
    if not (("removed", "node") in kinds and kinds <= GOING) and kinds != {("changed", "color")}:
        return []
    hidden, _ = hide_names(rest.text, [node.name for node in old.nodes])
    for match in UNSAID.finditer(hidden):
        said = Request(match.group(1), old)
        if ORDINAL.match(match.group(1)):
            continue
        if not any(said.names_node(node.number) for node in old.nodes):
            return [f"“{match.group(1)}” of the request is not in it."]
    return []


def _colours(found: Difference, rest: Request) -> list[str]:
    """Of several colours those that nothing has got."""
    made = {change.new for change in found if change.what == "color"}
    said = [color for color in NODE_COLORS if rest.asks_aside(f"palette={color}")]
    if len(made) == 0 or len(said) < 2 or INSTEAD.search(rest.text):
        return []
    return [f"Nothing is {color}." for color in said if color not in made]


def _arrows(old: Structure, found: Difference, rest: Request) -> list[str]:
    """Whether all arrows are gone that are to be cut, and none has come for them."""
    if not rest.asks_aside("must cut") or any(map(rest.asks_aside, JOINING)):
        return []
    gone, come = ([c for c in changes if c.what == "edge"] for changes in (found.removed, found.added))
    if any(change.what == "node" for change in (*found.removed, *found.added)):
        return []
    hidden, _ = hide_names(rest.text, [node.name for node in old.nodes])
    count = len(FROM_TO.findall(hidden))
    missing = [f"{count} arrows are to go, and {len(gone)} have gone."] if len(gone) < count else []
    return [*missing, *(f"{change} The request asks to cut one." for change in come)]


def _adds(found: Difference) -> bool:
    return any(change.what == "node" for change in found.added)
