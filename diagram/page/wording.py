"""What the core found, in the reader's words: the core gives facts, the sentences are of `texts`."""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING

from diagram.page import texts

if TYPE_CHECKING:
    from diagram.editing.difference import Change

NOTES = ("MOVED", "LAID_OUT", "UNPINNED", "RESTYLED", "TEXT_SIZED", "REWRITTEN")  # of the history


def change(found: Change) -> str:
    """One thing that an edit has changed."""
    values = {"old": _value(found, found.old), "new": _value(found, found.new)}
    name = texts.STYLE_FIELDS[found.name] if found.what == "style" else found.name
    return texts.DIFFERENCES[f"{found.how} {found.told}"].format(name=name, other=found.other, **values)


def _value(found: Change, value: str) -> str:
    if not value:
        return texts.NO_VALUE.get(found.what, "")
    if found.what in ("label", "group"):
        return f"“{value}”"
    if found.told in ("decision", "shape", "color", "colored", "style"):
        return texts.VALUES.get(value) or texts.STYLE_WORDS.get(value, value)
    return value


def reason(found: str) -> str:
    """Why a drawing's preference is what it is; where nothing is known of the reader, an error."""
    from diagram.scoring.explanation import Reason

    if not isinstance(found, Reason):
        return texts.told(found)
    *first, last = map(str, found.given or (0,))
    given = texts.AND_LAST.format(first=", ".join(first), last=last) if first else last
    sentence = texts.REASONS[found.kind].format(
        mean=found.mean,
        given=given,
        these=texts.THESE[max(0, len(found.given) - 1)],
        besides=texts.BESIDES.get(found.besides, ""),
    )
    return sentence + (texts.GOES_BY.format(block=texts.BLOCKS[found.goes_by]) if found.goes_by else "")


def duration(seconds: float) -> str:
    """A time in seconds, or in minutes where they are many."""
    if seconds < 100:
        return texts.SECONDS.format(value=round(seconds))
    return texts.MINUTES.format(value=round(seconds / 60))


def note(kept: str) -> str:
    """A note of the history, which is in the language of when it was written."""
    for language, module in texts.LANGUAGES.items():
        for name in NOTES if language != texts.language() else ():
            template = getattr(module, name)
            if match := re.fullmatch(_pattern(template), kept):
                facts = match.groupdict()
                if name == "RESTYLED":
                    facts["field"] = _again(module.STYLES, texts.STYLES, facts["field"])
                    facts["word"] = _again(module.STYLE_WORDS, texts.STYLE_WORDS, facts["word"])
                return getattr(texts, name).replace(":g}", "}").format(**facts)
    return kept


def _pattern(template: str) -> str:
    parts = string.Formatter().parse(template)
    return "".join(re.escape(text) + (f"(?P<{field}>.+)" if field else "") for text, field, _, _ in parts)


def _again(said: dict[str, str], to_say: dict[str, str], word: str) -> str:
    """The word of another language for the same thing."""
    key = next((key for key, value in said.items() if value == word), word)
    return to_say.get(key, key)
