"""Words in, ranked diagrams out: the list of steps that design.md calls the data flow."""

from __future__ import annotations

import hashlib
import random
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from graphlib import CycleError, TopologicalSorter
from numbers import Integral, Real
from typing import TYPE_CHECKING

from diagram import fidelity, geometry, layout, styling
from diagram.errors import DiagramError, InvalidPrompt
from diagram.fidelity import Fidelity
from diagram.generation.backend import Backend, Writing
from diagram.generation.selection import is_sound, structure_of
from diagram.graph import Diagram
from diagram.outline import Outline
from diagram.ratings.records import check_user
from diagram.scored import Scored
from diagram.scoring.panel import shipped
from diagram.wording import stems

if TYPE_CHECKING:
    import numpy as np

MAX_CHARACTERS = 4000
MAX_COUNT = 16
DIRECTIONS = {0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}  # of text, unseen
CONTROLS = dict.fromkeys({*range(32), 127} - set(map(ord, "\t\n\r")), " ") | dict.fromkeys(DIRECTIONS, "")
WEIGHT = 0.5  # of readability in the score; the rest is preference


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is known of a writing before it is drawn.

    `agreement` is the share of the other writings that have this structure, up to renaming; `leading` says
    that, of the writings as good by fidelity and `sound`, most say exactly this (of equals, the first);
    `aimless` that lines without arrows, which nobody asked for, hide a direction that matters.
    """

    fidelity: Fidelity
    sound: bool
    agreement: float
    leading: bool = True
    unmet_styles: int = 0
    aimless: bool = False

    @property
    def tier(self) -> tuple[bool, bool, bool, bool]:
        """The lower the better: nothing missing, nothing extra, no repeating itself, no flaw in its shape."""
        found = self.fidelity
        return len(found.missing) > 0, not found.faithful, not self.sound, len(found.flaws) > 0


@dataclass(frozen=True, slots=True)
class Candidate(Scored):
    """One diagram for a prompt, with why it ranks where it ranks.

    `readability` and `preference` are 0-5, `spread` is how far the networks that scored readability differ;
    `score`, 0-10, weighs readability by `weight` and preference by the rest. `reason` says which rated
    diagrams the preference comes from; `neighbours` are these: (id, the reader's score, similarity). `latent`
    is where the drawing lies among others, by the encoder `latent_version`.
    """

    id: str
    outline: Outline
    diagram: Diagram
    judgement: Judgement
    readability: float
    spread: float
    preference: float
    preference_known: bool
    reason: str
    neighbours: tuple[tuple[str, int, float], ...]
    latent: np.ndarray = field(compare=False, repr=False)
    latent_version: str
    model: str
    weight: float = WEIGHT
    seconds: float = 0.0

    @property
    def fidelity(self) -> Fidelity:
        return self.judgement.fidelity

    @property
    def agreement(self) -> float:
        return self.judgement.agreement

    @property
    def notes(self) -> tuple[str, ...]:
        return (self.reason,) if self.reason else ()

    @property
    def defects(self) -> dict[str, int]:
        return asdict(geometry.defects(self.diagram))

    def as_json(self) -> dict:
        """What the command line and the API give: plain data, every node of the drawing a node here."""
        nodes = [
            {
                "id": node.number,
                "label": node.label,
                "targets": list(node.targets),
                "x": round(node.x, 1),
                "y": round(node.y, 1),
                "width": round(node.width, 1),
                "height": round(node.height, 1),
                "shape": node.shape,
                "group": node.group,
            }
            for node in self.diagram.nodes
        ]
        edges = [{"source": e.source, "target": e.target, "label": e.label} for e in self.diagram.edges]
        return {
            "nodes": nodes,
            "edges": edges,
            "rows": self.rows,
            "outline": str(self.outline),
            "fidelity": {
                "faithful": self.fidelity.faithful,
                "score": round(self.fidelity.score, 3),
                "missing": list(self.fidelity.missing),
                "extra": list(self.fidelity.extra),
                "flaws": list(self.fidelity.flaws),
                "agreement": round(self.agreement, 3),
            },
            "readability": round(self.readability, 3),
            "spread": round(self.spread, 3),
            "preference": round(self.preference, 3),
            "preference_known": self.preference_known,
            "reason": self.reason,
            "score": round(self.score, 3),
            "defects": self.defects,
        }


def recommend(
    prompt: str,
    count: int = 5,
    top: int = 3,
    user: str = "local",
    seed: int | None = None,
    *,
    weight: float = WEIGHT,
    backend: Backend | None = None,
) -> list[Candidate]:
    """The best `top` of `count` diagrams for the prompt, best first.

    `user` is whose ratings tell what will be liked; `weight`, 0-1, is the share of readability in the score.
    The same seed gives the same diagrams; None draws a new one. Raises InvalidPrompt for words that cannot be
    drawn, InvalidRating for a user's name that cannot be one, ModelUnavailable where weights are missing.
    """
    ranked: list[Candidate] = []
    for so_far in stream(prompt, count, top, user, seed, weight=weight, backend=backend):
        ranked = so_far
    return ranked


def stream(
    prompt: str,
    count: int = 5,
    top: int = 3,
    user: str = "local",
    seed: int | None = None,
    *,
    weight: float = WEIGHT,
    backend: Backend | None = None,
) -> Iterator[list[Candidate]]:
    """As `recommend`, giving the ranking so far each time that a candidate has been laid out and scored."""
    prompt = clean(prompt) if isinstance(prompt, str) else prompt
    check_request(prompt, count, top, seed, weight)
    check_user(user)
    panel = shipped()
    backend = backend or shipped_backend()
    seed = random.SystemRandom().randrange(2**31) if seed is None else seed
    start = time.perf_counter()
    writings = distinct(write(prompt, count, seed, backend))
    outlines = [writing.outline for writing in writings]
    candidates: list[Candidate] = []
    problem: DiagramError | None = None
    for written, judgement in zip(outlines, judge(prompt, outlines), strict=True):
        outline = stems.whole(prompt, written)
        try:
            diagram = layout.lay_out(outline)
        except DiagramError as error:  # more than a canvas holds, in this candidate's direction perhaps
            problem = error
            continue
        verdict = panel.judge(user, [diagram])[0]
        candidates.append(
            Candidate(
                id=hashlib.sha256(f"{seed} {prompt} {outline}".encode()).hexdigest()[:16],
                outline=outline,
                diagram=diagram,
                judgement=judgement,
                **verdict.as_fields(),
                latent_version=panel.encoder.version,
                model=backend.name,
                weight=weight,
                seconds=time.perf_counter() - start,
            )
        )
        yield rank(candidates)[:top]
    if problem and not candidates:
        raise InvalidPrompt(
            f"The diagram would be too large to draw ({problem}) Draw it in parts, or use shorter names."
        ) from problem


def clean(prompt: str) -> str:
    """The prompt in composed characters, as all word lists are, without halves of surrogate pairs, signs of
    direction, with spaces for control characters, which neither an SVG nor a database holds."""
    return unicodedata.normalize("NFC", prompt.encode("utf-8", "replace").decode("utf-8")).translate(CONTROLS)


def check_request(prompt: str, count: int, top: int, seed: int | None = None, weight: float = WEIGHT) -> None:
    """Raises InvalidPrompt, saying what is wrong and what to do, unless the request can be answered."""
    if not isinstance(prompt, str) or not prompt.strip():
        raise InvalidPrompt(
            "The prompt is empty; describe a model or a process, "
            "such as 'data goes to a cleaner, then a model'."
        )
    if len(prompt) > MAX_CHARACTERS:
        raise InvalidPrompt(
            f"The prompt has {len(prompt):,} characters; at most {MAX_CHARACTERS:,} can be drawn at once. "
            "Shorten it or draw it in parts."
        )
    if not _is_whole(count) or not 1 <= count <= MAX_COUNT:
        raise InvalidPrompt(f"The number of candidates is {count!r:.80}; choose 1 to {MAX_COUNT}.")
    if not _is_whole(top) or top < 1:
        raise InvalidPrompt(f"The number of diagrams to show is {top!r:.80}; choose at least 1.")
    if seed is not None and (not _is_whole(seed) or seed < 0):
        raise InvalidPrompt(f"The seed is {seed!r:.80}; choose a whole number from 0, or None for a new one.")
    if not isinstance(weight, Real) or not 0 <= weight <= 1:
        raise InvalidPrompt(f"The weight of readability is {weight!r:.80}; choose 0 to 1.")
    if not fidelity.drawable(prompt):
        raise InvalidPrompt(
            "There is nothing to draw in the prompt; name at least two things and how they connect, "
            "such as 'A goes to B'."
        )


def _is_whole(value: object) -> bool:
    return isinstance(value, Integral) and not isinstance(value, bool)


def shipped_backend() -> Backend:
    """The embedded model, loaded once. Raises ModelUnavailable."""
    from diagram.generation import embedded

    return embedded.load()


def write(prompt: str, count: int, seed: int, backend: Backend) -> list[Writing]:
    """Outlines by the backend that can be drawn. Raises InvalidPrompt if there are none."""
    readable = []
    for writing in backend.write(prompt, count, seed):
        try:
            writing.outline.structure()
        except DiagramError:
            continue
        readable.append(writing)
    if not readable:
        raise InvalidPrompt(
            "No diagram could be read out of these words; say one relation a sentence, such as 'A goes to B'."
        )
    return readable


def distinct(writings: Sequence[Writing]) -> list[Writing]:
    """The writings without those that say the same in the same style."""
    seen: dict[str, Writing] = {}
    for writing in writings:
        seen.setdefault(str(writing.outline), writing)
    return list(seen.values())


def judge(prompt: str, outlines: Sequence[Outline]) -> list[Judgement]:
    """Compares outlines with the prompt and with each other."""
    shares = fidelity.agreement(outlines)
    wanted = styling.requests(prompt)
    judged = [
        Judgement(
            fidelity.check(prompt, outline),
            is_sound(outline),
            share,
            unmet_styles=styling.unmet(wanted, outline.style),
            aimless="line" not in wanted and outline.style.line != "arrow" and has_direction(outline),
        )
        for outline, share in zip(outlines, shares, strict=True)
    ]
    said = [structure_of(outline) for outline in outlines]
    for tier in {judgement.tier for judgement in judged}:
        members = [i for i, judgement in enumerate(judged) if judgement.tier == tier]
        votes = Counter(said[i] for i in members)
        best = max(members, key=lambda i: (votes[said[i]], -i))
        for i in members:
            judged[i] = replace(judged[i], leading=said[i] == said[best])
    return judged


def has_direction(outline: Outline) -> bool:
    """Whether a reader needs arrows: everywhere but in networks of neurons without a way back."""
    structure = outline.structure()
    before: dict[int, set[int]] = {}
    for source, target, _ in structure.edges:
        before.setdefault(target, set()).add(source)
    try:
        TopologicalSorter(before).prepare()
    except CycleError:
        return True
    return any(node.attributes.units is None for node in structure.nodes)


def rank(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Best first: by fidelity and soundness, what most say, the style asked for, arrows, then the score."""

    def place(candidate: Candidate) -> tuple:
        judgement = candidate.judgement
        style = judgement.unmet_styles, judgement.aimless
        return judgement.tier, not judgement.leading, *style, -candidate.score, candidate.id

    return sorted(candidates, key=place)
