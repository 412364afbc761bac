"""Places one level: layers in strips, lines in channels between the layers and in lanes beside the strips.

Every line has a track of its own in a channel that no node reaches into, so it cannot run through a node.
Lines that go back, or from strip to strip, leave through the channel behind their layer (or straight down
where nothing is below) and run in the lane between two strips.
"""

from __future__ import annotations

from diagram.layout.channels import Net, Pin, assign_tracks
from diagram.layout.lanes import Lanes
from diagram.layout.layers import (
    Link,
    Segment,
    Vertex,
    assign_coordinates,
    assign_layers,
    mark_back_links,
    order_layers,
)
from diagram.layout.pins import Pins
from diagram.layout.strips import Inset, Piece, Spacing, Strip, best_cuts, centre, simplified


class Level(Pins, Lanes):
    """The placement of one level; after `place`, vertices and links hold coordinates from (0, 0) on."""

    def __init__(
        self,
        vertices: list[Vertex],
        links: list[Link],
        spacing: Spacing,
        rows: int = 1,
        snake: bool = True,
        inset: Inset = lambda vertex, side, offset: 0.0,
    ) -> None:
        self.vertices, self.spacing, self.rows, self.snake, self.inset = vertices, spacing, rows, snake, inset
        self.loops = [link for link in links if link.source is link.target]
        self.links = [link for link in links if link.source is not link.target]
        self.sides: dict[tuple[int, str], list[tuple[Pin, list[Vertex], float, float]]] = {}
        self.segment_ids: dict[int, Segment] = {}

    def place(self) -> tuple[float, float]:
        """Returns the length along and across the flow."""
        self._keep_room_for_loops()
        mark_back_links(self.vertices, self.links)
        count = assign_layers(self.vertices, self.links)
        self._cut_into_strips(count)
        for strip in self.strips:
            order_layers(strip.layers, strip.segments)
            for layer in strip.layers:
                for place, vertex in enumerate(layer):
                    vertex.place = place
        self._plan_lanes()
        for strip in self.strips:
            self._give_pins(strip)
        self._give_lane_pins()
        self._keep_room_for_pins()
        for strip in self.strips:
            beside = self._decision_wishes(strip)
            assign_coordinates(strip.layers, strip.segments, self.spacing.across, beside)
            self._set_pins(strip)
            self._route_channels(strip)
        self._set_flow_coordinates()
        self._route_lanes()
        self._stack_strips()
        self._compose()
        return self.length, self.breadth

    def _keep_room_for_loops(self) -> None:
        """Loops of one node run along one line, with their labels one beyond the other."""
        self.looped: dict[int, float] = {}  # id of the vertex: how far labels reach beyond its loop
        self.loop_labels: list[float] = []
        for link in self.loops:
            vertex = link.source
            if id(vertex) not in self.looped:
                vertex.below += self.spacing.stub * 1.2 + 4
            at = self.looped.get(id(vertex), 0.0)
            self.loop_labels.append(at)
            room = link.label[1] + 3 if link.label else 0.0
            vertex.below += room
            self.looped[id(vertex)] = at + room
            if link.label:
                vertex.length = max(vertex.length, link.label[0] + 8)

    def _cut_into_strips(self, count: int) -> None:
        lengths = [0.0] * count
        for vertex in self.vertices:
            lengths[vertex.layer] = max(lengths[vertex.layer], vertex.length + self.spacing.channel)
        over = [0] * (count + 1)
        for link in self.links:
            if not link.lane:
                for layer in range(link.source.layer + 1, link.target.layer + 1):
                    over[layer] += 1000 if link.fan else 1
        cuts = best_cuts(lengths, over, min(self.rows, count))
        strip_of = [sum(layer >= cut for cut in cuts) for layer in range(count)]
        first = [0, *cuts]
        self.strips = [Strip([], mirrored=self.snake and i % 2 == 1) for i in range(len(first))]
        for layer in range(count):
            self.strips[strip_of[layer]].layers.append([])
        self.strip_of: dict[int, int] = {}
        self.column: dict[int, int] = {}
        for vertex in self.vertices:
            self.strip_of[id(vertex)] = strip_of[vertex.layer]
            self.column[id(vertex)] = vertex.layer - first[strip_of[vertex.layer]]
        leaving: dict[int, list[Link]] = {}
        for link in self.links:
            if link.lane:
                continue
            if self.strip_of[id(link.source)] != self.strip_of[id(link.target)]:
                link.lane = True
                continue
            leaving.setdefault(id(link.source), []).append(link)
            dummies = []
            for layer in range(link.source.layer + 1, link.target.layer):
                dummy = Vertex("dummy", layer=layer)
                self.strip_of[id(dummy)] = strip_of[layer]
                self.column[id(dummy)] = layer - first[strip_of[layer]]
                dummies.append(dummy)
            link.chain = [link.source, *dummies, link.target]
        seen: set[int] = set()
        entered = {id(link.target) for link in self.links if not link.lane}
        for root in sorted(self.vertices, key=lambda vertex: id(vertex) in entered):
            stack = [root]
            while stack:
                vertex = stack.pop()
                if id(vertex) in seen:
                    continue
                seen.add(id(vertex))
                self._layer_of(vertex).append(vertex)
                nexts = leaving.get(id(vertex), ())
                for link in nexts:
                    for dummy in link.chain[1:-1]:
                        self._layer_of(dummy).append(dummy)
                stack.extend(link.target for link in reversed(nexts))
        for link in self.links:
            for a, b in zip(link.chain, link.chain[1:], strict=False):
                self.strips[self.strip_of[id(a)]].segments.append((a, b, Piece(link, a, b)))

    def _layer_of(self, vertex: Vertex) -> list[Vertex]:
        return self.strips[self.strip_of[id(vertex)]].layers[self.column[id(vertex)]]

    def _route_channels(self, strip: Strip) -> None:
        count = len(strip.layers) + 1
        strip.channels = [[] for _ in range(count)]
        strip.zones = [0.0] * count
        nets: dict[int, Net] = {}
        by_pin: dict[int, Net] = {}
        for segment in strip.segments:
            a, _, end = segment
            channel = self.column[id(a)] + 1
            if end.link.label and end.first and not end.link.hidden:
                strip.zones[channel] = max(strip.zones[channel], end.link.label[0] + 6)
            if id(segment) not in strip.pins:
                continue
            low, high = strip.pins[id(segment)]
            if id(segment) in self.dense:
                net = Net([low], [high], diagonal=True)
                strip.channels[channel].append(net)
            else:
                net = by_pin.get(id(low)) or by_pin.get(id(high))
                if net is None:
                    net = Net()
                    strip.channels[channel].append(net)
                if low not in net.low:
                    net.low.append(low)
                if high not in net.high:
                    net.high.append(high)
                by_pin[id(low)] = by_pin[id(high)] = net
            nets[id(segment)] = net
        strip.net_of = nets
        for lane in self.lanes:
            for net, vertex, shift in (
                (lane.out_net, lane.link.source, 1),
                (lane.in_net, lane.link.target, 0),
            ):
                if net is not None and self.strips[self.strip_of[id(vertex)]] is strip:
                    strip.channels[self.column[id(vertex)] + shift].append(net)
            link = lane.link
            if link.label and abs(self.column[id(link.source)] - self.column[id(link.target)]) <= 1:
                channel = max(self.column[id(link.source)], self.column[id(link.target)])
                if self.strips[self.strip_of[id(link.source)]] is strip:
                    short = (
                        link.label[0]
                        + 12
                        - (link.source.drawn + link.target.drawn) / 2
                        - 2 * self.spacing.stub
                    )
                    strip.zones[channel] = max(strip.zones[channel], short)
        strip.widths = [assign_tracks(channel, self.spacing.pitch) for channel in strip.channels]
        strip.low = min(vertex.v - vertex.above for layer in strip.layers for vertex in layer)
        strip.high = max(vertex.v + vertex.below for layer in strip.layers for vertex in layer)

    def _room(self, strip: Strip, channel: int) -> float:
        tracks, zone = strip.widths[channel], strip.zones[channel]
        stub = self.spacing.stub
        if channel == 0 or channel == len(strip.layers):
            return 2 * stub + tracks if tracks else 0.0
        beside_port = any(v.is_port for layer in strip.layers[channel - 1 : channel + 1] for v in layer)
        room = max(self.spacing.channel, 2 * stub + tracks + zone)
        if beside_port:
            room = stub * 0.8 + tracks if tracks else 0.0
        if any(e.link.fan and self.column[id(a)] + 1 == channel for a, _, e in strip.segments):
            room = max(room, self.spacing.fan)
        return room

    def _set_flow_coordinates(self) -> None:
        """Columns stand under one another in all strips; every other strip of a snake runs backwards."""
        # With groups or neurons, layers are too unlike one another for that.
        unlike = any(vertex.kind in ("group", "neurons") for vertex in self.vertices)
        pitch, stub = self.spacing.pitch, self.spacing.stub
        left, right = self._margin_lanes(-1), self._margin_lanes(1)
        together = [[strip] for strip in self.strips] if unlike else [self.strips]
        shared = {id(strip): self._grid(strips) for strips in together for strip in strips}
        grids = [shared[id(strip)] for strip in self.strips]
        offsets: list[float] = []
        for i, (strip, (widths, gaps)) in enumerate(zip(self.strips, grids, strict=True)):
            offset = 0.0
            if unlike and self.snake and i:  # turn straight down
                last = len(grids[i - 1][0]) - 1 if not self.strips[i - 1].mirrored else 0
                first = len(widths) - 1 if strip.mirrored else 0
                offset = offsets[-1] + centre(*grids[i - 1], last) - centre(widths, gaps, first)
            offsets.append(offset)
        self.left_margin = left * pitch + (stub if left else 0.0)
        shift = self.left_margin - min(offsets)
        offsets = [offset + shift for offset in offsets]
        ends = [
            offset + sum(widths) + sum(gaps) for offset, (widths, gaps) in zip(offsets, grids, strict=True)
        ]
        self.right_margin = max(ends)
        self.length = self.right_margin + right * pitch + (stub if right else 0.0)
        for strip, offset, (widths, gaps) in zip(self.strips, offsets, grids, strict=True):
            self._set_grid(strip, offset, widths, gaps)

    def _grid(self, strips: list[Strip]) -> tuple[list[float], list[float]]:
        """Widths of the columns that strips share, and of the channels before, between and behind them."""
        columns = max(len(strip.layers) for strip in strips)
        widths, gaps = [0.0] * columns, [0.0] * (columns + 1)
        for strip in strips:
            for i, layer in enumerate(strip.layers):
                at = columns - 1 - i if strip.mirrored else i
                widths[at] = max([widths[at], *(vertex.length for vertex in layer)])
            for channel in range(len(strip.layers) + 1):
                at = columns - channel if strip.mirrored else channel
                gaps[at] = max(gaps[at], self._room(strip, channel))
        return widths, gaps

    def _set_grid(self, strip: Strip, x: float, widths: list[float], gaps: list[float]) -> None:
        columns, count = len(widths), len(strip.layers)
        centres, starts = [], []
        for i, gap in enumerate(gaps):
            starts.append(x)
            x += gap
            if i < columns:
                centres.append(x + widths[i] / 2)
                x += widths[i]
        if strip.mirrored:
            at = [columns - channel for channel in range(count + 1)]
            strip.starts = [self.length - starts[i] - gaps[i] for i in at]
            strip.rooms = [gaps[i] for i in at]
        else:
            strip.starts, strip.rooms = starts[: count + 1], gaps[: count + 1]
        for i, layer in enumerate(strip.layers):
            for vertex in layer:
                vertex.u = self.length - centres[columns - 1 - i] if strip.mirrored else centres[i]

    def _track_at(self, strip: Strip, channel: int, net: Net) -> float:
        """Where a net's trunk is, along the flow of the strip."""
        free = strip.rooms[channel] - strip.zones[channel] - strip.widths[channel]
        return strip.starts[channel] + free / 2 + (net.track or 0.0)

    def _true(self, strip: Strip, u: float) -> float:
        return self.length - u if strip.mirrored else u

    def _compose(self) -> None:
        for strip in self.strips:
            self._compose_strip(strip)
        for lane in self.lanes:
            self._compose_lane(lane)
        for strip in self.strips:
            for layer in strip.layers:
                for vertex in layer:
                    vertex.v += strip.top
                    vertex.u = self._true(strip, vertex.u)
        for link, beyond in zip(self.loops, self.loop_labels, strict=True):
            self._compose_loop(link, beyond)
        for link in self.links:
            link.route = simplified(link.route)

    def _compose_strip(self, strip: Strip) -> None:
        for segment in strip.segments:
            a, b, end = segment
            link = end.link
            if link.hidden or link.fan:
                continue
            low, high = strip.pins[id(segment)]
            net = strip.net_of[id(segment)]
            channel = self.column[id(a)] + 1
            points: list[tuple[float, float]] = []
            if end.first:
                corner = strip.corners.get(id(segment))
                if corner:
                    points.append((a.u, a.v + corner * a.half))
                    points.append((a.u, low.at))
                else:
                    points.append((self._border(a, low.at, 1), low.at))
            else:
                points.append((a.u, low.at))
            start, room = strip.starts[channel], strip.rooms[channel]
            if net.diagonal:
                points.append((start, low.at))
                stop = start + room - strip.zones[channel]
                points.append((stop, high.at))
            elif abs(low.at - high.at) > 0.05:
                u = self._track_at(strip, channel, net)
                points += [(u, low.at), (u, high.at)]
            if end.last:
                points.append((self._border(b, high.at, -1), high.at))
            else:
                points.append((b.u, high.at))
            if link.label and end.first:
                if strip.widths[channel]:  # behind the tracks
                    u = (
                        start
                        + room
                        - (0 if b.is_port else self.spacing.stub * 0.9)
                        - strip.zones[channel] / 2
                    )
                else:
                    u = start + (room - (self.spacing.stub * 0.6 if end.last else 0)) / 2
                side = self.spacing.label_side
                link.label_at = (
                    self._true(strip, u),
                    high.at + side * (link.label[1] / 2 + (2 if side < 0 else 5)) + strip.top,
                )
            link.route += [(self._true(strip, u), v + strip.top) for u, v in points]

    def _border(self, vertex: Vertex, at: float, side: int) -> float:
        """Where, along the flow, a line at `at` meets a vertex's far (+1) or near (-1) side."""
        if vertex.kind == "dummy":
            return vertex.u
        inset = (
            self.inset(vertex, "out" if side > 0 else "in", at - vertex.v) if vertex.kind == "node" else 0.0
        )
        return vertex.u + side * (vertex.drawn / 2 - inset)

    def _compose_loop(self, link: Link, beyond: float) -> None:
        vertex = link.source
        reach = vertex.drawn / 4
        bottom = vertex.v + vertex.half
        low = bottom + self.spacing.stub * 1.2
        ups = [bottom - self.inset(vertex, "bottom", offset) for offset in (reach, -reach)]
        link.route = [
            (vertex.u + reach, ups[0]),
            (vertex.u + reach, low),
            (vertex.u - reach, low),
            (vertex.u - reach, ups[1]),
        ]
        if link.label:
            link.label_at = (vertex.u, low + beyond + link.label[1] / 2 + 3)
