"""Ratings on the Hub: kept on a Space without a disk, and shared as preferences by who agreed."""

import json
from datetime import UTC, datetime

import pytest
from hub_server import Fault

from diagram.ratings.records import RatedDrawing
from diagram.ratings.store import Ratings
from diagram.remote import errors
from hub import feedback, keeping

SALT = b"a salt that nobody can guess"
WHEN = datetime(2026, 1, 31, 12, tzinfo=UTC)


@pytest.fixture
def hub(hub, monkeypatch):
    monkeypatch.setenv(keeping.VARIABLE, "me/ratings")
    return hub


@pytest.fixture
def ratings(tmp_path):
    with Ratings.open(f"sqlite:///{tmp_path}/first.sqlite3") as opened:
        yield opened


@pytest.fixture
def after_restart(tmp_path):
    """A new database, as on a Space that was started anew."""
    with Ratings.open(f"sqlite:///{tmp_path}/second.sqlite3") as opened:
        yield opened


def drawing(number: int, score: int, prompt: str = "A goes to B", outline: str = "") -> RatedDrawing:
    outline = outline or f"right boxes arrow blue normal\nA -> B{number}"
    return RatedDrawing(id=f"d{number}", prompt=prompt, outline=outline, rows="[]", score=score, when=WHEN)


def start(ratings):
    """Keeps from now on; the first, empty turn is over when this returns."""
    keeper = keeping.start(ratings, every=60)
    keeper.trigger().result(timeout=30)
    return keeper


def stop(keeper) -> None:
    keeper.trigger().result(timeout=30)
    keeper.stop()


# Keeping


def test_nothing_is_kept_where_nobody_asks_for_it(hub, ratings, monkeypatch):
    monkeypatch.delenv(keeping.VARIABLE)
    assert keeping.start(ratings) is None
    monkeypatch.setenv(keeping.VARIABLE, "me/ratings")
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere")
    assert keeping.start(ratings) is None
    assert hub.requests == []


def test_ratings_outlive_a_restart(hub, ratings, after_restart):
    keeper = start(ratings)
    ratings.rate("account:ann", drawing(1, 0), 4)
    ratings.rate("account:ann", drawing(2, 0), 1)
    ratings.rate("browser:b0b", drawing(1, 0), 2)
    ratings.agree("account:ann", True)
    stop(keeper)
    kept = hub.repositories["dataset", "me/ratings"]
    assert kept.private and len(kept.tree()) == 2
    assert not [name for name in kept.tree() if "ann" in name or "b0b" in name]

    stop(start(after_restart))
    assert {d.id: d.score for d in after_restart.rated("account:ann")} == {"d1": 4, "d2": 1}
    assert {d.id: d.score for d in after_restart.rated("browser:b0b")} == {"d1": 2}
    assert after_restart.who_agreed() == ["account:ann"]


def test_only_what_changed_is_sent(hub, ratings):
    keeper = start(ratings)
    ratings.rate("account:ann", drawing(1, 0), 4)
    ratings.rate("account:bob", drawing(1, 0), 4)
    keeper.trigger().result(timeout=30)
    commits = len(hub.repositories["dataset", "me/ratings"].messages)
    keeper.trigger().result(timeout=30)
    assert len(hub.repositories["dataset", "me/ratings"].messages) == commits
    ratings.remove("account:bob", "d1")
    stop(keeper)
    assert list(hub.repositories["dataset", "me/ratings"].tree()) == [
        f"readers/{keeping.file_name('account:ann')}"
    ]


def test_who_is_forgotten_is_forgotten_in_the_history_too(hub, ratings, after_restart):
    keeper = start(ratings)
    ratings.rate("account:ann", drawing(1, 0), 4)
    ratings.rate("account:bob", drawing(2, 0), 3)
    keeper.trigger().result(timeout=30)
    ratings.forget("account:ann")
    stop(keeper)
    kept = hub.repositories["dataset", "me/ratings"]
    everything = b"".join(blob.data for tree in kept.commits.values() for blob in tree.values())
    assert b"account:ann" not in everything and b"account:bob" in everything
    stop(start(after_restart))
    assert after_restart.users() == ["account:bob"]


def test_what_could_not_be_sent_is_sent_the_next_time(hub, ratings):
    keeper = start(ratings)
    hub.faults.append(Fault("POST", "/commit/", status=500, times=1))
    ratings.rate("account:ann", drawing(1, 0), 4)
    with pytest.raises(Exception, match="500"):
        keeper.trigger().result(timeout=30)
    stop(keeper)
    assert len(hub.repositories["dataset", "me/ratings"].tree()) == 1


def test_a_newer_rating_here_is_not_overwritten(hub, ratings, after_restart):
    keeper = start(ratings)
    ratings.rate_all("account:ann", [drawing(1, 1)])
    stop(keeper)
    after_restart.rate("account:ann", drawing(1, 0), 5)
    stop(start(after_restart))
    assert [d.score for d in after_restart.rated("account:ann")] == [5]


def test_lines_that_are_no_ratings_are_passed_over(hub, ratings):
    name = keeping.file_name("account:ann")
    repository = hub.repository("dataset", "me/ratings", private=True)
    good = {"id": "g", "score": 3, "prompt": "A"}
    lines = [{"user": "account:ann"}, {"id": "x", "score": 99}, good, {"style": [1]}]
    text = "\n".join([*map(json.dumps, lines), "[[[", "nonsense"])
    repository.put({f"readers/{name}": text.encode(), "readers/x.jsonl": b"\xff\xfe", "notes.txt": b"{}"})
    stop(start(ratings))
    assert [d.id for d in ratings.rated("account:ann")] == ["g"] and ratings.users() == ["account:ann"]


def test_a_public_repository_keeps_nobodys_ratings(hub, ratings):
    hub.repository("dataset", "me/ratings", private=False)
    with pytest.raises(errors.NotAllowed, match="is public, and ratings are private"):
        keeping.start(ratings)
    assert ratings.watchers == []


# Sharing


def test_nobody_is_shared_who_did_not_agree(ratings):
    ratings.rate_all("account:ann", [drawing(1, 5), drawing(2, 1)])
    assert list(feedback.pairs(ratings, SALT)) == []
    assert not ratings.agrees("account:ann")
    ratings.agree("account:ann", True)
    assert len(list(feedback.pairs(ratings, SALT))) == 1
    ratings.agree("account:ann", False)
    assert list(feedback.pairs(ratings, SALT, ["account:ann"])) == []


def test_to_be_forgotten_takes_the_consent_along(ratings):
    ratings.agree("account:ann", True)
    ratings.forget("account:ann")
    assert ratings.who_agreed() == [] and not ratings.agrees("account:ann")


def test_a_pair_is_the_better_and_the_clearly_worse_of_one_prompt(ratings):
    ratings.rate_all(
        "account:ann",
        [drawing(1, 5), drawing(2, 4), drawing(3, 2), drawing(4, 5, "C goes to D"), drawing(5, 4, "E to F")],
    )
    ratings.agree("account:ann", True)
    rows = list(feedback.pairs(ratings, SALT))
    assert {(row["chosen_score"], row["rejected_score"]) for row in rows} == {(5, 2), (4, 2)}
    row = max(rows, key=lambda row: row["chosen_score"])
    assert row["prompt"] == "<|prompt|>A goes to B<|outline|>" and row["words"] == "A goes to B"
    assert row["chosen"] == drawing(1, 5).outline + "<|end|>"
    assert row["rejected"] == drawing(3, 2).outline + "<|end|>"


def test_no_names_are_shared(ratings):
    for user in ("account:annabel", "account:bob"):
        ratings.rate_all(
            user,
            [
                *(drawing(i, score, "A goes to B") for i, score in ((1, 5), (2, 1))),
                *(drawing(i, score, "Annabel sends it") for i, score in ((3, 5), (4, 1))),
                *(drawing(i, score, "Write to x@example.org") for i, score in ((5, 5), (6, 1))),
                *(drawing(i, score, "Call 010-1234-5678") for i, score in ((7, 5), (8, 1))),
            ],
        )
        ratings.agree(user, True)
    rows = list(feedback.pairs(ratings, SALT))
    text = json.dumps(rows)
    assert "annabel" not in text and "example.org" not in text and "010-" not in text
    assert sorted({row["words"] for row in rows}) == [
        "A goes to B",
        "Annabel sends it",
    ]  # bob may say Annabel
    assert len({row["reader"] for row in rows}) == 2
    assert {row["reader"] for row in rows}.isdisjoint(
        {row["reader"] for row in feedback.pairs(ratings, b"another salt, as nobody knows")}
    )
    assert list(feedback.pairs(ratings, SALT)) == rows


def test_the_salt_stays_on_this_machine(hub, tmp_path, monkeypatch):
    made = feedback.salt_of_this_machine()
    assert len(made) == 64 and feedback.salt_of_this_machine() == made
    assert (tmp_path / "data" / feedback.FILE).stat().st_mode & 0o077 == 0
    monkeypatch.setenv(feedback.VARIABLE, "short")
    with pytest.raises(errors.RemoteError, match="16 or more"):
        feedback.salt_of_this_machine()
