"""What other programs call: HTTP endpoints, and MCP tools of the same names.

A diagram goes in and out as text: whatever `diagram.imports` reads (rows, outline, JSON, Mermaid, DOT,
draw.io) comes in, JSON that leaves nothing out goes out. Docstrings here are the tools' documentation.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import re
from typing import TYPE_CHECKING

import gradio as gr

from diagram.errors import DiagramError
from diagram.page import queues, rating, readers

if TYPE_CHECKING:
    from diagram.editing.difference import Difference

HANGUL = re.compile("[ㄱ-ㅣ가-힣\u1100-\u11ff]")
MAX_SEED = 2**31 - 1
LOG = logging.getLogger(__name__)
TEXTUAL = ("text/", "application/json", "application/vnd.jgraph.mxfile", "image/svg+xml", "application/x-tex")


def register() -> None:
    """Adds the endpoints to the Blocks that are being built."""
    gr.api(generate, api_name="generate", **queues.MODEL)
    gr.api(edit, api_name="edit", **queues.MODEL)
    gr.api(export, api_name="export", concurrency_limit=2)
    gr.api(rate, api_name="rate", concurrency_id="ratings")


def generate(
    prompt: str,
    count: int = 5,
    top: int = 3,
    seed: int | None = None,
    request: gr.Request | None = None,
) -> list[dict]:
    """Draws diagrams of what a text says, best first.

    Args:
        prompt: A model or a process in words, in English or Korean; at most 4,000 characters.
        count: How many candidates to draw, 1 to 8.
        top: How many of the best to return, 1 to 6.
        seed: A whole number for the same diagrams again; none for new ones each time.

    Returns:
        A list of diagrams, each with its nodes, edges, rows, outline, fidelity, scores, defects and SVG text.
    """
    from diagram import recommend
    from diagram.page import models

    count, top = _between(count, 1, 8, "count"), _between(top, 1, 6, "top")
    seed = None if seed is None else _between(seed, 0, MAX_SEED, "seed")
    try:
        user = readers.name(readers.calling(request))
        wanted = {"count": count, "top": min(top, count), "user": user, "seed": seed}
        backend = models.backend(None, readers.NOBODY, LOG.warning)
        found = recommend(prompt, **wanted, backend=backend)
    except DiagramError as error:
        raise _told(error) from None
    return [candidate.as_json() | {"svg": candidate.svg()} for candidate in found]


def edit(diagram: str, request: str, seed: int = 0) -> dict:
    """Changes a diagram as a sentence asks and leaves everything else exactly as it was.

    What is told comes in the language of the request: Korean where it has Hangul in it.

    Args:
        diagram: The diagram as text: the outline or rows of `generate`, JSON, Mermaid, DOT or draw.io.
        request: The change in words, in English or Korean, such as "make it vertical" or "rename A to B".
        seed: A whole number; another one may find another way where a request is refused.

    Returns:
        The new diagram's outline, rows, JSON and SVG texts, and `difference`, a list of sentences.
    """
    from diagram import layout, rendering, rows
    from diagram.editing import revise
    from diagram.editing.revision import read_request
    from diagram.export import export as exported

    diagram, request = _text(diagram, "diagram"), _text(request, "request")
    seed = _between(seed, 0, MAX_SEED, "seed")
    spoken = "ko" if HANGUL.search(request) else "en"
    try:
        revision = revise(_outline(diagram), read_request(request), seed)
        drawn = layout.lay_out(revision.outline)
    except DiagramError as error:
        raise _told(error, spoken) from None
    return {
        "outline": str(revision.outline),
        "difference": _sentences(revision.difference, spoken),
        "rows": rows.write(drawn, labels=True),
        "json": exported(drawn, "json", outline=revision.outline).decode(),
        "svg": rendering.svg(drawn),
    }


def export(diagram: str, format: str = "svg", scale: float = 1, transparent: bool = False) -> dict:
    """Writes a diagram as a file for another program: slides, a paper, a wiki, a drawing program.

    Args:
        diagram: The diagram as text: the outline or rows of `generate`, JSON, Mermaid, DOT or draw.io.
        format: One of png, svg, pdf, pptx, drawio, mermaid, dot, d2, tikz, rows, outline, json.
        scale: Pixels a px of a PNG, 0.25 to 4.
        transparent: Whether PNG, SVG and PDF leave out the white ground.

    Returns:
        `name`, `media_type`, and `text` for formats that are text, `base64` for those that are not.
    """
    from diagram.export import FORMATS
    from diagram.export import export as exported
    from diagram.imports import read

    diagram, format = _text(diagram, "diagram"), _text(format, "format")
    if not isinstance(scale, int | float) or not 0.25 <= scale <= 4:
        raise _wrong(scale, "scale", "choose 0.25 to 4")
    try:
        found = read(diagram)
        content = exported(found.diagram, format, outline=found.outline, scale=scale, transparent=transparent)
    except DiagramError as error:
        raise _told(error) from None
    kind = FORMATS[format]
    told = {"name": f"diagram{kind.suffix}", "media_type": kind.media_type}
    if kind.media_type.startswith(TEXTUAL):
        return told | {"text": content.decode()}
    return told | {"base64": base64.b64encode(content).decode()}


def rate(diagram: str, score: int, prompt: str = "", request: gr.Request | None = None) -> dict:
    """Keeps how much the reader likes a diagram, so that later rankings follow their taste.

    The reader is whoever uses this computer, on its page, too. On a Space it is the caller's session alone;
    over MCP, where all callers share one, nothing is kept there.

    Args:
        diagram: The diagram as text: the outline or rows of `generate`, JSON, Mermaid, DOT or draw.io.
        score: 0 (dislike) to 5 points.
        prompt: The words that the diagram was drawn for, if any.

    Returns:
        `id` of the rated drawing and its `score`.
    """
    from dataclasses import asdict

    from diagram import rows
    from diagram.imports import read
    from diagram.ratings.records import DrawingRecord
    from diagram.recommendation import clean
    from diagram.scoring import pictures

    diagram, prompt = _text(diagram, "diagram"), _text(prompt, "prompt")
    try:
        user = readers.rater(readers.calling(request))
        found = read(diagram)
        text = rows.write(found.diagram, labels=True)
        panel = rating.panel()
        record = DrawingRecord(
            id=hashlib.sha256(text.encode()).hexdigest()[:16],
            prompt=clean(prompt),
            rows=text,
            outline=str(found.outline or ""),
            style=asdict(found.diagram.style),
            latent=panel.encoder.embed([pictures.draw(found.diagram)])[0],
            latent_version=panel.encoder.version,
        )
        panel.keep(user, record, score)
    except DiagramError as error:
        raise _told(error) from None
    return {"id": record.id, "score": int(score)}


def _outline(text: str):
    """The outline that a text holds, or that says the same as the diagram that it holds."""
    from diagram.generation.row_outline import outline_of
    from diagram.imports import read

    found = read(text)
    return found.outline or outline_of(found.diagram)


def _text(value: object, name: str) -> str:
    """The value; what comes over HTTP may be of any type of JSON."""
    if not isinstance(value, str):
        raise _wrong(value, name, "give a text")
    return value


def _between(value: object, low: int, high: int, name: str) -> int:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not low <= value <= high or value != int(value):
        raise _wrong(value, name, f"choose a whole number from {low} to {high}")
    return int(value)


def _wrong(value: object, name: str, wanted: str) -> gr.Error:
    return gr.Error(f"{name} is {value!r:.80}; {wanted}.", print_exception=False)


def _sentences(found: Difference, spoken: str) -> list[str]:
    """What is different, in a language."""
    from diagram.page import texts, wording

    if spoken == "en":
        return found.sentences()
    with texts.spoken_in(spoken):
        return [wording.change(change) for change in found]


def _told(error: DiagramError, spoken: str = "en") -> gr.Error:
    from diagram.page.texts import core

    return gr.Error(core.told(error, spoken), print_exception=False)
