"""Raw examples that a model writes alone: blocks, checkpoints, processes; filters; statistics."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from fake_writer import FakeWriter

from diagram.errors import DiagramError
from training.examples import checkpoint, endings, filters, magpie, minhash, statistics
from training.examples.filters import Limits, Raw
from training.examples.writers import choose, load_writer, penalise

ROOT = Path(__file__).resolve().parent.parent
STYLE = "right round arrow blue normal\n"
WORDS = "the mobile app sends requests to the gateway, which calls the order service"
ANSWER = f"{STYLE}mobile app -> gateway -> order service"


def write(folder, todo, rank=0, writer=None):
    return list(magpie.write_raw(writer or FakeWriter(), todo, folder, 0, 0.0, rank))


def test_processes_together_write_what_one_writes_alone(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        checkpoint.begin(folder, {"seed": 0})
    write(one, magpie.pending(one, 18, 4))
    todo = magpie.pending(two, 18, 4)
    for rank in (1, 0):
        write(two, todo[rank::2], rank)
    first, second = (magpie.merge(folder, 18).read_bytes() for folder in (one, two))
    assert first == second
    assert [json.loads(line)["index"] for line in first.splitlines()] == list(range(18))


def test_it_goes_on_after_a_line_that_was_cut_off(tmp_path):
    checkpoint.begin(tmp_path, {})
    write(tmp_path, magpie.pending(tmp_path, 12, 4))
    whole = magpie.merge(tmp_path, 12).read_bytes()
    path = tmp_path / "raw.0.jsonl"
    path.write_bytes(path.read_bytes()[:-30])  # killed while the last block was written
    assert magpie.pending(tmp_path, 12, 4) == [range(8, 12)]
    writer = FakeWriter()
    write(tmp_path, magpie.pending(tmp_path, 12, 4), writer=writer)
    assert writer.written == [8, 9, 10, 11]
    assert magpie.merge(tmp_path, 12).read_bytes() == whole


def test_other_settings_are_refused_with_what_changed(tmp_path):
    checkpoint.begin(tmp_path, {"seed": 0, "model": "a"})
    checkpoint.begin(tmp_path, {"seed": 0, "model": "a"})
    with pytest.raises(DiagramError, match="seed 0, now 1"):
        checkpoint.begin(tmp_path, {"seed": 1, "model": "a"})


def test_what_is_missing_is_not_merged(tmp_path):
    checkpoint.begin(tmp_path, {})
    write(tmp_path, [range(4)])
    with pytest.raises(DiagramError, match="2 of 6 examples are missing"):
        magpie.merge(tmp_path, 6)


def test_the_embedded_model_writes_the_same_prompts_for_the_same_seed(weights, monkeypatch):
    monkeypatch.setattr(endings, "MEDIAN", 12)
    writer = load_writer(str(weights), "outline")
    prompts = writer.write_prompts(range(3), 0)
    assert prompts == writer.write_prompts(range(3), 0)
    assert len({prompt.words for prompt in prompts}) == 3
    assert all(prompt.words and "<|" not in prompt.words for prompt in prompts)
    assert writer.write_prompts([0], 1)[0].words != prompts[0].words
    writer.prompt_temperature = 1e-3  # next to greedy: all alike, but for where each is cut
    alike = [prompt.words for prompt in writer.write_prompts(range(3), 0)]
    assert len({words[:20] for words in alike}) == 1


def test_transformers_without_a_grammar_answers_and_writes_prompts_in_a_batch(weights):
    from training.examples.causal import CausalWriter

    writer = CausalWriter(str(weights), "outline", tokens=40)
    short, long = (
        "CNN with 64x64 input, 3x3 conv, 10 outputs",
        "data goes to a cleaner, then to the model, in red",
    )
    found = writer.answer([short, long], 2, 0, 1.0)
    assert found == writer.answer([short, long], 2, 0, 1.0)
    assert [len(answers) for answers in found] == [2, 2]
    # Padding makes no difference to what comes first, which is greedy: as the embedded model's is.
    assert found[0][0] == writer.answer([short], 1, 0, 1.0)[0][0]
    body = load_writer(str(weights), "outline").answer([short], 1, 0, 1.0)[0][0].text.split("\n")[1]
    assert found[0][0].text.split("\n")[1] == body
    assert "red" in found[1][0].text.split("\n")[0]
    assert found[0][0].ended
    prompts = writer.write_prompts([0, 1], 0)
    assert len({prompt.words for prompt in prompts}) == 2


def test_words_that_were_written_become_less_likely_and_others_stay():
    logits = np.array([3.0, -3.0, 1.0, 0.0])
    penalise(logits, [0, 1, 1], 1.5)
    assert logits.tolist() == [2.0, -4.5, 1.0, 0.0]
    penalise(logits, [], 1.5)
    penalise(logits, [2], 1.0)
    assert logits.tolist() == [2.0, -4.5, 1.0, 0.0]


def test_nucleus_sampling_leaves_out_the_unlikely():
    logits = np.log(np.array([[0.6, 0.35, 0.05] + [1e-9] * 5] * 400))
    generators = [np.random.default_rng(i) for i in range(400)]
    drawn = choose(logits, generators, temperature=1.0, top_p=0.9)
    assert set(drawn) == {0, 1}
    assert 0.55 < drawn.count(0) / 400 < 0.72  # 0.6 of 0.95


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("a cnn , with 64 x 64 input ( gray ) .", "a cnn, with 64x64 input (gray)."),
        ("self - attention \n * user ' s data", "self-attention\n* user's data"),
        ("redis 로 보낸다 , api 는", "redis로 보낸다, api는"),
    ],
)
def test_words_of_tokens_become_text(words, text):
    assert endings.spell(words.split(" ")) == text


def test_a_prompt_ends_with_the_sentence_after_its_length():
    assert not endings.is_over(2, ".", 3)
    assert not endings.is_over(3, "c", 3)
    assert endings.is_over(3, ".", 3)


def outcome(*pairs, ended=True, notation="outline", **limits):
    raw = [Raw(words, answer, ended, index=i) for i, (words, answer) in enumerate(pairs)]
    return filters.filter_examples(raw, notation, Limits(**limits))


def reason(words, answer=ANSWER, **limits):
    found = outcome((words, answer), **limits)
    return found.reasons.get(0)


def test_a_good_example_is_kept():
    assert reason(WORDS) is None


@pytest.mark.parametrize(
    ("words", "answer", "why"),
    [
        (WORDS, "mobile app -> gateway", "not parseable"),
        ("app", f"{STYLE}app -> app 2", "length"),
        (WORDS, f"{STYLE}mobile app", "length"),
        ("移动应用 发送 请求 到 网关 然后", ANSWER, "language"),
        ("-> ( ) [ ] ### !!! ??? app *** ---", ANSWER, "language"),
        ("the app sends \ufffd to the gateway and on", ANSWER, "language"),
        ("the hemogladadadadada app goes to the gateway", ANSWER, "repetition"),
        ("the s 3, the s 3, the s 3, and the gateway", ANSWER, "repetition"),
        (WORDS, f"{STYLE}mobile app -> gateway -> gateway", "repetition"),
        (WORDS, f"{STYLE}mobile app -> gateway -> payment service", "fidelity"),
    ],
)
def test_each_filter_has_its_own_reason(words, answer, why):
    assert reason(words, answer) == why


def test_what_has_not_ended_is_counted_first():
    found = outcome((WORDS, "nonsense"), ended=False)
    assert found.removed["not ended"] == 1
    assert sum(found.removed.values()) == 1


def test_words_that_nobody_knows_are_garbage_if_asked(monkeypatch):
    monkeypatch.setattr(filters, "KNOWN", 2000)  # enough for these
    filters._known_words.cache_clear()
    garbage = "the vitrent feeds the hdolo, which feeds the bolquof and the toarnar"
    answer = f"{STYLE}vitrent -> hdolo -> bolquof, toarnar"
    assert reason(garbage, answer) is None
    assert reason(garbage, answer, unknown=0.1) == "language"
    assert reason(WORDS, unknown=0.1) is None


def test_duplicates_and_near_duplicates_are_counted_apart_and_the_first_is_kept():
    words = "first the scanner reads the invoice, then the parser cuts it, then the clerk checks the total"
    answer = f"{STYLE}scanner reads the invoice -> parser cuts it -> clerk checks the total"
    near = words.replace("first the scanner", "first a scanner")
    found = outcome((words, answer), (words.upper(), answer), (near, answer), (WORDS, ANSWER), similarity=0.6)
    assert [example.index for example in found.kept] == [0, 3]
    assert (found.removed["duplicates"], found.removed["near-duplicates"]) == (1, 1)


def test_lists_of_equal_sizes_do_not_repeat():
    assert not filters.repeats("a dense net with 3 3 3 3 nodes in the hidden layers")


def test_minhash_finds_what_comparing_all_pairs_finds():
    generator = np.random.default_rng(0)
    vocabulary = [f"w{i}" for i in range(400)]
    texts = []
    for _ in range(60):
        words = list(generator.choice(vocabulary, 40))
        texts.append(" ".join(words))
        for k in generator.integers(0, 40, int(generator.integers(1, 6))):
            words[k] = "changed"
        texts.append(" ".join(words))
    sets = [minhash.shingles(text) for text in texts]
    kept, wanted = [], []
    for i, own in enumerate(sets):
        twin = next((k for k in kept if minhash.jaccard(own, sets[k]) >= 0.7), None)
        wanted.append(twin)
        if twin is None:
            kept.append(i)
    assert minhash.near_duplicates(texts, 0.7) == wanted
    assert 10 < sum(twin is not None for twin in wanted) < 60


def test_signatures_agree_as_often_as_the_sets_are_alike():
    one = frozenset(f"s{i}" for i in range(200))
    other = frozenset(f"s{i}" for i in range(100, 300))  # a third in common
    agreement = (minhash.signature(one) == minhash.signature(other)).mean()
    assert abs(agreement - minhash.jaccard(one, other)) < 0.12


def test_statistics_add_up_and_the_chart_is_a_picture(tmp_path):
    from PIL import Image

    found = outcome((WORDS, ANSWER), (WORDS, ANSWER), ("x", ANSWER))
    summary = statistics.summarise(found, 3, {"train": [1]})
    assert summary["raw"] - sum(summary["removed"].values()) == summary["kept"] == 1
    assert summary["nodes"]["50%"] == 3
    statistics.save(summary, tmp_path)
    statistics.draw(summary, tmp_path / "again.png")
    assert json.loads((tmp_path / "statistics.json").read_text()) == summary
    assert Image.open(tmp_path / "filters.png").width > 500
    assert (tmp_path / "filters.png").read_bytes() == (tmp_path / "again.png").read_bytes()


def run(*arguments, **more):
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        **more,
    )


@pytest.mark.slow
def test_two_processes_of_accelerate_write_the_same_file_as_one(tmp_path, weights):
    one, two = tmp_path / "one", tmp_path / "two"
    options = ["--raw", "40", "--model", str(weights), "--out"]
    alone = run("-m", "training.write_magpie", *options, str(one))
    assert alone.returncode == 0, alone.stderr
    launch = [
        "-m",
        "accelerate.commands.launch",
        "--multi_gpu",
        "--num_processes",
        "2",
        "--num_machines",
        "1",
    ]
    launch += ["--mixed_precision", "no", "--dynamo_backend", "no", "--main_process_port", "0"]
    both = run(*launch, "-m", "training.write_magpie", *options, str(two))
    assert both.returncode == 0, both.stderr
    assert (one / "raw.jsonl").read_bytes() == (two / "raw.jsonl").read_bytes()
    assert {path.name for path in two.glob("raw.?.jsonl")} == {"raw.0.jsonl", "raw.1.jsonl"}
    kept = run("-m", "training.filter_examples", "--raw", str(two), "--out", str(tmp_path / "kept"))
    assert kept.returncode == 0, kept.stderr
    assert (tmp_path / "kept" / "filters.png").is_file()


@pytest.mark.slow
@pytest.mark.parametrize("command", ["prepare_sft", "write_magpie", "filter_examples", "prepare_preferences"])
def test_help_is_quick_to_say_and_errors_are_one_line(tmp_path, command):
    told = run("-X", "importtime", "-m", f"training.{command}", "--help")
    assert told.returncode == 0
    assert not {"torch", "datasets", "transformers"} & {
        line.split("|")[-1].strip() for line in told.stderr.split("\n")
    }
    assert f"python -m training.{command}" in told.stdout


def test_missing_raw_examples_are_one_line(tmp_path, monkeypatch, capsys):
    from training import filter_examples
    from training.examples import commands

    monkeypatch.setattr(
        sys, "argv", ["filter_examples", "--raw", str(tmp_path), "--out", str(tmp_path / "x")]
    )
    with pytest.raises(SystemExit, match=r"There are no raw examples in .* run training\.write_magpie"):
        commands.run(filter_examples.make_parser(), filter_examples.main)
