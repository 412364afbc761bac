"""What parts of the page run in the browser: a script of this folder each."""

from __future__ import annotations

import functools
from pathlib import Path

# Of a gr.HTML in which the page says something: screen readers say it, too.
ANNOUNCED = {"js_on_load": "element.setAttribute('role', 'status')"}


@functools.cache
def script(name: str) -> dict:
    """Settings of a gr.HTML that runs one of our scripts in the browser, with no look but ours."""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return {"js_on_load": text, "apply_default_css": False}
