"""Restrained colours: for each palette and role a fill, and a line that stands out from white.

Colours are computed in OKLCH (Ottosson 2020, https://bottosson.github.io/posts/oklab/), so that equal steps
of lightness look equal in every hue and stay apart in a grey print. The palette `color` takes the hues of
Okabe and Ito (2008), which colour-blind readers can tell apart, and varies lightness too.
"""

from __future__ import annotations

import math
from functools import lru_cache

from diagram.errors import InvalidDiagram
from diagram.graph import PALETTES, Color

TEXT: Color = (24, 30, 40)
MUTED: Color = (84, 92, 104)  # edge labels, group titles, captions
CANVAS: Color = (255, 255, 255)

# Lightness of the fill, and hue in the palette `color` (degrees; None is grey).
ROLES: dict[str, tuple[float, float | None]] = {
    "ordinary": (0.935, 245),
    "input": (0.975, None),
    "output": (0.885, 165),
    "decision": (0.905, 85),
    "store": (0.865, 345),
    "document": (0.965, 245),
    "start": (0.865, None),
    "conv": (0.905, 245),
    "pool": (0.84, 55),
    "dense": (0.945, 165),
    "recurrent": (0.87, 345),
    "attention": (0.885, 85),
    "activation": (0.97, None),
    "neuron": (0.935, 245),
    "own": (0.85, None),  # of a node with a colour of its own, to stand out
}
CYCLE = (245, 55, 165, 345, 85, 215)  # hues of groups and other numbered things in `color`
HUES: dict[str, float | None] = {
    "blue": 250, "green": 150, "orange": 62, "red": 22, "purple": 300, "teal": 195,
    "gray": None, "mono": None,
}  # fmt: skip


def colors(palette: str, role: str | int = "ordinary") -> tuple[Color, Color]:
    """(background, line) for a role of ROLES or the number of a category.

    `TEXT` on the background has a contrast of at least 7:1, the line on white one of at least 4.5:1 (WCAG
    2.2).
    """
    if palette not in PALETTES:
        raise InvalidDiagram(f"The palette is {palette!r}; choose one of {', '.join(PALETTES)}.")
    return _colors(palette, role)


def frame_colors(palette: str, index: int = 0) -> tuple[Color, Color]:
    """(background, line) for the frame of the `index`-th group: hardly there, so that nodes stay in front."""
    hue = CYCLE[index % len(CYCLE)] if palette == "color" else HUES[palette]
    chroma = 0.0 if hue is None else 0.012
    return _srgb(0.982, chroma, hue), _srgb(0.78, chroma * 4, hue)


@lru_cache(maxsize=512)
def _colors(palette: str, role: str | int) -> tuple[Color, Color]:
    if isinstance(role, int):
        lightness, hue = (0.935, 0.885, 0.84)[role % 3], CYCLE[role % len(CYCLE)]
    else:
        lightness, hue = ROLES.get(role, ROLES["ordinary"])
    if palette == "mono":
        return _srgb(1.0 if lightness > 0.93 else lightness, 0, None), (0, 0, 0)
    if palette != "color":
        hue = HUES[palette]
    # The paler the fill, the less colour; the line is the same hue, dark.
    chroma = 0.0 if hue is None else min(0.055, 0.012 + (1 - lightness) * 0.36)
    return _srgb(lightness, chroma, hue), _srgb(0.47, 0.0 if hue is None else 0.09, hue)


def contrast(first: Color, second: Color) -> float:
    """The contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""
    bright, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(color: Color) -> float:
    """Relative luminance, 0 to 1."""
    linear = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in color]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def text_color(background: Color) -> Color:
    """Dark text, or white where a fill given from outside is dark."""
    return TEXT if contrast(TEXT, background) >= contrast(CANVAS, background) else CANVAS


def _srgb(lightness: float, chroma: float, hue: float | None) -> Color:
    """OKLCH to 8-bit sRGB; chroma is lowered until the colour exists."""
    angle = math.radians(hue or 0)
    while True:
        a, b = chroma * math.cos(angle), chroma * math.sin(angle)
        long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
        middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
        short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
        linear = (
            4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
        )
        if chroma <= 0 or all(-1e-4 <= c <= 1 + 1e-4 for c in linear):
            break
        chroma -= 0.004
    linear = [min(1.0, max(0.0, c)) for c in linear]
    return tuple(
        round(255 * (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055)) for c in linear
    )  # type: ignore[return-value]
