"""`python -m diagram convert`."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from diagram.__main__ import main
from diagram.imports import read
from diagram.palettes import colors

DATA = Path(__file__).parent / "data" / "imports"


def convert(*arguments: object) -> int:
    return main(["convert", *map(str, arguments)])


def test_one_in_several_out(tmp_path, capsys):
    outs = [tmp_path / name for name in ("a.svg", "a.json", "a.drawio", "a.rows.txt", "a.png")]
    assert convert(DATA / "christmas.mmd", *outs, "--scale", "1") == 0
    assert all(path.stat().st_size for path in outs)
    said = capsys.readouterr()
    assert f"{outs[0]}: 6 nodes, 5 edges" in said.out
    assert "note: Icons are left out: Car." in said.err
    assert json.loads(outs[1].read_text(encoding="utf-8"))["format"] == "legible-diagram"
    assert len(read(outs[2].read_bytes(), name="a.drawio").diagram.edges) == 5
    assert int.from_bytes(outs[4].read_bytes()[16:20], "big") == 1000


def test_a_drawing_stays_as_it_stands_unless_it_is_tidied(tmp_path):
    kept, tidied = tmp_path / "kept.json", tmp_path / "tidied.json"
    assert convert(DATA / "plain.drawio.xml", kept) == 0
    assert convert(DATA / "plain.drawio.xml", tidied, "--tidy", "--direction", "right") == 0
    kept, tidied = (read(path.read_bytes(), name=path.name).diagram for path in (kept, tidied))
    assert kept.nodes[1].y - kept.nodes[0].y == 80 and kept.nodes[0].x == kept.nodes[1].x
    assert tidied.nodes[0].y == tidied.nodes[1].y


def test_styles(tmp_path):
    out = tmp_path / "out.json"
    styles = ["--palette", "red", "--shape", "round", "--line", "line", "--spacing", "wide"]
    assert convert(DATA / "fsm.gv", out, *styles) == 0
    made = read(out.read_bytes(), name="out.json").diagram
    assert made.style.words() == ("right", "round", "line", "red", "wide")
    assert {node.background for node in made.nodes} == {colors("red")[0]}
    assert {node.shape for node in made.nodes} == {"round rectangle"}


def test_an_outline_in_another_style_stays_an_outline(tmp_path):
    out = tmp_path / "out.outline.txt"
    assert convert(DATA / "steps.outline.txt", out, "--palette", "gray") == 0
    expected = (DATA / "steps.outline.txt").read_text(encoding="utf-8").replace("green", "gray")
    assert out.read_text(encoding="utf-8") == expected


def test_standard_input_and_output(monkeypatch, capsysbinary):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("A -> B; x".replace("; x", "").encode())))
    assert convert("-", "-", "--from", "outline", "--to", "mermaid") == 0
    assert capsysbinary.readouterr().out.startswith(b"flowchart LR\n")


@pytest.mark.parametrize(
    "arguments, says",
    [
        (["missing.mmd", "out.svg"], "missing.mmd"),
        ([DATA / "fsm.gv", "out.doc"], "out.doc does not say a format"),
        ([DATA / "fsm.gv", "out.svg", "--from", "json"], "JSON"),
    ],
)
def test_what_goes_wrong_is_said_in_a_line(arguments, says, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert convert(*arguments) == 2
    said = capsys.readouterr().err
    assert says in said and said.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_convert_alone_asks_for_files(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["convert"])
    assert caught.value.code == 2
    assert "IN, OUT" in capsys.readouterr().err
