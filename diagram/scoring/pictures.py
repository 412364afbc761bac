"""The small pictures that the scorers see: the one way from a diagram, or from a PNG, to a network's input.

Drawn as `diagram.rendering` draws, figure by figure, but straight at the size of the input, which takes a
fraction of the time of a picture for eyes. Training and run time both come through here.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from diagram.errors import DiagramError
from diagram.graph import Color, Diagram, Point
from diagram.palettes import CANVAS
from diagram.rendering.figures import DASHES, Ellipse, Figure, Path, Rectangle, Text, parts
from diagram.typography import font

if TYPE_CHECKING:
    from PIL import Image
    from torch import Tensor

WIDTH, HEIGHT = 200, 120  # px; the shape of layout's canvas, 1000 x 600
FINER = 3  # drawn so many times larger, then scaled down; a border of 1.5 px is then 1 px wide
SMALLEST_TEXT = 2.0  # px in the larger picture; below, letters are not even a grey line
MARGIN = 2  # px around a mask, for letters that reach over their place
CURVE_STEPS = 4
MOST_DASHES = 500  # of one piece of a line; what is longer comes from far off the canvas
MAX_BYTES = 30_000_000
MAX_PIXELS = 50_000_000


class UnreadablePicture(DiagramError):
    """What was given is no PNG that can be scored."""


def draw(diagram: Diagram) -> Image.Image:
    """The diagram as it stands, as RGB of 200 x 120 px; a canvas of another shape is padded white.

    What lies off the canvas is cut off, as in the picture that a reader gets.
    """
    from PIL import Image, ImageDraw

    scale = min(WIDTH / diagram.width, HEIGHT / diagram.height)
    width, height = _fitted(diagram.width * scale), _fitted(diagram.height * scale)
    picture = Image.new("RGB", (width * FINER, height * FINER), CANVAS)
    pen = _Pen(ImageDraw.Draw(picture), scale * FINER)
    figures = [figure for part in parts(diagram) for figure in part.figures]
    for figure in figures:
        if not isinstance(figure, Text):
            pen.draw(figure)
    for figure in figures:
        if isinstance(figure, Text):
            pen.write(figure)
    return _padded(picture.reduce(FINER))


def blank() -> Image.Image:
    """The picture of nothing at all: what a text without any readable row is drawn as."""
    from PIL import Image

    return Image.new("RGB", (WIDTH, HEIGHT), CANVAS)


def from_png(data: bytes) -> Image.Image:
    """A PNG of any size as a scorer's picture: on white, scaled to fit 200 x 120 px, padded white.

    Raises UnreadablePicture for what is no PNG, is cut off, or has more than 50 million pixels.
    """
    from PIL import Image, UnidentifiedImageError

    if len(data) > MAX_BYTES:
        raise UnreadablePicture(
            f"The picture has {len(data):,} bytes; at most {MAX_BYTES:,} are read. Save it smaller."
        )
    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as found:
            if found.width * found.height > MAX_PIXELS:
                raise UnreadablePicture(
                    f"The picture is {found.width} x {found.height} px; at most {MAX_PIXELS:,} pixels are "
                    "read. Save it smaller."
                )
            picture = found.convert("RGBA")
    except UnidentifiedImageError:  # whose words name an address in memory
        raise UnreadablePicture("This is no PNG; give a PNG, or save the picture as one.") from None
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        # Pillow raises SyntaxError for broken chunks.
        raise UnreadablePicture(f"This is no PNG that can be read ({error}); save it anew.") from None
    on_white = Image.new("RGBA", picture.size, (*CANVAS, 255))
    on_white.alpha_composite(picture)
    scale = min(WIDTH / picture.width, HEIGHT / picture.height)
    size = _fitted(picture.width * scale), _fitted(picture.height * scale)
    resample = Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR
    return _padded(on_white.convert("RGB").resize(size, resample))


def tensor(images: Sequence[Image.Image]) -> Tensor:
    """The pictures as float32, n x 3 x 120 x 200, 0 (black) to 1 (white)."""
    import numpy as np
    import torch

    if not images:
        return torch.zeros(0, 3, HEIGHT, WIDTH)
    pixels = np.stack([np.asarray(image, dtype=np.uint8) for image in images])
    return from_bytes(torch.from_numpy(pixels))


def from_bytes(pixels: Tensor) -> Tensor:
    """As `tensor`, from bytes n x 120 x 200 x 3, as corpora store them; in channels-last order."""
    return pixels.permute(0, 3, 1, 2).float().div_(255)


def _fitted(length: float) -> int:
    return max(1, round(length))


def _padded(picture: Image.Image) -> Image.Image:
    if picture.size == (WIDTH, HEIGHT):
        return picture
    whole = blank()
    whole.paste(picture, ((WIDTH - picture.width) // 2, (HEIGHT - picture.height) // 2))
    return whole


class _Pen:
    """Draws figures on the larger picture, whose px are `scale` to one of the diagram's."""

    def __init__(self, draw_on, scale: float) -> None:
        self.draw_on = draw_on
        self.scale = scale

    def draw(self, figure: Figure) -> None:
        fill, stroke, width, dashed = figure.paint
        wide = max(1, math.floor(width * self.scale + 0.5)) if stroke else 0
        if isinstance(figure, Path):
            points = self._flat(figure)
            closed = figure.commands[-1][0] == "Z"
            if fill:
                self.draw_on.polygon(points, fill)
            if stroke and dashed:
                self._dash(points, stroke, wide)
            elif stroke:
                self.draw_on.line([*points, points[0]] if closed else points, stroke, wide)
            return
        half = wide / 2
        left, top, right, bottom = (value * self.scale for value in figure.box)
        corners = round(left - half), round(top - half), round(right + half) - 1, round(bottom + half) - 1
        if corners[2] < corners[0] or corners[3] < corners[1]:
            return
        if isinstance(figure, Ellipse):
            self.draw_on.ellipse(corners, fill, stroke, wide)
        elif isinstance(figure, Rectangle) and figure.radius * self.scale >= 1.5:
            self.draw_on.rounded_rectangle(corners, figure.radius * self.scale + half, fill, stroke, wide)
        else:
            self.draw_on.rectangle(corners, fill, stroke, wide)

    def write(self, text: Text) -> None:
        size = round(text.size * self.scale * 4) / 4  # in steps, so that few sizes of the font are loaded
        if size < SMALLEST_TEXT:
            return
        for line, baseline in text.lines:
            if line:
                written, width = _line(line, size)
                left = text.x * self.scale - (width / 2 if text.centred else 0)
                at = round(left) - MARGIN, round(baseline * self.scale) - _ascent(size)
                self.draw_on.bitmap(at, written, text.color)

    def _flat(self, path: Path) -> list[Point]:
        points: list[Point] = []
        scale = self.scale
        for kind, values in path.commands:
            if kind == "Z":
                continue
            controls = [(values[i] * scale, values[i + 1] * scale) for i in range(0, len(values), 2)]
            if len(controls) > 1:
                points += _curve([points[-1], *controls])
            else:
                points += controls
        return points

    def _dash(self, points: list[Point], color: Color, wide: int) -> None:
        on, off = (length * self.scale for length in DASHES)
        for start, end in pairwise(points):
            length = math.dist(start, end)
            if off < 1 or length > MOST_DASHES * (on + off):
                self.draw_on.line((*start, *end), color, wide)
                continue
            for i in range(math.ceil(length / (on + off))):
                a, b = i * (on + off) / length, min(1.0, (i * (on + off) + on) / length)
                piece = _between(start, end, a), _between(start, end, b)
                self.draw_on.line(piece, color, wide)


@lru_cache(maxsize=2048)  # candidates of one prompt share their labels
def _line(text: str, size: float) -> tuple[Image.Image, float]:
    """A line of text as a mask with a margin, its baseline at `_ascent(size)`, and its width in px.

    Put together from cached letters: the font's own drawing of a line takes most of the time of a picture.
    """
    from PIL import Image, ImageDraw

    letters = [_letter(character, size) for character in text]
    width = sum(advance for _, advance in letters)
    mask = Image.new("L", (math.ceil(width) + 2 * MARGIN, 2 * _ascent(size)))
    pen, x = ImageDraw.Draw(mask), 0.0
    for letter, advance in letters:
        pen.bitmap((round(x), 0), letter, 255)
        x += advance
    return mask, width


@lru_cache(maxsize=4096)
def _letter(character: str, size: float) -> tuple[Image.Image, float]:
    """A character as a mask with a margin, its baseline at `_ascent(size)`, and how far it moves the pen."""
    from PIL import Image, ImageDraw

    face = font(size)
    advance = face.getlength(character)
    mask = Image.new("L", (math.ceil(advance) + 2 * MARGIN, 2 * _ascent(size)))
    ImageDraw.Draw(mask).text((MARGIN, _ascent(size)), character, 255, face, "ls")
    return mask, advance


def _ascent(size: float) -> int:
    return math.ceil(1.25 * size)  # px above the baseline, and as much below


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _curve(controls: list[Point]) -> list[Point]:
    """Points on a Bezier curve, without its start."""
    degree = len(controls) - 1
    found = []
    for i in range(1, CURVE_STEPS + 1):
        t = i / CURVE_STEPS
        weights = [math.comb(degree, k) * t**k * (1 - t) ** (degree - k) for k in range(degree + 1)]
        found.append(
            (
                sum(w * p[0] for w, p in zip(weights, controls, strict=True)),
                sum(w * p[1] for w, p in zip(weights, controls, strict=True)),
            )
        )
    return found
