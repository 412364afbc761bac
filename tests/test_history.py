"""A user's history: what was drawn and changed is there again after a restart, for that user only."""

from __future__ import annotations

import pytest

from diagram.errors import DiagramError
from diagram.history import Draft, History, limits, room
from diagram.history.records import UnknownWork
from diagram.page import settings
from diagram.ratings.records import DrawingRecord
from diagram.ratings.store import Ratings
from tests.postgres.server import server


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def url(request, tmp_path) -> str:
    return server().database() if request.param == "postgres" else f"sqlite:///{tmp_path}/ratings.sqlite3"


@pytest.fixture
def history(url):
    opened = History.open(url)
    yield opened
    opened.close()


def test_candidates_are_kept_and_the_first_is_current(history):
    work = history.start("ann", "A -> B", [Draft("one"), Draft("two")])
    assert [version.content for version in work.versions] == ["one", "two"]
    assert work.version().content == "one"
    assert not work.undoable
    assert not work.redoable


def test_an_edit_can_be_undone_and_done_again_after_a_restart(history, url):
    key = history.start("ann", "A -> B", [Draft("one"), Draft("two")]).key
    history.choose("ann", key, history.read("ann", key).versions[1].id)
    assert history.add("ann", key, Draft("three", "edit", "rename A to C")).undoable
    history.close()
    again = History.open(url)
    undone = again.undo("ann", key)
    assert undone.version().content == "two"
    assert undone.redoable
    assert again.undo("ann", key).version().content == "two"
    redone = again.redo("ann", key)
    assert (redone.version().content, redone.version().note) == ("three", "rename A to C")
    assert again.redo("ann", key).version().content == "three"
    again.close()


def test_redo_follows_the_newest_branch(history):
    key = history.start("ann", "A -> B", [Draft("root")]).key
    history.add("ann", key, Draft("left", "edit"))
    history.undo("ann", key)
    history.add("ann", key, Draft("right", "edit"))
    history.undo("ann", key)
    assert history.redo("ann", key).version().content == "right"


def test_the_list_has_the_last_changed_first_with_its_thumbnail(history):
    first = history.start("ann", "first", [Draft("1", thumbnail=b"png")])
    second = history.start("ann", "second", [Draft("2")])
    history.add("ann", first.key, Draft("3", "hand", thumbnail=b"new"))
    assert [(s.key, s.prompt, s.versions, s.thumbnail) for s in history.list("ann")] == [
        (first.key, "first", 2, b"new"),
        (second.key, "second", 1, b""),
    ]
    assert [s.prompt for s in history.list("ann", limit=1, offset=1)] == ["second"]
    assert history.count("ann") == 2


def test_a_fork_is_a_piece_of_work_of_its_own(history):
    work = history.start("ann", "A -> B", [Draft("one")])
    fork = history.fork("ann", work.key)
    history.add("ann", fork.key, Draft("changed", "edit"))
    assert history.read("ann", work.key).version().content == "one"
    assert history.read("ann", fork.key).version().content == "changed"


def test_nobody_sees_or_changes_what_another_user_has(history):
    work = history.start("ann", "secret", [Draft("one", thumbnail=b"png")])
    for attempt in (
        lambda: history.read("bob", work.key),
        lambda: history.add("bob", work.key, Draft("x")),
        lambda: history.undo("bob", work.key),
        lambda: history.fork("bob", work.key),
        lambda: history.thumbnails("bob", work.key, 1),
        lambda: history.read("ann", "no such key"),
        lambda: history.read("ann", "A" * 22),
    ):
        with pytest.raises(UnknownWork):
            attempt()
    assert history.delete("bob", work.key) is False
    assert history.list("bob") == []
    assert history.read("ann", work.key).version().content == "one"


def test_a_version_of_another_piece_of_work_cannot_be_chosen(history):
    one = history.start("ann", "one", [Draft("1")])
    two = history.start("ann", "two", [Draft("2")])
    with pytest.raises(UnknownWork):
        history.choose("ann", one.key, two.current)
    with pytest.raises(UnknownWork):
        history.add("ann", one.key, Draft("x"), parent=two.current)


def test_what_is_deleted_is_gone(history):
    work = history.start("ann", "A -> B", [Draft("one")])
    assert history.delete("ann", work.key) is True
    assert history.delete("ann", work.key) is False
    assert history.count("ann") == 0


def test_forgetting_a_user_deletes_the_history_too(history, url):
    history.start("ann", "A -> B", [Draft("one")])
    history.start("bob", "C -> D", [Draft("two")])
    with Ratings.open(url) as ratings:
        assert ratings.forget("ann")
    assert history.count("ann") == 0
    assert history.count("bob") == 1


def test_history_does_not_count_as_a_change_of_ratings(history, url):
    with Ratings.open(url) as ratings:
        history.start("ann", "A -> B", [Draft("one")])
        before = ratings.stamp("ann")
        history.start("ann", "A -> B", [Draft("one")])
        assert ratings.stamp("ann") == before


def test_old_edits_and_old_works_make_room_for_new_ones(history, monkeypatch):
    monkeypatch.setattr(room, "MOST_VERSIONS", 4)
    monkeypatch.setenv("LEGIBLE_HISTORY_WORKS", "2")
    key = history.start("ann", "A", [Draft("candidate")]).key
    for i in range(6):
        work = history.add("ann", key, Draft(f"edit {i}", "edit"))
    assert [v.content for v in work.versions] == ["candidate", "edit 2", "edit 3", "edit 4", "edit 5"]
    assert work.version().content == "edit 5"
    while work.undoable:
        work = history.undo("ann", key)
    assert work.version().content == "edit 2"
    history.start("ann", "B", [Draft("b")])
    history.start("ann", "C", [Draft("c")])
    assert [s.prompt for s in history.list("ann")] == ["C", "B"]


def test_an_edit_of_the_oldest_version_that_is_kept_can_be_undone(history, monkeypatch):
    monkeypatch.setattr(room, "MOST_VERSIONS", 4)
    key = history.start("ann", "A", [Draft("candidate")]).key
    for i in range(6):
        work = history.add("ann", key, Draft(f"edit {i}", "edit"))
    oldest = next(v for v in work.versions if v.kind == "edit")
    history.choose("ann", key, oldest.id)
    history.add("ann", key, Draft("anew", "edit"))  # takes the place of `oldest` among the newest
    assert history.undo("ann", key).version().content == oldest.content
    assert [s.key for s in history.list("ann")] == [key]


def prompts(history) -> str:
    return "".join(summary.prompt for summary in history.list("ann", 100))


def test_what_has_a_rating_goes_later_and_no_rating_is_lost(history, url, monkeypatch):
    monkeypatch.setenv("LEGIBLE_HISTORY_WORKS", "6")
    with Ratings.open(url) as ratings:
        for prompt in "ABCDEF":
            history.start("ann", prompt, [Draft(prompt)])
        ratings.rate("ann", DrawingRecord(id="a", prompt="A", rows="[]", outline="", style={}), 5)
        ratings.rate("bob", DrawingRecord(id="b", prompt="B", rows="[]", outline="", style={}), 5)
        history.start("ann", "G", [Draft("G")])
        assert prompts(history) == "GFEDCA"  # B was as old, and Bob's rating is not Ann's
        history.start("ann", "H", [Draft("H")])
        history.start("ann", "I", [Draft("I")])
        assert prompts(history) == "IHGFEA"  # of the older half only: the newest are not given for it
        monkeypatch.setenv("LEGIBLE_HISTORY_WORKS", "1")
        history.start("ann", "J", [Draft("J")])
        assert prompts(history) == "J"
        assert ratings.rating("ann", "a") == 5


def test_the_oldest_go_where_all_is_larger_than_it_may_be(history, monkeypatch):
    monkeypatch.setenv("LEGIBLE_HISTORY_MB", "1")
    large = "x" * 200_000
    for prompt in "ABCD":
        history.start("ann", prompt, [Draft(large, thumbnail=b"x" * 50_000)])
    history.start("bob", "B", [Draft(large)])
    assert prompts(history) == "DCBA"
    key = history.list("ann")[-1].key
    history.add("ann", key, Draft(large, "edit"))  # what was the oldest is now worked on
    assert prompts(history) == "ADC"
    for place in range(8):
        work = history.add("ann", key, Draft(large, "edit", f"edit {place}"))
    assert prompts(history) == "A" and history.count("bob") == 1
    assert sum(len(version.content) for version in work.versions) <= 1_000_000
    assert work.versions[0].kind == "candidate" and work.version().note == "edit 7"
    assert history.undo("ann", key).version().note == "edit 6"


def test_the_size_of_a_history_made_before_sizes_were_kept_is_known(history, url, monkeypatch):
    from alembic import command
    from sqlalchemy import text

    from diagram.ratings.database import Database
    from diagram.ratings.opening import configuration

    key = history.start("ann", "A", [Draft("가나다", thumbnail=b"12"), Draft("x")]).key
    history.close()
    database = Database(url)
    with database.write() as connection:
        command.downgrade(configuration(connection), "0003")
    database.close()
    again = History.open(url)
    again.add("ann", key, Draft("four", "edit"))
    with again._database.read() as connection:
        assert connection.scalar(text("SELECT size FROM works")) == 3 + 2 + 1 + 4
    again.close()


def test_the_limits_are_set_by_whoever_runs_the_app(monkeypatch, capsys):
    monkeypatch.delenv("SPACE_ID", raising=False)
    assert (limits.most_works(), limits.most_bytes()) == (1_000, 100_000_000)
    monkeypatch.setenv("SPACE_ID", "someone/legible")
    assert (limits.most_works(), limits.most_bytes()) == (200, 20_000_000)
    monkeypatch.setenv("LEGIBLE_HISTORY_WORKS", " 50 ")
    monkeypatch.setenv("LEGIBLE_HISTORY_MB", "none")
    assert limits.most_works() == 50
    with pytest.raises(DiagramError, match="LEGIBLE_HISTORY_MB is 'none'; give a whole number from 1"):
        limits.most_bytes()
    with pytest.raises(SystemExit):  # said when the app starts, not to its readers
        settings.apply([])
    assert "LEGIBLE_HISTORY_MB" in capsys.readouterr().err


@pytest.mark.parametrize("key", [["x"], None, "\ud800", "\0"])
def test_deleting_by_what_is_no_key_deletes_nothing(history, key):
    assert not history.delete("ann", key)


def test_what_no_database_keeps_is_refused_in_a_sentence(history):
    with pytest.raises(DiagramError, match="NUL"):
        history.start("ann", "a\0b", [Draft("x")])
    with pytest.raises(DiagramError, match="1,000,001 characters"):
        Draft("x" * 1_000_001)
