"""Tracks for the lines that run in the channel between two layers (or two strips of layers).

A line enters the channel at pins on its low side, runs along a trunk, and leaves at pins on its high side.
Lines get tracks so that no two lie on each other and few cross; lines of one `Net` share a trunk, because
they share an end.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

CLEAR = 5.0  # px between lines that should be told apart


@dataclass(eq=False, slots=True)
class Pin:
    """A place, along the channel, where a line enters or leaves it."""

    at: float = 0.0


@dataclass(eq=False, slots=True)
class Net:
    """Lines with a common trunk. `open_low`, `open_high`: it runs on beyond the channel's start or end."""

    low: list[Pin] = field(default_factory=list)
    high: list[Pin] = field(default_factory=list)
    open_low: bool = False
    open_high: bool = False
    before: float = 0.0  # room on the trunk's low side, for a label
    after: float = 0.0
    label: float = 0.0  # room along the trunk, for that label
    track: float | None = None  # distance from the channel's low side
    diagonal: bool = False  # no trunk: straight from pin to pin

    def span(self) -> tuple[float, float]:
        ats = [pin.at for pin in self.low] + [pin.at for pin in self.high]
        return (
            -math.inf if self.open_low else min(ats),
            math.inf if self.open_high else max(ats),
        )

    def label_span(self, low: float, high: float) -> tuple[float, float]:
        """From where to where the label of a trunk from `low` to `high` may stand.

        One that is longer than the trunk goes on beyond ends at which the line leaves across from it.
        """
        across = {pin.at for pin in (self.high if self.before else self.low)}
        ends = len(across & {low, high})
        beyond = max(0.0, self.label - (high - low)) / max(1, ends)
        return low - beyond * (low in across), high + beyond * (high in across)

    @property
    def straight(self) -> bool:
        low, high = self.span()
        return high - low < 0.05


def assign_tracks(nets: list[Net], pitch: float, from_high: bool = False) -> float:
    """Gives every net that needs a trunk its track; returns the width that the tracks take, 0 without any."""
    bent = [net for net in nets if not net.diagonal and not net.straight]
    if not bent:
        return 0.0
    spans, reaches = [net.span() for net in bent], [net.label_span(*net.span()) for net in bent]
    count = len(bent)
    cost = [
        [_cost(bent[i], bent[j], spans[i], spans[j]) if i != j else 0 for j in range(count)]
        for i in range(count)
    ]
    order = sorted(
        range(count), key=lambda i: spans[i][1] - spans[i][0] if spans[i][1] - spans[i][0] < math.inf else 1e9
    )
    if from_high:
        order.reverse()
    order = _improve(order, cost)
    while True:  # lines that would lie on each other in any order go straight across instead
        worst = next(
            ((i, j) for k, i in enumerate(order) for j in order[k + 1 :] if cost[i][j] >= 1000), None
        )
        if worst is None:
            break
        chosen = max(
            worst,
            key=lambda i: (
                not (bent[i].open_low or bent[i].open_high),
                len(bent[i].low) + len(bent[i].high) == 2,
            ),
        )
        if bent[chosen].open_low or bent[chosen].open_high:
            break
        bent[chosen].diagonal = True
        order = _improve([i for i in order if i != chosen], cost)
    if from_high:
        order.reverse()
    placed: list[int] = []
    width = 0.0
    for i in order:
        net = bent[i]
        before, after = max(net.before, pitch / 2), max(net.after, pitch / 2)
        if from_high:
            before, after = after, before
        at = before
        for j in placed:
            apart = reaches[i][0] > reaches[j][1] + pitch or reaches[j][0] > reaches[i][1] + pitch
            if not apart:
                other = bent[j]
                at = max(
                    at, other.track + max(other.before if from_high else other.after, pitch / 2) + before
                )
        net.track = at
        placed.append(i)
        width = max(width, at + after)
    if from_high:
        for i in order:
            bent[i].track = width - bent[i].track
    return width


def _improve(order: list[int], cost: list[list[int]]) -> list[int]:
    """Moves single nets to where they cost least, while that helps."""
    order = list(order)
    for _ in range(6):
        changed = False
        for i in list(order):
            rest = [j for j in order if j != i]
            here = order.index(i)
            price = sum(cost[i][j] for j in rest)  # i first of all
            best, least = 0, price
            prices = [price]
            for k, j in enumerate(rest):
                price += cost[j][i] - cost[i][j]
                prices.append(price)
                if price < least:
                    best, least = k + 1, price
            if least < prices[here]:
                rest.insert(best, i)
                order = rest
                changed = True
        if not changed:
            break
    return order


def _cost(first: Net, second: Net, span: tuple[float, float], other: tuple[float, float]) -> int:
    """Crossings if `first` has the lower track; 1000 for each place where the two would lie on each other."""
    total = 0
    for pin in first.high:
        total += other[0] < pin.at < other[1]
        total += 1000 * sum(abs(pin.at - q.at) < CLEAR for q in second.low)
    for pin in second.low:
        total += span[0] < pin.at < span[1]
    return total
