"""A diagram as a draw.io file: native shapes, edges held by both ends, groups as containers.

Cells are `n` and a node's number, `e` and an edge's place, `g` and a group's place. A frame is a container:
its members lie in it by coordinates of its own, and so does an edge between two of them. A caption is a text;
its members have the style key `caption=g3`, which draw.io keeps. Labels are HTML (`html=1`), for
draw.io wraps no others, with all but line breaks escaped.
"""

from __future__ import annotations

import math
from itertools import pairwise

from diagram.export.scene import (
    DrawnEdge,
    DrawnGroup,
    DrawnNode,
    as_xml_text,
    hex_color,
    node_id,
    number,
    scene,
)
from diagram.geometry import STORE_CAP, TITLE_GAP, TITLE_INSET, box
from diagram.graph import Color, Diagram, Group, Node, Point
from diagram.palettes import MUTED
from diagram.rendering.figures import CORNER, DASHES, LINE, Text, corner_radius
from diagram.typography import measure, small

BEND = 18  # draw.io's arcSize of lines is about twice the radius
FONT = "Helvetica"  # draw.io's own; a browser finds Hangul in another
BREAK = " · "  # in a label, a line break: drawn as one, but kept as it is
ROOT = (0.0, 0.0)

Style = dict[str, object]


def write(diagram: Diagram) -> str:
    """The file as XML, with one uncompressed page."""
    drawn = scene(diagram)
    inside = drawn.group_of
    nodes = {node.node.number: node for node in drawn.nodes}
    cells = ['<mxCell id="0"/>', '<mxCell id="1" parent="0"/>']
    cells += [_group(group, diagram) for group in drawn.groups]
    for i, edge in enumerate(drawn.edges, 1):
        first, last = inside.get(edge.edge.source), inside.get(edge.edge.target)
        common = first if first is last and first is not None and first.paint else None
        cells.append(_edge(edge, i, common, nodes, diagram))
    cells += [_node(node, inside.get(node.node.number)) for node in drawn.nodes]
    width, height = number(diagram.width), number(diagram.height)
    model = (
        f'dx="{width}" dy="{height}" grid="0" gridSize="10" guides="1" tooltips="1" connect="1" arrows="1" '
        f'fold="1" page="1" pageScale="1" pageWidth="{width}" pageHeight="{height}" math="0" shadow="0"'
    )
    body = "\n    ".join(cells)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<mxfile host="Legible" type="device">\n'
        f' <diagram id="diagram" name="Diagram">\n  <mxGraphModel {model}>\n   <root>\n    {body}\n'
        "   </root>\n  </mxGraphModel>\n </diagram>\n</mxfile>\n"
    )


def _group(group: DrawnGroup, diagram: Diagram) -> str:
    style: Style = {"html": 1, "spacing": 0, **_font(small(diagram.font_size), MUTED)}
    if group.paint:
        style |= {"rounded": 1, "absoluteArcSize": 1, "arcSize": number(2 * CORNER)}
        style |= {"container": 1, "collapsible": 0, "recursiveResize": 0, "expand": 0}
        style |= {"fillColor": _color(group.paint.fill), "strokeColor": _color(group.paint.stroke)}
        style |= {"verticalAlign": "top", "spacingTop": number(TITLE_GAP)}
        style |= {"align": "left", "spacingLeft": number(TITLE_INSET)}
    else:
        style = {"text": None, "strokeColor": "none", "fillColor": "none", **style}
        style |= {"align": "center", "verticalAlign": "middle"}
    return _vertex(group.id, _html(group.group.title), style, "1", group.group, ROOT)


def _node(drawn: DrawnNode, group: DrawnGroup | None) -> str:
    node = drawn.node
    style = _shape(node)
    style |= {"fillColor": _color(node.background), "strokeColor": _color(node.line_color)}
    style |= {"strokeWidth": number(LINE), "whiteSpace": "wrap", "html": 1, "spacing": 0}
    if drawn.text:
        style |= _font(drawn.text.size, drawn.text.color) | _margins(drawn.text, node)
    if group and group.paint:
        return _vertex(drawn.id, _html(node.label, breaks=True), style, group.id, node, _corner(group))
    if group:
        style["caption"] = group.id
    return _vertex(drawn.id, _html(node.label, breaks=True), style, "1", node, ROOT)


def _shape(node: Node) -> Style:
    cap = number(min(STORE_CAP, node.height / 4))
    styles: dict[str, Style] = {
        "rectangle": {"rounded": 0},
        "round rectangle": {
            "rounded": 1,
            "absoluteArcSize": 1,
            "arcSize": number(2 * corner_radius(node)),
        },
        "pill": {"rounded": 1, "arcSize": 50},
        "circle": {"ellipse": None, "shape": "ellipse", "perimeter": "ellipsePerimeter"},
        "decision": {"rhombus": None, "shape": "rhombus", "perimeter": "rhombusPerimeter"},
        "store": {"shape": "cylinder3", "boundedLbl": 1, "backgroundOutline": 1, "size": cap},
        "document": {"shape": "document", "boundedLbl": 1, "size": 0.15},
    }
    return styles[node.shape]


def _margins(text: Text, node: Node) -> Style:
    """Where there are several lines, room for about the longest: they break as they do in the picture."""
    widest = max(measure(line, text.size)[0] for line, _ in text.lines)
    room = (node.width - widest * 1.06 - 6) / 2
    if len(text.lines) < 2 or room < 1:
        return {}
    return {"spacingLeft": number(room, 0), "spacingRight": number(room, 0)}


def _edge(
    edge: DrawnEdge, index: int, container: DrawnGroup | None, nodes: dict[int, DrawnNode], diagram: Diagram
) -> str:
    """An edge with its way-points, and where on the nodes it leaves and enters, as shares of their sides."""
    source, target = nodes[edge.edge.source].node, nodes[edge.edge.target].node
    left, top = _corner(container) if container else ROOT
    routing = "none" if len(edge.points) == 2 else "orthogonalEdgeStyle"
    style: Style = {"edgeStyle": routing, "rounded": 1, "arcSize": BEND, "html": 1}
    style |= _port("exit", source, edge.points[0]) | _port("entry", target, edge.points[-1])
    style |= {"endArrow": "block", "endFill": 1, "endSize": 6} if edge.arrow else {"endArrow": "none"}
    style |= {"strokeColor": _color(edge.color), "strokeWidth": number(edge.width)}
    if edge.dashed:
        style |= {"dashed": 1, "dashPattern": "{:g} {:g}".format(*DASHES)}
    style |= _font(small(diagram.font_size), MUTED)
    inner = "".join(f'<mxPoint x="{number(x - left)}" y="{number(y - top)}"/>' for x, y in edge.points[1:-1])
    points = f'<Array as="points">{inner}</Array>' if inner else ""
    place = ' relative="1"'
    if edge.plate:
        x0, y0, x1, y1 = edge.plate[0]
        share, (dx, dy) = _along(edge.points, ((x0 + x1) / 2, (y0 + y1) / 2))
        style |= {"labelBackgroundColor": _color(edge.plate[1]), "align": "center", "verticalAlign": "middle"}
        place += f' x="{number(share, 4)}"'
        points += f'<mxPoint x="{number(dx)}" y="{number(dy)}" as="offset"/>'
    return (
        f'<mxCell id="e{index}" value="{_html(edge.edge.label)}" style="{_written(style)}" edge="1" '
        f'parent="{container.id if container else "1"}" '
        f'source="{node_id(source.number)}" target="{node_id(target.number)}">'
        f'<mxGeometry{place} as="geometry">{points}</mxGeometry></mxCell>'
    )


def _vertex(name: str, value: str, style: Style, parent: str, thing: Node | Group, origin: Point) -> str:
    left, top, right, bottom = box(thing)
    place = f'x="{number(left - origin[0])}" y="{number(top - origin[1])}"'
    size = f'width="{number(right - left)}" height="{number(bottom - top)}"'
    return (
        f'<mxCell id="{name}" value="{value}" style="{_written(style)}" vertex="1" parent="{parent}">'
        f'<mxGeometry {place} {size} as="geometry"/></mxCell>'
    )


def _html(label: str, breaks: bool = False) -> str:
    """The label as HTML in an attribute, with `BREAK` as a line break where it `breaks`.

    The text of the HTML is the label, `BREAK` included.
    """
    text = label.replace("\r\n", "\n").replace("\r", "\n")
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\n", "<br>")):
        text = text.replace(character, entity)
    first, *others = text.split(BREAK) if breaks else [text]
    hidden = f'<span style="font-size:0">{BREAK}</span>'
    rest = (f'{hidden}<span style="display:block">{line}</span>' for line in others)
    return as_xml_text(first + "".join(rest))


def _written(style: Style) -> str:
    return as_xml_text("".join(f"{k};" if v is None else f"{k}={v};" for k, v in style.items()))


def _font(size: float, color: Color) -> Style:
    return {"fontFamily": FONT, "fontSize": number(size), "fontColor": _color(color)}


def _color(color: Color | None) -> str:
    return f"#{hex_color(color)}" if color else "none"


def _port(which: str, node: Node, point: Point) -> Style:
    left, top, right, bottom = box(node)
    x, y = (point[0] - left) / (right - left), (point[1] - top) / (bottom - top)
    return {f"{which}X": number(x, 4), f"{which}Y": number(y, 4), f"{which}Perimeter": 0}


def _along(points: tuple[Point, ...], at: Point) -> tuple[float, Point]:
    """Where along a line a label stands, from -1 (its start) to 1, and how far from there, in px."""
    whole = sum(math.dist(start, end) for start, end in pairwise(points)) or 1.0
    best, done = (math.inf, 0.0, ROOT), 0.0
    for (x0, y0), (x1, y1) in pairwise(points):
        length = math.dist((x0, y0), (x1, y1))
        share = ((at[0] - x0) * (x1 - x0) + (at[1] - y0) * (y1 - y0)) / length**2 if length else 0.0
        share = max(0.0, min(1.0, share))
        nearest = (x0 + (x1 - x0) * share, y0 + (y1 - y0) * share)
        found = (math.dist(nearest, at), (done + share * length) / whole * 2 - 1)
        if found[0] < best[0]:
            best = (*found, (at[0] - nearest[0], at[1] - nearest[1]))
        done += length
    return best[1], best[2]


def _corner(group: DrawnGroup) -> Point:
    left, top, _, _ = box(group.group)
    return left, top
