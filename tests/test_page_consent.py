"""The checkbox under "My taste" that shares ratings as data: off by default, kept, withdrawn, forgotten."""

from __future__ import annotations

from types import SimpleNamespace

import gradio as gr
import pytest

from diagram.page import consent, taste, texts
from diagram.page.lessons import lessons
from diagram.page.texts import en, ko
from hub import feedback
from tests import fake_panel

VISITOR, OTHER = "browser:a", "browser:b"
SALT = b"a salt that nobody can guess"


@pytest.fixture
def panel(monkeypatch, tmp_path):
    return fake_panel.install(monkeypatch, fake_panel.FakePanel(tmp_path))


def test_nobody_shares_until_they_say_so(panel):
    assert consent.show(VISITOR) == gr.update(value=False, interactive=True)
    assert panel.ratings.who_agreed() == []


def test_the_yes_is_kept_for_this_reader_and_can_be_withdrawn(panel):
    box, message = consent.switched(True, VISITOR)
    assert box == gr.update(value=True, interactive=True) and texts.AGREED in message
    assert panel.ratings.who_agreed() == [VISITOR]
    assert consent.show(VISITOR)["value"] is True and consent.show(OTHER)["value"] is False
    _, message = consent.switched(False, VISITOR)
    assert texts.WITHDRAWN in message and panel.ratings.who_agreed() == []


@pytest.mark.parametrize("value", [None, "true", 1, ["yes"]])
def test_only_a_plain_yes_is_one(panel, value):
    consent.switched(value, VISITOR)
    assert panel.ratings.who_agreed() == []


def test_what_is_shared_follows_the_checkbox(panel):
    samples = lessons(0)[:2]
    for score, lesson in zip((5, 0), samples, strict=True):
        panel.rate(VISITOR, samples[0].prompt, lesson, score)
    assert list(feedback.pairs(panel.ratings, SALT)) == []
    consent.switched(True, VISITOR)
    (row,) = feedback.pairs(panel.ratings, SALT)
    assert row["words"] == samples[0].prompt and VISITOR not in str(row)
    consent.switched(False, VISITOR)
    assert list(feedback.pairs(panel.ratings, SALT)) == []


def test_to_be_forgotten_is_to_share_no_more(panel):
    consent.switched(True, "local")
    taste.forget(None, None)
    assert consent.show("local")["value"] is False


def test_who_is_not_known_cannot_agree(panel, monkeypatch):
    monkeypatch.setenv("SPACE_ID", "someone/legible")
    assert consent.show(None) == gr.update(value=False, interactive=False)
    box, message = consent.switched(True, None)
    assert box["interactive"] is False and "error" in message and panel.ratings.who_agreed() == []


def test_without_a_database_it_says_why(monkeypatch, tmp_path):
    fake_panel.install(monkeypatch, fake_panel.FakePanel(tmp_path, "The folder is read-only."))
    assert consent.show(None)["interactive"] is False
    assert "read-only" in consent.switched(True, None)[1]


def test_it_is_told_in_both_languages_what_is_shared_and_that_it_can_be_withdrawn(panel):
    from gradio.context import LocalContext

    assert (
        "untick" in en.AGREE_INFO and "without your name" in en.AGREE_INFO and "Hugging Face" in en.AGREE_INFO
    )
    assert "끄면" in ko.AGREE_INFO and "이름 없이" in ko.AGREE_INFO and "Hugging Face" in ko.AGREE_INFO
    mark = LocalContext.request.set(SimpleNamespace(headers={"accept-language": "ko"}))
    try:
        assert ko.AGREED in consent.switched(True, VISITOR)[1]
    finally:
        LocalContext.request.reset(mark)


def test_the_page_has_the_checkbox_unticked_with_that_sentence():
    from diagram.page.build import build

    page, _ = build()
    found = [block for block in page.blocks.values() if getattr(block, "elem_id", "") == "agree"]
    assert len(found) == 1 and found[0].value is False
    assert '"AGREE"' in str(found[0].label) and '"AGREE_INFO"' in str(found[0].info)
    asked = [f for f in page.fns.values() if getattr(f.fn, "__module__", "") == consent.__name__]
    assert {f.fn.__name__ for f in asked} == {"show", "switched"}
