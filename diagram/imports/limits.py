"""What an import may be at most, the error for what cannot be read, and the notes on what is lost."""

from __future__ import annotations

from diagram.errors import DiagramError

MAX_BYTES = 5_000_000
MAX_INFLATED = 20_000_000  # bytes of a draw.io file's packed pages
MAX_DEPTH = 50  # groups in groups, elements in elements
MAX_TOKENS = 100_000  # of DOT; many times what 200 nodes and 2,000 lines need
MAX_NOTES = 40
EXAMPLES = 3  # named in a note


class UnreadableImport(DiagramError):
    """A file made elsewhere cannot be read as a diagram."""


class Notes:
    """Collects one sentence for each kind of thing that a Diagram cannot hold, with examples."""

    def __init__(self) -> None:
        self._found: dict[str, dict[str, None]] = {}

    def add(self, sentence: str, example: str = "") -> None:
        """`sentence` without its full stop, said once; `example` is where it happened."""
        examples = self._found.setdefault(sentence, {})
        if example := short(example):
            examples[example] = None

    def all(self) -> list[str]:
        return [_written(sentence, list(examples)) for sentence, examples in self._found.items()][:MAX_NOTES]


def short(text: str, most: int = 40) -> str:
    """`text` on one line, cut to at most `most` characters."""
    text = " ".join(text[: most * 4].split())
    return text if len(text) <= most else text[: most - 1] + "…"


def _written(sentence: str, examples: list[str]) -> str:
    named = ", ".join(examples[:EXAMPLES])
    more = f" and {len(examples) - EXAMPLES} more" if len(examples) > EXAMPLES else ""
    return f"{sentence}: {named}{more}." if examples else f"{sentence}."
