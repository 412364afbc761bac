"""Scores for diagrams that someone already has: a JSONL file in, `scores.jsonl` out, a line for a line.

A line of the input is {"diagram": rows} or {"png": path}; a relative path is looked for beside the file, then
in the working folder. Diagrams are drawn as they stand, not tidied. A line of the output holds

    line          its number in the input, from 1 (empty lines have no scores)
    readability   0-5, and `spread`, the standard deviation of the networks' answers
    basis         "pixels and geometry", or "pixels" where only a PNG was given
    defects       counts by kind, see `diagram.geometry.Defects`; null for a PNG
    preference    0-5 for the user that was named, and `preference_known`; null where none was named
    problems      what had to be guessed or left out to read the rows
    error         instead of all of these, what is wrong with the line

Further keys of the input, such as an id, are kept.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from diagram import geometry, rows
from diagram.errors import DiagramError
from diagram.graph import Diagram
from diagram.scoring import pictures, readability

if TYPE_CHECKING:
    from PIL.Image import Image

    from diagram.scoring.taste import Preference

NAME = "scores.jsonl"
BATCH = 32  # lines
MAX_LINE = 8_000_000  # bytes
RESULTS = (
    "line",
    "readability",
    "spread",
    "basis",
    "defects",
    "preference",
    "preference_known",
    "problems",
    "error",
)


class UnreadableLines(DiagramError):
    """A file holds no diagrams to score."""


class BadLine(DiagramError):
    """One line cannot be scored; the others go on."""


@dataclass(frozen=True, slots=True)
class Done:
    """How it went: lines scored, lines with an error, and where the scores are."""

    scored: int
    failed: int
    path: Path


@dataclass(slots=True)
class _Line:
    """A line of the input and what it became: a picture, and its diagram if rows were given; or an error."""

    number: int
    extra: dict
    image: Image | None = None
    diagram: Diagram | None = None
    defects: geometry.Defects | None = None
    problems: tuple[str, ...] = ()
    error: str = ""


def score_file(path: Path, out: Path, user: str | None = None) -> Done:
    """Scores every line of `path` and writes `out`/scores.jsonl, in the same order.

    A line that cannot be scored gets an "error", and the rest goes on. The file appears when it is whole.
    Raises UnreadableLines where there is no line at all, ModelUnavailable where weights are missing,
    RatingsUnavailable where a `user` is named and no ratings can be read, OSError for files.
    """
    from diagram.scoring import choice

    model, _ = readability.load(choice.chosen().folder)
    prefer = _preferences(user) if user is not None else None
    path, out = Path(path), Path(out)
    out.mkdir(parents=True, exist_ok=True)
    part = out / f"{NAME}.part"
    scored = failed = 0
    with path.open("rb") as file, part.open("w", encoding="utf-8", errors="backslashreplace") as scores:
        lines = _lines(file)
        while made := [_read(number, text, path.parent) for number, text in islice(lines, BATCH)]:
            for record in _records(made, model, prefer):
                failed += "error" in record
                scored += "error" not in record
                scores.write(json.dumps(record, ensure_ascii=False) + "\n")
    if not scored + failed:
        part.unlink()
        raise UnreadableLines(f'{path} is empty; write {{"diagram": rows}} or {{"png": path}} on each line.')
    os.replace(part, out / NAME)
    return Done(scored, failed, out / NAME)


# --- reading ---


def _lines(file) -> Iterator[tuple[int, bytes]]:
    """The lines that are not empty, with their numbers; of a line that is far too long, the beginning."""
    number, start = 0, True
    while chunk := file.readline(MAX_LINE):
        if start:
            number += 1
            if number == 1:
                chunk = chunk.removeprefix(b"\xef\xbb\xbf")
            if chunk.strip():
                yield number, chunk
        start = chunk.endswith(b"\n") or len(chunk) < MAX_LINE - 3


def _read(number: int, text: bytes, folder: Path) -> _Line:
    line = _Line(number, {})
    try:
        found = _record(text)
        line.extra = {k: v for k, v in found.items() if k not in RESULTS and k != "diagram"}
        if "diagram" in found:
            reading = rows.read(found["diagram"])
            line.diagram, line.problems = reading.diagram, reading.problems
            line.image = pictures.draw(reading.diagram)
            line.defects = geometry.defects(reading.diagram)
        else:
            line.image = pictures.from_png(_bytes(found["png"], folder))
    except DiagramError as error:
        line.error = str(error)
    except Exception as error:
        line.error = _fault(error)
    return line


def _fault(error: Exception) -> str:
    """Of a fault of the program's: one line of thousands must not end the run."""
    return f"The program failed on this line ({type(error).__name__}: {error}); please report it."


def _record(text: bytes) -> dict:
    if len(text) >= MAX_LINE:
        raise BadLine(f"The line is longer than {MAX_LINE:,} bytes; give one diagram a line.")
    try:
        # NaN is no JSON, though Python writes it; null is what it means, and can be written again.
        found = json.loads(text.decode("utf-8"), parse_constant=lambda _: None)
    except UnicodeDecodeError as error:
        raise BadLine(f"The line is not UTF-8 text (byte {error.start}); save the file as UTF-8.") from None
    except (ValueError, RecursionError):
        raise BadLine('The line is not JSON; write {"diagram": rows} or {"png": path}.') from None
    given = [k for k in ("diagram", "png") if isinstance(found, dict) and isinstance(found.get(k), str)]
    if len(given) != 1:
        which = 'both "diagram" and "png"' if given else 'no text under "diagram" or "png"'
        raise BadLine(f'The line has {which}; write {{"diagram": rows}} or {{"png": path}}.')
    return found


def _bytes(name: str, folder: Path) -> bytes:
    """The PNG's bytes. Raises BadLine where there is no such file."""
    places = dict.fromkeys((folder / name, Path(name)))
    try:
        place = next((place for place in places if place.is_file()), None)
        if place is None:
            looked = " or ".join(map(str, places))
            raise BadLine(f"There is no file {looked}; give the path of a PNG.")
        if place.stat().st_size > pictures.MAX_BYTES:
            raise BadLine(f"{place} has more than {pictures.MAX_BYTES:,} bytes; save the picture smaller.")
        return place.read_bytes()
    except (OSError, ValueError) as error:
        raise BadLine(f"The picture {name!r} cannot be read ({error}); give the path of a PNG.") from None


# --- scoring ---


def _preferences(user: str):
    """What gives the user's preferences for pictures."""
    from diagram.ratings.store import Ratings
    from diagram.scoring import choice
    from diagram.scoring.latents import Encoder
    from diagram.scoring.taste import Tastes

    encoder = Encoder.load(choice.chosen().folder)
    tastes = Tastes(Ratings.open(), encoder)
    return lambda images: tastes.preference(user, encoder.embed(images))


def _judged(lines: list[_Line], model: readability.Ensemble) -> tuple[list[_Line], list[readability.Score]]:
    """The lines whose diagrams could be judged, with their scores; the others get an error."""
    try:
        return lines, model.judge(*([getattr(x, f) for x in lines] for f in ("diagram", "image", "defects")))
    except Exception as error:
        if len(lines) == 1:
            lines[0].error = _fault(error)
            return [], []
    parts = [_judged([line], model) for line in lines]
    return [line for lines, _ in parts for line in lines], [score for _, scores in parts for score in scores]


def _records(lines: list[_Line], model: readability.Ensemble, prefer) -> list[dict]:
    """The lines of the output, in order."""
    good = [line for line in lines if not line.error]
    drawn, judged = _judged([line for line in good if line.diagram], model)
    good = [line for line in good if not line.error]
    given = [line for line in good if not line.diagram]
    seen = model.readability([line.image for line in given])
    scores = {line.number: score for line, score in zip(drawn + given, judged + seen, strict=True)}
    liked: list[Preference | None] = prefer([line.image for line in good]) if prefer else [None] * len(good)
    likes = dict(zip([line.number for line in good], liked, strict=True))
    records = []
    for line in lines:
        record: dict = {"line": line.number, **line.extra}
        if line.error:
            records.append(record | {"error": line.error})
            continue
        score, like = scores[line.number], likes[line.number]
        records.append(
            record
            | {
                "readability": round(score.mean, 3),
                "spread": round(score.spread, 3),
                "basis": "pixels and geometry" if line.diagram else "pixels",
                "defects": asdict(line.defects) if line.defects else None,
                "preference": round(like.score, 3) if like else None,
                "preference_known": like.known if like else False,
                "problems": list(line.problems),
            }
        )
    return records
