"""Colours as CSS, X11 and Graphviz write them, as (r, g, b)."""

from __future__ import annotations

import colorsys
import re

from diagram.graph import Color

NONE = ("none", "transparent", "default", "inherit", "auto", "invis")
_SHADES = {"1": 1.0, "2": 0.932, "3": 0.804, "4": 0.548}  # of X11's numbered colours
_GRAY = re.compile(r"gr[ae]y(\d{1,3})")
_NUMBERS = re.compile(r"[\s,]*+(\d*\.?\d+)[\s,]++(\d*\.?\d+)[\s,]++(\d*\.?\d+)[\s,]*+")
_MOST = 100  # characters


def read_color(text: str) -> Color | None:
    """(r, g, b) of a colour's name, hex code, rgb(), hsl(), or Graphviz's HSV; None where it is none.

    Of a gradient (`red:blue`) and of a pair for light and dark pages, the first counts.
    """
    from PIL import ImageColor

    text = text[:_MOST].strip().strip("\"'").lower()
    if text.startswith("light-dark("):
        text = text.removeprefix("light-dark(").split(",")[0]
        text = text if ")" in text or "(" not in text else ""
    if ":" in text:
        text = text.split(":")[0].split(";")[0]
    if not text or text in NONE:
        return None
    if text.startswith("//"):  # Graphviz: //name and /x11/name
        text = text[2:]
    elif text.startswith(("/x11/", "/svg/")):
        text = text[5:]
    try:
        return ImageColor.getrgb(text.replace(" ", "") if "(" in text else text)[:3]
    except ValueError:
        pass
    if match := _NUMBERS.fullmatch(text):
        hsv = [min(1.0, float(value)) for value in match.groups()]
        return tuple(round(255 * part) for part in colorsys.hsv_to_rgb(*hsv))
    if (match := _GRAY.fullmatch(text)) and int(match.group(1)) <= 100:
        return (round(int(match.group(1)) * 2.55),) * 3
    if text[-1] in _SHADES and text[:-1] in ImageColor.colormap:
        base = ImageColor.getrgb(text[:-1])
        return tuple(round(part * _SHADES[text[-1]]) for part in base[:3])
    return None
