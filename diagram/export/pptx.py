"""A diagram as one PowerPoint slide: native shapes, connectors glued to them, groups, text to edit.

The slide is as large as the diagram, 1/96 inch a px. Lines with up to four right-angled bends are
PowerPoint's own elbow connectors; the others are connectors with the route as their outline, glued all the
same. PowerPoint draws a connector as the file has it. LibreOffice routes glued connectors anew, through nodes
if need be; where that would differ, it gets the line as a drawing (`mc:AlternateContent`, ECMA-376, Part 3),
which is not glued. Fonts are named, not embedded: Arial for Latin letters, which is no wider than the bundled
font, and Malgun Gothic for Hangul; both come with Office.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import datetime

from diagram.export.connectors import PRESETS, bends, is_plain, nearest_site
from diagram.export.scene import (
    DrawnEdge,
    DrawnGroup,
    DrawnNode,
    as_xml_text,
    hex_color,
    scene,
    summary,
)
from diagram.geometry import STORE_CAP, Box, box
from diagram.graph import Color, Diagram
from diagram.rendering.figures import CORNER, LINE, Paint, Text, bent, corner_radius
from diagram.rendering.vector import as_given
from diagram.typography import measure

PX = 9525  # EMU
POINTS = 0.75  # a px
LEAST_SIDE, MOST_SIDE = 914_400, 51_206_400  # EMU; what PowerPoint takes for a slide
LATIN, HANGUL = "Arial", "Malgun Gothic"
SPACE = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
EITHER = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
LATER = "http://schemas.microsoft.com/office/powerpoint/2015/09/main"  # PowerPoint 2016 and later know it
WHOLE = 100_000  # what adjustments are shares of
EPOCH = datetime(2000, 1, 1)  # written as the time of making, so that the same diagram gives the same slide


def write(diagram: Diagram) -> bytes:
    """The presentation as the bytes of a .pptx file."""
    from pptx import Presentation
    from pptx.oxml import parse_xml
    from pptx.util import Emu

    drawn = scene(diagram)
    sheet = _Sheet.of(diagram)
    group_of = drawn.group_of
    nodes = {node.node.number: node for node in drawn.nodes}
    shapes = [_group(group, [nodes[n] for n in group.members], sheet) for group in drawn.groups]
    shapes += [_node(node, sheet) for node in drawn.nodes if node.node.number not in group_of]
    shapes += [_connector(edge, nodes, sheet, i) for i, edge in enumerate(drawn.edges, 1)]
    shapes += [_edge_label(edge, sheet) for edge in drawn.edges if edge.text]

    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Emu(sheet.width), Emu(sheet.height)
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    tree = slide.shapes._spTree
    for shape in shapes:
        tree.append(parse_xml(shape))
    about = presentation.core_properties
    about.author = about.last_modified_by = "Legible"
    about.title = summary(diagram)
    about.created = about.modified = EPOCH
    file = io.BytesIO()
    presentation.save(file)
    return file.getvalue()


@dataclass(slots=True)
class _Sheet:
    """The slide: its size, how px become EMU there, and the ids given so far."""

    width: int
    height: int
    scale: float
    dx: float
    dy: float
    ids: dict[object, int] = field(default_factory=dict)

    @classmethod
    def of(cls, diagram: Diagram) -> _Sheet:
        scale = min(1.0, MOST_SIDE / PX / max(diagram.width, diagram.height))
        sides = [round(side * scale * PX) for side in (diagram.width, diagram.height)]
        width, height = (max(LEAST_SIDE, side) for side in sides)
        return cls(width, height, scale, (width - sides[0]) / 2, (height - sides[1]) / 2)

    def id(self, of: object) -> int:
        return self.ids.setdefault(of, len(self.ids) + 2)  # 1 is the slide's own

    def x(self, value: float) -> int:
        return round(value * self.scale * PX + self.dx)

    def y(self, value: float) -> int:
        return round(value * self.scale * PX + self.dy)

    def length(self, value: float) -> int:
        return round(value * self.scale * PX)

    def frame(self, around: Box, attributes: str = "", tag: str = "a:xfrm", inner: bool = False) -> str:
        left, top, right, bottom = around
        off = f'x="{self.x(left)}" y="{self.y(top)}"'
        ext = f'cx="{self.length(right - left)}" cy="{self.length(bottom - top)}"'
        child = f"<a:chOff {off}/><a:chExt {ext}/>" if inner else ""
        return f"<{tag}{attributes}><a:off {off}/><a:ext {ext}/>{child}</{tag}>"


# --- shapes ---


def _node(drawn: DrawnNode, sheet: _Sheet) -> str:
    node = drawn.node
    shorter = min(node.width, node.height)
    adjust = ""
    if node.shape in ("round rectangle", "pill"):
        adjust = _guides({"adj": corner_radius(node) / shorter})
    elif node.shape == "store":
        adjust = _guides({"adj": 2 * min(STORE_CAP, node.height / 4) / shorter})
    name = _one_line(node.label) or f"Node {node.number}"
    wide = node.width if node.shape in ("rectangle", "round rectangle", "document", "store") else 0.0
    return _shape(
        sheet.id(drawn.id),
        name,
        sheet.frame(box(node)),
        f'<a:prstGeom prst="{PRESETS[node.shape]}"><a:avLst>{adjust}</a:avLst></a:prstGeom>',
        drawn.paint,
        _body(drawn.text, sheet, wide),
        sheet,
    )


def _group(group: DrawnGroup, members: list[DrawnNode], sheet: _Sheet) -> str:
    """A group shape of a frame, or a caption, and its members."""
    title = _one_line(group.group.title) or group.group.name
    if group.paint:
        left, top, right, bottom = around = box(group.group)
        radius = min(0.25, CORNER / min(right - left, bottom - top))
        geometry = f'<a:prstGeom prst="roundRect"><a:avLst>{_guides({"adj": radius})}</a:avLst></a:prstGeom>'
        body = _body(group.text, sheet, 0, _Corner(group, around) if group.text else None)
        number = sheet.id((group.id, "frame"))
        first = _shape(number, f"Frame {title}", sheet.frame(around), geometry, group.paint, body, sheet)
    else:
        around = box(group.group)
        first = _text_box(sheet.id((group.id, "caption")), group.text, around, None, sheet, "Caption")
    inside = [first, *(_node(member, sheet) for member in members)]
    boxes = [around, *(box(member.node) for member in members)]
    hull = (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )
    return (
        f"<p:grpSp {SPACE}><p:nvGrpSpPr>{_about(sheet.id(group.id), title)}<p:cNvGrpSpPr/><p:nvPr/>"
        f"</p:nvGrpSpPr><p:grpSpPr>{sheet.frame(hull, inner=True)}</p:grpSpPr>{''.join(inside)}</p:grpSp>"
    )


def _shape(
    number: int, name: str, frame: str, geometry: str, paint: Paint, body: str, sheet: _Sheet, kind: str = ""
) -> str:
    fill = f"<a:solidFill>{_color(paint.fill)}</a:solidFill>" if paint.fill else "<a:noFill/>"
    return (
        f"<p:sp {SPACE}><p:nvSpPr>{_about(number, name)}<p:cNvSpPr{kind}/><p:nvPr/></p:nvSpPr>"
        f"<p:spPr>{frame}{geometry}{fill}{_line(paint.stroke, paint.width, paint.dashed, sheet)}</p:spPr>"
        f"{body}</p:sp>"
    )


def _text_box(
    number: int, text: Text | None, around: Box, fill: Color | None, sheet: _Sheet, name: str
) -> str:
    return _shape(
        number,
        f"{name} {_one_line(text.source)}" if text else name,
        sheet.frame(around),
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>',
        Paint(fill),
        _body(text, sheet),
        sheet,
        ' txBox="1"',
    )


def _edge_label(edge: DrawnEdge, sheet: _Sheet) -> str:
    around, color = edge.plate or ((0, 0, 1, 1), None)
    return _text_box(sheet.id(("label", id(edge))), edge.text, around, color, sheet, "Label")


# --- connectors ---


def _connector(edge: DrawnEdge, nodes: dict[int, DrawnNode], sheet: _Sheet, index: int) -> str:
    """A connector glued to both nodes; see the module's docstring for what stands in elsewhere."""
    source, target = nodes[edge.edge.source], nodes[edge.edge.target]
    glue = "".join(
        f'<a:{end}Cxn id="{sheet.id(node.id)}" idx="{nearest_site(node.node, point)}"/>'
        for end, node, point in (("st", source, edge.points[0]), ("end", target, edge.points[-1]))
    )
    head = "sm" if edge.width < LINE else "med"
    arrow = f'<a:tailEnd type="triangle" w="{head}" len="{head}"/>' if edge.arrow else ""
    line = _line(edge.color, edge.width, edge.dashed, sheet, arrow)
    about = _about(sheet.id(("edge", index)), f"Line {index}")
    connector = (
        f"<p:cxnSp {SPACE}><p:nvCxnSpPr>{about}<p:cNvCxnSpPr>{glue}</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr>"
        f"<p:spPr>{_route(edge, sheet)}{line}</p:spPr></p:cxnSp>"
    )
    others = [node.node for node in nodes.values()]
    if is_plain(edge.points, source.node, target.node, others):
        return connector
    drawing = (
        f"<p:sp><p:nvSpPr>{about}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f"<p:spPr>{_outline(edge, sheet)}<a:noFill/>{line}</p:spPr></p:sp>"
    )
    return (
        f'<mc:AlternateContent {SPACE} {EITHER}><mc:Choice xmlns:p159="{LATER}" Requires="p159">{connector}'
        f"</mc:Choice><mc:Fallback>{drawing}</mc:Fallback></mc:AlternateContent>"
    )


def _route(edge: DrawnEdge, sheet: _Sheet) -> str:
    """Place and geometry of a connector."""
    found = bends(edge.points)
    if found is None:
        return _outline(edge, sheet)
    attributes = ' rot="5400000"' if found.turned else ""
    attributes += ' flipH="1"' if found.flip_across else ""
    attributes += ' flipV="1"' if found.flip_down else ""
    guides = _guides({f"adj{i}": value for i, value in enumerate(found.adjustments, 1)})
    around = (found.left, found.top, found.left + found.width, found.top + found.height)
    return (
        f"{sheet.frame(around, attributes)}"
        f'<a:prstGeom prst="{found.preset}"><a:avLst>{guides}</a:avLst></a:prstGeom>'
    )


def _outline(edge: DrawnEdge, sheet: _Sheet) -> str:
    """The route as a custom geometry, with its round corners."""
    left, top = min(x for x, _ in edge.points), min(y for _, y in edge.points)
    right, bottom = max(x for x, _ in edge.points), max(y for _, y in edge.points)
    names = {"M": "moveTo", "L": "lnTo", "Q": "quadBezTo", "C": "cubicBezTo"}
    moves = []
    for kind, values in bent(edge.points):
        at = "".join(
            f'<a:pt x="{sheet.length(x - left)}" y="{sheet.length(y - top)}"/>'
            for x, y in zip(values[::2], values[1::2], strict=True)
        )
        moves.append(f"<a:{names[kind]}>{at}</a:{names[kind]}>")
    width, height = sheet.length(right - left), sheet.length(bottom - top)
    return (
        f"{sheet.frame((left, top, right, bottom))}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="{width}" h="{height}" fill="none">'
        f"{''.join(moves)}</a:path></a:pathLst></a:custGeom>"
    )


# --- text and paint ---


@dataclass(frozen=True, slots=True)
class _Corner:
    """Text in the upper left corner of a frame instead of its middle."""

    group: DrawnGroup
    around: Box

    def insets(self, sheet: _Sheet) -> str:
        text = self.group.text
        left = text.x - self.around[0]
        top = text.lines[0][1] - text.size * 0.98 - self.around[1]
        return f'lIns="{sheet.length(left)}" tIns="{max(0, sheet.length(top))}" rIns="0" bIns="0" anchor="t"'


def _body(text: Text | None, sheet: _Sheet, wide: float = 0.0, corner: _Corner | None = None) -> str:
    """The text, each line of it as it is drawn; `wide` is where PowerPoint may break lines of its own."""
    insets = corner.insets(sheet) if corner else 'lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"'
    if text is None:
        return (
            f'<p:txBody><a:bodyPr wrap="square" rtlCol="0" {insets}/><a:lstStyle/>'
            f'<a:p><a:pPr algn="ctr"/><a:endParaRPr lang="en-US"/></a:p></p:txBody>'
        )
    roomy = wide and max(measure(line, text.size)[0] for line, _ in text.lines) * 1.08 < wide
    # Text of one node stands lower or higher than its middle (cylinders, documents): the preset's own
    # text rectangle does that.
    size = max(100, round(text.size * sheet.scale * POINTS * 10) * 10)
    language = "ko-KR" if any("\uac00" <= c <= "\ud7a3" for c in text.source) else "en-US"
    properties = (
        f'lang="{language}" sz="{size}" dirty="0"><a:solidFill>{_color(text.color)}</a:solidFill>'
        f'<a:latin typeface="{LATIN}"/><a:ea typeface="{HANGUL}"/><a:cs typeface="{LATIN}"/>'
    )
    runs = [
        f"<a:r><a:rPr {properties}</a:rPr><a:t>{as_xml_text(line)}</a:t></a:r>" if line else ""
        for line in as_given([line for line, _ in text.lines], text.source)
    ]
    line_break = f"<a:br><a:rPr {properties}</a:rPr></a:br>"
    spacing = round(text.size * 1.25 * sheet.scale * POINTS * 100)
    align = "ctr" if text.centred else "l"
    return (
        f'<p:txBody><a:bodyPr wrap="{"square" if roomy else "none"}" rtlCol="0" {insets}/><a:lstStyle/>'
        f'<a:p><a:pPr algn="{align}"><a:lnSpc><a:spcPts val="{spacing}"/></a:lnSpc></a:pPr>'
        f"{line_break.join(runs)}</a:p></p:txBody>"
    )


def _line(color: Color | None, width: float, dashed: bool, sheet: _Sheet, arrow: str = "") -> str:
    if color is None:
        return "<a:ln><a:noFill/></a:ln>"
    dash = '<a:prstDash val="dash"/>' if dashed else ""
    return (
        f'<a:ln w="{max(1, sheet.length(width))}"><a:solidFill>{_color(color)}</a:solidFill>{dash}'
        f"<a:round/>{arrow}</a:ln>"
    )


def _guides(values: dict[str, float]) -> str:
    """Adjustments, as shares."""
    return "".join(f'<a:gd name="{name}" fmla="val {round(v * WHOLE)}"/>' for name, v in values.items())


def _about(number: int, name: str) -> str:
    return f'<p:cNvPr id="{number}" name="{as_xml_text(name[:80])}"/>'


def _color(color: Color) -> str:
    return f'<a:srgbClr val="{hex_color(color).upper()}"/>'


def _one_line(text: str) -> str:
    return " ".join(text.split())
