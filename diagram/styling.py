"""Which styles a prompt asks for in plain words, to rank candidates by whether they comply.

The model writes the styles; this only checks them, by the usual words for direction, shape, lines,
colours and spacing.
"""

from __future__ import annotations

import re

from diagram.graph import Style

REQUESTS = {
    ("direction", "down"): r"\bvertical(ly)?\b|\btop[- ](to[- ]bottom|down)\b|\bportrait\b|세로|위에서 아래",
    (
        "direction",
        "right",
    ): r"\bhorizontal(ly)?\b|\bleft[- ]to[- ]right\b|\blandscape\b|가로|왼쪽에서 오른쪽|좌에서 우",
    ("shape", "circle"): r"\b(in|as|use|with|into) (a )?circles?\b|원으로|원형|동그라미",
    ("shape", "box"): r"\b(square|sharp|plain) (boxes|corners)\b|\brectang(le|ular)s?\b|직사각형|네모",
    ("shape", "round"): r"\brounded\b|둥근|둥글",
    (
        "line",
        "line",
    ): r"\b(plain|straight|simple|solid|bare|only|just) lines?\b|\blines?[- ]only\b|\bundirected\b"
    r"|\b(no|without( any)?) arrow|화살표[는도가]? ?(없|빼|말고)|실선|선으로만|선만|직선",
    ("line", "dashed"): r"\bdash(ed|es)?\b|\bdotted\b|점선|파선",
    ("line", "arrow"): r"(?<!no )(?<!without )(?<!without any )\barrows?\b|화살표(?![는도가]? ?(없|빼|말고))",
    ("spacing", "tight"): r"\bcompact\b|\bclose together\b|\btight(ly)?\b|촘촘|빽빽",
    ("spacing", "wide"): r"\b(lots|plenty) of (white ?)?space\b|\bspacious\b|\bspread out\b|널찍|넓게",
}

COLOURS = {
    "blue": "파란|파랑|푸른",
    "green": "초록|녹색",
    "orange": "주황|오렌지",
    "red": "빨간|빨강|붉은",
    "purple": "보라",
    "teal": "청록",
}
REQUESTS |= {
    (
        "palette",
        colour,
    ): rf"\b(in|use|using) (a )?{colour}\b|\b{colour} (palette|colou?rs?|theme|tones?|scheme)\b"
    rf"|({korean})(색|색상)?(으로|로| 계열| 톤)"
    for colour, korean in COLOURS.items()
}
REQUESTS |= {
    ("palette", "gray"): r"\bin gr[ae]y\b|\bgr[ae]y(scale| palette| colou?rs?| tones?)\b|회색",
    ("palette", "mono"): r"\bblack and white\b|\bmonochrome\b|흑백",
    ("palette", "color"): r"\bcolou?rful\b|\bin colou?r\b|\bmulti-?colou?r(ed)?\b|알록달록|컬러로",
}


def requests(prompt: str) -> dict[str, str]:
    """{field: value} of what is asked for; a field of which the prompt says two values is left out."""
    found: dict[str, set[str]] = {}
    for (name, value), pattern in REQUESTS.items():
        if re.search(pattern, prompt, re.IGNORECASE):
            found.setdefault(name, set()).add(value)
    return {name: values.pop() for name, values in found.items() if len(values) == 1}


def unmet(wanted: dict[str, str], style: Style) -> int:
    """How many of the requests a style does not meet."""
    return sum(getattr(style, name) != value for name, value in wanted.items())
