"""Ratings go out as a file and come in again: their own, somebody's by hand, and the earlier system's."""

from __future__ import annotations

import base64
import csv
import io
import json
import os
import struct
import zipfile
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from diagram.ratings import earlier, exchange
from diagram.ratings.earlier import read_folders, thumbnail
from diagram.ratings.errors import InvalidRating, RatingsUnavailable, UnreadableRatings
from diagram.ratings.exchange import neutralised, read_file, restored, write_file
from diagram.ratings.plain import FIELDS, as_plain, from_plain
from diagram.ratings.records import MAX_PICTURE, RatedDrawing
from diagram.ratings.store import Ratings
from tests.test_ratings import drawing

KINDS = (".jsonl", ".csv")


@pytest.fixture
def ratings(tmp_path):
    with Ratings.open(f"sqlite:///{tmp_path}/ratings.sqlite3") as opened:
        yield opened


def content(ratings: Ratings, user: str) -> list[dict]:
    return [as_plain(rated) for rated in ratings.each(user)]


def a_few(ratings: Ratings, user: str = "ann") -> None:
    ratings.rate(user, drawing("a"), 4)
    ratings.rate(user, drawing("b", prompt="=SUM(A1)", outline="-x\r\ny", latent=None, latent_version=""), 0)
    ratings.rate(
        user, drawing("c", prompt='\'tis, "quoted"\u2028\n\tand 안녕', model="@m", picture=b"\x89PNG"), 5
    )


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_exported_comes_in_again_exactly(ratings, tmp_path, kind):
    a_few(ratings)
    path = tmp_path / f"mine{kind}"
    assert write_file(ratings, "ann", path) == 3
    assert read_file(ratings, "bob", path) == exchange.Imported(kept=3)
    assert content(ratings, "bob") == content(ratings, "ann")
    assert not list(tmp_path.glob("*.part"))


texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=30)
drawings = st.builds(
    RatedDrawing,
    id=st.text("abcdefgh-._:123", min_size=1, max_size=20),
    prompt=texts
    | st.builds(lambda a, b: a + b, st.sampled_from(["=", "'=", "''+", "-", "@", "\t", "'"]), texts),
    rows=texts,
    outline=texts,
    style=st.dictionaries(texts, texts, max_size=3),
    model=texts,
    adapter=texts,
    latent=st.none()
    | st.lists(st.floats(width=32, allow_nan=False, allow_infinity=False), min_size=1, max_size=5),
    latent_version=texts.filter(bool),
    picture=st.none() | st.binary(min_size=1, max_size=20),
    score=st.integers(0, 5),
    when=st.datetimes(datetime(1970, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC)),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(drawings, max_size=4, unique_by=lambda rated: rated.id), st.sampled_from(KINDS))
def test_any_ratings_come_in_again_exactly(ratings, tmp_path, given_, kind):
    ratings.forget("ann")
    ratings.forget("bob")
    ratings.rate_all("ann", given_)
    write_file(ratings, "ann", tmp_path / f"mine{kind}")
    assert read_file(ratings, "bob", tmp_path / f"mine{kind}").problems == ()
    assert content(ratings, "bob") == content(ratings, "ann")
    assert len(content(ratings, "bob")) == len(given_)


@given(st.text("'=+-@\tax", max_size=6))
def test_no_cell_begins_like_a_formula_and_each_is_restored(text):
    assert not neutralised(text).startswith(exchange.FORMULA)
    assert restored(neutralised(text)) == text


def test_a_spreadsheet_finds_no_formula_in_an_export(ratings, tmp_path):
    for i, start in enumerate("=+-@\t\r＝"):
        ratings.rate("ann", drawing(str(i), prompt=f"{start}HYPERLINK(1)", model=f"{start}m"), 3)
    write_file(ratings, "ann", tmp_path / "mine.csv")
    with (tmp_path / "mine.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert len(cells) == len(FIELDS) * 8
    assert not [cell for cell in cells if cell.startswith(exchange.FORMULA)]


def test_an_export_holds_ones_own_ratings_only(ratings, tmp_path):
    a_few(ratings)
    ratings.rate("bob", drawing("b1", prompt="Bob's secret"), 1)
    write_file(ratings, "ann", tmp_path / "mine.jsonl")
    assert "secret" not in (tmp_path / "mine.jsonl").read_text(encoding="utf-8")
    assert write_file(ratings, "nobody", tmp_path / "none.csv") == 0


def test_an_import_replaces_what_is_older_and_leaves_what_is_newer(ratings, tmp_path):
    a_few(ratings)
    path = tmp_path / "mine.jsonl"
    write_file(ratings, "ann", path)
    ratings.rate("ann", drawing("a"), 1)
    ratings.remove("ann", "b")
    done = read_file(ratings, "ann", path)
    assert (done.kept, done.older, done.problems) == (1, 2, ())
    assert {r.id: r.score for r in ratings.rated("ann")} == {"a": 1, "b": 0, "c": 5}


def test_lines_that_cannot_be_read_are_named_by_number_and_the_rest_comes_in(ratings, tmp_path):
    good = json.dumps({"id": "g", "score": 5})
    bad = {
        2: '{"id": "x", "score": 9}',
        3: "not json",
        4: '{"id": "x"}',
        5: '{"id": "x", "score": true}',
        6: '["x", 5]',
        7: '{"id": "../x", "score": 5}',
        8: '{"id": "x", "score": 5, "latent": "AAA"}',
        9: '{"id": "x", "score": 5, "latent": "AAAA", "latent_version": "1"}',
        10: '{"id": "x", "score": 5, "latent": "AADAfw==", "latent_version": "1"}',
        11: '{"id": "x", "score": 5, "when": "yesterday"}',
        12: '{"id": "x", "score": 5, "prompt": "a\\u0000b"}',
        13: '{"id": "x", "score": 5, "prompt": "\\ud800"}',
        14: '{"id": "x", "score": 5, "style": "[" }',
        15: '{"id": "x", "score": 5, "style": ["a"]}',
        16: "[" * 100_000,
        17: '{"score": 5}',
        18: '{"id": "x", "score": 5, "when": "0001-01-01T00:00:00+23:59"}',
        19: '{"id": "x", "score": NaN}',
        20: '{"id": 7, "score": 5, "prompt": {"a": 1}}',
        21: '{"id": "x", "score": 5, "prompt": "' + "x" * 2**20 + '"}',
        22: '{"id": "x", "score": 5, "model": "\udcff"}',
    }
    lines = [good, *bad.values(), "", good.replace("g", "h")]
    (tmp_path / "mine.jsonl").write_bytes("\n".join(lines).encode("utf-8", "surrogateescape"))
    done = read_file(ratings, "ann", tmp_path / "mine.jsonl")
    assert [problem.split(":")[0] for problem in done.problems] == [f"Line {n}" for n in bad]
    assert all(problem.endswith((".", "_ -")) for problem in done.problems)
    assert [r.id for r in ratings.rated("ann")] == ["h", "g"]


def test_bad_lines_of_csv_are_named_by_number_too(ratings, tmp_path):
    table = 'Prompt,score,other\n"two\nlines",5,x\nb,7,\n\nc,,\nd,"4"\n=e,3\n"open,5\n'
    (tmp_path / "mine.csv").write_text(table, encoding="utf-8")
    done = read_file(ratings, "ann", tmp_path / "mine.csv")
    assert [problem.split(":")[0] for problem in done.problems] == ["Line 4", "Line 6", "Line 9"]
    assert {r.prompt: r.score for r in ratings.rated("ann")} == {"two\nlines": 5, "d": 4, "=e": 3}


def test_more_problems_than_anyone_reads_are_counted(ratings, tmp_path):
    (tmp_path / "mine.jsonl").write_text("x\n" * 1000)
    done = read_file(ratings, "ann", tmp_path / "mine.jsonl")
    assert len(done.problems) == 51
    assert done.problems[-1].startswith("950 more")


def test_a_time_from_the_future_is_now():
    moment = datetime.now(UTC)
    later = (moment + timedelta(days=400)).isoformat()
    assert from_plain({"id": "a", "score": 1, "when": later}, moment).when == moment


def test_what_is_no_file_of_ratings_is_refused_in_a_sentence(ratings, tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "b.csv").write_text("a,b\n1,2\n")
    (tmp_path / "c.csv").write_bytes("prompt,score\n안녕,3\n".encode("cp949"))
    (tmp_path / "big.jsonl").write_text("x" * 100)
    monkeypatch.setattr(exchange, "MAX_FILE", 99)
    for name, message in {
        "a.txt": "neither",
        "b.csv": "'score'",
        "c.csv": "UTF-8",
        "big.jsonl": "at most",
        "missing.csv": "cannot be read",
    }.items():
        with pytest.raises(UnreadableRatings, match=message):
            read_file(ratings, "ann", tmp_path / name)
    with pytest.raises(UnreadableRatings, match="cannot be written"):
        write_file(ratings, "ann", tmp_path / "missing" / "a.csv")
    assert ratings.users() == []


def test_ratings_beyond_the_limit_are_left_out_and_told(ratings, tmp_path, monkeypatch):
    monkeypatch.setattr(exchange, "MAX_RATINGS", 2)
    lines = [json.dumps({"id": f"a{i}", "score": 1}) for i in range(5)]
    (tmp_path / "mine.jsonl").write_text("\n".join(lines))
    done = read_file(ratings, "ann", tmp_path / "mine.jsonl")
    assert (done.kept, done.problems[0].split(":")[0]) == (2, "Line 3")


# The earlier system's folders


def png(color: int = 0, size: tuple[int, int] = (60, 40)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, (color, 90, 200)).save(file, "PNG")
    return file.getvalue()


def embed(picture: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(picture)) as image:
        return np.array(image.convert("RGB").getpixel((0, 0)), np.float32) / 255


def folders(path: Path) -> Path:
    """One picture a folder, whose red is ten times its score."""
    for score in range(6):
        (path / str(score)).mkdir(parents=True)
        (path / str(score) / f"{score}.png").write_bytes(png(10 * score))
    return path


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def scores_by_red(ratings: Ratings) -> dict[int, int]:
    return {round(float(r.latent[0]) * 255): r.score for r in ratings.rated("ann")}


def test_folders_of_pictures_come_in_with_latents_from_their_pixels(ratings, tmp_path):
    done = read_folders(ratings, "ann", folders(tmp_path / "old"), embed, "e1")
    assert (done.kept, done.problems) == (6, ())
    assert scores_by_red(ratings) == {10 * score: score for score in range(6)}
    (first, *_) = ratings.rated("ann", limit=1, pictures=True)
    assert (first.latent_version, first.rows) == ("e1", "")
    with Image.open(io.BytesIO(first.picture)) as picture:
        assert picture.size == (60, 40)
    assert ratings.latents("ann", "e1", 3).latents.shape == (6, 3)


def test_a_zip_file_of_the_folders_does_as_well(ratings, tmp_path):
    members = {f"old/data/{score}/{score}.PNG": png(10 * score) for score in range(6)}
    members |= {"__MACOSX/old/3/._3.png": b"x", "old/readme.txt": b"x", "old/6/6.png": png(60)}
    done = read_folders(ratings, "ann", zipped(tmp_path / "old.zip", members), embed, "e1")
    assert (done.kept, done.problems) == (6, ())
    assert scores_by_red(ratings) == {10 * score: score for score in range(6)}


def test_importing_folders_again_changes_nothing_and_moving_a_picture_changes_its_score(ratings, tmp_path):
    old = folders(tmp_path / "old")
    read_folders(ratings, "ann", old, embed, "e1")
    (old / "0" / "0.png").rename(old / "4" / "0.png")
    read_folders(ratings, "ann", old, embed, "e1")
    assert scores_by_red(ratings) == {0: 4, 10: 1, 20: 2, 30: 3, 40: 4, 50: 5}


def test_a_picture_in_two_folders_counts_once_with_the_higher_score(ratings, tmp_path):
    old = folders(tmp_path / "old")
    (old / "1" / "same.png").write_bytes(png(50))
    done = read_folders(ratings, "ann", old, embed, "e1")
    assert scores_by_red(ratings)[50] == 5
    assert done.problems == ("1/same.png: This is the same picture as 5/5.png.",)


def test_links_pipes_and_what_is_no_png_are_told_and_left_out(ratings, tmp_path):
    old = folders(tmp_path / "old")
    (tmp_path / "secret.png").write_bytes(png(250))
    (old / "3" / "link.png").symlink_to(tmp_path / "secret.png")
    os.mkfifo(old / "3" / "pipe.png")
    (old / "3" / "folder.png").mkdir()
    (old / "3" / "text.png").write_bytes(b"not a picture")
    (old / "3" / "cut.png").write_bytes(png(99)[:60])
    (old / "3" / "empty.png").write_bytes(b"")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "x.png").write_bytes(png(251))
    (old / "2" / "2.png").unlink()
    (old / "2").rmdir()
    (old / "2").symlink_to(tmp_path / "elsewhere")
    done = read_folders(ratings, "ann", old, embed, "e1")
    assert done.kept == 5
    assert sorted(problem.split(":")[0] for problem in done.problems) == [
        "2/",
        *[f"3/{name}.png" for name in ("cut", "empty", "folder", "link", "pipe", "text")],
    ]
    assert not {250, 251} & set(scores_by_red(ratings))


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_damaged_picture_in_a_zip_file_is_told_and_the_rest_comes_in(ratings, tmp_path, method):
    path = tmp_path / "old.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("5/bad.png", png(50) * 20)
        archive.writestr("4/good.png", png(40))
    data = bytearray(path.read_bytes())
    data[45:70] = b"\xff" * 25
    path.write_bytes(data)
    done = read_folders(ratings, "ann", path, embed, "e1")
    assert scores_by_red(ratings) == {40: 4}
    assert [problem.split(":")[0] for problem in done.problems] == ["5/bad.png"]


def test_what_is_clear_in_a_picture_is_kept_white():
    file = io.BytesIO()
    Image.new("RGBA", (30, 20), (0, 0, 0, 0)).save(file, "PNG")
    with Image.open(io.BytesIO(thumbnail(file.getvalue()))) as kept:
        assert kept.convert("RGB").getpixel((1, 1)) == (255, 255, 255)


def test_a_zip_file_cannot_reach_outside_itself(ratings, tmp_path):
    link = zipfile.ZipInfo("3/link.png")
    link.external_attr = 0o120777 << 16
    path = zipped(
        tmp_path / "old.zip", {"../../../5/up.png": png(1), "/4/root.png": png(2), "..\\1\\w.png": png(3)}
    )
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    before = sorted(tmp_path.parent.rglob("*"))
    done = read_folders(ratings, "ann", path, embed, "e1")
    assert sorted(tmp_path.parent.rglob("*")) == before
    assert done.problems == ("3/link.png: This is a link, which is not followed.",)
    assert scores_by_red(ratings) == {1: 5, 2: 4, 3: 1}


def test_pictures_far_too_large_are_never_decoded(ratings, tmp_path, monkeypatch):
    header = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + header
    bomb += struct.pack(">I", zlib.crc32(b"IHDR" + header)) + bytes(100)
    monkeypatch.setattr(earlier, "MAX_PNG", 5_000)
    members = {"1/bomb.png": bomb, "2/long.png": bytes(10**7), "3/good.png": png(30)}
    done = read_folders(ratings, "ann", zipped(tmp_path / "old.zip", members), embed, "e1")
    assert scores_by_red(ratings) == {30: 3}
    assert [problem.split(":")[0] for problem in done.problems] == ["2/long.png", "1/bomb.png"]
    with pytest.raises(InvalidRating, match="100,000 x 100,000"):
        thumbnail(bomb)


def test_a_picture_is_kept_small():
    noise = np.random.default_rng(0).integers(0, 256, (900, 1200, 3), np.uint8)
    file = io.BytesIO()
    Image.fromarray(noise).save(file, "PNG")
    assert len(thumbnail(file.getvalue())) <= MAX_PICTURE
    assert base64.b64encode(bytes(MAX_PICTURE)).__len__() < csv.field_size_limit()


@pytest.mark.parametrize("name", ["missing", "empty", "file.zip"])
def test_where_there_are_no_folders_this_is_said_in_a_sentence(ratings, tmp_path, name):
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.zip").write_text("no archive")
    with pytest.raises(UnreadableRatings, match=name):
        read_folders(ratings, "ann", tmp_path / name, embed, "e1")
    assert ratings.users() == []


def test_an_import_that_the_database_refuses_says_so(tmp_path):
    with Ratings.open(f"sqlite:///{tmp_path}/ratings.sqlite3") as ratings:
        a_few(ratings)
        write_file(ratings, "ann", tmp_path / "mine.csv")
    with (
        Ratings.open(f"sqlite:///file:{tmp_path}/ratings.sqlite3?mode=ro&uri=true") as ratings,
        pytest.raises(RatingsUnavailable, match="can only be read"),
    ):
        read_file(ratings, "bob", tmp_path / "mine.csv")
