"""A reader's taste: what is predicted from ratings, and that the index always follows the database."""

from __future__ import annotations

import threading
from types import SimpleNamespace

import numpy as np
import pytest

from diagram.ratings.errors import RatingsUnavailable
from diagram.ratings.records import DrawingRecord
from diagram.ratings.store import Ratings
from diagram.scoring import taste as taste_module
from diagram.scoring.affinity import Metric
from diagram.scoring.explanation import ALIKE, AT_MEAN, HABITS_FROM, NEW_READER, NOT_COMPARED, explain
from diagram.scoring.latents import BLOCKS, DIMENSIONS, SHARES, block_slices
from diagram.scoring.renewal import renew
from diagram.scoring.taste import Tastes

ENCODER = SimpleNamespace(version="test", dimensions=DIMENSIONS)


def latent(**values: int) -> np.ndarray:
    """A latent as the encoder makes them, for the numbers of style values; 0 for what is not said."""
    found = np.zeros(DIMENSIONS, np.float32)
    for name, place in block_slices().items():
        found[place.start + values.get(name, 0) % BLOCKS[name]] = SHARES[name] ** 0.5
    return found


def random_latents(count: int, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.stack([latent(**{name: rng.integers(3) for name in BLOCKS}) for _ in range(count)])


def drawing(name: str, vector: np.ndarray, version: str = "test") -> DrawingRecord:
    return DrawingRecord(id=name, latent=vector, latent_version=version)


@pytest.fixture
def ratings(tmp_path):
    with Ratings.open(f"sqlite:///{tmp_path / 'ratings.sqlite3'}") as found:
        yield found


@pytest.fixture
def tastes(ratings, tmp_path):
    found = Tastes(ratings, ENCODER, tmp_path / "tastes")
    yield found
    found.close()


def score(tastes: Tastes, vector: np.ndarray, user: str = "ann") -> float:
    return tastes.preference(user, vector[None])[0].score


# --- what is predicted ---


def test_a_new_reader_is_neutral_and_is_told_so(tastes):
    (found,) = tastes.preference("ann", latent()[None])
    assert (found.score, found.known, found.neighbours, found.sentence) == (2.5, False, (), NEW_READER)


def test_what_is_like_a_liked_drawing_is_preferred_at_once(ratings, tastes):
    before = score(tastes, latent(palette=1))
    ratings.rate("ann", drawing("a", latent(palette=1)), 5)
    after = score(tastes, latent(palette=1))
    ratings.rate("ann", drawing("b", latent(palette=1, shape=1)), 5)
    assert before < after < score(tastes, latent(palette=1))


def test_few_ratings_move_a_prediction_less_than_many(ratings, tastes):
    ratings.rate("ann", drawing("a", latent()), 5)
    like, unlike = latent(look=1), latent(**dict.fromkeys(BLOCKS, 1))
    first, far = score(tastes, like), score(tastes, unlike)
    assert 2.5 < far < first < 4.8
    for i in range(8):
        ratings.rate("ann", drawing(f"b{i}", latent()), 5)
    assert score(tastes, like) > max(4.8, first)


def test_one_rating_says_little_of_what_is_not_like_it(ratings, tastes):
    ratings.rate("ann", drawing("a", latent()), 5)
    half = latent(**dict.fromkeys(["direction", "shape", "line", "look"], 1))
    (found,) = tastes.preference("ann", half[None])
    assert found.neighbours[0][2] < ALIKE and 2.5 < found.score < 4.1
    assert score(tastes, latent(**dict.fromkeys(BLOCKS, 1))) < 3.7


def test_what_is_unlike_all_that_was_rated_gets_about_the_readers_mean(ratings, tastes):
    rng = np.random.default_rng(5)
    vectors = random_latents(12)
    for i, vector in enumerate(vectors):
        ratings.rate("ann", drawing(f"d{i}", vector), int(rng.integers(3, 6)))
    far = -latent()  # of no class at all
    mean = ratings.latents("ann").scores.mean()
    (found,) = tastes.preference("ann", far[None])
    assert abs(found.score - mean) < AT_MEAN
    assert found.sentence == f"Unlike all that you have rated, so your mean of {mean:.1f} counts most."


def test_twenty_ratings_show_what_a_reader_goes_by(ratings, tastes):
    rng = np.random.default_rng(1)
    for i in range(20):
        values = {name: int(rng.integers(3)) for name in BLOCKS}
        ratings.rate("ann", drawing(f"d{i}", latent(**values)), 5 if values["palette"] == 1 else 1)
    liked, other = tastes.preference("ann", np.stack([latent(palette=1), latent(palette=2)]))
    assert liked.score - other.score > 2
    assert "You seem to go by the colours." in liked.sentence


def test_the_metric_of_a_reader_is_even_until_there_are_ratings():
    assert Metric.learned(random_latents(2), np.array([1.0, 5.0])) == Metric.even()
    weights = Metric.learned(random_latents(9), np.arange(9) % 6 / 1.0).weights
    assert sum(weights) == pytest.approx(1)
    assert min(weights) > 0


def test_the_explanation_names_the_nearest_drawings_and_their_ratings(ratings, tastes):
    ratings.rate("ann", drawing("same", latent(palette=1)), 5)
    ratings.rate("ann", drawing("near", latent(palette=1, spacing=1)), 4)
    ratings.rate("ann", drawing("far", latent(**dict.fromkeys(BLOCKS, 2))), 0)
    (found,) = tastes.preference("ann", latent(palette=1)[None])
    assert [name for name, _, _ in found.neighbours] == ["same", "near", "far"]
    assert [rating for _, rating, _ in found.neighbours] == [5, 4, 0]
    similarities = [similarity for _, _, similarity in found.neighbours]
    assert similarities[0] == pytest.approx(1, abs=1e-5)
    assert similarities == sorted(similarities, reverse=True)
    assert found.sentence.startswith("Like these two, which you gave 5 and 4.")


# --- the number and its explanation agree ---


@pytest.fixture
def newcomers(ratings, tastes):
    """Readers who gave nine drawings 5, 1 and 3 in turn: (rated latents, scores, preferences for others)."""
    found = []
    for number in range(5):
        vectors, scores = random_latents(9, number), [5, 1, 3] * 3
        for i, vector in enumerate(vectors):
            ratings.rate(f"reader {number}", drawing(f"d{i}", vector), scores[i])
        found.append(
            (vectors, scores, tastes.preference(f"reader {number}", random_latents(30, 100 + number)))
        )
    return found


def test_a_drawing_that_was_rated_is_predicted_close_to_its_rating(newcomers, tastes):
    for number, (vectors, scores, _) in enumerate(newcomers):
        again = tastes.preference(f"reader {number}", vectors)
        for i, (found, given) in enumerate(zip(again, scores, strict=True)):
            twins = [other for other, vector in enumerate(vectors) if vector @ vectors[i] > 0.99]
            assert abs(found.score - np.mean([scores[twin] for twin in twins])) < 0.5
            assert found.neighbours[0][0] in {f"d{twin}" for twin in twins}
            assert found.neighbours[0][1] == given or len(twins) > 1


def test_the_mean_is_named_only_where_the_prediction_is_near_it(newcomers):
    unlike = 0
    for _, scores, preferences in newcomers:
        for found in preferences:
            if "your mean" in found.sentence:
                unlike += 1
                assert abs(found.score - np.mean(scores)) < AT_MEAN
                assert "your mean of 3.0" in found.sentence
                assert found.neighbours[0][2] < ALIKE
            else:
                assert "which you gave" in found.sentence
    assert unlike > 0


def test_where_the_named_ratings_make_another_number_the_sentence_says_what_does(newcomers):
    for _, _, preferences in newcomers:
        for found in preferences:
            named = [each for each in found.neighbours if each[2] >= ALIKE] or found.neighbours
            given, weights = zip(*((rating, similarity) for _, rating, similarity in named), strict=True)
            if (
                "your mean" not in found.sentence
                and abs(found.score - np.average(given, weights=weights)) > 0.8
            ):
                assert "the first counts most" in found.sentence or "the others that you" in found.sentence


def test_similarity_and_prediction_come_from_the_same_metric(ratings, tastes):
    rng = np.random.default_rng(3)
    rated = random_latents(20)
    for i, vector in enumerate(rated):
        ratings.rate("ann", drawing(f"d{i}", vector), int(rng.integers(0, 6)))
    metric = Metric.learned(rated, ratings.latents("ann").scores)
    for vector in random_latents(5, 9):
        (found,) = tastes.preference("ann", vector[None])
        kernel = metric.kernel(vector[None], rated)[0]
        assert kernel[int(found.neighbours[0][0][1:])] == pytest.approx(kernel.max())
        shown = [similarity for _, _, similarity in found.neighbours]
        assert shown == pytest.approx(
            sorted(metric.similarity(vector[None], rated)[0])[: -len(shown) - 1 : -1]
        )


def test_an_explanation_says_what_else_the_score_comes_from():
    one, other = ("a", 5, 0.96), ("b", 1, 0.7)
    assert explain(4.6, [one], 3, 9, None) == "Like this one, which you gave 5."
    assert explain(4.2, [one], 3, 9, None).endswith("gave 5; the others that you rated draw the score down.")
    assert explain(4.6, [one, other], 3, 9, None).endswith("5 and 1; the first counts most.")
    assert explain(3.0, [("a", 1, 0.1)], 3, 9, None).endswith("your mean of 3.0 counts most.")
    assert explain(3.6, [("a", 5, 0.1)], 5, 1, None) == (
        "Not much like anything that you have rated, most like this one, which you gave 5; "
        "so few ratings move the score only a little."
    )


def test_what_a_reader_goes_by_is_not_said_after_few_ratings_or_where_it_is_not_clear(ratings, tastes):
    for i in range(HABITS_FROM - 1):
        ratings.rate("ann", drawing(f"d{i}", latent(palette=i % 2, look=i)), 5 * (i % 2))
        (found,) = tastes.preference("ann", latent(palette=1)[None])
        assert "go by" not in found.sentence
    even = Metric((0.1, 0.1, 0.1, 0.4, 0.1, 0.1, 0.1))
    close = Metric((0.02, 0.3, 0.02, 0.62, 0.02, 0.01, 0.01))
    clear = Metric((0.05, 0.05, 0.05, 0.7, 0.05, 0.05, 0.05))
    assert [metric.foremost() for metric in (even, close, clear)] == [None, None, "palette"]


def test_a_reader_whose_ratings_cannot_be_compared_is_told_so(ratings, tastes):
    ratings.rate("ann", DrawingRecord(id="a"), 5)
    (found,) = tastes.preference("ann", latent()[None])
    assert (found.score, found.known, found.sentence) == (2.5, False, NOT_COMPARED)
    ratings.remove("ann", "a")
    assert tastes.preference("ann", latent()[None])[0].sentence == NEW_READER


# --- following the database ---


def test_rating_again_replaces(ratings, tastes):
    ratings.rate("ann", drawing("a", latent()), 5)
    high = score(tastes, latent())
    ratings.rate("ann", drawing("a", latent()), 0)
    (found,) = tastes.preference("ann", latent()[None])
    assert found.score < 2.5 < high
    assert [rating for _, rating, _ in found.neighbours] == [0]


def test_removing_removes(ratings, tastes):
    ratings.rate("ann", drawing("a", latent()), 5)
    ratings.rate("ann", drawing("b", latent(palette=1)), 0)
    score(tastes, latent())
    ratings.remove("ann", "a")
    assert [name for name, _, _ in tastes.preference("ann", latent()[None])[0].neighbours] == ["b"]
    ratings.remove("ann", "b")
    assert not tastes.preference("ann", latent()[None])[0].known


def test_two_readers_never_influence_each_other(ratings, tastes):
    ratings.rate("ann", drawing("a", latent()), 5)
    ratings.rate("bob", drawing("a", latent()), 0)
    assert score(tastes, latent(), "ann") > 2.5 > score(tastes, latent(), "bob")
    ratings.forget("bob")
    assert score(tastes, latent(), "ann") > 2.5
    assert not tastes.preference("bob", latent()[None])[0].known


def test_latents_of_another_encoder_are_left_out(ratings, tastes):
    ratings.rate("ann", drawing("a", latent(), version="older"), 5)
    assert not tastes.preference("ann", latent()[None])[0].known
    ratings.rate("ann", drawing("b", latent()), 4)
    assert [name for name, _, _ in tastes.preference("ann", latent()[None])[0].neighbours] == ["b"]


def test_ratings_outlive_the_encoder(ratings, tastes):
    embedded = []
    encoder = SimpleNamespace(
        **vars(ENCODER),
        embed=lambda images: embedded.extend(images) or np.stack([latent(palette=1)] * len(images)),
    )
    outline = "right round arrow blue normal\na -> b"
    row = "[0, 50, 50, 'circle', 60, 60, 'solid arrow', (255, 255, 255), (0, 0, 0), [], 'a']"
    for name, how in (("outline", {"outline": outline}), ("rows", {"rows": row}), ("nothing", {})):
        old = DrawingRecord(id=name, latent=latent(palette=2), latent_version="older", **how)
        ratings.rate("ann", old, 5)
    assert not tastes.preference("ann", latent()[None])[0].known
    assert renew(ratings, "ann", encoder) == 2 == len(embedded)
    (found,) = tastes.preference("ann", latent(palette=1)[None])
    assert {name for name, _, _ in found.neighbours} == {"outline", "rows"}
    assert found.neighbours[0][2] == pytest.approx(1, abs=1e-5)
    assert renew(ratings, "ann", encoder) == 0


# --- the file ---


@pytest.fixture
def kept(ratings, tmp_path):
    """The file of a reader with 30 ratings, and what is predicted from them."""
    for i, vector in enumerate(random_latents(30)):
        ratings.rate("ann", drawing(f"d{i}", vector), i % 6)
    tastes = Tastes(ratings, ENCODER, tmp_path / "tastes")
    expected = score(tastes, latent())
    tastes.close()
    return tastes.file("ann"), expected


def reopened(ratings, path) -> Tastes:
    return Tastes(ratings, ENCODER, path.parent)


def test_the_file_spares_reading_all_ratings_again(ratings, kept, monkeypatch):
    path, expected = kept
    monkeypatch.setattr(ratings, "latents", lambda *_: pytest.fail("all ratings were read"))
    assert score(reopened(ratings, path), latent()) == pytest.approx(expected)


def test_a_missing_or_unreadable_file_is_made_anew_from_the_database(ratings, kept, caplog):
    path, expected = kept
    content = path.read_bytes()
    half = len(content) // 2
    broken = [None, b"", b"no index", content[:half], content[:half] + b"\xff\x00\xff" + content[half + 3 :]]
    for data in broken:
        path.unlink()
        if data is not None:
            path.write_bytes(data)
        tastes = reopened(ratings, path)
        assert score(tastes, latent()) == pytest.approx(expected)
        tastes.close()
        again = reopened(ratings, path)
        assert score(again, latent()) == pytest.approx(expected)
    assert len(caplog.records) == len(broken) - 1


def test_an_older_file_takes_in_what_has_changed_since(ratings, kept):
    path, _ = kept
    ratings.rate("ann", drawing("new", latent(palette=2)), 5)
    ratings.rate("ann", drawing("d3", random_latents(30)[3]), 0)
    ratings.remove("ann", "d4")
    tastes = reopened(ratings, path)
    fresh = Tastes(ratings, ENCODER, path.parent / "elsewhere")
    for vector in (latent(palette=2), *random_latents(4)):
        (old,), (new,) = (which.preference("ann", vector[None]) for which in (tastes, fresh))
        assert old.score == pytest.approx(new.score)
        assert old.neighbours[0][:2] == new.neighbours[0][:2]


def test_a_file_of_another_encoder_is_not_used(ratings, kept):
    path, _ = kept
    newer = Tastes(ratings, SimpleNamespace(version="newer", dimensions=DIMENSIONS), path.parent)
    assert not newer.preference("ann", latent()[None])[0].known


def test_nothing_is_written_before_the_prediction_and_no_part_is_left(ratings, tmp_path, monkeypatch):
    monkeypatch.setattr(taste_module.os, "replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    for i, vector in enumerate(random_latents(30)):
        ratings.rate("ann", drawing(f"d{i}", vector), 4)
    tastes = Tastes(ratings, ENCODER, tmp_path / "tastes")
    assert score(tastes, latent()) > 3
    tastes.close()
    assert list((tmp_path / "tastes").iterdir()) == []


def test_forgetting_deletes_the_file_too(ratings, kept):
    path, _ = kept
    tastes = reopened(ratings, path)
    score(tastes, latent())
    ratings.forget("ann")
    tastes.forget("ann")
    tastes.close()
    assert not path.exists()
    assert not tastes.preference("ann", latent()[None])[0].known


def test_a_reader_forgotten_by_another_process_leaves_no_file(ratings, kept):
    path, _ = kept
    tastes = reopened(ratings, path)
    score(tastes, latent())
    ratings.forget("ann")
    assert not tastes.preference("ann", latent()[None])[0].known
    tastes.close()
    assert not path.exists()


def test_a_folder_in_place_of_the_index_stops_no_prediction_and_forgetting_says_so(ratings, tmp_path):
    tastes = Tastes(ratings, ENCODER, tmp_path / "tastes")
    tastes.file("ann").mkdir(parents=True)
    assert tastes.preference("ann", latent()[None])[0].sentence == NEW_READER
    ratings.rate("ann", drawing("a", latent()), 5)
    assert tastes.preference("ann", latent()[None])[0].known
    with pytest.raises(RatingsUnavailable, match="cannot be deleted"):
        tastes.forget("ann")


def test_a_file_in_place_of_the_folder_of_indexes_stops_nothing(ratings, tmp_path):
    (tmp_path / "tastes").write_text("not a folder")
    tastes = Tastes(ratings, ENCODER, tmp_path / "tastes")
    assert tastes.preference("ann", latent()[None])[0].sentence == NEW_READER
    tastes.forget("ann")


def test_without_a_data_folder_the_indexes_are_in_memory_only(ratings, tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("LEGIBLE_DATA", str(tmp_path / "file" / "folder"))
    tastes = Tastes(ratings, ENCODER)
    ratings.rate("ann", drawing("a", latent()), 5)
    assert tastes.preference("ann", latent()[None])[0].known
    assert tastes.file("ann") is None
    tastes.forget("ann")
    tastes.close()


def test_a_users_name_does_not_show_in_the_folder(ratings, kept):
    assert "ann" not in kept[0].name
    names = {Tastes(ratings, ENCODER, kept[0].parent).file(user) for user in ("ann", "../ann", "Ann", "안나")}
    assert len(names) == 4
    assert {name.parent for name in names} == {kept[0].parent}


# --- many at once ---


def test_threads_rate_and_ask_at_once(ratings, tastes):
    vectors = random_latents(24)
    failures = []

    def work(user: str, part: int) -> None:
        try:
            for i in range(part, 24, 3):
                ratings.rate(user, drawing(f"d{i}", vectors[i]), i % 6)
                (found,) = tastes.preference(user, vectors[i : i + 1])
                assert found.neighbours[0][2] == pytest.approx(1, abs=1e-4)
        except Exception as error:
            failures.append(error)

    work_of = [(user, part) for user in ("ann", "bob") for part in range(3)]
    threads = [threading.Thread(target=work, args=arguments) for arguments in work_of]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    fresh = Tastes(ratings, ENCODER, tastes.folder / "elsewhere")
    for user in ("ann", "bob"):
        assert score(tastes, vectors[0], user) == pytest.approx(score(fresh, vectors[0], user))


def test_few_indexes_stay_open_and_the_rest_come_back(ratings, tastes, monkeypatch):
    monkeypatch.setattr(taste_module, "OPEN_USERS", 2)
    for i, user in enumerate("abcde"):
        ratings.rate(user, drawing("d", latent()), i)
    first = [score(tastes, latent(), user) for user in "abcde"]
    assert len(tastes._open) == 2
    assert [score(tastes, latent(), user) for user in "abcde"] == first
    assert first == sorted(first)


@pytest.mark.slow
def test_a_ranking_takes_20_ms_with_100000_ratings():
    from tests.bench.preference_speed import with_many_ratings

    _, busy = with_many_ratings(100_000)["the same again"]
    assert busy < 20
