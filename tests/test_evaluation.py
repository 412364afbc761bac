"""What models are measured by: expectations, skill cases, readers, quality, likelihoods."""

import pytest

from diagram.editing.revision import revise
from diagram.errors import DiagramError
from diagram.generation.backend import Writing
from diagram.outline import parse
from tests.tiny_training import make_base
from training.evaluation import skills
from training.evaluation.audience import Readers
from training.evaluation.expectation import lacks
from training.evaluation.quality import Judge, Quality, Worth

STYLE = "right round arrow blue normal\n"
NET = parse(STYLE + "input 28x28; conv 3x3 @8 ×2; conv 3x3 @16; max pool 2x2; hidden #64; output #10")
FLOW = parse(STYLE + "[plan ×3] draft -> review\nreview -> publish")
PROMPT = "A sends data to B. B writes to C."


class Says:
    """Writes, or edits into, the same outline whatever is asked."""

    name = "says"

    def __init__(self, text: str, tokens: int = 10) -> None:
        self.written = [Writing(parse(text), 0.0, tokens)]

    def write(self, prompt, count, seed):
        return self.written * count

    def edit(self, outline, request, count, seed):
        return self.written


@pytest.mark.parametrize(
    ("expected", "missing"),
    [
        ({"has": [{"any": ["conv"], "least": 3, "most": 3}, "pool"], "sizes": ["#64", "@16"]}, []),
        ({"has": [{"any": ["conv"], "least": 4}]}, ["conv (3 of 4)"]),
        ({"has": [{"any": ["dropout", "hidden"], "most": 1}]}, []),
        ({"sizes": ["#65"]}, ["#65"]),
        ({"ways": [["input", "output"], ["conv", "max pool"]]}, []),
        ({"ways": [["output", "input|conv"]]}, ["a way from output to input|conv"]),
        ({"absent": ["softmax"], "style": {"direction": "right"}}, []),
        ({"absent": ["pool"], "style": {"direction": "down"}}, ["no pool", "direction down"]),
    ],
)
def test_what_an_outline_lacks(expected, missing):
    assert lacks(expected, NET) == missing


def test_repeats_of_a_group_count_and_its_title_is_a_name():
    assert (
        lacks({"has": [{"any": ["draft"], "least": 3, "most": 3}, {"any": ["plan"], "least": 3}]}, FLOW) == []
    )
    assert lacks({"has": ["draft"]}, None) == ["a diagram"]
    with pytest.raises(DiagramError, match="has edges; it may have"):
        lacks({"edges": []}, FLOW)


def test_every_edit_of_the_case_files_can_be_made_and_is_accepted():
    """A model that writes the reference passes the product's own checks: the requests are understood."""
    edits = [case for case in skills.read_cases()["instructions"] if "request" in case]
    assert len(edits) >= 12
    for case in edits:
        for reference in case["references"]:
            made = revise(parse(case["old"]), case["request"], backend=Says(reference)).outline
            assert made.structure() == parse(reference).structure(), case["id"]


def test_all_case_files_can_be_judged():
    cases = skills.read_cases()
    assert {name: len(of) >= 7 for name, of in cases.items()} == dict.fromkeys(skills.FILES, True)
    backend = Says(str(NET))
    tally = skills.judge(backend, cases, backend)
    assert set(tally.total) == set(skills.COLUMNS) and tally.total["knowledge"] == len(cases["knowledge"])
    assert tally.as_json()["knowledge"] == 0 and len(tally.misses) > 30
    assert tally.total["plan steps"] == sum(1 + len(case["feedback"]) for case in cases["plans"])
    assert skills.judge(backend, cases).as_json()["edits"] is None  # cannot edit: not judged


def test_a_plan_is_kept_step_by_step():
    case = {
        "prompt": PROMPT,
        "expected": {"has": ["A", "B"]},
        "feedback": [
            {"request": "make it vertical", "expected": {"style": {"direction": "down"}}},
            {"request": "make it green", "expected": {"style": {"palette": "green"}}},
        ],
    }
    tally = skills.judge(
        Says(STYLE + "A -> B"), {"plans": [case]}, Says("down round arrow blue normal\nA -> B")
    )
    assert (tally.held["plan steps"], tally.total["plan steps"]) == (2, 3) and tally.held["plans"] == 0
    assert tally.misses[-1].endswith("1 of 3 steps")


def test_readers_like_styles_differently_and_give_the_middle_by_chance():
    outlines = [NET, FLOW, parse(STYLE + "A -> B -> C")]
    readers = Readers(outlines, each=2)
    assert readers.points(NET) == Readers(outlines, each=2).points(NET)
    styles = ["right box arrow mono tight", "down circle line red wide", "down round dashed teal normal"]
    points = [readers.points(parse(f"{style}\nA -> B -> C")) for style in styles]
    assert max(points) - min(points) > 0.1 and all(1 < p < 4.5 for p in points)


def test_quality_is_a_mean_over_prompts_and_diagrams():
    quality = Quality()
    writing = Writing(FLOW, 0.0, 30)
    quality.add(2, [writing, writing], 1.0, Worth(1.0, True, 4.0, None))
    quality.add(2, [writing], 0.5, Worth(0.5, False, None, 3.0))
    quality.add(2, [], 0.0, None)
    assert quality.as_json() == {
        "parseable": 0.5, "faithful": 0.3333, "fidelity": 0.5, "readability": 4.0, "preference": 3.0,
        "tokens each": 30.0, "seconds each": 0.5,
    }  # fmt: skip


def test_an_evaluation_has_all_columns():
    from training import evaluate
    from training.evaluation.quality import COLUMNS

    right = [evaluate.Case("synthetic", PROMPT, lambda outline, r=r: r, {}) for r in (True, False)]
    judge = Judge(Readers([FLOW], each=1), readability=False)
    table = evaluate.evaluate(Says(STYLE + "A -> B -> C", 12), right, 2, True, judge=judge)
    row = table["all synthetic"]
    assert (row["first"], row["tokens"], row["tokens each"], row["parseable"]) == (0.5, 24, 12, 1.0)
    assert row["faithful"] == 1 and 0 < row["preference"] < 5 and row["readability"] is None
    assert set(COLUMNS) <= set(row) and "fidelity" not in table["synthetic"]


@pytest.mark.parametrize("flag", ["--seed-file", "--handwritten"])
@pytest.mark.parametrize("text", ["", '{"prompt": "A"}\n', "no JSON\n", "[1]\n"])
def test_a_file_without_what_is_right_is_told_in_a_sentence(tmp_path, flag, text):
    from training import evaluate

    path = tmp_path / "cases.jsonl"
    path.write_text(text)
    reader = {"--seed-file": evaluate.seed_file, "--handwritten": evaluate.handwritten}[flag]
    if not text:
        assert evaluate.read_cases(path, reader, 1) == []
        path.unlink()
    with pytest.raises(DiagramError, match=r"cases\.jsonl cannot be read as prompts with what is right"):
        evaluate.read_cases(path, reader, 1)


@pytest.mark.parametrize("flag", ["--every", "--count"])
def test_nothing_is_evaluated_of_nothing(flag):
    from training import evaluate

    with pytest.raises(DiagramError, match=f"{flag} is 0; give 1 or more"):
        evaluate.main(evaluate.make_parser().parse_args([flag, "0"]))


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    return make_base(tmp_path_factory.mktemp("base"), layers=1)


def test_log_probabilities_are_those_of_the_model(base):
    import torch

    from training.evaluation import likelihood

    model, tokenizer = likelihood.open_model(base, None)
    prompts = ["<|prompt|>A to B<|outline|>", "<|prompt|>the parser and the cleaner<|outline|>"]
    answers = [STYLE + "A -> B<|end|>", STYLE + "parser -> cleaner -> store<|end|>"]
    found = likelihood.log_probabilities(model, tokenizer, prompts, answers, 500)
    for prompt, answer, (total, count) in zip(prompts, answers, found, strict=True):
        head, ids = (tokenizer(t, add_special_tokens=False)["input_ids"] for t in (prompt, prompt + answer))
        with torch.no_grad():
            logs = torch.log_softmax(model(torch.tensor([ids])).logits[0], -1)
        each = [float(logs[i - 1, ids[i]]) for i in range(len(head), len(ids))]
        assert count == len(each) and total == pytest.approx(sum(each), abs=1e-3)
    assert likelihood.log_probabilities(model, tokenizer, prompts, answers, 20)[1] == (0.0, 0)
    rows = [
        {"prompt": p, "chosen": a, "rejected": b}
        for p, a, b in zip(prompts, answers, answers[::-1], strict=True)
    ]
    (total, each), _ = likelihood.preferences(model, tokenizer, rows, 500)
    assert total == pytest.approx(found[0][0] - likelihood.log_probabilities(
        model, tokenizer, prompts[:1], answers[1:], 500)[0][0], abs=1e-3)  # fmt: skip
    assert abs(each) < abs(total)


def test_an_untrained_model_does_not_end_by_itself(base):
    from training.evaluation.unaided import unaided

    found = unaided(base, None, [PROMPT, "mlp 3-4-2"], tokens=12)
    assert found == {"unaided parseable": 0.0, "unaided ended": 0.0}


def test_the_peak_of_memory_can_be_marked():
    from training.evaluation import memory

    block = bytearray(300 * 2**20)
    block[::4096] = b"x" * len(block[::4096])
    before = memory.peak()
    assert before > 300
    del block
    memory.mark()
    assert memory.peak() <= before
