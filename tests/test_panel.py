"""The judges together, with the shipped scorers and a database of their own."""

import json

import pytest

from diagram import recommend
from diagram.layout import lay_out
from diagram.outline import parse
from diagram.ratings.errors import RatingsUnavailable
from diagram.ratings.store import Ratings
from diagram.scoring import readability
from diagram.scoring.latents import Encoder
from diagram.scoring.panel import Panel

PROMPT = "data goes to a cleaner, then a model"
BODY = "data -> cleaner -> model"


@pytest.fixture
def panel(tmp_path):
    with Ratings.open(f"sqlite:///{tmp_path / 'ratings.db'}") as ratings:
        made = Panel(readability.load()[0], Encoder.load(), ratings)
        yield made
        made.tastes.close()


def drawn(style: str):
    return lay_out(parse(f"{style}\n{BODY}"))


def test_a_new_reader_gets_neutral_preferences_and_is_told_so(panel):
    verdict = panel.judge("ann", [drawn("right box arrow blue normal")])[0]
    assert verdict.preference.score == pytest.approx(2.5)
    assert not verdict.preference.known
    assert "until you have rated" in verdict.preference.sentence
    assert 4 < verdict.readability.mean <= 5


def test_what_was_rated_moves_the_next_verdict_of_that_reader_and_of_nobody_else(panel, weights):
    candidates = recommend(PROMPT, count=5, top=5, seed=2)
    panel.rate("ann", PROMPT, candidates[0], 5)
    panel.rate("ann", PROMPT, candidates[1], 0)
    diagrams = [candidate.diagram for candidate in candidates[:2]]
    liked, disliked = (verdict.preference for verdict in panel.judge("ann", diagrams))
    assert liked.known
    assert liked.score > disliked.score
    assert liked.neighbours[0][0] == candidates[0].id
    assert [verdict.preference.known for verdict in panel.judge("ben", diagrams)] == [False, False]
    panel.forget("ann")
    assert not panel.judge("ann", diagrams)[0].preference.known


def test_drawings_that_were_imported_without_a_latent_count_too(panel, tmp_path):
    from diagram.ratings.exchange import read_file

    rows = "[0, 100, 100, 'box', 60, 40, 'solid arrow', (224, 224, 255), (0, 0, 0), [1]]"
    rows += "\n[1, 300, 100, 'box', 60, 40, 'solid arrow', (224, 224, 255), (0, 0, 0), []]"
    path = tmp_path / "mine.jsonl"
    path.write_text(json.dumps({"id": "one", "rows": rows, "score": 5}) + "\n", encoding="utf-8")
    assert read_file(panel.ratings, "ann", path).kept == 1
    assert panel.judge("ann", [drawn("right box arrow blue normal")])[0].preference.known


def test_without_a_database_drawings_are_judged_and_rating_says_why_it_cannot_be(weights):
    panel = Panel(readability.load()[0], Encoder.load(), None, "The ratings cannot be kept; free some space.")
    verdict = panel.judge("ann", [drawn("down round arrow green wide")])[0]
    assert verdict.preference.sentence == "The ratings cannot be kept; free some space."
    assert verdict.readability.mean > 3
    candidate = recommend(PROMPT, count=1, top=1, seed=0)[0]
    with pytest.raises(RatingsUnavailable, match="free some space"):
        panel.rate("ann", PROMPT, candidate, 3)


def test_a_database_that_fails_is_not_asked_again_at_once(panel, monkeypatch):
    asked = []

    def fail(*_):
        asked.append(1)
        raise RatingsUnavailable("The server does not answer; ratings are off.")

    monkeypatch.setattr(panel.tastes, "preference", fail)
    diagram = drawn("right box arrow blue normal")
    sentences = [panel.judge("ann", [diagram])[0].preference.sentence for _ in range(3)]
    assert sentences == ["The server does not answer; ratings are off."] * 3
    assert len(asked) == 1
