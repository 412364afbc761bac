"""A user's history: what was drawn and changed is there again after a restart, for that user only."""

from __future__ import annotations

import pytest

from diagram.errors import DiagramError
from diagram.history import Draft, History
from diagram.history import store as history_store
from diagram.history.records import UnknownWork
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
    monkeypatch.setattr(history_store, "MOST_VERSIONS", 4)
    monkeypatch.setattr(history_store, "MOST_WORKS", 2)
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
    monkeypatch.setattr(history_store, "MOST_VERSIONS", 4)
    key = history.start("ann", "A", [Draft("candidate")]).key
    for i in range(6):
        work = history.add("ann", key, Draft(f"edit {i}", "edit"))
    oldest = next(v for v in work.versions if v.kind == "edit")
    history.choose("ann", key, oldest.id)
    history.add("ann", key, Draft("anew", "edit"))  # takes the place of `oldest` among the newest
    assert history.undo("ann", key).version().content == oldest.content
    assert [s.key for s in history.list("ann")] == [key]


@pytest.mark.parametrize("key", [["x"], None, "\ud800", "\0"])
def test_deleting_by_what_is_no_key_deletes_nothing(history, key):
    assert not history.delete("ann", key)


def test_what_no_database_keeps_is_refused_in_a_sentence(history):
    with pytest.raises(DiagramError, match="NUL"):
        history.start("ann", "a\0b", [Draft("x")])
    with pytest.raises(DiagramError, match="1,000,001 characters"):
        Draft("x" * 1_000_001)
