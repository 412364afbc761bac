"""What an import has to say for itself."""

from __future__ import annotations

from dataclasses import dataclass

MAX_PROBLEMS = 50  # told one by one; the rest is counted


@dataclass(frozen=True, slots=True)
class Imported:
    """Ratings kept, ratings left as they were because no older, and what could not be read."""

    kept: int
    older: int = 0
    problems: tuple[str, ...] = ()

    def __str__(self) -> str:
        parts = [f"Ratings imported: {self.kept:,}"]
        if self.older:
            parts.append(f"left as they are, as those here are no older: {self.older:,}")
        if self.problems:
            parts.append(f"problems: {len(self.problems):,}")
        return "; ".join(parts) + "."


class Problems:
    """Collects what is wrong with an import, a sentence each, without growing beyond bounds."""

    def __init__(self) -> None:
        self._told: list[str] = []
        self._more = 0

    def add(self, place: str, error: Exception | str) -> None:
        if len(self._told) < MAX_PROBLEMS:
            self._told.append(f"{place}: {error}")
        else:
            self._more += 1

    def told(self) -> tuple[str, ...]:
        more = [f"{self._more:,} more problems of this kind."] if self._more else []
        return (*self._told, *more)
