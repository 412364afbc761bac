"""Verbs that suit what acts, and participles that no rule gives."""

from __future__ import annotations

from training.synthesis.english import verbs

ODD = {
    "throw": "thrown", "wind": "wound", "light": "lit", "lay": "laid", "dig": "dug", "destem": "destemmed",
    "kit": "kitted", "embed": "embedded", "bind": "bound", "show": "shown", "sweep": "swept",
    "thin": "thinned", "format": "formatted",
}  # fmt: skip


def irregular(verb: str) -> str:
    """What has been done to a thing, of the verbs that scenes are made of."""
    return ODD.get(verb) or verbs.participle(verb)
