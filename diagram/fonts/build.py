"""Makes `LegibleSans.otf` and `coverage.txt` from the Noto fonts: `python -m diagram.fonts.build FOLDER`.

Not needed to run Legible. The base is a CID-keyed CFF font, so glyphs of the other faces are drawn into it as
new CIDs.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
NAME = "Legible Sans"
# Hexadecimal: Latin, Greek, Cyrillic, punctuation, arrows, mathematics, boxes, shapes, Hangul, full-width.
RANGES = (
    "20-7E A0-17F 1CD-1DC 218-21B 2C6-2C7 2D8-2DD 370-45F 1E00-1EFF 2000-20BF 2100-232F 2460-2473 "
    "2500-266F 2700-27BF 27E0-27F7 3000-301F 3130-318F 3200-321C 3260-327F 3300-33FF 1100-1112 1161-1175 "
    "11A8-11C2 AC00-D7A3 FF01-FF5E FFFD-FFFD"
)
PROPORTIONAL = "×÷±≤≥≠≈∞¹²³·°→←↑↓↔√∑∏∂∫∈∩∪∧∨⇒⇔⊕⊗⊙∘§¶…"  # full-width in the Korean face
OTHERS = (("NotoSans", 0.93), ("NotoSansMath", 0.93), ("NotoSansSymbols", 0.93), ("NotoSansSymbols2", 0.9))


def build(folder: Path) -> None:
    """Writes the product's font out of the Noto fonts in `folder`."""
    from fontTools import subset
    from fontTools.ttLib import TTCollection, TTFont

    faces = TTCollection(folder / "NotoSansCJK-Regular.ttc").fonts
    font = next(face for face in faces if face["name"].getDebugName(4) == "Noto Sans CJK KR")
    ranges = (word.split("-") for word in RANGES.split())
    wanted = {code for low, high in ranges for code in range(int(low, 16), int(high, 16) + 1)}
    options = subset.Options(layout_features=["kern"], hinting=False, notdef_outline=True)
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "GSUB"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted - set(map(ord, PROPORTIONAL)))
    subsetter.subset(font)
    base = HERE / "base.otf"
    font.save(base)
    font = TTFont(base, lazy=False)
    _add_glyphs(font, wanted, folder)
    _rename(font)
    font.save(HERE / "LegibleSans.otf")
    base.unlink()
    _write_coverage(sorted(font.getBestCmap()))


def _add_glyphs(font, wanted: set[int], folder: Path) -> None:
    """Draws the wanted characters that `font` lacks from the other faces, scaled to its x-height."""
    from fontTools.pens.t2CharStringPen import T2CharStringPen
    from fontTools.pens.transformPen import TransformPen
    from fontTools.ttLib import TTFont

    top = font["CFF "].cff.topDictIndex[0]
    strings, subroutines = top.CharStrings, font["CFF "].cff.GlobalSubrs
    cmap = font.getBestCmap()
    dictionary = top.FDSelect[font.getGlyphID(cmap[ord("A")])]
    private = top.FDArray[dictionary].Private
    top.FDSelect.gidArray = list(top.FDSelect.gidArray)
    order = font.getGlyphOrder()
    cid = max(int(name[3:]) for name in top.charset if name.startswith("cid"))
    added: dict[int, str] = {}
    for face, scale in OTHERS:
        other = TTFont(folder / f"{face}-Regular.ttf")
        glyphs, has = other.getGlyphSet(), other.getBestCmap()
        scale *= 1000 / other["head"].unitsPerEm
        for code in sorted(wanted - cmap.keys() - added.keys()):
            if code not in has:
                continue
            glyph = glyphs[has[code]]
            width = round(glyph.width * scale)
            pen = T2CharStringPen(width, glyphs, roundTolerance=0.5)
            glyph.draw(TransformPen(pen, (scale, 0, 0, scale, 0, 0)))
            string = pen.getCharString(private, subroutines)
            string.program[0] = width - private.nominalWidthX
            cid += 1
            name = f"cid{cid:05d}"
            strings.charStringsIndex.append(string)
            strings.charStrings[name] = len(strings.charStringsIndex) - 1
            top.FDSelect.gidArray.append(dictionary)
            order.append(name)
            if top.charset is not order:
                top.charset.append(name)
            font["hmtx"].metrics[name] = (width, 0)
            added[code] = name
    font.setGlyphOrder(order)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update({c: n for c, n in added.items() if table.format == 12 or c < 0x10000})
    font["maxp"].numGlyphs = len(order)


def _rename(font) -> None:
    """Gives the font its own name everywhere: a modified version may not carry a reserved one."""
    names, cff = font["name"], font["CFF "].cff
    rights = names.getDebugName(0) + " Other glyphs: Copyright 2012-2020 Google Inc."
    cff.fontNames = [NAME.replace(" ", "") + "-Regular"]
    cff.topDictIndex[0].FullName = cff.topDictIndex[0].FamilyName = NAME
    for part in cff.topDictIndex[0].FDArray:
        part.FontName = NAME.replace(" ", "")
    names.names = []
    licence = "This Font Software is licensed under the SIL Open Font License, Version 1.1."
    values = {0: rights, 1: NAME, 2: "Regular", 3: f"1.0;{cff.fontNames[0]}", 4: NAME, 5: "Version 1.0"}
    for number, value in {
        **values,
        6: cff.fontNames[0],
        13: licence,
        14: "https://openfontlicense.org",
    }.items():
        names.setName(value, number, 3, 1, 0x409)


def _write_coverage(codes: list[int]) -> None:
    lines, start = [], codes[0]
    for code, following in zip(codes, [*codes[1:], None], strict=True):
        if following != code + 1:
            lines.append(f"{start:X}-{code:X}")
            start = following
    (HERE / "coverage.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    build(Path(sys.argv[1]))
