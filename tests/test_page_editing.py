"""Editing, history and sharing on the page without a browser: what its handlers do and keep."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import gradio as gr
import pytest

from diagram.editing.difference import compare
from diagram.editing.hand import edge_entries, node_entries
from diagram.editing.sheet import Sheet
from diagram.errors import EditRefused
from diagram.history import History
from diagram.layout import lay_out
from diagram.outline import parse
from diagram.page import downloads, drawing, editing, files, past, rating, sharing, showing, texts, works
from diagram.page.judged import Judged
from diagram.page.run import Run
from diagram.ratings.errors import RatingsUnavailable
from tests import fake_panel
from tests.fake_candidates import FakeCandidate

TEXT = "right round arrow blue normal\nCollect -> Clean -> Train"


@pytest.fixture(scope="module")
def url(tmp_path_factory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('history') / 'ratings.db'}"


@pytest.fixture
def history(url, monkeypatch) -> History:
    """A database that is there before; what it holds of earlier tests is deleted."""
    store = History.open(url)
    for user in ("local", "two"):
        for work in store.list(user, 100):
            store.delete(user, work.key)
    monkeypatch.setattr(past, "history", lambda: store)
    yield store
    store.close()


@pytest.fixture(autouse=True)
def page(tmp_path, monkeypatch, history):
    """No judges, files of this test's own, and no toasts."""
    monkeypatch.setattr(files, "root", lambda: tmp_path)
    fake_panel.install(monkeypatch, fake_panel.FakePanel(tmp_path, "no ratings here"))
    monkeypatch.setattr(showing, "judge", lambda run, reader: None)
    monkeypatch.setattr(gr, "Warning", lambda text, **_: None)
    past._told.clear()


@pytest.fixture
def run(tmp_path) -> Run:
    outline = parse(TEXT)
    found = [FakeCandidate(f"c{i}", diagram=lay_out(outline), outline=outline) for i in range(2)]
    made = Run("Collect, clean, train", files.new_folder(), found)
    past.begin(made, None)
    return made


def did(run: Run | None, reader: str | None = None, **data: object) -> list[tuple]:
    """What the page shows after something was changed by hand."""
    return list(editing.act(run, reader, gr.EventData(None, data)))


def said(monkeypatch, run: Run, words: str, new: str) -> list[tuple]:
    """The same, after words that the model answers with this outline."""
    made = parse(new)
    answer = SimpleNamespace(outline=made, difference=compare(parse(TEXT), made))
    monkeypatch.setattr(editing, "revise", lambda outline, request: answer)
    return list(editing.say(run, None, words))


def labels(run: Run) -> list[str]:
    return [node.label for node in run.shown().diagram.nodes]


def test_every_press_of_draw_is_a_piece_of_work_with_its_candidates(run, history):
    (kept,) = history.list("local")
    assert (kept.prompt, kept.versions) == ("Collect, clean, train", 2)
    assert kept.thumbnail.startswith(b"\x89PNG")


def test_a_dragged_node_is_pinned_there_and_kept(run, history):
    first, last = did(run, do="move", node=1, x=400, y=520)
    words, told, _, view, *_ = first
    assert words == gr.skip() and "Moved “Clean”" in told and 'class="pin"' in view
    assert (run.shown().diagram.node(1).x, run.shown().diagram.node(1).y) == (400, 520)
    kept = history.read("local", run.work.key).version()
    assert (kept.kind, json.loads(kept.content)["pinned"]) == ("hand", [1])
    assert last[6].endswith(".png") and "Moved “Clean”" in last[5]


def test_the_rest_is_laid_out_and_pins_are_taken_out(run):
    did(run, do="move", node=1, x=400, y=520)
    did(run, do="rest")
    assert run.shown().diagram.node(1).y == 520
    *_, tools, _ = did(run, do="unpin")[0]
    assert "Unpin all (0)" in tools and run.shown().sheet.pinned == frozenset()


def test_an_edit_by_words_shows_its_difference_and_is_undone_and_done_again(run, monkeypatch):
    busy, first, _ = said(monkeypatch, run, "rename Train to Fit", TEXT.replace("Train", "Fit"))
    assert "busy" in busy[1] and first[0] == ""
    assert "Renamed “Train” to “Fit”." in first[1] and labels(run) == ["Collect", "Clean", "Fit"]
    tools = did(run, do="undo")[0][-2]
    assert labels(run) == ["Collect", "Clean", "Train"] and run.changed is None
    assert re.search(r'data-do="undo" disabled', tools) and not re.search(r'data-do="redo" disabled', tools)
    did(run, do="redo")
    assert labels(run) == ["Collect", "Clean", "Fit"]


def test_words_that_are_on_their_way_already_are_not_done_again(run, history):
    assert list(editing.say(run, None, None)) == [(gr.skip(),) * editing.OUTPUTS]
    assert history.list("local")[0].versions == 2


def test_the_colour_of_what_was_added_is_told(run, monkeypatch):
    _, first, _ = said(monkeypatch, run, "add a red test after Train", TEXT + " -> test =red")
    assert "Added “test” in red." in first[1]


def test_a_refused_edit_is_a_sentence_and_changes_nothing(run, monkeypatch, history):
    def refuse(outline, request):
        raise EditRefused("“?” changes nothing in this diagram; name a node.")

    monkeypatch.setattr(editing, "revise", refuse)
    *_, last = editing.say(run, None, "?")
    assert "message error" in last[1] and "name a node" in last[1] and last[0] == gr.skip()
    assert history.list("local")[0].versions == 2


def test_the_style_and_the_text_are_changed(run):
    did(run, do="style", field="direction", value="down")
    did(run, do="style", field="palette", value="green")
    did(run, do="style", field="text_size", value="24")
    style = run.shown().diagram.style
    assert (style.direction, style.palette, run.shown().diagram.font_size) == ("down", "green", 24)
    assert past.trail(run) == ["Direction: top down.", "Colours: green.", "Text of 24 px."]


def test_the_tables_are_applied(run):
    nodes = [
        {"key": e.key, "label": e.label, "shape": e.shape, "color": e.color, "group": e.group}
        for e in node_entries(run.shown().diagram)
    ]
    edges = [{"key": "", "source": e.source, "target": e.target, "label": e.label}
             for e in edge_entries(run.shown().diagram)]  # fmt: skip
    nodes[0]["label"] = "<b>Gather</b>"
    nodes.append({"key": "new 1", "label": "Deploy", "shape": "pill", "color": "#ffe08a", "group": ""})
    edges.append({"key": "", "source": "2", "target": "new 1", "label": "if good"})
    first = did(run, do="tables", nodes=nodes, edges=edges)[0]
    assert labels(run) == ["<b>Gather</b>", "Clean", "Train", "Deploy"]
    assert "<b>Gather" not in "".join(part for part in first if isinstance(part, str))


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"do": "explode"},
        {"do": "move", "node": "1", "x": 1, "y": 1},
        {"do": "move", "node": 99, "x": 1, "y": 1},
        {"do": "move", "node": 1, "x": float("nan"), "y": 1},
        {"do": "move", "node": 1, "x": 10**400, "y": 1},
        {"do": "style", "field": ["palette"], "value": "blue"},
        {"do": "style", "field": "__class__", "value": "x"},
        {"do": "style", "field": "palette", "value": "plaid"},
        {"do": "style", "field": "text_size", "value": "1e9"},
        {"do": "tables", "nodes": [{"key": 1}]},
        {"do": "tables", "nodes": [], "edges": []},
        {"do": "tables", "nodes": None},
    ],
)
def test_what_is_no_edit_is_one_sentence(run, data):
    (only,) = did(run, **data)
    assert only[1].count("message error") == 1 and run.changed is None
    assert texts.EDIT_FAILED not in only[1]


def test_without_a_drawing_it_is_said():
    assert texts.EDIT_NOTHING in did(None, do="rest")[0][1]
    assert texts.NOTHING_TO_UNDO in did(None, do="undo")[0][1]


def test_a_candidate_is_opened_again_after_an_edit(run, history):
    did(run, do="move", node=1, x=400, y=520)
    drawing.open_candidate(run, None, gr.EventData(None, {"drawing": "c1"}))
    assert run.shown().id == "c1"
    assert history.read("local", run.work.key).current == run.work.versions[1].id


def test_the_history_is_there_after_a_restart_and_goes_on(run, history, url, monkeypatch):
    did(run, do="move", node=1, x=400, y=520)
    again = History.open(url)
    monkeypatch.setattr(past, "history", lambda: again)
    key, button = works.last(None)
    assert key == run.work.key and "Collect, clean, train" in button["value"]
    first, *_ = works.go_on(key, None)
    reopened = first[3]
    assert reopened.shown().diagram.node(1).y == 520 and first[1] == "Collect, clean, train"
    assert first[5]["value"].count('data-open="version-') == 3
    did(reopened, do="undo")
    assert again.read("local", key).current == run.work.versions[0].id
    version = f"version-{run.work.versions[2].id}"
    drawing.open_candidate(reopened, None, gr.EventData(None, {"drawing": version}))
    assert reopened.shown().diagram.node(1).y == 520
    again.close()


def test_a_piece_of_work_is_listed_copied_and_deleted(run, history):
    _, _, shown = works.show(0, None)
    assert "· 2 candidates</span>" in shown and "Collect, clean, train" in shown and "data:image/png" in shown
    works.act(0, None, gr.EventData(None, {"do": "fork", "work": run.work.key}))
    assert history.count("local") == 2 and "· 1 version</span>" in works.show(0, None)[2]
    did(run, do="move", node=1, x=400, y=520)
    assert "· 2 candidates · 1 edit</span>" in works.show(0, None)[2]
    _, told, _ = works.act(0, None, gr.EventData(None, {"do": "delete", "work": run.work.key}))
    assert texts.DELETED in told and [w.versions for w in history.list("local")] == [1]
    did(run, do="rest")  # what is deleted in another tab is gone on with, without history
    assert history.count("local") == 1


def test_nobody_sees_the_history_of_another(run, monkeypatch):
    monkeypatch.setenv("SPACE_ID", "someone/legible")
    assert texts.HISTORY_EMPTY in works.show(0, "two")[2]
    step = next(works.reopen("two", gr.EventData(None, {"work": run.work.key})))
    assert all(part == gr.skip() for part in step)
    works.act(0, "two", gr.EventData(None, {"do": "delete", "work": run.work.key}))
    assert past.history().count("local") == 1
    assert texts.NO_READER.split(";")[0] in works.show(0, None)[1]


def test_without_a_database_editing_goes_on_and_that_is_said_once(run, monkeypatch):
    def fail(*_, **__):
        raise RatingsUnavailable("The disk is full; make room.")

    monkeypatch.setattr(run.store, "add", fail)
    first = did(run, do="move", node=1, x=400, y=520)[0]
    assert "goes on without history: The disk is full" in first[1]
    second = did(run, do="move", node=2, x=700, y=520)[0]
    assert "without history" not in second[1]
    did(run, do="undo")
    assert run.shown().sheet.pinned == {1}


def test_a_link_opens_exactly_this_diagram(run):
    sheet = Sheet(run.shown().diagram, run.shown().outline).moved(1, 400, 520)
    text = sharing.link(sheet)
    assert re.fullmatch(r"[A-Za-z0-9_-]+", text) and len(text) < 8_000
    first, *_ = sharing.open_link(text, None)
    shown = first[0].shown()
    assert isinstance(shown, Judged) and shown.diagram == sheet.diagram and shown.sheet.pinned == frozenset()
    assert past.history().count("local") == 1  # nothing is kept before it is changed
    did(first[0], do="rest")
    assert past.history().count("local") == 2


@pytest.mark.parametrize("text", ["x", "AAAA", "a" * 9_000, "../..", "한글", "eJwDAAAAAAE"])
def test_a_link_that_is_none_is_a_sentence(text):
    (only,) = sharing.open_link(text, None)
    assert "message error" in only[1] and only[0] == gr.skip()


def test_a_link_that_unpacks_to_too_much_is_refused():
    import base64
    import zlib

    bomb = base64.urlsafe_b64encode(zlib.compress(b" " * 5_000_000, 9)).decode()
    (only,) = sharing.open_link(bomb, None)
    assert "larger than 1,000,000 characters" in only[1] or "larger than 8,000" in only[1]


def test_a_diagram_that_is_too_large_for_a_link_is_offered_as_a_file():
    import random

    chance = random.Random(0)
    words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=60)) for _ in range(190)]
    diagram = replace(lay_out(parse(TEXT)))
    nodes = tuple(replace(diagram.nodes[0], number=i, label=word, targets=()) for i, word in enumerate(words))
    assert sharing.link(Sheet(replace(diagram, nodes=nodes, edges=()))) == ""


def test_a_file_is_opened_kept_and_deleted_from_the_server(tmp_path, history):
    file = tmp_path / "flow.mmd"
    file.write_text("flowchart LR\n  a[Collect] --> b{Good?}\n  b -->|yes| c[Train]\n")
    first, *_ = sharing.open_file(str(file), None)
    assert labels(first[0]) == ["Collect", "Good?", "Train"] and not file.exists()
    assert texts.FILE_OPENED.format(name="flow.mmd", nodes=3, edges=2) in first[1]
    assert history.list("local")[0].prompt == "flow"


def test_the_words_of_an_earlier_drawing_go_when_a_file_is_opened_but_not_when_it_cannot_be(tmp_path):
    file = tmp_path / "flow.mmd"
    for content, prompt in (("flowchart LR\n  a --> b\n", ""), ("no flowchart", gr.skip())):
        file.write_text(content)
        assert next(sharing.take_file(str(file), None))[0] == prompt


def test_a_file_that_is_none_is_a_sentence(tmp_path):
    file = tmp_path / "picture.txt"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\xff")
    (only,) = sharing.open_file(str(file), None)
    assert "message error" in only[1] and not file.exists()


@pytest.mark.parametrize("choice", ["json", "png@1", "svg", "mermaid", "pptx"])
def test_other_formats_are_made_when_they_are_asked_for(run, choice):
    did(run, do="move", node=1, x=400, y=520)
    path = downloads.make(run, choice, True)
    assert path.rsplit("/", 1)[1].startswith("Collect-clean-train.")
    if choice == "json":
        assert next(n for n in json.loads(Path(path).read_text())["nodes"] if n["number"] == 1)["y"] == 520


def test_an_edited_drawing_can_be_rated(run, monkeypatch):
    kept: list[tuple] = []
    monkeypatch.setattr(rating, "keep", lambda *args: bool(kept.append(args)) or True)
    did(run, do="move", node=1, x=400, y=520)
    shown = run.shown()
    rating.rate(run, None, gr.EventData(None, {"drawing": shown.id, "score": 4}))
    ((_, prompt, rated, score),) = kept
    assert (prompt, rated.id, score, str(rated.outline)) == ("Collect, clean, train", shown.id, 4, "")
