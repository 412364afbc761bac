"""Which parts of a prompt name nothing: titles in front, remarks and courtesies."""

from __future__ import annotations

from diagram.wording.lists import is_drawing, is_firm_korean, is_structural, starts_of, stem_of, words_of

LONGEST_HEADING = 4  # words


def is_title(words: list[str], mark: str, segment: int) -> bool:
    """Whether words before the first name, with this mark behind them, only say what is to be drawn."""
    for clause in ("where", "whereby"):
        if clause in words[1:-1]:
            return all(is_structural(word) or is_drawing(word) for word in words[words.index(clause) :])
    if any(is_drawing(word) for word in words):
        firm = any(word in words_of("firm") or is_firm_korean(word) for word in words)
        return firm or not mark.startswith((",", "->", "-->", "→", ">", "=", ";"))
    if mark.startswith((":", "!")) or mark in ("-", "–", "—"):
        return True
    if segment:
        return segment < 3 and words[0] in ("about", "for", "on", "showing", "of")
    if {"this", "is"} <= set(words[:3]) and mark[:1] not in ",":
        return True
    if mark[:1] == "." and {"for", "in", "of", "as"} & set(words):
        return True
    return mark in ("\n-", "\n*", "\n•", "\n1")


def is_heading(words: list[str], mark: str) -> bool:
    """Whether the words in front call what is drawn by its kind: "합의 프로세스", "Release checklist"."""
    if not words or len(words) > LONGEST_HEADING or mark.startswith((",", ";", "->", "-->", "→", ">", "=")):
        return False
    last = words[-1]
    return last in words_of("kinds") or (not last.isascii() and last.startswith(starts_of("kinds")))


def is_remark(words: list[str]) -> bool:
    """Whether a sentence without any name is only about the drawing, or a courtesy."""
    remark = words_of("remark")
    telling = [w for w in words if w in remark or is_drawing(w) or stem_of(w) in remark]
    known = sum(w in telling or is_structural(w) for w in words)
    if known == len(words):
        return True
    return known >= len(words) - len(words) // 5 and any(w not in words_of("structural") for w in telling)
