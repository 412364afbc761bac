"""What a drawing with scores can do, whether a model wrote it or somebody changed it by hand."""

from __future__ import annotations


class Scored:
    """Has a `diagram`, its `readability` and `preference`, 0-5, and the `weight`, 0-1, of readability."""

    __slots__ = ()

    @property
    def score(self) -> float:
        """0-10."""
        return 2 * (self.weight * self.readability + (1 - self.weight) * self.preference)

    @property
    def rows(self) -> str:
        from diagram import rows

        return rows.write(self.diagram, labels=True)

    def png(self, scale: float = 1.0) -> bytes:
        from diagram import rendering

        return rendering.png(self.diagram, scale)

    def svg(self) -> str:
        from diagram import rendering

        return rendering.svg(self.diagram)
