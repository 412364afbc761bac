"""`score_file`: a line of scores for each diagram of a file, in order, whatever the lines hold."""

import json
import re

import pytest
import torch

from diagram import outline, rows
from diagram.layout import lay_out
from diagram.rendering import png
from diagram.scoring import files, readability
from diagram.scoring.files import UnreadableLines, score_file
from diagram.scoring.measures import NAMES
from diagram.scoring.network import Network

ROW = "[0, 500, 300, 'circle', 60, 60, 'solid arrow', (255, 255, 255), (0, 0, 0), []]"
STACKED = "\n".join(ROW.replace("[0", f"[{i}", 1) for i in range(4))


@pytest.fixture(autouse=True)
def any_weights(monkeypatch):
    """Networks of no skill: what is tested here is the files."""
    torch.manual_seed(0)
    model = readability.Ensemble([Network(len(NAMES)).eval() for _ in range(2)])
    monkeypatch.setattr(readability, "load", lambda folder=None: (model, None))
    return model


def score(tmp_path, *lines, **options) -> list[dict]:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"\n".join(x if isinstance(x, bytes) else json.dumps(x).encode() for x in lines))
    score_file(path, tmp_path / "out", **options)
    return [json.loads(line) for line in (tmp_path / "out" / "scores.jsonl").read_text("utf-8").splitlines()]


def test_each_line_has_its_scores_in_order(tmp_path):
    diagram = lay_out(outline.parse("a -> b\nb -> c"))
    (tmp_path / "one.png").write_bytes(png(diagram))
    found = score(tmp_path, {"diagram": ROW}, {"png": "one.png"}, {"diagram": rows.write(diagram)})
    assert [record["line"] for record in found] == [1, 2, 3]
    assert [record["basis"] for record in found] == ["pixels and geometry", "pixels", "pixels and geometry"]
    assert all(0 <= record["readability"] <= 5 and record["spread"] >= 0 for record in found)
    assert found[1]["defects"] is None and found[2]["defects"]["node_overlap"] == 0
    assert all(record["preference"] is None for record in found)


def test_diagrams_are_scored_as_they_stand(tmp_path, any_weights):
    (found,) = score(tmp_path, {"diagram": STACKED})
    assert found["defects"]["node_overlap"] == 6
    (expected,) = any_weights.judge([rows.read(STACKED).diagram])
    assert found["readability"] == pytest.approx(expected.mean, abs=0.001)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"no json", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'{"diagram": "\xff"}', "not UTF-8"),
        ([1, 2], "no text under"),
        ({"diagram": 7}, "no text under"),
        ({"diagram": ROW, "png": "a.png"}, "both"),
        ({"diagram": "nothing here"}, "There is no diagram"),
        ({"png": "absent.png"}, "There is no file"),
        ({"png": "."}, "There is no file"),
        ({"png": "a\0b"}, "picture|file"),
        ({"png": "in.jsonl"}, "no PNG"),
    ],
)
def test_a_bad_line_gets_an_error_and_the_rest_goes_on(tmp_path, line, message):
    bad, good = score(tmp_path, line, {"diagram": ROW})
    assert set(bad) - {"png"} == {"line", "error"}
    assert re.search(message, bad["error"])
    assert good["line"] == 2 and "readability" in good


def test_a_line_without_end_is_refused_without_being_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_LINE", 2_000)
    bad, good = score(tmp_path, {"diagram": "x" * 9_000}, {"diagram": ROW})
    assert "longer than" in bad["error"] and good["line"] == 2 and "readability" in good


def test_empty_lines_have_no_scores_but_count(tmp_path):
    found = score(tmp_path, b"", {"diagram": ROW}, b"   ", {"diagram": ROW}, b"")
    assert [record["line"] for record in found] == [2, 4]


def test_a_byte_order_mark_and_crlf_do_not_matter(tmp_path):
    found = score(tmp_path, b"\xef\xbb\xbf" + json.dumps({"diagram": ROW}).encode() + b"\r")
    assert "readability" in found[0]


def test_further_keys_are_kept_and_results_are_not_taken_from_the_input(tmp_path):
    (found,) = score(tmp_path, {"id": "x1", "readability": 99, "diagram": ROW})
    assert found["id"] == "x1" and found["readability"] <= 5


def test_what_was_guessed_is_told(tmp_path):
    (found,) = score(tmp_path, {"diagram": ROW.replace("'circle'", "'hexagon'")})
    assert "hexagon" in found["problems"][0]


def test_more_lines_than_a_batch_keep_their_order(tmp_path):
    lines = [{"diagram": ROW, "id": i} if i % 3 else {"diagram": "", "id": i} for i in range(70)]
    found = score(tmp_path, *lines)
    assert [record["id"] for record in found] == list(range(70))
    assert [i for i in range(70) if "error" in found[i]] == list(range(0, 70, 3))


def test_an_empty_file_is_refused_and_leaves_nothing(tmp_path):
    with pytest.raises(UnreadableLines, match="is empty"):
        score(tmp_path, b"", b"")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(FileNotFoundError):
        score_file(tmp_path / "absent.jsonl", tmp_path)


def test_a_named_user_gets_preferences(tmp_path, monkeypatch):
    from diagram.scoring.taste import Preference

    def preferences(user):
        return lambda images: [Preference(4.0, True, (), f"for {user}") for _ in images]

    monkeypatch.setattr(files, "_preferences", preferences)
    good, bad = score(tmp_path, {"diagram": ROW}, {"diagram": ""}, user="Kim")
    assert good["preference"] == 4.0 and good["preference_known"] is True
    assert "preference" not in bad


def test_a_node_too_small_for_arithmetic_spoils_its_own_line_only(tmp_path):
    dust = ROW.replace("60, 60", "1e-300, 1e-300")
    found = score(tmp_path, {"diagram": ROW}, {"diagram": dust}, {"diagram": ROW})
    assert [line["line"] for line in found] == [1, 2, 3]
    assert "error" not in found[0] and "error" not in found[2]
    assert found[0]["readability"] == found[2]["readability"]


def test_what_comes_out_is_json_even_where_nan_came_in(tmp_path):
    (found,) = score(tmp_path, {"diagram": ROW, "reward": float("nan")})
    assert found["reward"] is None
    assert "readability" in found
