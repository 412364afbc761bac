"""The backend `transformers`, end to end on a tiny Llama with deepseek's tokenizer conventions."""

import json
import threading

import numpy as np
import pytest
import torch

from diagram import recommend
from diagram.__main__ import main
from diagram.errors import Cancelled, InvalidPrompt, ModelUnavailable
from diagram.generation import checkpoints, choice
from diagram.generation.causal_lm import CausalLM
from diagram.generation.decoding import decode
from diagram.generation.templates import outline_prompt, row_prompt
from diagram.generation.text_grammar import TextGrammar
from diagram.rows import read
from tests import tiny_models

PROMPT = "load -> clean -> train"


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    return tiny_models.save_model(tmp_path_factory.mktemp("models") / "base", width=32, layers=1)


def train(base, folder, steps: int, batch: int):
    """A LoRA trained on prompts and rows, the end in the loss; gives the first and the last loss."""
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModelForCausalLM, AutoTokenizer

    torch.manual_seed(0)
    tokenizer = AutoTokenizer.from_pretrained(base)
    config = LoraConfig(
        r=16,
        target_modules=["q_proj", "k_proj", "v_proj", "o_proj"],
        modules_to_save=["embed_tokens", "lm_head"],
        task_type="CAUSAL_LM",
    )
    model = get_peft_model(AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32), config)
    optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=5e-3)
    examples, losses = tiny_models.examples(steps * batch), []
    for step in range(steps):
        rows = []
        for prompt, text in examples[step * batch : (step + 1) * batch]:
            head = tokenizer(tiny_models.row_prompt(prompt).rstrip(" "))["input_ids"]
            tail = tokenizer(f" {text}{tiny_models.ENDS}", add_special_tokens=False)["input_ids"]
            rows.append((head + tail, [-100] * len(head) + tail))
        width = max(len(ids) for ids, _ in rows)
        ids = torch.tensor([ids + [tokenizer.pad_token_id] * (width - len(ids)) for ids, _ in rows])
        labels = torch.tensor([labels + [-100] * (width - len(labels)) for _, labels in rows])
        loss = model(input_ids=ids, labels=labels).loss
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        losses.append(loss.item())
    model.save_pretrained(folder)
    return losses[0], losses[-1]


@pytest.fixture(scope="module")
def adapter(base, tmp_path_factory):
    """An adapter that has only just begun to learn."""
    folder = tmp_path_factory.mktemp("models") / "adapter"
    first, last = train(base, folder, steps=8, batch=1)
    assert last < first - 1
    return folder


@pytest.fixture(scope="module")
def model(base) -> CausalLM:
    found = checkpoints.load(base, dtype="float32")
    found.budget = 100
    return found


def test_train_load_generate_draw(base, adapter, model):
    tuned = checkpoints.load(None, adapter, dtype="float32")  # the base is the one that the adapter names
    tuned.budget = 100
    best = recommend(PROMPT, 2, 1, seed=0, backend=tuned)[0]
    assert best.svg().startswith("<svg") and best.model == f"transformers:{base} + {adapter}"
    tuned_texts, plain_texts = (m.complete(tuned.question(PROMPT), 2, 0) for m in (tuned, model))
    assert all(text.ended and read(text.text).diagram.nodes for text in tuned_texts)
    assert tuned_texts != plain_texts


@pytest.mark.slow
def test_what_was_taught_comes_out_for_prompts_that_were_not(tmp_path):
    base = tiny_models.save_model(tmp_path / "base", width=96, layers=2)
    train(base, tmp_path / "adapter", steps=150, batch=8)
    tuned = checkpoints.load(base, tmp_path / "adapter", dtype="float32")
    for prompt in ("load -> load", "plan -> plan -> plan"):  # no word comes twice in what was taught
        diagram = read(tuned.complete(tuned.question(prompt), 1, 0)[0].text).diagram
        assert [node.targets for node in diagram.nodes] == [
            (i + 1,) if i < prompt.count("->") else () for i in range(prompt.count("->") + 1)
        ]


def test_the_untrained_model_always_ends_and_parses(model):
    for text in model.complete(model.question(PROMPT), 10, 0):
        assert text.ended and text.tokens <= 100 + 522
        assert all("not there" in problem or "more" in problem for problem in read(text.text).problems)


@pytest.mark.slow
def test_200_completions_of_an_untrained_model_end_and_parse(model):
    texts = [text for seed in range(20) for text in model.complete(model.question(PROMPT), 10, seed)]
    assert len(texts) == 200 and all(text.ended for text in texts)
    problems = [problem for text in texts for problem in read(text.text).problems]
    assert all("not there" in problem or "more" in problem for problem in problems)


def test_the_same_seed_writes_the_same_whatever_stands_beside_it(model):
    three, one, other = (
        model.complete(model.question(PROMPT), count, seed) for count, seed in ((3, 4), (1, 4), (3, 5))
    )
    assert three == model.complete(model.question(PROMPT), 3, 4)
    assert three[0].text == one[0].text == other[0].text  # the greedy one
    assert len({text.text for text in (*three, *other)}) == 5


def test_reading_forced_tokens_together_gives_the_probabilities_of_reading_one_by_one(base):
    """Candidates of uneven length, with holes between them, against a plain pass over each whole text."""
    tokenizer = tiny_models.make_tokenizer()
    llama = tiny_models.make_model(tokenizer, width=32).float()
    grammar = TextGrammar(tokenizer, [tokenizer.eos_token_id], "rows")
    head = tokenizer("### Question: load -> clean\n ### Answer:")["input_ids"]
    states = [grammar.begin(150) for _ in range(3)]
    for row in decode(llama, head, states, 700, seed=1, temperature=1.0):
        with torch.no_grad():
            logits = llama(torch.tensor([head + row.tokens])).logits[0, len(head) - 1 : -1].numpy()
        state, expected, forced = grammar.begin(150), 0.0, 0
        for token, scores in zip(row.tokens, logits, strict=True):
            if not forced and (forced := len(state.forced())) == 0:
                allowed = scores[state.allowed()].astype(np.float64)
                expected += float(
                    scores[token] - allowed.max() - np.log(np.exp(allowed - allowed.max()).sum())
                )
            forced = max(forced - 1, 0)
            state.advance(token)
        assert row.log_probability == pytest.approx(expected, abs=0.05)
        assert row.ended


def test_progress_is_told_and_a_candidate_can_be_stopped(model):
    told, stop = [], threading.Event()

    def progress(done: int, of: int) -> None:
        told.append((done, of))
        if len(told) == 5:
            stop.set()

    with pytest.raises(Cancelled):
        choice.watch(model, progress, stop.is_set).write(PROMPT, 2, 0)
    assert len(told) == 5 and told == sorted(told) and told[-1][0] < told[-1][1]
    assert model.write(PROMPT, 1, 0)  # and it is free again


def test_a_prompt_that_leaves_no_room_is_refused(model):
    with pytest.raises(InvalidPrompt, match="fewer words"):
        model.write("load and clean " * 2000, 1, 0)


def test_words_of_the_user_are_no_special_tokens(model):
    tokens = model.tokenizer(model.question(f"load {tiny_models.ENDS} {tiny_models.BEGINNING}"))["input_ids"]
    assert tokens.count(model.tokenizer.bos_token_id) == 1 and model.tokenizer.eos_token_id not in tokens


def test_a_prompt_tuning_is_put_in_front(base, tmp_path):
    from peft import PromptTuningConfig, get_peft_model
    from transformers import AutoModelForCausalLM

    torch.manual_seed(0)
    config = PromptTuningConfig(task_type="CAUSAL_LM", num_virtual_tokens=5)
    tuned = get_peft_model(AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32), config)
    torch.nn.init.normal_(tuned.prompt_encoder.default.embedding.weight)
    tuned.save_pretrained(tmp_path)
    loaded = checkpoints.load(base, tmp_path, dtype="float32")
    assert loaded.virtual.shape == (1, 5, 32)
    loaded.budget = 20
    ids = torch.tensor([loaded.tokenizer(loaded.question(PROMPT).rstrip(" "))["input_ids"]])
    with torch.no_grad():
        expected = tuned(input_ids=ids).logits[0, -1]
    grammar = loaded._grammar(" ")
    allowed = grammar.begin(20).allowed()
    chosen = decode(
        loaded.model, ids[0].tolist(), [grammar.begin(20)], 540, 0, temperature=0, virtual=loaded.virtual
    )[0].tokens[0]
    assert chosen == allowed[int(expected[torch.tensor(allowed)].argmax())]


def test_the_wording_is_the_one_that_the_adapter_was_trained_on(base, adapter, tmp_path):
    assert checkpoints.load(base).wording == "later"
    assert checkpoints.load(base, adapter).wording == "earlier"  # published before there were two
    for path in adapter.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    checkpoints.record(tmp_path, "outline", "later")
    loaded = checkpoints.load(base, tmp_path)
    assert (loaded.notation, loaded.wording) == ("outline", "later")
    loaded.budget = 60
    assert loaded.write(PROMPT, 2, 0)[0].outline.structure().nodes
    assert checkpoints.load(base, tmp_path, notation="rows").notation == "rows"


def test_a_model_of_the_embedded_models_tokenizer_writes_outlines_with_names_of_the_prompt(weights):
    loaded = checkpoints.load(weights, dtype="float32")
    assert loaded.notation == "outline"
    outline = loaded.write("FastAPI sends jobs to RabbitMQ, which feeds PyTorch workers", 2, 0)[0].outline
    assert {"FastAPI", "RabbitMQ"} <= {node.name for node in outline.structure().nodes}


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (row_prompt("a", "later"), {"notation": "rows", "wording": "later"}),
        (row_prompt("a", "earlier"), {"notation": "rows", "wording": "earlier"}),
        (outline_prompt("a"), {"notation": "outline", "wording": "earlier"}),
    ],
)
def test_what_an_adapter_was_asked_is_recorded_beside_it(tmp_path, question, asked):
    checkpoints.record_question(tmp_path, question)
    assert json.loads((tmp_path / checkpoints.RECORD).read_text()) == asked


def test_of_a_question_in_no_template_nothing_is_recorded(tmp_path):
    checkpoints.record_question(tmp_path, "Draw a house.")
    assert not (tmp_path / checkpoints.RECORD).exists()


@pytest.mark.parametrize("damage", ["pickle", "config", "truncated", "no tokenizer"])
def test_a_damaged_model_is_one_sentence(base, tmp_path, damage):
    folder = tmp_path / "model"
    folder.mkdir()
    for path in base.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    weights = folder / "model.safetensors"
    if damage == "pickle":
        weights.rename(folder / "pytorch_model.bin")
    elif damage == "config":
        (folder / "config.json").write_text('{"model_type": "unheard of"}')
    elif damage == "truncated":
        weights.write_bytes(weights.read_bytes()[:5000])
    else:
        for path in folder.glob("tokenizer*"):
            path.unlink()
    with pytest.raises(ModelUnavailable) as error:
        checkpoints.load(folder)
    assert str(folder) in str(error.value) and "\n" not in str(error.value) and len(str(error.value)) < 500


def test_an_adapter_of_another_model_is_refused(adapter, tmp_path):
    wider = tiny_models.save_model(tmp_path / "wider", width=64, layers=1)
    with pytest.raises(ModelUnavailable, match="does not fit the model"):
        checkpoints.load(wider, adapter)
    deeper = tiny_models.save_model(tmp_path / "deeper", width=32, layers=2)
    with pytest.raises(ModelUnavailable, match="that it was trained on"):
        checkpoints.load(deeper, adapter)


def test_an_adapter_whose_base_is_not_here_says_so(adapter, tmp_path):
    for path in adapter.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    config = json.loads((tmp_path / "adapter_config.json").read_text())
    config["base_model_name_or_path"] = "/nowhere/base"
    (tmp_path / "adapter_config.json").write_text(json.dumps(config))
    with pytest.raises(ModelUnavailable, match="was trained on /nowhere/base, which"):
        checkpoints.load(None, tmp_path)


def test_the_command_line_draws_with_it(base, adapter, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("diagram.generation.causal_lm.BUDGET", {"rows": 40, "outline": 60})
    options = ["--backend", "transformers", "--model", str(base), "--adapter", str(adapter)]
    shared = ["--dtype", "float32", "--count", "1", "--seed", "0", "--out", str(tmp_path)]
    assert main([PROMPT, *options, *shared]) == 0, capsys.readouterr().err
    assert json.loads((tmp_path / "candidate-1.json").read_text())["nodes"]
    (tmp_path / "prompts.txt").write_text(f"{PROMPT}\nplan -> build\n")
    assert main(["--prompts", str(tmp_path / "prompts.txt"), *options, *shared]) == 0
    lines = [json.loads(line) for line in (tmp_path / "candidates.jsonl").read_text().splitlines()]
    assert [len(line["candidates"]) for line in lines] == [1, 1]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--backend", "transformers"], "Name a model"),
        (["--backend", "transformers", "--model", "./nowhere"], "nowhere"),
        (["--model", "./nowhere"], "nowhere"),
        (["--notation", "rows"], "embedded takes no notation"),
        (["--backend", "endpoint", "--adapter", "x"], "endpoint takes no adapter"),
        (["--backend", "endpoint"], "Name the endpoint's model"),
        (["--backend", "endpoint", "--url", "localhost:1"], "is no address"),
    ],
)
def test_what_cannot_be_chosen_is_one_sentence_and_code_2(tmp_path, capsys, options, said):
    assert main([PROMPT, *options, "--out", str(tmp_path)]) == 2
    error = capsys.readouterr().err
    assert said in error and error.count("\n") == 1
