"""What other programs call: HTTP endpoints, and MCP tools of the same names.

A diagram goes in and out as text: whatever `diagram.imports` reads (rows, outline, JSON, Mermaid, DOT,
draw.io) comes in, JSON that leaves nothing out goes out. Docstrings here are the tools' documentation.
"""

from __future__ import annotations

import base64
import hashlib

import gradio as gr

from diagram.errors import DiagramError
from diagram.page import queues, rating, readers

MAX_SEED = 2**31 - 1
TEXTUAL = ("text/", "application/json", "application/vnd.jgraph.mxfile", "image/svg+xml", "application/x-tex")


def register() -> None:
    """Adds the endpoints to the Blocks that are being built."""
    gr.api(generate, api_name="generate", **queues.MODEL)
    gr.api(edit, api_name="edit", **queues.MODEL)
    gr.api(export, api_name="export", concurrency_limit=2)
    gr.api(rate, api_name="rate", concurrency_id="ratings")


def generate(prompt: str, count: int = 5, top: int = 3, seed: int | None = None) -> list[dict]:
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

    count, top = _between(count, 1, 8, "count"), _between(top, 1, 6, "top")
    seed = None if seed is None else _between(seed, 0, MAX_SEED, "seed")
    try:
        # Of a request from outside a page it is not known whose it is: on a Space, nobody's taste counts.
        found = recommend(prompt, count=count, top=min(top, count), user=readers.name(None), seed=seed)
    except DiagramError as error:
        raise _told(error) from None
    return [candidate.as_json() | {"svg": candidate.svg()} for candidate in found]


def edit(diagram: str, request: str, seed: int = 0) -> dict:
    """Changes a diagram as a sentence asks and leaves everything else exactly as it was.

    Args:
        diagram: The diagram as text: the outline or rows of `generate`, JSON, Mermaid, DOT or draw.io.
        request: The change in words, in English or Korean, such as "make it vertical" or "rename A to B".
        seed: A whole number; another one may find another way where a request is refused.

    Returns:
        The new diagram's outline, rows, JSON and SVG texts, and `difference`, a list of sentences.
    """
    from diagram import layout, rendering, rows
    from diagram.editing import revise
    from diagram.export import export as exported

    seed = _between(seed, 0, MAX_SEED, "seed")
    try:
        revision = revise(_outline(diagram), request, seed)
        drawn = layout.lay_out(revision.outline)
    except DiagramError as error:
        raise _told(error) from None
    return {
        "outline": str(revision.outline),
        "difference": list(revision.difference.sentences()),
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

    if not 0.25 <= scale <= 4:
        raise gr.Error(f"scale is {scale}; choose 0.25 to 4.", print_exception=False)
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


def rate(diagram: str, score: int, prompt: str = "") -> dict:
    """Keeps how much the reader of this computer likes a diagram, so that later rankings follow their taste.

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

    try:
        user = readers.rater(None)
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


def _between(value: int, low: int, high: int, name: str) -> int:
    if not low <= value <= high:
        raise gr.Error(f"{name} is {value}; choose {low} to {high}.", print_exception=False)
    return int(value)


def _told(error: DiagramError) -> gr.Error:
    return gr.Error(str(error), print_exception=False)
