"""A diagram as PNG, with Pillow."""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import numpy as np
from PIL import Image, ImageDraw

from diagram.errors import InvalidDiagram
from diagram.graph import Color, Diagram, Point
from diagram.palettes import CANVAS
from diagram.rendering.figures import DASHES, Ellipse, Figure, Path, Rectangle, Text, parts
from diagram.typography import font

SUPERSAMPLING = 3  # for pictures of about the diagram's own size; 2 for larger ones
MAX_PIXELS = 100_000_000
STRIP_PIXELS = 10_000_000  # of the supersampled picture; what is larger is drawn in strips, to bound memory
COMPRESSION = 3  # of zlib: half the time of 6 for a third more bytes


def png(diagram: Diagram, scale: float = 1.0, transparent: bool = False) -> bytes:
    """The diagram as PNG of `scale` times its width and height; the same diagram always gives the same bytes.

    The background is white and opaque, or with `transparent` left out, for slides of another colour. Raises
    InvalidDiagram where the picture would have more than 100 million pixels.
    """
    if not math.isfinite(scale) or scale <= 0:
        raise InvalidDiagram(f"The scale of the picture is {scale!r}; give a number above 0, such as 1 or 2.")
    width, height = max(1, round(diagram.width * scale)), max(1, round(diagram.height * scale))
    if width * height > MAX_PIXELS:
        raise InvalidDiagram(f"The picture would be {width} x {height} px; give a scale below {scale:g}.")
    figures = [figure for part in parts(diagram) for figure in part.figures]
    white = _pixels(figures, width, height, scale, CANVAS)
    if not transparent:
        return _encoded(white)
    return _encoded(_matte(white, _pixels(figures, width, height, scale, (0, 0, 0))))


def _pixels(figures: list[Figure], width: int, height: int, scale: float, background: Color) -> np.ndarray:
    """The picture as (height, width, 3) bytes: figures drawn larger and scaled down, then the texts."""
    picture = Image.new("RGB", (width, height), background)
    finer = SUPERSAMPLING if scale < 1.5 else 2
    shapes = [figure for figure in figures if not isinstance(figure, Text)]
    rows = max(16, STRIP_PIXELS // (width * finer**2))
    for top in range(0, height, rows):
        size = width * finer, min(rows, height - top) * finer
        strip = Image.new("RGB", size, background)
        pen = _Pen(strip, scale * finer, top * finer)
        for shape in shapes:
            pen.draw(shape)
        picture.paste(strip.reduce(finer), (0, top))
    for text in figures:
        if isinstance(text, Text):
            _write(picture, text, scale, finer)
    return np.asarray(picture)


def _write(picture: Image.Image, text: Text, scale: float, finer: int) -> None:
    """Pastes the text, with baselines on whole pixels, where horizontal strokes of letters are sharp."""
    size = text.size * scale
    for line, baseline in text.lines:
        if not line:
            continue
        x = text.x * scale
        if text.centred:
            x -= font(size * finer).getlength(line) / finer / 2
        whole = math.floor(x)
        glyphs, left, top = _glyphs(line, size, finer, math.floor((x - whole) * finer))
        picture.paste(text.color, (whole + left, round(baseline * scale) + top), glyphs)


@lru_cache(maxsize=4096)
def _glyphs(line: str, size: float, finer: int, offset: int) -> tuple[Image.Image, int, int]:
    """The line as a mask that starts `offset` / `finer` px right of a whole pixel; where it lies from there.

    Set larger and scaled down, since advances at the size itself are rounded to whole pixels. Cached, as
    candidates for one prompt share their labels, and setting type takes a third of a picture's time.
    """
    face = font(size * finer)
    left, top, right, bottom = face.getbbox(line, anchor="ls")
    left, top = math.floor(left / finer) - 1, math.floor(top / finer) - 1
    right, bottom = math.ceil(right / finer) + 2, math.ceil(bottom / finer) + 1
    mask = Image.new("L", ((right - left) * finer, (bottom - top) * finer))
    ImageDraw.Draw(mask).text((offset - left * finer, -top * finer), line, 255, face, "ls")
    return mask.reduce(finer), left, top


class _Pen:
    """Draws figures on a strip of the supersampled picture, whose upper border is `top` px down there."""

    def __init__(self, strip: Image.Image, scale: float, top: float) -> None:
        self.draw_on = ImageDraw.Draw(strip)
        self.scale = scale
        self.top = top
        self.height = strip.height

    def draw(self, figure: Figure) -> None:
        if isinstance(figure, Path):
            self._path(figure)
        elif isinstance(figure, Rectangle | Ellipse):
            self._box(figure)

    def _box(self, figure: Rectangle | Ellipse) -> None:
        fill, stroke, width, _ = figure.paint
        wide = self._width(width) if stroke else 0
        half = wide / 2
        left, top, right, bottom = (value * self.scale for value in figure.box)
        corners = (
            round(left - half),
            round(top - self.top - half),
            round(right + half) - 1,
            round(bottom - self.top + half) - 1,
        )
        if corners[3] < 0 or corners[1] > self.height or corners[2] < corners[0] or corners[3] < corners[1]:
            return
        if isinstance(figure, Ellipse):
            self.draw_on.ellipse(corners, fill, stroke, wide)
        elif figure.radius:
            self.draw_on.rounded_rectangle(corners, figure.radius * self.scale + half, fill, stroke, wide)
        else:
            self.draw_on.rectangle(corners, fill, stroke, wide)

    def _path(self, figure: Path) -> None:
        fill, stroke, width, dashed = figure.paint
        wide = self._width(width) if stroke else 0
        if not self._meets(figure, 2 * wide + 2):
            return
        points = self._flat(figure)
        if fill:
            self.draw_on.polygon([(round(x), round(y)) for x, y in points], fill)
        if not stroke:
            return
        if figure.commands[-1][0] == "Z":
            points += points[:2]  # for a joint where the line closes
        if dashed:
            on, off = (length * self.scale for length in DASHES)
            for dash in _dashes(points, on, off):
                self._line(dash, stroke, wide)
        else:
            self._line(points, stroke, wide)

    def _meets(self, path: Path, margin: float) -> bool:
        """Whether some of the path may lie on the strip; curves lie between their control points."""
        heights = [y * self.scale - self.top for _, values in path.commands for y in values[1::2]]
        return max(heights) >= -margin and min(heights) <= self.height + margin

    def _line(self, points: list[Point], color: Color, wide: int) -> None:
        flat = [(round(x), round(y)) for x, y in points]
        for start, end in pairwise(flat):
            self._segment(start, end, color, wide)
        if wide > 2:
            low, high = (wide - 1) // 2, wide // 2
            for x, y in flat[1:-1]:
                self.draw_on.ellipse((x - low, y - low, x + high, y + high), color)

    def _segment(self, start: tuple[int, int], end: tuple[int, int], color: Color, wide: int) -> None:
        """A straight piece. Pillow's own lines vary in width by a third with their slope; these do not."""
        (x0, y0), (x1, y1) = start, end
        across, down = abs(x1 - x0), abs(y1 - y0)
        if not across or not down or max(across, down) < 2 * wide:
            self.draw_on.line((start, end), color, wide)
            return
        # Both ends are cut along the axis that is steeper to the line. Polygons come out half a px wider.
        extent = round(wide * math.hypot(across, down) / max(across, down) - 0.5)
        low = extent // 2
        high = extent - low
        if across >= down:
            corners = ((x0, y0 - low), (x1, y1 - low), (x1, y1 + high), (x0, y0 + high))
        else:
            corners = ((x0 - low, y0), (x1 - low, y1), (x1 + high, y1), (x0 + high, y0))
        self.draw_on.polygon(corners, color)

    def _width(self, width: float) -> int:
        return max(1, math.floor(width * self.scale + 0.5))

    def _flat(self, path: Path) -> list[Point]:
        """The path as points in px of the strip."""
        points: list[Point] = []
        s, top = self.scale, self.top
        for kind, values in path.commands:
            if kind == "Z":
                continue
            controls = [
                (values[i] * s - 0.5, values[i + 1] * s - top - 0.5) for i in range(0, len(values), 2)
            ]
            if len(controls) > 1:
                points += _curve([points[-1], *controls])
            else:
                points += controls
        return points


def _curve(controls: list[Point]) -> list[Point]:
    """Points on a quadratic or cubic Bezier curve, without its start."""
    length = sum(map(math.dist, controls, controls[1:]))
    count = max(2, min(40, math.ceil(math.sqrt(length) * 1.2)))
    degree = len(controls) - 1
    found = []
    for i in range(1, count + 1):
        t = i / count
        weights = [math.comb(degree, k) * t**k * (1 - t) ** (degree - k) for k in range(degree + 1)]
        x = sum(w * p[0] for w, p in zip(weights, controls, strict=True))
        y = sum(w * p[1] for w, p in zip(weights, controls, strict=True))
        found.append((x, y))
    return found


def _dashes(points: list[Point], on: float, off: float) -> Iterator[list[Point]]:
    """The pieces of a line that are drawn, as SVG's `stroke-dasharray` has them."""
    dash, left, drawing = [points[0]], on, True
    for start, end in pairwise(points):
        length, done = math.dist(start, end), 0.0
        while length - done > left:
            done += left
            at = (
                start[0] + (end[0] - start[0]) * done / length,
                start[1] + (end[1] - start[1]) * done / length,
            )
            if drawing:
                yield [*dash, at]
            dash, drawing = [at], not drawing
            left = on if drawing else off
        left -= length - done
        dash.append(end)
    if drawing and len(dash) > 1:
        yield dash


def _matte(on_white: np.ndarray, on_black: np.ndarray) -> np.ndarray:
    """(height, width, 4): colour and opacity from one picture on two backgrounds (Smith and Blinn 1996)."""
    white, black = on_white.astype(np.int32), on_black.astype(np.int32)
    alpha = 255 - (white - black).max(2, keepdims=True).clip(0, 255)
    color = np.where(alpha > 0, (black * 255 + alpha // 2) // np.maximum(alpha, 1), 255).clip(0, 255)
    return np.concatenate((color, alpha), axis=2).astype(np.uint8)


def _encoded(pixels: np.ndarray) -> bytes:
    """PNG bytes, each row as the difference from the one above; on flat areas a quarter of Pillow's time."""
    height, width, channels = pixels.shape
    rows = pixels.reshape(height, width * channels)
    filtered = np.empty((height, 1 + width * channels), np.uint8)
    filtered[:, 0] = 2  # the filter "up"
    filtered[0, 1:] = rows[0]
    np.subtract(rows[1:], rows[:-1], out=filtered[1:, 1:])
    header = struct.pack(">IIBBBBB", width, height, 8, 2 if channels == 3 else 6, 0, 0, 0)
    data = zlib.compress(filtered, COMPRESSION)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
