"""Candidates without a model, for tests of what shows them: the command line and the page."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from html import escape

import numpy as np

import diagram
from diagram.errors import InvalidPrompt
from diagram.graph import Diagram, Node
from diagram.outline import Outline, parse

LABELS = ("Collect", "Clean", "<b>Train</b> ${1+1} {{value}}")


@dataclass
class FakeFidelity:
    faithful: bool = True
    score: float = 1.0

    def checklist(self, language: str) -> list[tuple[bool, str]]:
        first = {"en": "“Collect” is in", "ko": "“Collect” 있음"}[language]
        return [(True, first), (self.faithful, "<img src=x onerror=alert(1)> is in")]


def a_diagram(labels: tuple[str, ...] = LABELS) -> Diagram:
    last = len(labels) - 1
    nodes = (
        Node(
            i,
            150 + 300 * i,
            300,
            "round rectangle",
            220,
            80,
            targets=(i + 1,) if i < last else (),
            label=label,
        )
        for i, label in enumerate(labels)
    )
    return Diagram(tuple(nodes))


@dataclass
class FakeCandidate:
    id: str
    score: float = 9.0
    fidelity: FakeFidelity = field(default_factory=FakeFidelity)
    diagram: Diagram = field(default_factory=a_diagram)
    outline: Outline = field(default_factory=lambda: parse("Collect -> Clean -> Train"))
    rows: str = "[0, 150, 300, 'round rectangle', 220, 80, 'solid arrow', (255, 255, 255), (0, 0, 0), [1]]"
    readability: float = 4.5
    preference: float = 2.5
    preference_known: bool = False
    spread: float = 0.2
    reason: str = ""
    neighbours: tuple[tuple[str, int, float], ...] = ()
    weight: float = 0.5
    latent: np.ndarray | None = None
    latent_version: str = ""
    model: str = ""
    agreement: float = 0.8
    seconds: float = 0.1
    notes: tuple[str, ...] = ("A note with <angle> brackets.",)
    defects: dict[str, int] = field(default_factory=dict)

    def svg(self) -> str:
        texts = "".join(
            f'<text x="{n.x}" y="{n.y}" text-anchor="middle">{escape(n.label)}</text>'
            for n in self.diagram.nodes
        )
        head = '<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg"'
        return f'{head} width="1000" height="600" viewBox="0 0 1000 600">{texts}</svg>'

    def png(self, scale: float = 1.0) -> bytes:
        from PIL import Image, ImageDraw

        image = Image.new("RGB", (round(1000 * scale), round(600 * scale)), "white")
        draw = ImageDraw.Draw(image)
        for node in self.diagram.nodes:
            box = (
                node.x - node.width / 2,
                node.y - node.height / 2,
                node.x + node.width / 2,
                node.y + node.height / 2,
            )
            draw.rectangle([scale * side for side in box], outline="navy", width=3)
        buffer = io.BytesIO()
        image.save(buffer, "PNG")
        return buffer.getvalue()

    def as_json(self) -> dict:
        nodes = [{"id": n.number, "label": n.label, "targets": list(n.targets)} for n in self.diagram.nodes]
        return {
            "nodes": nodes,
            "edges": [],
            "rows": self.rows,
            "score": self.score,
            "fidelity": {"faithful": True},
        }


class FakeModel:
    """Stands in for the model: `install` puts it behind `diagram.recommend` and `diagram.stream`."""

    def __init__(self, faithful: bool = True) -> None:
        self.faithful = faithful
        self.calls: list[dict] = []
        self.tastes: list[tuple[str, float]] = []  # whose taste each call asked for, and its weight

    def install(self, monkeypatch) -> FakeModel:
        monkeypatch.setattr(diagram, "recommend", self.recommend, raising=False)
        monkeypatch.setattr(diagram, "stream", self.stream, raising=False)
        return self

    def recommend(
        self,
        prompt: str,
        count: int = 5,
        top: int = 3,
        user: str = "local",
        seed: int | None = None,
        weight: float = 0.5,
        backend: object = None,
    ):
        self.calls.append({"prompt": prompt, "count": count, "top": top, "seed": seed})
        self.tastes.append((user, weight))
        if not prompt.strip():
            raise InvalidPrompt("The prompt is empty; write what to draw.")
        if len(prompt) > 4000:
            raise InvalidPrompt(f"The prompt has {len(prompt)} characters; at most 4000 can be read.")
        if "boom" in prompt:
            raise RuntimeError("boom")
        fidelity = FakeFidelity(self.faithful, 1.0 if self.faithful else 0.5)
        return [FakeCandidate(f"c{i}", 9.0 - i / 2, fidelity) for i in range(top)]

    def stream(self, prompt: str, **request):
        found = self.recommend(prompt, **request)
        for ready in range(1, len(found) + 1):
            yield found[len(found) - ready :]
