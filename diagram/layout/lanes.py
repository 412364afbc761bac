"""Lanes: lines that go back, or from strip to strip, beside the strips instead of through them."""

from __future__ import annotations

import math
from itertools import pairwise

from diagram.layout.channels import Net, Pin, assign_tracks
from diagram.layout.layers import Vertex
from diagram.layout.strips import Lane


class Lanes:
    """The part of a `Level` that plans, routes and draws lanes."""

    def _plan_lanes(self) -> None:
        self.lanes: list[Lane] = []
        for link in self.links:
            if not link.lane or link.hidden:
                continue
            a, b = self.strip_of[id(link.source)], self.strip_of[id(link.target)]
            if a == b:
                score = {
                    side: self._reach(link.source, side) + self._reach(link.target, side) for side in (1, -1)
                }
                side = 1 if score[1] <= score[-1] else -1
                lane = a + (side > 0)
                plan = Lane(link, side, side, lane, lane)
            elif a < b:
                plan = Lane(link, 1, -1, a + 1, b)
            else:
                plan = Lane(link, -1, 1, a, b + 1)
            self.lanes.append(plan)

    def _reach(self, vertex: Vertex, side: int) -> int:
        """How many vertices stand between this one and the border of its strip."""
        layer = self._layer_of(vertex)
        return len(layer) - 1 - vertex.place if side > 0 else vertex.place

    def _leaves_straight(self, vertex: Vertex, side: int) -> bool:
        return (
            vertex.kind == "node"
            and not self._reach(vertex, side)
            and not (side > 0 and id(vertex) in self.looped)
        )

    def _give_lane_pins(self) -> None:
        used: dict[tuple[int, int], int] = {}
        for lane in self.lanes:
            link = lane.link
            for vertex, side, leaves in (
                (link.source, lane.out_side, True),
                (link.target, lane.in_side, False),
            ):
                key = (id(vertex), side)
                limit = (
                    1 if vertex.shape == "decision" else max(1, int(vertex.drawn / self.spacing.pitch / 1.5))
                )
                straight = self._leaves_straight(vertex, side) and used.get(key, 0) < limit
                if straight and vertex.shape == "decision" and leaves and self._outs(vertex) > 1:
                    straight = used.get(key, 0) == 0 and self._outs(vertex) < 3
                pin = lane.out_pin if leaves else lane.in_pin
                if straight:
                    used[key] = used.get(key, 0) + 1
                    name = "bottom" if side > 0 else "top"
                    self.sides.setdefault((id(vertex), name), []).append((pin, [], 0.0, 0.0))
                    continue
                net = Net(open_high=side > 0, open_low=side < 0)
                (net.low if leaves else net.high).append(pin)
                if leaves:
                    lane.out_net = net
                else:
                    lane.in_net = net
                fixed = link.out_at if leaves else link.in_at
                if fixed is None:
                    self.sides.setdefault((id(vertex), "out" if leaves else "in"), []).append(
                        (pin, [], math.inf * side, self.spacing.pitch)
                    )
        self.used_ports = used

    def _outs(self, vertex: Vertex) -> int:
        return sum(1 for link in self.links if link.source is vertex and not link.lane and not link.hidden)

    def _margin_lanes(self, side: int) -> int:
        """Gives each line that passes whole strips a track in one margin; returns the number of tracks."""
        count = 0
        for lane in self.lanes:
            if lane.first == lane.last:
                continue
            if not lane.margin:
                columns = max(len(strip.layers) for strip in self.strips)
                where = 0
                for vertex in (lane.link.source, lane.link.target):
                    column = self.column[id(vertex)]
                    mirrored = self.strips[self.strip_of[id(vertex)]].mirrored
                    where += columns - 1 - column if mirrored else column
                lane.margin = -1 if where < columns - 1 else 1
            if lane.margin == side:
                lane.margin_track = count
                count += 1
        return count

    def _route_lanes(self) -> None:
        pitch = self.spacing.pitch
        for lane in self.lanes:  # where each line comes into its lanes
            for vertex, net, pin in (
                (lane.link.source, lane.out_net, lane.out_pin),
                (lane.link.target, lane.in_net, lane.in_pin),
            ):
                if net is None:
                    strip = self.strips[self.strip_of[id(vertex)]]
                    pin.at = self._true(strip, vertex.u)
        for vertex in self.vertices:
            strip = self.strips[self.strip_of[id(vertex)]]
            for side in ("top", "bottom"):
                pins = self.sides.get((id(vertex), side), [])
                if len(pins) > 1:
                    pins = sorted(pins, key=lambda entry: self._port_rank(entry[0], vertex))
                    step = min(pitch * 1.4, (vertex.drawn - 10) / (len(pins) - 1))
                    for i, (pin, *_) in enumerate(pins):
                        pin.at = self._true(strip, vertex.u) + (i - (len(pins) - 1) / 2) * step
        self.lane_nets: list[list[Net]] = [[] for _ in range(len(self.strips) + 1)]
        self.lane_of_net: dict[int, Lane] = {}
        for lane in self.lanes:
            start, end = Pin(self._lane_u(lane, True)), Pin(self._lane_u(lane, False))
            lane_label = lane.link.label[1] + 6 if lane.link.label else 0.0
            if lane.first == lane.last:
                net = Net()
                (net.low if lane.out_side > 0 else net.high).append(start)
                (net.low if lane.in_side > 0 else net.high).append(end)
                nets = [net]
                self.lane_nets[lane.first].append(net)
            else:
                first, last = Net(), Net()
                (first.low if lane.out_side > 0 else first.high).append(start)
                (last.low if lane.in_side > 0 else last.high).append(end)
                for net in (first, last):
                    net.open_low, net.open_high = lane.margin < 0, lane.margin > 0
                nets = [first, last]
                self.lane_nets[lane.first].append(first)
                self.lane_nets[lane.last].append(last)
            lane.nets = nets
            for net in nets:
                self.lane_of_net[id(net)] = lane
            if lane_label:
                nets[0].label = lane.link.label[0] + 8
                if self.spacing.label_side < 0:
                    nets[0].before = lane_label
                else:
                    nets[0].after = lane_label
        self.lane_widths = [
            assign_tracks(nets, pitch, from_high=i == 0) for i, nets in enumerate(self.lane_nets)
        ]

    def _port_rank(self, pin: Pin, vertex: Vertex) -> tuple[bool, float, int]:
        """Orders ports on one side so that lines in the lane lie within one another: far ends take the far
        port.
        """
        for number, lane in enumerate(self.lanes):
            for here, other in ((lane.out_pin, lane.link.target), (lane.in_pin, lane.link.source)):
                if here is pin:
                    u, own = (self._true(self.strips[self.strip_of[id(v)]], v.u) for v in (other, vertex))
                    return u > own, -u, number if u > own else -number
        return False, 0.0, 0

    def _lane_u(self, lane: Lane, leaves: bool) -> float:
        vertex = lane.link.source if leaves else lane.link.target
        net = lane.out_net if leaves else lane.in_net
        if net is None:
            return (lane.out_pin if leaves else lane.in_pin).at
        strip = self.strips[self.strip_of[id(vertex)]]
        return self._true(strip, self._track_at(strip, self.column[id(vertex)] + (1 if leaves else 0), net))

    def _stack_strips(self) -> None:
        v = 0.0
        self.lane_starts = []
        last = len(self.strips)
        for i in range(last + 1):
            stub = self.spacing.stub
            nets, width = self.lane_nets[i], self.lane_widths[i]
            if width or nets:
                inner = 0 < i < last
                room = max(width + stub * (2 if inner else 1), self.spacing.between if inner else 0.0)
                for net in nets:
                    label = self.lane_of_net[id(net)].link.label
                    if inner and label and net.straight:
                        room = max(room, 2 * stub + label[1])
            else:
                room = self.spacing.between if 0 < i < last else 0.0
            self.lane_starts.append((v, room))
            v += room
            if i < last:
                strip = self.strips[i]
                strip.top = v - strip.low
                v += strip.high - strip.low
        self.breadth = v

    def _lane_v(self, i: int, net: Net) -> float:
        start, room = self.lane_starts[i]
        last = len(self.strips)
        free = room - self.lane_widths[i]
        if i == 0:
            free = 0.0
        elif i < last:
            free /= 2
        return start + free + (net.track or 0.0)

    def _compose_lane(self, lane: Lane) -> None:
        link = lane.link
        ends = []
        for vertex, net, pin, side, leaves in (
            (link.source, lane.out_net, lane.out_pin, lane.out_side, True),
            (link.target, lane.in_net, lane.in_pin, lane.in_side, False),
        ):
            strip = self.strips[self.strip_of[id(vertex)]]
            if net is None:
                name = "bottom" if side > 0 else "top"
                offset = pin.at - self._true(strip, vertex.u)
                v = vertex.v + strip.top + side * (vertex.half - self.inset(vertex, name, offset))
                ends.append([(pin.at, v)])
            else:
                u = self._true(strip, self._border(vertex, pin.at, 1 if leaves else -1))
                ends.append([(u, pin.at + strip.top), (self._lane_u(lane, leaves), pin.at + strip.top)])
        points = list(ends[0])
        arriving = ends[1][-1][0]
        if lane.first == lane.last:
            net = lane.nets[0]
            start, room = self.lane_starts[lane.first]
            if net.diagonal:
                rows = (start, start + room) if lane.out_side > 0 else (start + room, start)
                points += [(points[-1][0], rows[0]), (arriving, rows[1])]
            elif not net.straight:
                v = self._lane_v(lane.first, net)
                points += [(points[-1][0], v), (arriving, v)]
        else:
            first, last = (
                self._lane_v(i, n) for i, n in zip((lane.first, lane.last), lane.nets, strict=True)
            )
            step = (lane.margin_track + 0.5) * self.spacing.pitch
            if lane.margin < 0:
                margin = self.left_margin - self.spacing.stub * 0.5 - step
            else:
                margin = self.right_margin + self.spacing.stub * 0.5 + step
            points += [(points[-1][0], first), (margin, first), (margin, last), (arriving, last)]
        if link.label:
            self._label_lane(lane, points)
        link.route = points + ends[1][::-1]

    def _label_lane(self, lane: Lane, points: list[tuple[float, float]]) -> None:
        """Puts the label beside the part that runs in the lane, between the lines that cross it."""
        link, net = lane.link, lane.nets[0]
        side = self.spacing.label_side
        if lane.first == lane.last and (net.straight or net.diagonal):
            start, room = self.lane_starts[lane.first]
            along = net.low[0].at if net.low else net.high[0].at
            shift = link.label[0] / 2 + 5
            link.label_at = (along + shift, start + room / 2)
            return
        begin = len(points) - 2 if lane.first == lane.last else len(points) - 4
        low, high = net.label_span(*sorted((points[begin][0], points[begin + 1][0])))
        cuts = {low, high}
        for other in self.lane_nets[lane.first]:
            if other is not net:
                cuts.update(pin.at for pin in (*other.low, *other.high) if low < pin.at < high)
        ordered = sorted(cuts)
        width = link.label[0] + 8
        middle = (low + high) / 2
        best = max(
            pairwise(ordered),
            key=lambda gap: (min(gap[1] - gap[0], width), -abs((gap[0] + gap[1]) / 2 - middle)),
        )
        u = (
            min(max(middle, best[0] + width / 2), best[1] - width / 2)
            if best[1] - best[0] > width
            else sum(best) / 2
        )
        link.label_at = (u, points[begin][1] + side * (link.label[1] / 2 + (2 if side < 0 else 5)))
