"""Rating on the page without a browser: what is kept, for whom, and what is said of it."""

from __future__ import annotations

import re
from types import SimpleNamespace

import gradio as gr
import pytest

from diagram.page import files, lessons, rating, readers, teaching, texts, views
from diagram.page.run import Run
from diagram.page.stars import stars
from tests import fake_panel
from tests.fake_candidates import FakeCandidate

TOKENS = ("A" * 43, "b" * 43)


@pytest.fixture
def said(monkeypatch) -> list[str]:
    """What the page has told in passing."""
    told: list[str] = []
    monkeypatch.setattr(gr, "Info", lambda text, **_: told.append(text))
    monkeypatch.setattr(gr, "Warning", lambda text, **_: told.append(text))
    return told


@pytest.fixture
def panel(monkeypatch, tmp_path, said):
    monkeypatch.setattr(files, "root", lambda: tmp_path)
    return fake_panel.install(monkeypatch, fake_panel.FakePanel(tmp_path))


@pytest.fixture
def run(tmp_path) -> Run:
    return Run("Collect, then clean", tmp_path, [FakeCandidate("c0"), FakeCandidate("c1")])


def pressed(drawing: object, score: object) -> gr.EventData:
    return gr.EventData(None, {"drawing": drawing, "score": score})


def checked(html: str) -> dict[str, int]:
    """The score that each group of stars shows."""
    return {name: int(value) for name, value in re.findall(r'name="([^"]*)" value="(\d)" checked', html)}


def request(username: str | None = None) -> SimpleNamespace:
    return SimpleNamespace(username=username)


def test_a_click_is_kept_and_said(panel, run, said):
    gallery, stars, details = rating.rate(run, None, pressed("c1", 4))
    assert gallery == stars == gr.skip() and texts.COUNTS_NEXT in details
    assert panel.ratings.rating("local", "c1") == 4
    assert said == [texts.KEPT.format(score=4)]


def test_choosing_again_replaces_and_removing_takes_back(panel, run, said):
    for score in (4, 0):
        rating.rate(run, None, pressed("c0", score))
    assert panel.ratings.rating("local", "c0") == 0
    rating.rate(run, None, pressed("c0", None))
    assert panel.ratings.rating("local", "c0") is None
    assert said[-1] == texts.REMOVED


@pytest.mark.parametrize("score", [6, -1, "5", True, 2.5, [4], {}])
def test_a_score_that_is_none_is_refused_and_the_stars_go_back(panel, run, said, score):
    gallery, under, details = rating.rate(run, None, pressed("c0", score))
    assert details == gr.skip()
    assert checked(gallery["value"]) == {} == checked(under)
    assert panel.ratings.count("local") == 0 and "The score is" in said[-1]


@pytest.mark.parametrize("drawing", ["c9", None, ["c0"], {"a": 1}])
def test_only_what_this_tab_has_drawn_can_be_rated(panel, run, said, drawing):
    rating.rate(run, None, pressed(drawing, 4))
    assert said == [texts.GONE] and panel.ratings.count("local") == 0


def test_stars_show_what_was_given_before(panel, run):
    panel.rate("local", run.prompt, run.candidates[1], 3)
    gallery, under = rating.refresh(run, None)
    assert checked(gallery["value"]) == {"gallery-c1": 3} and checked(under) == {}


def test_without_a_database_the_page_says_so_and_goes_on(monkeypatch, tmp_path, run, said):
    fake_panel.install(monkeypatch, fake_panel.FakePanel(tmp_path, "The disk is full; make room."))
    rating.look_up(run, None)
    gallery, *_ = rating.rate(run, None, pressed("c0", 4))
    assert said == ["The disk is full; make room."] and checked(gallery["value"]) == {}
    assert "<img" in teaching.show(0, None)


def test_a_local_page_has_one_reader_and_keeps_nothing_in_the_browser(monkeypatch):
    monkeypatch.delenv("SPACE_ID", raising=False)
    assert readers.arrive(TOKENS[0], request(), None) == (None, "local")
    assert readers.rater(None) == "local"


def test_on_a_space_each_browser_is_a_reader_of_its_own(monkeypatch):
    monkeypatch.setenv("SPACE_ID", "someone/legible")
    first, one = readers.arrive(None, request(), None)
    second, two = readers.arrive(None, request(), None)
    assert readers.TOKEN.fullmatch(first) and first != second and one != two
    assert readers.arrive(first, request(), None) == (first, one)
    assert first not in one  # a list of users opens nobody's ratings


@pytest.mark.parametrize("token", ["", "x", "A" * 44, "A" * 42 + "\n", 7, ["A" * 43], {"a": 1}, "local"])
def test_a_token_that_was_not_made_here_is_replaced(monkeypatch, token):
    monkeypatch.setenv("SPACE_ID", "someone/legible")
    kept, reader = readers.arrive(token, request(), None)
    assert kept != token and readers.TOKEN.fullmatch(kept) and reader.startswith("browser:")


def test_an_account_is_the_reader_wherever_it_signs_in(monkeypatch):
    monkeypatch.setenv("SPACE_ID", "someone/legible")
    profile = SimpleNamespace(username="ada")
    assert {readers.arrive(token, request(), profile)[1] for token in (None, *TOKENS)} == {"account:ada"}
    assert readers.arrive(None, request("ada"), None)[1] == "login:ada"  # another ada


def test_on_a_space_an_unknown_reader_has_nobodys_taste_and_cannot_rate(monkeypatch, panel, run, said):
    monkeypatch.setenv("SPACE_ID", "someone/legible")
    assert readers.name(None) == readers.NOBODY
    rating.rate(run, None, pressed("c0", 5))
    assert said == [texts.NO_READER] and panel.ratings.users() == []


def test_two_readers_never_see_or_influence_each_other(monkeypatch, panel, run):
    monkeypatch.setenv("SPACE_ID", "someone/legible")
    one, two = (readers.arrive(token, request(), None)[1] for token in TOKENS)
    rating.rate(run, one, pressed("c0", 5))
    teaching.rate(0, one, pressed(lessons.lessons(0)[0].id, 5))
    gallery, _ = rating.refresh(run, two)
    assert checked(gallery["value"]) == {} == checked(teaching.show(0, two))
    assert rating.rated(panel.ratings, two, ["c0"]) == {}
    latent = panel.encoder.embed([fake_panel.picture(run.candidates[0])])
    known = [panel.tastes.preference(user, latent)[0].known for user in (one, two)]
    assert known == [True, False]


def test_the_next_request_knows_a_rating_at_once(panel, run):
    rating.rate(run, None, pressed("c0", 5))
    latent = panel.encoder.embed([fake_panel.picture(run.candidates[0])])
    found = panel.tastes.preference("local", latent)[0]
    assert found.known and found.neighbours[0][:2] == ("c0", 5)


def test_the_explanation_shows_the_diagrams_that_it_names(panel, run):
    rating.rate(run, None, pressed("c0", 5))
    candidate = FakeCandidate(
        "new", preference_known=True, reason="Like this one, which you gave 5.", neighbours=(("c0", 5, 0.97),)
    )
    html = views.details(candidate, "en", rating.neighbours(None, candidate))
    assert candidate.reason in html and "You gave 5 of 5; 97% alike" in html
    assert html.count('src="data:image/png') == 1 and 'alt="Collect, then clean"' in html


def test_a_neighbour_that_is_gone_has_words_only(panel):
    candidate = FakeCandidate("new", preference_known=True, neighbours=(("gone", 2, 0.8),))
    html = views.details(candidate, "en", rating.neighbours(None, candidate))
    assert "You gave 2 of 5" in html and texts.NO_PICTURE in html


def test_the_reasons_have_the_spread_and_the_weights():
    html = views.details(FakeCandidate("c", spread=0.34, weight=0.7), "en")
    assert "± 0.3" in html and "70% readability, 30% your preference" in html


def test_stars_are_a_labelled_group_of_six():
    html = stars("gallery", "c0", 'Your "rating"', 0)
    assert html.count('type="radio"') == 6 and checked(html) == {"gallery-c0": 0}
    assert html.count("<svg") == 7 and "0, dislike" in html and "5 of 5" in html
    assert "Your &quot;rating&quot;</legend>" in html and f'aria-label="{texts.REMOVE}"' in html


def test_samples_differ_in_every_style_and_stay_the_same():
    first = lessons.lessons(0)
    styles = [lesson.outline.style.words() for lesson in first]
    assert len(first) == 8 == len({lesson.id for lesson in first})
    assert [len({words[i] for words in styles}) for i in range(5)] == [2, 3, 3, 8, 3]
    assert lessons.lessons(0) == first == lessons.lessons(lessons.SETS)
    assert {lesson.id for lesson in first}.isdisjoint(lesson.id for lesson in lessons.lessons(1))


def test_a_sample_is_rated_with_one_click(panel, said):
    lesson = lessons.lessons(0)[2]
    assert teaching.rate(0, None, pressed(lesson.id, 5)) == gr.skip()
    kept = panel.ratings.rated("local")[0]
    assert (kept.id, kept.score, kept.outline) == (lesson.id, 5, str(lesson.outline))
    assert checked(teaching.show(0, None)) == {f"teach-{lesson.id}": 5}
