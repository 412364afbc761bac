"""Diagrams made elsewhere: rows, outlines, JSON, Mermaid flowcharts, Graphviz DOT and draw.io, as a Diagram.

from diagram.imports import read
found = read(open("flow.mmd").read())
found.diagram, found.notes
"""

from diagram.imports.limits import UnreadableImport
from diagram.imports.reading import FORMATS, Imported, read

__all__ = ["FORMATS", "Imported", "UnreadableImport", "read"]
