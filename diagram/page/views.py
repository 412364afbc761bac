"""The page's own HTML, from candidates: pure functions, and every text from outside is escaped."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from diagram.page import texts
from diagram.page.crop import cropped_svg, extent

if TYPE_CHECKING:
    from diagram.recommendation import Candidate

ICON = Path(__file__).parent / "icon.svg"


def language(prompt: str) -> str:
    """ "ko" where the prompt has a Hangul syllable, otherwise "en"."""
    return "ko" if any("가" <= character <= "힣" for character in prompt) else "en"


def header() -> str:
    """The name of the page, its icon and what it does."""
    icon = ICON.read_text(encoding="utf-8")
    return f"{icon}<div><h1>{escape(texts.TITLE)}</h1><p>{escape(texts.SUBTITLE)}</p></div>"


def message(kind: str, text: str) -> str:
    """A line above the candidates; `kind` is "busy", "done", "notice" or "error"."""
    return f'<p class="message {kind}">{escape(text)}</p>' if text else ""


def caption(rank: int, candidate: Candidate) -> str:
    """What stands under a candidate's thumbnail: its rank, score and faithfulness."""
    return f"{rank} · {candidate.score:.1f} / 10 · {faithfulness(candidate)}"


def faithfulness(candidate: Candidate) -> str:
    """Whether all that the prompt says is drawn, in a few words."""
    if candidate.fidelity.faithful:
        return texts.FAITHFUL
    misses = sum(not ok for ok, _ in candidate.fidelity.checklist("en"))
    return texts.MISSES.format(misses=misses) if misses > 1 else texts.ONE_MISS


def empty() -> str:
    """What stands in place of the drawing before there is one."""
    return f'<div class="paper empty"><p>{escape(texts.EMPTY)}</p><p>{escape(texts.EMPTY_HINT)}</p></div>'


def drawing(candidate: Candidate) -> str:
    """The SVG itself, so that its text can be selected, on a sheet that is white in dark mode too."""
    svg = cropped_svg(candidate.svg(), candidate.diagram)
    width = extent(candidate.diagram)[2]
    return f'<div class="paper" style="--width:{width:.0f}px" tabindex="0">{svg}</div>'


def details(candidate: Candidate, language: str) -> str:
    """Scores, the checklist and the notes."""
    meters = [
        _meter(texts.OVERALL, candidate.score, 10),
        _meter(texts.READABILITY, candidate.readability, 5),
        _meter(texts.PREFERENCE, candidate.preference, 5)
        if candidate.preference_known
        else _line(texts.PREFERENCE, texts.NEUTRAL),
        _line(texts.AGREEMENT, f"{candidate.agreement:.0%} {texts.AGREEMENT_INFO}"),
    ]
    checks = [_check(ok, text) for ok, text in candidate.fidelity.checklist(language)]
    checklist = f"<ul>{''.join(checks)}</ul>" if checks else f"<p>{escape(texts.NOTHING_TO_CHECK)}</p>"
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in candidate.notes)
    return (
        f'<div class="details"><section><h2>{escape(texts.SCORES)}</h2><dl>{"".join(meters)}</dl>{notes}'
        f"</section><section><h2>{escape(texts.CHECKLIST)}</h2>{checklist}</section></div>"
    )


def _meter(name: str, value: float, top: int) -> str:
    share = max(0.0, min(1.0, value / top))
    return (
        f'<dt>{escape(name)}</dt><dd><span class="meter" aria-hidden="true">'
        f'<span style="width:{share:.0%}"></span></span><span>{value:.1f} / {top}</span></dd>'
    )


def _line(name: str, text: str) -> str:
    return f'<dt>{escape(name)}</dt><dd class="plain">{escape(text)}</dd>'


def _check(ok: bool, text: str) -> str:
    mark, said, kind = ("✓", "In the diagram: ", "ok") if ok else ("✗", "To check: ", "miss")
    return (
        f'<li class="{kind}"><span class="mark" aria-hidden="true">{mark}</span>'
        f'<span><span class="unseen">{said}</span>{escape(text)}</span></li>'
    )
