"""From words to ranked candidates, with the shipped model."""

from dataclasses import dataclass

import pytest

from diagram import recommend
from diagram.errors import DiagramError, InvalidPrompt
from diagram.generation.backend import Writing
from diagram.outline import parse
from diagram.recommendation import clean, judge, rank, stream

PROMPT = "collect the reviews, then clean the text, then train a classifier, and finally publish the report"


@pytest.fixture(scope="module")
def candidates(weights):
    return recommend(PROMPT, count=5, top=5, seed=1)


def test_the_best_candidate_says_what_the_prompt_says(candidates):
    labels = [node.label.lower() for node in candidates[0].diagram.nodes]
    assert labels == ["collect the reviews", "clean the text", "train a classifier", "publish the report"]
    assert [(e.source, e.target) for e in candidates[0].diagram.edges] == [(0, 1), (1, 2), (2, 3)]
    assert candidates[0].fidelity.faithful


def test_candidates_have_no_defects_and_come_best_first(candidates):
    for candidate in candidates:
        assert sum(n for name, n in candidate.defects.items() if name != "crossings") == 0
        assert 0 <= candidate.readability <= 5
        assert candidate.score == pytest.approx(candidate.readability + 2.5)
    assert candidates == rank(candidates)


def test_a_candidate_is_complete_as_plain_data(candidates):
    data = candidates[0].as_json()
    assert [node["label"] for node in data["nodes"]][:1] == ["Collect the reviews"]
    assert data["nodes"][0]["targets"] == [1]
    assert data["edges"][0] == {"source": 0, "target": 1, "label": ""}
    assert data["rows"].count("\n") == 3
    assert data["score"] == pytest.approx(data["readability"] + data["preference"], abs=0.002)
    assert candidates[0].png()[:4] == b"\x89PNG"
    assert "Train a classifier" in candidates[0].svg()


def test_preference_is_neutral_and_says_so_until_diagrams_were_rated(candidates):
    assert not candidates[0].preference_known
    assert any("rated" in note for note in candidates[0].notes)


def test_the_same_seed_gives_the_same_and_streaming_ends_with_the_same(candidates):
    streamed = list(stream(PROMPT, count=5, top=5, seed=1))
    assert [len(ranked) for ranked in streamed] == [1, 2, 3, 4, 5]
    assert [c.id for c in streamed[-1]] == [c.id for c in candidates]
    assert recommend(PROMPT, count=5, top=2, seed=1)[0].id == candidates[0].id


def test_a_candidate_that_misses_something_never_ranks_above_one_that_misses_nothing(candidates):
    from dataclasses import replace

    whole, other = candidates[0], candidates[1]
    missing = replace(other.judgement, fidelity=replace(other.fidelity, missing=("a word",)))
    lacking = replace(other, judgement=missing, readability=5.0, preference=5.0)
    assert [c.id for c in rank([lacking, replace(whole, readability=0.1)])] == [whole.id, lacking.id]


def test_what_most_candidates_say_leads_and_what_repeats_itself_comes_last():
    lines = (
        "data -> model",
        "model -> data",
        "data -> model",
        "data -> data -> model",
        "data -> model, model",
    )
    judged = judge("data trains the model", [parse(f"right box arrow blue normal\n{line}") for line in lines])
    assert [judgement.leading for judgement in judged][:3] == [True, False, True]
    assert [judgement.sound for judgement in judged] == [True, True, True, False, False]


@pytest.mark.parametrize(
    ("prompt", "outline", "aimless"),
    [
        ("A goes to B", "A -> B", True),
        ("A goes to B, without arrows", "A -> B", False),
        ("A goes to B, with plain lines", "A -> B", False),
        ("A에서 B로, 선으로만 이어줘", "A -> B", False),
        ("3 inputs, 4 hidden, 2 outputs", "input #3; hidden #4; output #2", False),
        ("water boils and cools, again and again", "boils -> cools\ncools -> boils", True),
    ],
)
def test_lines_without_arrows_hide_a_direction_unless_asked_for_or_between_neurons(prompt, outline, aimless):
    arrows, lines = judge(
        prompt, [parse(f"right box {line} blue normal\n{outline}") for line in ("arrow", "line")]
    )
    assert (arrows.aimless, lines.aimless) == (False, aimless)


def test_a_flow_chart_with_arrows_ranks_above_a_better_scored_one_without():
    writer = Writer(tuple(f"right box {line} blue normal\na -> b" for line in ("line", "dashed", "arrow")))
    best = recommend("a goes to b", top=3, seed=0, backend=writer)
    assert best[0].outline.style.line == "arrow"


@pytest.mark.parametrize("prompt", ["", "  \n ", "hello", "!!!", "x" * 20_000, "what's up?"])
def test_what_cannot_be_drawn_is_refused_in_a_sentence(prompt):
    with pytest.raises(InvalidPrompt) as error:
        recommend(prompt)
    assert len(str(error.value)) > 20


@pytest.mark.parametrize(
    "prompt",
    [
        '<script>alert(1)</script> goes to "; DROP TABLE users; --',
        "a -> b" + " -> c" * 200,
        "😀 goes to 😺 and then ​ ‮ hidden ‬ text",
        "A\x00B goes to C\x1b[31m",
        "[group] -> #5 ~9 ? × : ; , + same",
        "日本語のテスト goes to データベース",
        "입력 → " * 60 + "출력",
        "1" * 3000,
    ],
)
def test_strange_words_are_drawn_or_refused_but_never_a_crash(prompt, weights):
    try:
        best = recommend(prompt, count=2, top=2, seed=0)
    except DiagramError as error:
        assert str(error)
    else:
        assert best[0].svg().startswith("<svg")
        assert best[0].as_json()["nodes"]


def test_a_negative_seed_is_refused():
    with pytest.raises(InvalidPrompt, match="seed"):
        recommend(PROMPT, seed=-1)


def test_decomposed_hangul_and_halves_of_characters_are_put_right():
    assert clean("\u1112\u1161\u11ab\u1100\u1173\u11af \ud800") == "한글 ?"


def test_control_characters_become_spaces_and_line_breaks_stay():
    assert clean("A\x00B\x1b -> C\n\tD") == "A B  -> C\n\tD"


def test_signs_that_turn_the_direction_of_text_are_left_out():
    assert clean("\u202eA -> \u2066B\u2069") == "A -> B"


@pytest.mark.parametrize(
    "wrong",
    [
        {"count": 2.5},
        {"count": "5"},
        {"top": 1.5},
        {"seed": 1.5},
        {"seed": "x"},
        {"weight": "x"},
        {"user": ["x"]},
    ],
    ids=str,
)
def test_a_request_of_the_wrong_kind_is_refused_in_a_sentence(wrong):
    with pytest.raises(DiagramError, match=r"; (choose|it must be)"):
        recommend(PROMPT, **wrong)


@dataclass
class Writer:
    """A backend that writes what it is given."""

    outlines: tuple[str, ...]
    name: str = "test"

    def write(self, prompt: str, count: int, seed: int) -> list[Writing]:
        return [Writing(parse(text), 0.0, 1) for text in self.outlines]


def test_a_candidate_too_large_for_any_canvas_is_left_out(monkeypatch):
    monkeypatch.setattr("diagram.graph.MAX_SIDE", 1500)  # px; 199 boxes beside each other fit into 20,000
    wide = "down round arrow blue normal\na -> " + ", ".join(
        f"a rather long name of box number {i}" for i in range(199)
    )
    small = recommend("a goes to b", top=5, seed=0, backend=Writer((wide, "a -> b")))
    assert [len(candidate.diagram.nodes) for candidate in small] == [2]
    with pytest.raises(InvalidPrompt, match="too large"):
        recommend("a goes to b", seed=0, backend=Writer((wide,)))


@pytest.mark.parametrize(("count", "top"), [(0, 1), (17, 1), (3, 0)])
def test_counts_out_of_range_are_refused(count, top):
    with pytest.raises(InvalidPrompt, match="number"):
        recommend(PROMPT, count=count, top=top)
