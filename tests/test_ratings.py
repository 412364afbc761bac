"""What is kept of ratings, for whom, and what every database has to make of it."""

from __future__ import annotations

import os
import stat
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from diagram.ratings import schema
from diagram.ratings.database import address
from diagram.ratings.errors import InvalidRating, RatingsUnavailable
from diagram.ratings.folder import data_folder
from diagram.ratings.opening import VERSION_TABLE, configuration
from diagram.ratings.records import DrawingRecord
from diagram.ratings.store import Ratings
from tests.postgres.server import server


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def url(request, tmp_path) -> str:
    """An address where there is no database of ratings yet."""
    return server().database() if request.param == "postgres" else f"sqlite:///{tmp_path}/ratings.sqlite3"


@pytest.fixture
def ratings(url):
    with Ratings.open(url) as opened:
        yield opened


def drawing(name: str = "a", **other) -> DrawingRecord:
    content = {
        "prompt": "Collect the data, then clean it",
        "rows": "[0, 100, 60, 'rectangle']\n[1, 300, 60, 'rectangle']",
        "outline": "collect -> clean",
        "style": {"palette": "파랑", "shape": "round"},
        "model": "embedded 1",
        "adapter": "mine",
        "latent": np.linspace(-1, 1, 8) + sum(map(ord, name)),
        "latent_version": "1",
    }
    return DrawingRecord(id=name, **{**content, **other})


def counts(ratings: Ratings) -> dict[str, int]:
    """Rows in every table."""
    with ratings._database.read() as connection:
        return {
            table.name: connection.scalar(text(f"SELECT count(*) FROM {table.name}"))
            for table in schema.Base.metadata.sorted_tables
        }


def test_what_was_rated_is_read_as_it_was_given(ratings):
    given_ = drawing()
    ratings.rate("ann", given_, 4)
    (found,) = ratings.rated("ann")
    for name in ("id", "prompt", "rows", "outline", "style", "model", "adapter", "latent_version"):
        assert getattr(found, name) == getattr(given_, name)
    assert found.latent.tobytes() == given_.latent.tobytes()
    assert (found.score, found.drawing_id, found.when.utcoffset().total_seconds()) == (4, "a", 0)
    assert ratings.rating("ann", "a") == 4


def test_ratings_are_there_after_opening_again(url):
    with Ratings.open(url) as ratings:
        ratings.rate("ann", drawing(), 4)
    with Ratings.open(url) as again:
        assert again.rating("ann", "a") == 4


def test_rating_again_replaces(ratings):
    ratings.rate("ann", drawing(), 4)
    number = ratings.latents("ann").ids[0]
    ratings.rate("ann", drawing(), 1)
    assert [(r.score, r.number) for r in ratings.rated("ann")] == [(1, number)]
    assert ratings.latents("ann").scores.tolist() == [1]


def test_a_rated_drawing_can_be_rated_as_it_was_read(ratings):
    ratings.rate("ann", drawing(), 4)
    ratings.rate("ann", ratings.rated("ann")[0], 2)
    assert [(r.score, r.prompt, r.latent is None) for r in ratings.rated("ann")] == [
        (2, drawing().prompt, False)
    ]


def test_a_drawing_rated_without_a_latent_keeps_the_one_it_had(ratings):
    ratings.rate("ann", drawing(), 4)
    ratings.rate("ann", drawing(latent=None, latent_version=""), 5)
    assert ratings.rated("ann")[0].latent.tobytes() == drawing().latent.tobytes()


def test_a_drawing_drawn_anew_loses_the_latent_of_before(ratings):
    ratings.rate("ann", drawing(), 4)
    ratings.rate("ann", drawing(rows="[0, 1]", prompt="Other words", latent=None, latent_version=""), 5)
    (found,) = ratings.rated("ann")
    assert (found.latent, found.rows, found.prompt) == (None, "[0, 1]", "Other words")
    assert counts(ratings)["prompts"] == 1


def test_removing_takes_the_drawing_and_its_prompt_along(ratings):
    ratings.rate("ann", drawing("a"), 4)
    ratings.rate("ann", drawing("b"), 3)
    assert ratings.remove("ann", "a") is True
    assert ratings.remove("ann", "a") is False
    assert [r.id for r in ratings.rated("ann")] == ["b"]
    assert counts(ratings)["prompts"] == 1
    ratings.remove("ann", "b")
    assert counts(ratings) == {**dict.fromkeys(counts(ratings), 0), "users": 1}


def test_forgetting_leaves_nothing_of_the_user_and_all_of_others(ratings):
    ratings.rate("bob", drawing(), 2)
    before = counts(ratings)
    for i in range(5):
        ratings.rate("ann", drawing(f"a{i}", prompt=f"secret {i}", picture=b"png"), 4)
    assert ratings.forget("ann") is True
    assert counts(ratings) == before
    assert (ratings.rated("ann"), ratings.users()) == ([], ["bob"])
    assert ratings.forget("ann") is False


def test_what_was_forgotten_is_not_left_in_the_files(tmp_path):
    with Ratings.open(f"sqlite:///{tmp_path}/ratings.sqlite3") as ratings:
        ratings.rate("ann", drawing(prompt="an unmistakable secret"), 4)
        assert any(b"unmistakable" in file.read_bytes() for file in tmp_path.iterdir())
        ratings.forget("ann")
        assert not any(b"unmistakable" in file.read_bytes() for file in tmp_path.iterdir())


def test_users_neither_see_nor_change_each_others_ratings(ratings):
    ratings.rate("ann", drawing(), 5)
    stamp = ratings.stamp("ann")
    number = int(ratings.latents("ann").ids[0])
    ratings.rate("bob", drawing(prompt="Bob's words", rows="[0, 9]", latent=np.zeros(8)), 0)
    assert ratings.embed("bob", "2", {number: np.zeros(8)}) == 0
    assert ratings.rated("bob", numbers=[number]) == []
    assert (ratings.remove("bob", "a"), ratings.forget("bob")) == (True, True)
    (found,) = ratings.rated("ann")
    assert (found.score, found.prompt, found.latent.tobytes()) == (
        5,
        drawing().prompt,
        drawing().latent.tobytes(),
    )
    assert ratings.stamp("ann") == stamp


@pytest.mark.parametrize("name", ["Ann", "ann ", "' OR 1=1 --", "%", "안나", "a\u0301nn"])
def test_no_name_is_taken_for_another(ratings, name):
    ratings.rate("ann", drawing(), 5)
    assert (ratings.rated(name), ratings.rating(name, "a"), ratings.count(name)) == ([], None, 0)
    ratings.rate(name, drawing(), 1)
    assert (ratings.rating("ann", "a"), ratings.rating(name, "a")) == (5, 1)


def test_the_stamp_is_another_after_every_change_and_no_other(ratings):
    stamps = [ratings.stamp("ann")]

    def changed() -> bool:
        stamps.append(ratings.stamp("ann"))
        return stamps[-1] not in stamps[:-1]

    ratings.rate("ann", drawing("a"), 4)
    assert changed()
    ratings.rate("ann", drawing("a"), 4)
    assert changed()
    ratings.rate("ann", drawing("b"), 4)
    assert changed()
    ratings.embed("ann", "2", {1: np.zeros(8)})
    assert changed()
    ratings.rate("bob", drawing("a"), 4)
    ratings.remove("ann", "c")
    ratings.remove("bob", "a")
    assert not changed()
    ratings.remove("ann", "b")
    assert changed()
    ratings.forget("ann")
    assert ratings.stamp("ann") == stamps[0]
    ratings.rate("ann", drawing("a"), 4)
    assert changed()


def test_latents_come_as_arrays_that_belong_together(ratings):
    for i in range(5):
        ratings.rate("ann", drawing(str(i)), i)
    ratings.rate("ann", drawing("none", latent=None, latent_version=""), 5)
    found = ratings.latents("ann", "1", 8)
    ids, scores, latents, stamp = found
    assert (ids.dtype, scores.dtype, latents.dtype, latents.shape) == ("int64", "float32", "float32", (5, 8))
    assert stamp == ratings.stamp("ann")
    by_number = {r.number: r for r in ratings.rated("ann")}
    for number, score, latent in zip(ids, scores, latents, strict=True):
        assert (by_number[number].score, by_number[number].latent.tolist()) == (score, latent.tolist())


def test_latents_of_several_encoders_are_told_apart(ratings):
    ratings.rate("ann", drawing("a"), 1)
    ratings.rate("ann", drawing("b", latent=np.ones(8), latent_version="2"), 2)
    ratings.rate("ann", drawing("c", latent=np.ones(3), latent_version="2"), 3)
    with pytest.raises(InvalidRating, match="several encoders"):
        ratings.latents("ann")
    assert ratings.latents("ann", "2", 8).scores.tolist() == [2]
    assert [r.id for r in ratings.rated("ann", without_latent=("2", 8))] == ["c", "a"]
    old = {r.number: np.zeros(8) for r in ratings.rated("ann", without_latent=("2", 8))}
    assert ratings.embed("ann", "2", old) == 2
    assert ratings.latents("ann").latents.shape == (3, 8)


def test_somebody_unknown_has_nothing(ratings):
    ids, scores, latents, stamp = ratings.latents("nobody", size=8)
    assert (len(ids), len(scores), latents.shape, stamp) == (0, 0, (0, 8), ratings.stamp("nobody"))
    assert (ratings.rated("nobody"), ratings.count("nobody"), ratings.remove("nobody", "a")) == ([], 0, False)


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.sampled_from("rrrdef"), st.integers(0, 6), st.integers(0, 5)), max_size=12),
    st.data(),
)
def test_changes_bring_an_old_index_up_to_date_or_say_that_they_cannot(tmp_path_factory, steps, data):
    with Ratings.open(f"sqlite:///{tmp_path_factory.mktemp('changes')}/r.sqlite3") as ratings:
        old = data.draw(st.integers(0, len(steps)))
        index, stamp = None, None
        for at in range(len(steps) + 1):
            if at == old:
                ids, scores, _, stamp = ratings.latents("ann", "1", 8)
                index = dict(zip(ids.tolist(), scores.tolist(), strict=True))
            if at < len(steps):
                what, name, score = steps[at]
                if what == "r":
                    ratings.rate("ann", drawing(str(name)), score)
                elif what == "d":
                    ratings.remove("ann", str(name))
                elif what == "e":
                    ratings.rate("ann", drawing(str(name), latent=None, latent_version="", rows="x"), score)
                else:
                    ratings.forget("ann")
        truth = ratings.latents("ann", "1", 8)
        changes = ratings.changes("ann", stamp, "1", 8)
        if changes is not None:
            index.update(zip(changes.ids.tolist(), changes.scores.tolist(), strict=True))
            assert (changes.stamp, changes.total) == (truth.stamp, len(truth.ids))
            if len(index) == changes.total:
                assert index == dict(zip(truth.ids.tolist(), truth.scores.tolist(), strict=True))
        removed = {what for what, _, _ in steps[old:]} - {"r"}
        if not removed and stamp != "0":
            assert changes is not None
            assert len(index) == changes.total


def test_pages_of_the_gallery_come_last_rated_first(ratings):
    for i in range(7):
        ratings.rate("ann", drawing(str(i)), 3)
    ratings.rate("ann", drawing("2"), 4)
    assert [r.id for r in ratings.rated("ann", limit=3)] == ["2", "6", "5"]
    assert [r.id for r in ratings.rated("ann", limit=3, offset=3)] == ["4", "3", "1"]
    assert [r.id for r in ratings.each("ann")] == list("2654310")
    assert ratings.count("ann") == 7


@pytest.mark.parametrize("score", [-1, 6, 3.5, True, "4", None, float("nan"), np.nan, 10**30])
def test_a_score_that_is_not_0_to_5_is_refused(ratings, score):
    with pytest.raises(InvalidRating, match="from 0 to 5"):
        ratings.rate("ann", drawing(), score)
    assert ratings.users() == []


@pytest.mark.parametrize("score", [0, 5, 4.0, np.int64(4), np.float32(3)])
def test_any_whole_number_is_a_score(ratings, score):
    ratings.rate("ann", drawing(), score)
    assert ratings.rating("ann", "a") == int(score)


@pytest.mark.parametrize("user", ["", "  ", "a" * 201, "a\0b", "\ud800", None, 7])
def test_a_name_that_cannot_be_kept_is_refused(ratings, user):
    with pytest.raises(InvalidRating, match="user's name"):
        ratings.rate(user, drawing(), 3)
    with pytest.raises(InvalidRating, match="user's name"):
        ratings.latents(user)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"name": ""}, "id"),
        ({"name": "a/../b"}, "id"),
        ({"prompt": "a\0b"}, "NUL"),
        ({"rows": "\udfff"}, "Unicode"),
        ({"prompt": "a" * 8001}, "8,001"),
        ({"style": {"palette": 3}}, "style"),
        ({"latent": [1, float("inf")]}, "finite"),
        ({"latent": [[1.0]]}, "shape"),
        ({"latent_version": ""}, "version"),
        ({"picture": bytes(90_001)}, "90,001"),
    ],
)
def test_a_drawing_that_cannot_be_kept_is_refused(wrong, message):
    with pytest.raises(InvalidRating, match=message):
        drawing(**wrong)


def test_many_threads_may_rate_and_read_at_once(ratings):
    def work(i: int) -> tuple[int, int]:
        user = f"u{i % 3}"
        for k in range(6):
            ratings.rate(user, drawing(f"{i}-{k}"), k % 6)
            assert ratings.rating(user, f"{i}-{k}") == k % 6
            ids, scores, latents, _ = ratings.latents(user, "1", 8)
            assert len(ids) == len(scores) == len(latents)
        return 6, len(ids)

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(work, range(12)))
    assert [ratings.count(f"u{i}") for i in range(3)] == [24, 24, 24]
    assert all(ratings.stamp(f"u{i}").endswith(".24") for i in range(3))


def test_threads_that_open_a_new_database_at_once_all_find_it_whole(url):
    gate = threading.Barrier(4)

    def work(i: int) -> None:
        gate.wait()
        with Ratings.open(url) as ratings:
            ratings.rate("ann", drawing(str(i)), i)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    with Ratings.open(url) as ratings:
        assert ratings.count("ann") == 4


def test_the_migrations_make_just_the_tables_of_the_schema(ratings):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    with ratings._database.write() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": VERSION_TABLE, "compare_type": True}
        )
        assert compare_metadata(context, schema.Base.metadata) == []
        scripts = ScriptDirectory.from_config(configuration(connection))
    assert scripts.get_heads() == [schema.REVISION]


def test_every_migration_can_be_taken_back(ratings):
    from alembic import command

    ratings.rate("ann", drawing(), 4)
    with ratings._database.write() as connection:
        command.downgrade(configuration(connection), "base")
        command.upgrade(configuration(connection), "head")
    assert ratings.users() == []


def test_a_database_of_a_newer_program_is_left_alone(url):
    with Ratings.open(url) as ratings, ratings._database.write() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    with pytest.raises(RatingsUnavailable, match="newer version of this program \\(9999\\)"):
        Ratings.open(url)


def test_sqlite_has_every_commit_on_disk_in_a_file_of_the_owner(tmp_path):
    with Ratings.open(f"sqlite:///{tmp_path}/ratings.sqlite3") as ratings:
        ratings.rate("ann", drawing(), 4)
        with ThreadPoolExecutor(3) as pool:  # every connection of the pool
            gate = threading.Barrier(3)

            def pragmas(_) -> list:
                with ratings._database.read() as connection:
                    gate.wait()
                    names = ("journal_mode", "foreign_keys", "synchronous", "busy_timeout", "secure_delete")
                    return [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]

            assert list(pool.map(pragmas, range(3))) == [["wal", 1, 2, 10_000, 1]] * 3
        assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o600}


def test_the_database_is_in_the_data_folder_unless_DATABASE_URL_names_another(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("LEGIBLE_DATA", str(tmp_path / "mine"))
    assert address().database == str(tmp_path / "mine" / "ratings.sqlite3")
    assert stat.S_IMODE((tmp_path / "mine").stat().st_mode) == 0o700
    monkeypatch.setenv("DATABASE_URL", "postgres://me:secret@db.example:5433/taste?sslmode=require")
    found = address()
    assert (found.drivername, found.host, found.port, found.database) == (
        "postgresql+psycopg",
        "db.example",
        5433,
        "taste",
    )
    assert address("postgresql://h/d").drivername == "postgresql+psycopg"
    assert address(f"sqlite:///{tmp_path}/x.db").drivername == "sqlite"


@pytest.mark.parametrize(
    "url", ["mysql://me:secret@h/d", "sqlite://", "sqlite:///:memory:", "me:secret", "://"]
)
def test_another_kind_of_address_is_refused_without_telling_its_password(url, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(RatingsUnavailable, match="DATABASE_URL") as caught:
        Ratings.open()
    assert "secret" not in str(caught.value)


def test_the_data_folder_follows_XDG(tmp_path, monkeypatch):
    monkeypatch.delenv("LEGIBLE_DATA", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert data_folder() == tmp_path / "legible"
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr("sys.platform", "linux")
    assert data_folder() == tmp_path / "home/.local/share/legible"
    monkeypatch.setenv("LEGIBLE_DATA", str(tmp_path / "a" / "b"))
    umask = os.umask(0o277)
    try:
        assert stat.S_IMODE(data_folder().stat().st_mode) == 0o700
    finally:
        os.umask(umask)


def test_a_candidate_is_kept_with_its_rows_outline_and_style():
    from diagram import layout
    from diagram.outline import parse
    from diagram.recommendation import Candidate, judge

    outline = parse("right round arrow teal normal\ncollect -> clean")
    candidate = Candidate(
        "c1", outline, layout.lay_out(outline), judge("collect then clean", [outline])[0], 4.0,
        spread=0.1, preference=2.5, preference_known=False, reason="", neighbours=(),
        latent=np.ones(3, np.float32), latent_version="1", model="embedded",
    )  # fmt: skip
    kept = DrawingRecord.of("collect then clean", candidate, model="m", adapter="a")
    assert (kept.id, kept.rows, kept.outline, kept.model) == ("c1", candidate.rows, str(outline), "m")
    assert kept.style["palette"] == candidate.diagram.style.palette
