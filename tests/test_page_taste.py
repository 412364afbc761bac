"""The tab "My taste" without a browser: pages, the map, export, import, and deleting it all."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from types import SimpleNamespace

import gradio as gr
import numpy as np
import pytest
from PIL import Image

from diagram.page import files, taste, taste_map, texts
from diagram.page.lessons import lessons
from tests import fake_panel


@pytest.fixture
def said(monkeypatch) -> list[str]:
    told: list[str] = []
    monkeypatch.setattr(gr, "Info", lambda text, **_: told.append(text))
    monkeypatch.setattr(gr, "Warning", lambda text, **_: told.append(text))
    return told


@pytest.fixture
def panel(monkeypatch, tmp_path, said):
    monkeypatch.delenv("SPACE_ID", raising=False)
    served = tmp_path / "served"
    served.mkdir()
    monkeypatch.setattr(files, "root", lambda: served)
    return fake_panel.install(monkeypatch, fake_panel.FakePanel(tmp_path))


def teach(panel, count: int, user: str = "local") -> list[str]:
    """Rates so many samples 0, 1, 2, ...; their ids."""
    every = [lesson for number in range(4) for lesson in lessons(number)][:count]
    for i, lesson in enumerate(every):
        panel.rate(user, lesson.prompt, lesson, i % 6)
    return [lesson.id for lesson in every]


def pressed(**data) -> gr.EventData:
    return gr.EventData(None, data)


def shown(html: str) -> list[str]:
    return re.findall('class="stars rated" data-drawing="(.*?)"', html)


def test_who_has_rated_nothing_is_told_how_to_begin(panel):
    page, _, gallery, chart, taking = taste.show(0, None)
    assert (page, chart, taking["visible"]) == (0, "", False)
    assert texts.TASTE_EMPTY in gallery


def test_ratings_come_the_last_first_in_pages(panel, monkeypatch):
    monkeypatch.setattr(taste, "PAGE", 3)
    ids = teach(panel, 5)
    page, _, gallery, *_ = taste.show(0, None)
    assert shown(gallery) == ids[:1:-1] and "Page 1 of 2" in gallery
    page, _, gallery, *_ = taste.turn(None, pressed(page=page + 1))
    assert (page, shown(gallery)) == (1, ids[1::-1])


@pytest.mark.parametrize("page", [99, -5, "1", None, [1]])
def test_a_page_that_is_not_there_is_the_nearest(panel, page):
    teach(panel, 2)
    assert taste.turn(None, pressed(page=page))[0] == 0


def test_a_score_is_changed_in_place(panel, said):
    ids = teach(panel, 3)
    assert taste.rate(0, None, pressed(drawing=ids[0], score=5)) == (gr.skip(),) * 5
    assert panel.ratings.rating("local", ids[0]) == 5
    assert said == [texts.KEPT.format(score=5)]


def test_a_rating_that_is_removed_goes_from_the_page(panel):
    ids = teach(panel, 3)
    _, _, gallery, *_ = taste.rate(0, None, pressed(drawing=ids[1], score=None))
    assert shown(gallery) == [ids[2], ids[0]]


def test_nobody_changes_the_ratings_of_another(panel, said):
    ids = teach(panel, 2, user="browser:other")
    teach(panel, 1)
    taste.rate(0, None, pressed(drawing=ids[1], score=5))
    taste.rate(0, None, pressed(drawing=ids[1], score=None))
    assert said == [texts.NOT_YOURS] * 2
    assert panel.ratings.rating("browser:other", ids[1]) == 1
    assert len(shown(taste.show(0, None)[2])) == 1


def test_the_map_has_each_rating_once_and_says_so(panel):
    teach(panel, 8)
    chart = taste.show(0, None)[3]
    assert chart.count("map-dot") == 8 and "A map of 8 rated diagrams. Rated 5: 1." in chart
    assert "left to right" in chart and "<table>" in chart


def test_too_few_ratings_for_a_map_are_counted(panel):
    teach(panel, 2)
    chart = taste.show(0, None)[3]
    assert texts.MAP_ALONE.format(fewest=3, found=2) in chart
    assert "map-sheet" not in chart and texts.MAP not in chart


@pytest.mark.parametrize(
    ("lines", "said"),
    [(((0, 0, 160), (90, 90, 90)), "arrows"), (((0, 0, 160), (160, 0, 0)), "arrows, many colours")],
)
def test_a_palette_is_said_where_it_was_drawn(lines, said):
    rows = "\n".join(
        f"[{i}, 500, {200 * i + 100}, 'circle', 60, 60, 'solid arrow', (255, 255, 255), {line}, []]"
        for i, line in enumerate(lines)
    )
    rated = SimpleNamespace(style={"line": "arrow", "palette": "color"}, rows=rows)
    assert taste_map.style(rated) == said


def test_like_latents_are_near_on_the_map():
    chance = np.random.default_rng(0)
    groups = np.repeat(chance.normal(size=(2, 12)), 5, 0) + chance.normal(size=(10, 12)) * 0.05
    places = taste_map.positions(groups.astype(np.float32))
    assert places.shape == (10, 2)
    assert np.abs(places[:5, 0].mean() - places[5:, 0].mean()) > 400
    assert places.min() >= taste_map.MARGIN - 1e-6


@pytest.mark.parametrize("latents", [np.ones((4, 6)), np.zeros((3, 6)), np.full((3, 6), 1e38)])
def test_a_map_of_the_same_latents_is_a_place_in_the_middle(latents):
    places = taste_map.positions(latents.astype(np.float32))
    assert np.allclose(places, [taste_map.WIDTH / 2, taste_map.HEIGHT / 2])


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_what_is_exported_can_be_imported_by_another(panel, kind):
    ids = teach(panel, 5)
    path, folder, message = taste.export(kind, None, None)
    assert "5 ratings exported" in message and Path(path).parent.name == folder
    *_, last = taste.take_in(path, "account:ada")
    assert "Ratings imported: 5" in last[1] and set(shown(last[2])) == set(ids)
    assert not Path(path).exists()


def test_an_export_takes_the_place_of_the_one_before(panel):
    teach(panel, 1)
    first, folder, _ = taste.export("csv", None, None)
    second, *_ = taste.export("jsonl", None, folder)
    assert not Path(first).exists() and Path(second).exists()


def test_pictures_of_the_earlier_system_are_imported(panel, tmp_path):
    path = tmp_path / "old.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for score, color in ((5, "navy"), (0, "red")):
            picture = io.BytesIO()
            Image.new("RGB", (300, 200), color).save(picture, "PNG")
            archive.writestr(f"scores/{score}/a.png", picture.getvalue())
        archive.writestr("scores/4/broken.png", b"no picture")
    *_, last = taste.take_in(str(path), None)
    assert "Ratings imported: 2" in last[1] and "broken.png" in last[1]
    assert last[2].count('src="data:image/png') == 2


def test_rows_alone_are_embedded_when_they_are_imported(panel, tmp_path):
    path = tmp_path / "mine.jsonl"
    rows = "[0, 500, 300, 'circle', 60, 60, 'solid arrow', (255, 255, 255), (0, 0, 0), []]"
    path.write_text(json.dumps({"rows": rows, "score": 4}) + "\n")
    list(taste.take_in(str(path), None))
    assert panel.ratings.rated("local")[0].latent_version == panel.encoder.version


def test_a_file_of_another_kind_is_a_sentence_and_is_deleted(panel, tmp_path):
    path = tmp_path / "<b>taste.exe"
    path.write_bytes(b"MZ")
    *_, last = taste.take_in(str(path), None)
    assert "&lt;b&gt;taste.exe is not a .jsonl" in last[1] and not path.exists()


def test_what_others_wrote_is_shown_as_text(panel, tmp_path):
    bad = "<img src=x onerror=alert(1)>"
    lines = [
        {"id": f"a{i}", "prompt": bad, "score": i, "style": {"direction": bad}, "latent_version": bad}
        for i in range(4)
    ]
    path = tmp_path / "bad.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in [*lines, {"id": bad, "score": 9}]))
    *_, last = taste.take_in(str(path), None)
    html = "".join(part for part in last if isinstance(part, str))
    assert "<img src=x" not in html and "&lt;img src=x" in html


def test_forgetting_deletes_ratings_and_exports(panel):
    teach(panel, 4)
    teach(panel, 1, user="browser:other")
    panel.tastes.flush()
    path, folder, _ = taste.export("csv", None, None)
    exported, page, message, gallery, chart, _ = taste.forget(None, folder)
    assert (exported, page, chart) == (None, 0, "") and texts.FORGOTTEN in message
    assert texts.TASTE_EMPTY in gallery and not Path(path).exists()
    assert panel.ratings.users() == ["browser:other"]


def test_without_a_database_the_tab_says_why(monkeypatch, tmp_path):
    panel = fake_panel.FakePanel(tmp_path, "The folder is read-only; choose another.")
    fake_panel.install(monkeypatch, panel)
    _, message, gallery, *_ = taste.show(0, None)
    assert "The folder is read-only" in message and texts.TASTE_EMPTY not in gallery
    assert "read-only" in taste.export("csv", None, None)[2]
    assert "read-only" in taste.forget(None, None)[2]


def test_a_reader_that_is_not_known_is_shown_nothing(monkeypatch, panel):
    teach(panel, 2, user="nobody")
    monkeypatch.setenv("SPACE_ID", "someone/legible")
    _, message, gallery, *_ = taste.show(0, None)
    assert shown(gallery) == [] and "allow it to keep data" in message


def test_a_tab_that_was_opened_too_early_is_filled_when_the_reader_is_known(monkeypatch, panel):
    teach(panel, 2, user="browser:a")
    monkeypatch.setenv("SPACE_ID", "someone/legible")
    page, *_ = taste.show(0, None)
    assert len(shown(taste.catch_up(page, "browser:a")[2])) == 2
    assert taste.catch_up(0, "browser:a") == (gr.skip(),) * 5


def test_an_import_of_nothing_changes_nothing(panel):
    assert list(taste.take_in(None, None)) == [(gr.skip(),) * 5]


def test_pictures_on_the_map_do_not_cover_another_rating():
    places = np.array([[100.0, 100.0], [110.0, 80.0], [600.0, 300.0]])
    assert taste_map.with_room(places) == [2, 1]


def test_a_picture_that_cannot_be_drawn_is_said():
    from diagram.page.thumbnails import of_rated

    assert of_rated(SimpleNamespace(outline="", rows="no rows", picture=b"no png")) == ""


@pytest.mark.parametrize(
    ("prompt", "rows", "name"),
    [("Clean it", "[]", "Clean it"), ("", "[]", texts.NO_WORDS), ("", "", texts.NO_PROMPT)],
)
def test_a_diagram_that_was_rated_without_a_prompt_is_not_called_a_picture(prompt, rows, name):
    assert taste_map.named(SimpleNamespace(prompt=prompt, rows=rows)) == name
