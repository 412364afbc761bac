"""Pins: where lines meet nodes, and which lines share one."""

from __future__ import annotations

from diagram.layout.channels import Pin
from diagram.layout.layers import Segment, Vertex
from diagram.layout.strips import Strip


class Pins:
    """The part of a `Level` that sets pins."""

    def _give_pins(self, strip: Strip) -> None:
        """Lines of one source share a pin; lines into one target share one where none of them goes elsewhere
        too.
        """
        pitch = self.spacing.pitch
        by_column: dict[int, list[Segment]] = {}
        for segment in strip.segments:
            a, _, end = segment
            if not end.link.hidden and not end.link.fan:
                by_column.setdefault(self.column[id(a)], []).append(segment)
        self.dense: set[int] = getattr(self, "dense", set())
        for segments in by_column.values():
            outs: dict[tuple, list[Segment]] = {}
            seen: set[tuple[int, int]] = set()
            for segment in segments:
                a, b, end = segment
                extra = (id(a), id(b)) in seen and a.kind != "dummy" and b.kind != "dummy"
                seen.add((id(a), id(b)))
                key = ("line", id(segment)) if a.kind == "dummy" or extra else ("from", id(a), end.out_at)
                outs.setdefault(key, []).append(segment)
            ins: dict[tuple, list[Segment]] = {}
            for key, bundle in outs.items():
                for segment in bundle:
                    _, b, end = segment
                    alone = len(bundle) == 1 and not end.link.label and key[0] == "from"
                    if b.kind == "dummy":
                        target = ("line", id(segment))
                    elif end.in_at is not None:
                        target = ("into", id(b), end.in_at)
                    elif b.is_port:
                        target = ("into", id(b), None)
                    else:
                        target = ("into", id(b)) if alone else ("line", id(segment))
                    ins.setdefault(target, []).append(segment)
            mixed = sum(len({id(s[1]) for s in bundle}) > 1 for bundle in outs.values())
            dense = (
                mixed >= 3
                and len(segments) >= 7
                and not any(end.link.label and end.first for _, _, end in segments)
                and not any(a.shape == "decision" for a, _, _ in segments)
            )
            if dense:
                outs, ins = {}, {}
                for segment in segments:
                    a, b, end = segment
                    outs.setdefault((id(a), end.out_at), []).append(segment)
                    ins.setdefault((id(b), end.in_at), []).append(segment)
                self.dense.update(id(segment) for segment in segments)
            low: dict[int, Pin] = {}
            high: dict[int, Pin] = {}
            for bundle in outs.values():
                pin = Pin()
                low.update((id(segment), pin) for segment in bundle)
                a, _, end = bundle[0]
                if a.kind == "node":
                    self.sides.setdefault((id(a), "out"), []).append(
                        (pin, [b for _, b, _ in bundle], 0.0, pitch)
                    )
            for bundle in ins.values():
                pin = Pin()
                high.update((id(segment), pin) for segment in bundle)
                _, b, end = bundle[0]
                label = max((end.label_room(self.spacing) for _, _, end in bundle), default=0.0)
                if b.kind == "node":
                    self.sides.setdefault((id(b), "in"), []).append(
                        (pin, [a for a, _, _ in bundle], 0.0, max(pitch, label))
                    )
            for segment in segments:
                self.segment_ids[id(segment)] = segment
                strip.pins[id(segment)] = low[id(segment)], high[id(segment)]

    def _keep_room_for_pins(self) -> None:
        by_id = {id(vertex): vertex for vertex in self.vertices}
        for (key, side), pins in self.sides.items():
            vertex = by_id[key]
            if side in ("in", "out") and len(pins) > 1 and not (vertex.shape == "decision" and side == "out"):
                need = sum(room for *_, room in pins) * 0.5 + self.spacing.pitch * 0.6
                if vertex.shape in ("circle", "decision", "pill"):
                    need *= 1.35
                grow = max(0.0, need - vertex.half)
                vertex.half += grow
                vertex.above += grow
                vertex.below += grow
            elif side in ("top", "bottom") and len(pins) > 1:
                vertex.drawn = max(vertex.drawn, (len(pins) + 1) * self.spacing.pitch * 1.2)
                vertex.length = max(vertex.length, vertex.drawn)
        for strip in self.strips:
            for _, b, end in strip.segments:
                room = end.label_room(self.spacing)
                if room:
                    if self.spacing.label_side < 0:
                        b.above = max(b.above, room)
                    else:
                        b.below = max(b.below, room)

    def _decision_wishes(self, strip: Strip) -> list[tuple[Vertex, Vertex, float]]:
        """The two branches of a decision keep clear of it on either side, so that they can leave at its
        corners.
        """
        outs: dict[int, list[Segment]] = {}
        for segment in strip.segments:
            if segment[0].shape == "decision" and not segment[2].link.hidden:
                outs.setdefault(id(segment[0]), []).append(segment)
        wishes = []
        for segments in outs.values():
            if len(segments) == 2:
                a = segments[0][0]
                first, second = sorted((b for _, b, _ in segments), key=lambda b: b.place)
                room = a.half + self.spacing.stub
                wishes += [(first, a, room), (a, second, room)]
        return wishes

    def _set_pins(self, strip: Strip) -> None:
        vertices = {id(vertex): vertex for layer in strip.layers for vertex in layer}
        for segment in strip.segments:
            if id(segment) not in strip.pins:
                continue
            a, b, end = segment
            low, high = strip.pins[id(segment)]
            if a.kind != "node":
                low.at = a.v + (end.out_at or 0.0)
            if b.kind != "node":
                high.at = b.v + (end.in_at or 0.0)
        for key, vertex in vertices.items():
            if vertex.kind == "node":
                self._spread(vertex, self.sides.get((key, "in"), []))
        for segment in strip.segments:
            if segment[0].shape == "decision" and id(segment) in strip.pins:
                self._try_corner(strip, segment)
        for key, vertex in vertices.items():
            if vertex.kind == "node":
                pins = self.sides.get((key, "out"), [])
                if vertex.shape == "decision":
                    kept = {id(strip.pins[i][0]) for i in strip.pins if i not in strip.corners}
                    pins = [p for p in pins if id(p[0]) in kept or not p[1]]
                self._spread(vertex, pins)
        self._straighten(strip)
        for lane in self.lanes:
            for pin, net, vertex, fixed in (
                (lane.out_pin, lane.out_net, lane.link.source, lane.link.out_at),
                (lane.in_pin, lane.in_net, lane.link.target, lane.link.in_at),
            ):
                if (
                    net is not None
                    and id(vertex) in vertices
                    and (fixed is not None or vertex.kind != "node")
                ):
                    pin.at = vertex.v + (fixed or 0.0)

    def _spread(self, vertex: Vertex, pins: list[tuple[Pin, list[Vertex], float, float]]) -> None:
        """Puts the pins of one side of a node in the order of their other ends, a straight line at the
        middle.
        """
        if not pins:
            return
        if len(pins) == 1:
            pins[0][0].at = vertex.v
            return

        def far(entry) -> float:
            return entry[2] or sum(other.v for other in entry[1]) / max(1, len(entry[1]))

        ordered = sorted(pins, key=far)
        rooms = [room for *_, room in ordered]
        offsets, at = [], 0.0
        for i, room in enumerate(rooms):
            # A label stands on one side of its line: the room between two lines is that of the line it
            # belongs to.
            if i:
                at += room if self.spacing.label_side < 0 else rooms[i - 1]
            offsets.append(at)
        middle = (offsets[0] + offsets[-1]) / 2
        centre = min(range(len(ordered)), key=lambda i: abs(far(ordered[i]) - vertex.v))
        if abs(far(ordered[centre]) - vertex.v) < 1:
            reach = max(offsets[-1] - offsets[centre], offsets[centre])
            allowed = vertex.half * (0.62 if vertex.shape in ("circle", "decision", "pill") else 1) - 5
            if reach <= allowed:
                middle = offsets[centre]
        for entry, offset in zip(ordered, offsets, strict=True):
            entry[0].at = vertex.v + offset - middle

    def _straighten(self, strip: Strip) -> None:
        """Moves a pin by a few px where that spares a line a tiny step."""
        tolerance = self.spacing.pitch * 0.6
        users: dict[int, int] = {}
        for low, high in strip.pins.values():
            users[id(low)] = users.get(id(low), 0) + 1
            users[id(high)] = users.get(id(high), 0) + 1
        for segment, (low, high) in ((self.segment_ids[key], pins) for key, pins in strip.pins.items()):
            a, b, end = segment
            if not 0 < abs(low.at - high.at) < tolerance or id(segment) in strip.corners or end.link.label:
                continue
            for pin, at, vertex, side in ((high, low.at, b, "in"), (low, high.at, a, "out")):
                entries = self.sides.get((id(vertex), side), ())
                others = [other for other, *_ in entries if other is not pin]
                if (
                    vertex.kind == "node"
                    and not any(room > self.spacing.pitch for *_, room in entries)
                    and users[id(pin)] == 1
                    and abs(at - vertex.v) < vertex.half * 0.5
                    and all(abs(at - other.at) >= self.spacing.pitch * 0.8 for other in others)
                ):
                    pin.at = at
                    break

    def _try_corner(self, strip: Strip, segment: Segment) -> None:
        """Lets a branch leave a decision at its upper or lower corner where the way is free."""
        a, _, _ = segment
        high = strip.pins[id(segment)][1]
        side = 1 if high.at > a.v else -1
        if abs(high.at - a.v) < a.half + self.spacing.stub * 0.7 or self.used_ports.get((id(a), side)):
            return
        if id(a) in self.looped and side > 0:
            return
        if any(strip.corners.get(id(s)) == side for s in strip.segments if s[0] is a):
            return
        layer = self._layer_of(a)
        if 0 <= a.place + side < len(layer):
            other = layer[a.place + side]
            free = (other.v - other.above) - high.at if side > 0 else high.at - (other.v + other.below)
            if free < self.spacing.pitch * 0.8:
                return
        strip.corners[id(segment)] = side
        strip.pins[id(segment)] = Pin(high.at), high
