"""The page without a browser: what it shows, what its handlers do, and its API over HTTP."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from types import SimpleNamespace

import gradio as gr
import pytest
from PIL import Image

from diagram.history import History
from diagram.page import drawing, files, past, texts, views
from diagram.page.build import build
from tests import fake_panel
from tests.fake_candidates import FakeCandidate, FakeFidelity, FakeModel

PROMPT = "Collect the data, then clean it"


@pytest.fixture(scope="module")
def panel(tmp_path_factory) -> fake_panel.FakePanel:
    """With a database in which nobody has rated anything."""
    return fake_panel.FakePanel(tmp_path_factory.mktemp("ratings"))


@pytest.fixture(scope="module")
def history(tmp_path_factory) -> History:
    return History.open(f"sqlite:///{tmp_path_factory.mktemp('history') / 'ratings.db'}")


@pytest.fixture(autouse=True)
def own_folder(tmp_path, panel, history, monkeypatch):
    """A folder of this test's own behind the page, and no model that loads by itself."""
    monkeypatch.setattr(files, "root", lambda: tmp_path)
    fake_panel.install(monkeypatch, panel)
    monkeypatch.setattr(past, "history", lambda: history)
    monkeypatch.setattr(drawing, "loading", lambda: SimpleNamespace(is_alive=lambda: False))
    monkeypatch.setattr(gr, "Warning", lambda text: None)


@pytest.fixture
def model(monkeypatch) -> FakeModel:
    return FakeModel().install(monkeypatch)


def drawn(prompt: str = PROMPT, count: int = 5, top: int = 3, seed: str = "", share: int = 50) -> list[tuple]:
    return list(drawing.draw(prompt, count, top, share, seed, None))


def pressed(drawing_id: object) -> gr.EventData:
    return gr.EventData(None, {"drawing": drawing_id})


def captions(gallery: dict) -> list[str]:
    return re.findall(r'class="caption">([^<]*)<', gallery["value"])


def test_candidates_appear_as_they_are_ready(model):
    sizes = [len(captions(step[2])) for step in drawn()[1:]]
    assert sizes == [1, 2, 3, 3]


def test_the_best_is_shown_first_with_its_score_and_faithfulness(model):
    gallery = drawn()[-1][2]
    assert captions(gallery) == [
        f"{i} · {score} / 10 · nothing found missing" for i, score in ((1, 9.0), (2, 8.5), (3, 8.0))
    ]
    assert re.findall('data-open="(.*?)" aria-pressed="true"', gallery["value"]) == ["c0"]


def test_a_picture_is_opened_by_its_candidate_not_by_its_place(model):
    run = drawn()[-1][0]
    run.candidates.reverse()
    _, _, _, png, svg, *_ = drawing.open_candidate(run, None, pressed("c2"))
    assert {Path(file).parent.name for file in (png, svg)} == {"c2"}
    assert run.shown().id == "c2"


def test_the_share_of_taste_is_given_on_as_the_weight_of_readability(model):
    drawn(share=80)
    user, weight = model.tastes[-1]
    assert (user, round(weight, 3)) == ("local", 0.2)


def test_the_downloads_are_the_candidate(model):
    png, svg = drawn()[-1][4 + 3 : 4 + 5]
    candidate = FakeCandidate("c0")
    with Image.open(png) as picture:
        assert picture.size == (1736, 480)  # as on the page, see below, at twice the size
    svg = Path(svg).read_text()
    assert svg.startswith("<?xml") and 'viewBox="16 180 868 240"' in svg
    assert svg.count("<text") == candidate.svg().count("<text")


@pytest.mark.parametrize(
    ("prompt", "name"),
    [
        (PROMPT, "Collect-the-data-then-clean-it"),
        ("../../etc/passwd\0 <b>", "etc-passwd-b"),
        ("결제가 성공하면, 배송", "결제가-성공하면-배송"),
        ("a" * 4000, "a" * 40),
        ("→ ?!", "diagram"),
    ],
)
def test_downloads_are_named_after_the_prompt(prompt, name):
    assert files.name_after(prompt) == name


def test_a_candidate_that_is_gone_is_said(model):
    for found in ("c0", None, ["c0"], "../c0"):
        assert drawing.open_candidate(None, None, pressed(found)) == (gr.skip(),) * 8


def test_what_is_wrong_is_said_once(model, monkeypatch):
    toasts: list[str] = []
    monkeypatch.setattr(gr, "Warning", toasts.append)
    assert drawn("")[-1][1].count("message error") == 1 and toasts == []


@pytest.mark.parametrize("prompt", ["", "  \n", "x" * 20_000, None])
def test_a_bad_prompt_is_a_sentence_and_changes_nothing_else(model, prompt):
    *_, last = drawn(prompt)
    assert 'class="message error"' in last[1] and "The prompt " in last[1]
    assert all(output == gr.skip() for output in (last[0], *last[2:]))


@pytest.mark.parametrize(("seed", "given"), [("", None), (" 7 ", 7), ("2147483647", 2**31 - 1)])
def test_a_seed_is_given_on(model, seed, given):
    drawn(seed=seed)
    assert model.calls[-1]["seed"] == given


@pytest.mark.parametrize("seed", ["-1", "2.5", "abc", "2147483648", "٣"])
def test_a_bad_seed_is_a_sentence(model, seed):
    *_, last = drawn(seed=seed)
    assert "The seed is " in last[1] and model.calls == []


def test_a_fault_of_the_program_is_a_sentence(model):
    assert texts.FAILED.split(";")[0] in drawn("boom")[-1][1]


def test_when_nothing_is_faithful_it_is_said(monkeypatch):
    FakeModel(faithful=False).install(monkeypatch)
    last = drawn()[-1]
    assert 'class="message notice"' in last[1] and "None of these diagrams" in last[1]
    assert captions(last[2])[0].endswith("1 thing to check")


def test_faithful_candidates_get_no_notice(model):
    assert "notice" not in drawn()[-1][1]


def test_the_picture_on_the_page_has_no_empty_margins():
    svg = views.drawing(FakeCandidate("c"))
    assert 'viewBox="16 180 868 240"' in svg and "--width:868px" in svg
    assert "<?xml" not in svg


def test_text_from_outside_is_escaped():
    candidate = FakeCandidate("c", fidelity=FakeFidelity(faithful=False))
    html = views.details(candidate, "en") + views.message("error", "<script>")
    assert "<img" not in html and "<angle>" not in html and "<script>" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html


def test_the_checklist_says_what_is_missing_without_colour_or_sign():
    html = views.details(FakeCandidate("c", fidelity=FakeFidelity(faithful=False)), "en")
    assert "In the diagram: " in html and "To check: " in html


def test_the_checklist_is_in_the_language_of_the_prompt():
    assert [views.language(text) for text in ("Clean the data", "데이터를 clean")] == ["en", "ko"]
    assert "있음" in views.details(FakeCandidate("c"), "ko")


def test_a_preference_that_is_not_known_has_no_number():
    assert texts.NEUTRAL in views.details(FakeCandidate("c"), "en")
    assert texts.NEUTRAL not in views.details(FakeCandidate("c", preference_known=True), "en")


def test_a_style_that_was_asked_for_is_said_with_whether_it_is_there():
    html = views.details(FakeCandidate("c"), "en", asked={"direction": "down", "line": "arrow"})
    assert re.findall('<li class="(ok|miss)">.*?<span>([a-z ]+)<', html.split("Style asked for")[1])[:2] == [
        ("miss", "top down"),
        ("ok", "arrows"),
    ]
    assert "Style asked for" not in views.details(FakeCandidate("c"), "en")


def test_the_style_is_read_out_of_the_prompt(model):
    details = drawn("Collect the data, then clean it, vertical")[-1][4 + 2]
    assert "top down" in details.split("Style asked for")[1]


def test_that_others_rank_before_is_said_where_there_are_others(monkeypatch):
    worse = FakeCandidate("c", fidelity=FakeFidelity(faithful=False))
    assert texts.SOME_BETTER in views.details(worse, "en", better=True)
    FakeModel(faithful=False).install(monkeypatch)
    assert "rank before" not in drawn()[-1][6]


@pytest.mark.parametrize(("language", "said"), [("en", "look over all arrows"), ("ko", "직접 살펴보세요")])
def test_the_reader_is_asked_to_look_over_what_is_not_checked(language, said):
    assert said in views.details(FakeCandidate("c"), language)


def test_old_files_are_deleted(tmp_path):
    old, recent = files.new_folder(), files.new_folder()
    hour_ago = time.time() - files.KEEP - 1
    os.utime(old, (hour_ago, hour_ago))
    files.new_folder()
    assert not old.exists() and recent.exists()


def test_every_control_has_a_label():
    blocks = build()[0].blocks.values()
    controls = [block for block in blocks if isinstance(block, gr.components.FormComponent)]
    assert controls and all(control.label for control in controls)


def test_what_each_tab_says_is_said_by_screen_readers():
    blocks = build()[0].blocks.values()
    said = [block for block in blocks if str(getattr(block, "elem_id", "")).endswith("message")]
    assert len(said) == 7 and all("'role', 'status'" in block.js_on_load for block in said)
