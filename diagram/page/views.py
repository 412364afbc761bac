"""The page's own HTML: pure functions, and every text from outside is escaped."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from diagram.page import models, texts, thumbnails, wording
from diagram.page.crop import cropped_svg, extent
from diagram.page.stars import stars

if TYPE_CHECKING:
    from diagram.graph import Diagram
    from diagram.page.judged import Judged
    from diagram.page.run import Run
    from diagram.page.watching import Far
    from diagram.recommendation import Candidate

ICON = Path(__file__).parent / "icon.svg"
TURNS = itertools.count()


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A rated drawing named by an explanation; `picture` and `prompt` are empty where it is not at hand."""

    score: int
    similarity: float
    picture: str = ""
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A picture with stars under it; `label` is what the stars are called, `caption` may be empty."""

    drawing_id: str
    picture: str
    caption: str
    label: str
    score: int | None
    note: str = ""


def language(prompt: str) -> str:
    """ "ko" where the prompt has a Hangul syllable, otherwise "en"."""
    return "ko" if any("가" <= character <= "힣" for character in prompt) else "en"


def header() -> str:
    """The name of the page, its icon and what it does."""
    icon = ICON.read_text(encoding="utf-8")
    return f"{icon}<div><h1>{escape(texts.TITLE)}</h1><p>{escape(texts.SUBTITLE)}</p></div>"


def message(kind: str, text: str) -> str:
    """A line above the candidates; `kind` is "busy", "done", "notice" or "error"."""
    return f'<p class="message {kind}">{escape(texts.told(text))}</p>' if text else ""


def progress(name: str, far: Far) -> str:
    """How far the model of this name is; while this is there, so is the button that stops it."""
    said = texts.MODEL_FAR.format(name=name, share=far.share, seconds=far.seconds)
    value, label = f"{far.share:.3f}", escape(said)
    return message("busy", said) + f'<progress value="{value}" aria-label="{label}"></progress>'


def caption(rank: int, candidate: Candidate) -> str:
    """What stands under a candidate's thumbnail: its rank, score and faithfulness."""
    return f"{rank} · {candidate.score:.1f} / 10 · {faithfulness(candidate)}"


def faithfulness(candidate: Candidate) -> str:
    """Whether anything that the prompt says was found missing, in a few words."""
    if candidate.fidelity.faithful:
        return texts.FAITHFUL
    misses = sum(not ok for ok, _ in candidate.fidelity.checklist("en"))
    return texts.MISSES.format(misses=misses) if misses > 1 else texts.ONE_MISS


def empty(text: str | None = None, hint: str | None = None) -> str:
    """What stands in place of drawings before there are any."""
    text, hint = text or texts.EMPTY, hint or texts.EMPTY_HINT
    return f'<div class="paper empty"><p>{escape(text)}</p><p>{escape(hint)}</p></div>'


def expected() -> str:
    """As `empty`, for the page's start: where it comes with a link, that its diagram is being opened."""
    return empty().replace("</div>", f'<p class="opening">{escape(texts.LINK_OPENING)}</p></div>')


def drawing(candidate: Candidate | Judged, pinned: Collection[int] = ()) -> str:
    """The SVG itself, so that its text can be selected, on a sheet that is white in dark mode too.

    Nodes and lines say which they are, for drag.js; `pinned` nodes have a pin.
    """
    svg = _movable(cropped_svg(candidate.svg(), candidate.diagram), candidate.diagram, pinned)
    width = extent(candidate.diagram)[2]
    return (
        f'<div class="paper" style="--width:{width:.0f}px" tabindex="0" '
        f'data-whole="{escape(texts.SHOW_WHOLE)}" data-large="{escape(texts.SHOW_LARGE)}">{svg}</div>'
    )


def _movable(svg: str, diagram: Diagram, pinned: Collection[int]) -> str:
    nodes = {node.number: node for node in diagram.nodes}

    def node(match: re.Match[str]) -> str:
        found = nodes[int(match[1])]
        said = escape(texts.NODE_NAMED.format(label=" ".join(found.label.split()) or found.number))
        pin = ""
        if found.number in pinned:
            x, y = found.x + found.width / 2 - 3, found.y - found.height / 2 + 3
            pin = f'<circle class="pin" cx="{x:.1f}" cy="{y:.1f}" r="5"/>'
        # The words of two lines are two words to who selects them, or hears them.
        content = match[2].replace("</tspan><tspan", '</tspan><tspan font-size="0"> </tspan><tspan')
        # Drawn last of the node: the group ends where the next begins.
        return (
            f'<g id="node-{found.number}" data-node="{found.number}" data-x="{found.x:g}" '
            f'data-y="{found.y:g}" data-said="{said}">{content}{pin}</g>'
        )

    def edge(match: re.Match[str]) -> str:
        found = diagram.edges[int(match[1]) - 1]
        return f'<g id="edge-{match[1]}{match[2] or ""}" data-ends="{found.source} {found.target}">'

    svg = re.sub(r'<g id="node-(-?\d+)">(.*?)</g>', node, svg, flags=re.DOTALL)
    return re.sub(r'<g id="edge-(\d+)(-label)?">', edge, svg)


def gallery(run: Run) -> str:
    """The run's candidates, best first: a picture to open, and stars."""
    cards = []
    shown = run.pressed()
    for rank, candidate in enumerate(run.candidates, 1):
        text = caption(rank, candidate)
        said = escape(texts.OPEN_CANDIDATE.format(rank=rank, caption=text))
        label = texts.RATE_CANDIDATE.format(rank=rank)
        cards.append(
            f'<li class="card"><button type="button" class="open" data-open="{escape(candidate.id)}" '
            f'aria-pressed="{"true" if candidate is shown else "false"}" aria-label="{said}">'
            f'<img src="{thumbnails.of_candidate(run, candidate)}" alt="">'
            f'<span class="caption">{escape(text)}</span></button>'
            f"{stars('gallery', candidate.id, label, run.ratings.get(candidate.id))}</li>"
        )
    return f'<ol class="cards" aria-label="{escape(texts.GALLERY_LABEL)}" {turn()}>{"".join(cards)}</ol>'


def rating(run: Run) -> str:
    """The stars under the large view."""
    shown = run.shown()
    group = stars("view", shown.id, texts.RATE_OPENED, run.ratings.get(shown.id), shown=True)
    return f'<div class="rating" {turn()}>{group}</div>'


def grid(place: str, cards: Sequence[Card], intro: str = "") -> str:
    """Cards that are for rating only."""
    said = f'<p class="intro">{escape(intro)}</p>' if intro else ""
    return f'<div {turn()}>{said}<ul class="cards">{"".join(_card(place, card) for card in cards)}</ul></div>'


def pager(page: int, pages: int, said: str | None = None) -> str:
    """Buttons to the pages before and after `page`, counted from 0; nothing where there is but one."""
    if pages < 2:
        return ""
    text = texts.PAGE.format(page=page + 1, pages=pages)
    return (
        f'<nav class="pager" aria-label="{escape(said or texts.PAGES)}">{_to(page - 1, texts.NEWER, pages)}'
        f"<span>{escape(text)}</span>{_to(page + 1, texts.OLDER, pages)}</nav>"
    )


def _to(page: int, name: str, pages: int) -> str:
    off = "" if 0 <= page < pages else " disabled"
    return f'<button type="button" data-page="{page}"{off}>{escape(name)}</button>'


def titled(title: str, content: str) -> str:
    """Content that is HTML already, under a title."""
    return f"<section><h2>{escape(title)}</h2>{content}</section>"


def _card(place: str, card: Card) -> str:
    picture = (
        f'<img src="{card.picture}" alt="{escape(card.caption)}">'
        if card.picture
        else f'<span class="no-picture">{escape(texts.NO_PICTURE)}</span>'
    )
    note = f'<span class="note">{escape(card.note)}</span>' if card.note else ""
    return (
        f'<li class="card">{picture}<span class="caption"><span>{escape(card.caption)}</span>{note}</span>'
        f"{stars(place, card.drawing_id, card.label, card.score)}</li>"
    )


def versions(cards: Sequence[tuple[int, str, str]], current: int) -> str:
    """(number, picture, caption) of the versions of a piece of work, to be opened."""
    items = []
    for place, (number, picture, text) in enumerate(cards, 1):
        said = escape(texts.OPEN_VERSION.format(place=place, caption=text))
        image = f'<img src="{picture}" alt="">' if picture else '<span class="no-picture"></span>'
        items.append(
            f'<li class="card"><button type="button" class="open" data-open="version-{number}" '
            f'aria-pressed="{"true" if number == current else "false"}" aria-label="{said}">'
            f'{image}<span class="caption">{escape(text)}</span></button></li>'
        )
    return f'<ol class="cards" aria-label="{escape(texts.VERSIONS_LABEL)}" {turn()}>{"".join(items)}</ol>'


def turn() -> str:
    """Makes a text a new one for the browser, which otherwise keeps stars that were pressed in vain."""
    return f'data-turn="{next(TURNS)}"'


def details(
    candidate: Candidate,
    language: str,
    neighbours: Sequence[Neighbour] = (),
    *,
    asked: Mapping[str, str] | None = None,
    better: bool = False,
    rated: bool = False,
) -> str:
    """Why the candidate ranks where it ranks, the checklist and the notes.

    asked: the style that the prompt asks for, by field; better: another candidate has nothing missing while
    this one has; rated: something was rated since it was drawn.
    """
    checks = [_check(ok, text) for ok, text in candidate.fidelity.checklist(language)]
    checklist = f"<ul>{''.join(checks)}</ul>" if checks else f"<p>{escape(texts.NOTHING_TO_CHECK)}</p>"
    notes = "".join(
        f'<p class="note">{escape(texts.told(note))}</p>'
        for note in candidate.notes
        if note != candidate.reason
    )
    rows = _scores(candidate, better, rated) + _style(candidate, asked or {})
    return (
        f'<div class="details"><section><h2>{escape(texts.WHY)}</h2><dl>{rows}</dl>'
        f"{reason(candidate, neighbours)}{notes}"
        f"</section><section><h2>{escape(texts.CHECKLIST)}</h2>"
        f'<p class="hint">{escape(texts.CHECKED[language])}</p>{checklist}</section></div>'
    )


def _scores(candidate: Candidate, better: bool, rated: bool) -> str:
    missing = texts.SOME_BETTER if better else texts.SOME_MISSING
    fidelity = texts.ALL_IN if candidate.fidelity.faithful else missing
    later = texts.COUNTS_NEXT if rated else ""
    return "".join(
        [
            judgement(candidate, later),
            _line(texts.FIDELITY, fidelity),
            _line(texts.AGREEMENT, f"{candidate.agreement:.0%} {texts.AGREEMENT_INFO}"),
            _line(texts.DRAWN_BY, models.said(candidate.model)) if candidate.model else "",
        ]
    )


def judgement(drawing: Candidate | Judged, later: str = "") -> str:
    """The scores of a drawing; `later` is what is to be said about its reader's rating."""
    shares = texts.SHARES.format(readability=drawing.weight, preference=1 - drawing.weight)
    spread = texts.SPREAD.format(spread=drawing.spread)
    return "".join(
        [
            _meter(texts.OVERALL, drawing.score, 10),
            f'<dd class="shares">{escape(shares)}</dd>',
            _meter(texts.READABILITY, drawing.readability, 5, spread, texts.SPREAD_INFO),
            _meter(texts.PREFERENCE, drawing.preference, 5, later)
            if drawing.preference_known
            else _line(texts.PREFERENCE, "; ".join(filter(None, [texts.NEUTRAL, later]))),
        ]
    )


def _style(candidate: Candidate, asked: Mapping[str, str]) -> str:
    """The fields of style that the prompt asks for, each with whether the candidate has it."""
    told = []
    for field, word in asked.items():
        met = getattr(candidate.outline.style, field) == word
        kind, mark, said = ("ok", "✓", texts.MET) if met else ("miss", "✗", texts.MISSED)
        told.append(
            f'<li class="{kind}"><span class="mark" aria-hidden="true">{mark}</span><span>'
            f'{escape(texts.STYLE_WORDS.get(word, word))}<span class="unseen"> ({said})</span></span></li>'
        )
    if not told:
        return ""
    return f'<dt>{escape(texts.ASKED)}</dt><dd><ul class="asked">{"".join(told)}</ul></dd>'


def reason(candidate: Candidate | Judged, neighbours: Sequence[Neighbour]) -> str:
    """Which rated drawings the preference comes from."""
    said = f'<p class="reason">{escape(wording.reason(candidate.reason))}</p>' if candidate.reason else ""
    if not neighbours:
        return said
    items = "".join(map(_neighbour, neighbours))
    return f'{said}<ul class="neighbours" aria-label="{escape(texts.NEIGHBOURS)}">{items}</ul>'


def _neighbour(found: Neighbour) -> str:
    given = escape(texts.NEIGHBOUR.format(score=found.score, similarity=found.similarity))
    picture = (
        f'<img src="{found.picture}" alt="{escape(found.prompt or texts.NO_PROMPT)}" '
        f'title="{escape(found.prompt)}">'
        if found.picture
        else f'<span class="no-picture">{escape(texts.NO_PICTURE)}</span>'
    )
    return f"<li>{picture}<span>{given}</span></li>"


def _meter(name: str, value: float, top: int, more: str = "", title: str = "") -> str:
    share = max(0.0, min(1.0, value / top))
    said = f'<span class="more" title="{escape(title)}">{escape(more)}</span>' if more else ""
    hint = f'<span class="unseen">({escape(title)})</span>' if title else ""
    return (
        f'<dt>{escape(name)}</dt><dd><span class="meter" aria-hidden="true">'
        f'<span style="width:{share:.0%}"></span></span><span>{value:.1f} / {top}</span>{said}{hint}</dd>'
    )


def _line(name: str, text: str) -> str:
    return f'<dt>{escape(name)}</dt><dd class="plain">{escape(text)}</dd>'


def _check(ok: bool, text: str) -> str:
    mark, said, kind = ("✓", texts.IN_DIAGRAM, "ok") if ok else ("✗", texts.TO_CHECK, "miss")
    return (
        f'<li class="{kind}"><span class="mark" aria-hidden="true">{mark}</span>'
        f'<span><span class="unseen">{said}</span>{escape(text)}</span></li>'
    )
