"""Which of several outlines is right: the verifier's answers, their weights, what candidates then show."""

import json

import pytest
import torch
from safetensors.torch import save_file
from transformers import AutoTokenizer

from diagram.errors import DiagramError, ModelUnavailable
from diagram.generation import embedded, selection, verifier
from diagram.generation.selection import Reading, share_out
from diagram.outline import parse
from training import weigh_evidence
from training.packing import Encoder
from training.pretrain import build_model
from training.synthesis.mixture import Example
from training.weigh_evidence import fit, known, read_records, shares
from training.write_candidates import candidates, main, make_parser

STYLE = "right box arrow blue normal\n"
CHAIN = "The ore goes to the crusher and from there to the mill."
PROMPT = "Orders go to the kitchen and the bar."


@pytest.fixture(scope="module")
def vocabulary(weights):
    return embedded.load().vocabulary


@pytest.fixture(scope="module")
def tiny(vocabulary, tmp_path_factory):
    """(a random model as transformers runs it, the same as a verifier)."""
    folder = tmp_path_factory.mktemp("verifier")
    torch.manual_seed(0)
    model = build_model(vocabulary.size, 64, 2).eval()
    save_file(dict(model.named_parameters()), folder / "verifier.safetensors")
    evidence = dict.fromkeys(verifier.EVIDENCE, 0.0) | {"prompt": 1.0}
    configuration = {**model.config.to_dict(), "evidence": evidence}
    (folder / "verifier.json").write_text(json.dumps(configuration))
    return model, verifier.load(folder, vocabulary, torch.float32)


def reading(vocabulary, body, log_probability=-1.0):
    tokens = [*vocabulary.encode_text(STYLE + body), vocabulary.end]
    outline = parse(STYLE + body)
    return Reading(outline, selection.structure_of(outline), tokens, log_probability)


def test_an_outline_explains_a_prompt_as_likely_as_transformers_finds_it(tiny, vocabulary):
    model, found = tiny
    words = vocabulary.encode_text(PROMPT)
    outlines = [reading(vocabulary, body).tokens for body in ("orders -> kitchen, bar", "orders -> bar")]
    for outline, score in zip(outlines, found.explain(words, outlines), strict=True):
        head = [vocabulary.outline, *outline[:-1], vocabulary.prompt]
        said = [*words, vocabulary.end]
        with torch.no_grad():
            logits = model(torch.tensor([[*head, *said]])).logits[0].log_softmax(-1)
        wanted = sum(float(logits[len(head) - 1 + i, token]) for i, token in enumerate(said))
        assert score == pytest.approx(wanted, abs=1e-3)


def test_the_odds_are_the_weighted_sum_of_what_is_known(tiny, vocabulary):
    _, found = tiny
    words = vocabulary.encode_text(PROMPT)
    readings = [reading(vocabulary, "orders -> kitchen, bar"), reading(vocabulary, "orders -> waiter", -3.0)]
    explained = found.explain(words, [r.tokens for r in readings])
    assert found.odds(PROMPT, words, readings) == pytest.approx(explained)
    found.evidence = dict.fromkeys(verifier.EVIDENCE, 0.0) | {"outline": 2.0, "missing": -1.0, "extra": -0.5}
    good, bad = found.odds(PROMPT, words, readings)
    assert good == pytest.approx(-2.0)  # nothing is missing, nothing made up
    assert bad == pytest.approx(-6.0 - 2 - 0.5)  # kitchen and bar are missing, the waiter is made up


def test_one_structure_alone_is_not_verified(tiny, vocabulary):
    assert tiny[1].odds(PROMPT, [], [reading(vocabulary, "orders -> bar")]) == [0.0]


def test_the_same_structure_in_another_style_or_order_of_words_counts_once(vocabulary):
    one = reading(vocabulary, "orders -> kitchen, bar")
    same = reading(vocabulary, "orders -> kitchen, bar", -2.0)
    other = reading(vocabulary, "orders -> kitchen -> bar")
    assert selection.distinct([one, same, other]) == [one, other]


def test_the_likeliest_structure_comes_first_and_takes_the_place_of_unlikely_ones():
    assert share_out([0, 0, 1], [-9.0, -1.0]) == [1, 1, 1]
    assert share_out([0, None, None], [-1.0]) == [0, 0, 0]


def test_a_structure_that_is_nearly_as_likely_keeps_its_place():
    assert share_out([0, 0, 1], [-1.0, -1.5]) == [0, 0, 1]


def test_a_close_second_that_nobody_wrote_is_shown_last():
    assert share_out([0, 0, 0], [-1.0, -8.0, -1.2]) == [0, 0, 2]


def test_a_single_candidate_shows_the_likeliest():
    assert share_out([0], [-2.0, -1.0]) == [1]


def test_the_weights_follow_what_tells_right_from_wrong():
    torch.manual_seed(0)
    examples = []
    for _ in range(200):
        right = torch.zeros(4, dtype=torch.bool)
        right[torch.randint(4, ())] = True
        noise = torch.randn(4)
        examples.append((torch.stack([right.float() + 0.3 * torch.randn(4), noise], 1), right))
    telling, idle = fit(examples).tolist()
    assert telling > 2 and abs(idle) < 0.5
    assert shares(examples, torch.tensor([telling, idle]))["weighted"] > 0.9


def test_what_is_known_of_a_record_is_in_the_order_of_the_evidence(tiny, vocabulary):
    words = vocabulary.encode_text(PROMPT)
    outlines = [reading(vocabulary, body).tokens for body in ("orders -> bar", "orders -> kitchen, bar")]
    record = {
        "words": words,
        "candidates": [[outlines[0], -1.5, [1, 0, 0, 0], False], [outlines[1], -2.0, [0, 0, 0, 0], True]],
    }
    evidence, right = known(tiny[1], record)
    assert right.tolist() == [False, True]
    assert evidence[0, 1:].tolist() == [-1.5, len(outlines[0]), 1, 0, 0, 0]
    assert evidence[:, 0].tolist() == pytest.approx(tiny[1].explain(words, outlines), abs=1e-3)


def test_records_hold_the_models_outlines_and_whether_they_are_right(weights):
    example = Example("chain en", "en", CHAIN, STYLE + "ore -> crusher -> mill", {})
    model = embedded.load()
    record = candidates(model, 7, example, 5)
    if record is None:  # it is sure
        assert model.write(CHAIN, 1, 0)[0].outline.structure() == parse(example.outline).structure()
    else:
        assert record["words"] == model.vocabulary.encode_text(CHAIN)
        assert 2 <= len(record["candidates"]) <= 5
        assert sum(right for *_, right in record["candidates"]) <= 1


def test_a_prompt_backwards_is_learnt_after_its_outline(vocabulary, weights):
    example = Example("chain en", "en", PROMPT, STYLE + "orders -> bar", {}, STYLE + "orders -> kitchen")
    encoder = Encoder(AutoTokenizer.from_pretrained(weights), backwards=True)
    sequence = encoder(0, example)
    v, words = vocabulary, vocabulary.encode_text(PROMPT)
    old, new = (vocabulary.encode_text(text) for text in (example.before, example.outline))
    assert sequence.tokens == [v.outline, *old, v.outline, *new, v.prompt, *words, v.end]
    assert sequence.weights == [0.0] * (len(sequence.tokens) - len(words) - 1) + [1.0] * (len(words) + 1)


@pytest.mark.parametrize(
    ("changed", "held"),
    [
        ({}, None),
        ({}, b""),
        ({"num_hidden_layers": 3}, ...),
        ({"num_hidden_layers": 1}, ...),  # less than there is: a part of it would explain nothing
        ({"num_hidden_layers": "two"}, ...),
        ({"intermediate_size": 64}, ...),
        ({"num_attention_heads": 4}, ...),
        ({"num_key_value_heads": 1}, ...),
        ({"vocab_size": 64}, ...),
        ({"hidden_size": 32}, ...),
        ({"evidence": {"prompt": 1.0}}, ...),
        ({"evidence": [1.0]}, ...),
        ({"evidence": dict.fromkeys(verifier.EVIDENCE, float("nan"))}, ...),
    ],
)
def test_a_verifier_that_cannot_be_used_is_told_in_a_sentence(tiny, vocabulary, tmp_path, changed, held):
    model, _ = tiny
    path = tmp_path / "verifier.safetensors"
    if held is ...:
        save_file(dict(model.named_parameters()), path)
    elif held is not None:
        path.write_bytes(held)
    evidence = dict.fromkeys(verifier.EVIDENCE, 0.0)
    configuration = {**model.config.to_dict(), "evidence": evidence, **changed}
    (tmp_path / "verifier.json").write_text(json.dumps(configuration))
    with pytest.raises(ModelUnavailable, match=r"verifier in .* cannot be used .*delete both"):
        verifier.load(tmp_path, vocabulary, torch.float32)


def test_a_verifier_without_evidence_or_configuration_is_told(tiny, vocabulary, tmp_path):
    model, _ = tiny
    save_file(dict(model.named_parameters()), tmp_path / "verifier.safetensors")
    with pytest.raises(ModelUnavailable, match=r"cannot be used .*delete both"):
        verifier.load(tmp_path, vocabulary, torch.float32)
    (tmp_path / "verifier.json").write_text(json.dumps(model.config.to_dict()))
    with pytest.raises(ModelUnavailable, match=r"no weights of its evidence in verifier\.json"):
        verifier.load(tmp_path, vocabulary, torch.float32)


def test_a_folder_without_a_verifier_has_none(vocabulary, tmp_path):
    assert verifier.load(tmp_path, vocabulary, torch.float32) is None


@pytest.mark.parametrize("changed", [{"num_hidden_layers": 8}, {"intermediate_size": 64}])
def test_a_language_model_that_is_not_what_its_configuration_says_is_told(weights, tmp_path, changed):
    for name in embedded.FILES:
        (tmp_path / name).symlink_to(weights / name)
    (tmp_path / "config.json").unlink()
    config = json.loads((weights / "config.json").read_text())
    (tmp_path / "config.json").write_text(json.dumps(config | changed))
    with pytest.raises(ModelUnavailable, match="configuration"):
        embedded.EmbeddedModel(tmp_path)


RECORD = {"seed": 0, "words": [9, 10], "candidates": [[[5, 6], -1.5, [0, 1, 0, 0], True]]}


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "not json\n",
        "[1, 2]\n",
        '{"words": [1]}\n',
        json.dumps(RECORD | {"words": [10**6]}) + "\n",
        json.dumps(RECORD | {"candidates": [[[5], -1.5, [0], True]]}) + "\n",
        json.dumps(RECORD | {"candidates": [[[5], None, [0, 0, 0, 0], True]]}) + "\n",
        json.dumps(RECORD | {"candidates": []}) + "\n",
        json.dumps(RECORD) + "\n" + '{"prompt": "A"}\n',
    ],
)
def test_a_file_without_candidates_is_told_in_a_sentence(tmp_path, text):
    path = tmp_path / "candidates.jsonl"
    if text is not None:
        path.write_text(text)
    with pytest.raises(DiagramError, match=r"candidates\.jsonl does not hold candidates of this model"):
        read_records(path, 4608)


def test_a_file_of_candidates_is_read(tmp_path):
    (tmp_path / "candidates.jsonl").write_text(json.dumps(RECORD) + "\n")
    assert read_records(tmp_path / "candidates.jsonl", 4608) == [RECORD]


def weigh(*options) -> None:
    weigh_evidence.main(weigh_evidence.make_parser().parse_args([str(option) for option in options]))


def test_a_verifier_that_is_none_is_told_before_anything_is_read(weights, tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "config.json").write_text('{"model_type": "llama"}')
    (tmp_path / "other" / "model.safetensors").write_bytes(b"nothing")
    for name, said in (
        ("nowhere", "neither a folder nor"),
        (".", r"holds no model, as it has no config\.json"),
        ("other", r"\(model\.safetensors and config\.json\) cannot be used .*--backwards"),
    ):
        with pytest.raises(ModelUnavailable, match=said):
            weigh("--candidates", tmp_path / "none", "--verifier", tmp_path / name)


def test_a_model_that_is_none_is_told(tmp_path):
    with pytest.raises(DiagramError, match="cannot be used"):
        weigh("--candidates", "x", "--verifier", "y", "--model", tmp_path)


def test_the_verifier_and_its_weights_are_put_beside_the_model(tiny, weights, tmp_path):
    model, _ = tiny
    model.save_pretrained(tmp_path / "verifier")
    for name in ("tokenizer.json", "tokenizer_config.json"):
        (tmp_path / name).write_bytes((weights / name).read_bytes())
    wrong = [[7, 8, 9], -2.5, [1, 0, 0, 0], False]
    lines = [RECORD | {"candidates": [*RECORD["candidates"], wrong]}] * 4
    (tmp_path / "candidates.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    weigh(
        "--candidates",
        tmp_path / "candidates.jsonl",
        "--verifier",
        tmp_path / "verifier",
        "--model",
        tmp_path,
    )
    found = verifier.load(tmp_path, embedded.load().vocabulary, torch.float32)
    assert found.evidence.keys() == set(verifier.EVIDENCE) and found.evidence["missing"] < 0
    assert len(found.decoder.layers) == 2


def test_weights_need_right_and_wrong_candidates():
    with pytest.raises(DiagramError, match="write more"):
        fit([])


def test_candidates_are_not_written_behind_something_else(tmp_path):
    (tmp_path / "other.jsonl").write_text('{"prompt": "A"}\n')
    with pytest.raises(DiagramError, match=r"other\.jsonl is there and holds something else"):
        main(make_parser().parse_args(["--out", str(tmp_path / "other.jsonl")]))


def test_one_candidate_a_prompt_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(DiagramError, match="--each is 1"):
        main(make_parser().parse_args(["--each", "1", "--out", str(tmp_path / "candidates.jsonl")]))
