"""Prompts and completions: the exact text and tokens that models see, the mix, and the folder they lie in."""

import hashlib
from collections import Counter

import pytest
from transformers import AutoTokenizer

from diagram.errors import DiagramError
from diagram.generation import templates
from training.examples import folder, sft
from training.examples.readings import read_answer
from training.packing import Encoder
from training.synthesis import mixture

SECRET_END = "A <|end|> goes to <|prompt|>"


@pytest.fixture(scope="module")
def tokenizer(weights):
    return AutoTokenizer.from_pretrained(weights)


def test_the_row_prompt_is_the_earlier_systems_byte_for_byte():
    text = templates.row_prompt("A goes to B")
    assert text.startswith(
        "### Question: Represent below as a Python list.\n\nA goes to B in the following format.\n\nAt this"
    )
    assert "width (px), height (px), connection line shape (solid or dashed), background color,\n" in text
    assert text.endswith("\n\nIt is important to draw a representation of high readability.\n ### Answer: ")
    # row_prompt.md: the template with "A goes to B" as words and the earlier wording.
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == "dab081662399dc76"


def test_the_later_wording_names_the_three_lines():
    earlier, later = (templates.row_prompt("A", wording) for wording in ("earlier", "later"))
    three = "connection line shape (solid arrow, solid line or dashed line)"
    assert later == earlier.replace("connection line shape (solid or dashed)", three)


def test_bare_prompts_are_what_stands_before_the_words():
    assert templates.outline_prompt("A -> B").startswith(templates.bare_prompt("outline") + "A")
    assert templates.row_prompt("A -> B").startswith(templates.bare_prompt("rows") + "A -> B in the")


def test_texts_tokenise_to_what_the_embedded_model_was_trained_on(tokenizer):
    encode = Encoder(tokenizer)
    for seed in range(60):
        example = mixture.sample(f"tokens {seed}")
        row = sft.record(example, "outline", "later", templates.END)
        prompt, whole = (
            tokenizer(text)["input_ids"] for text in (row["prompt"], row["prompt"] + row["completion"])
        )
        assert whole == encode(0, example).tokens
        assert whole[: len(prompt)] == prompt


def test_words_hold_no_special_tokens(tokenizer):
    ids = tokenizer(templates.outline_prompt(SECRET_END))["input_ids"]
    special = [i for i in ids if i in tokenizer.all_special_ids]
    assert special == tokenizer.convert_tokens_to_ids(["<|prompt|>", "<|outline|>"])


def test_a_tokenized_example_decodes_to_its_own_specials(tokenizer):
    ids = tokenizer(templates.outline_prompt("a -> b") + templates.completion("right\na -> b"))["input_ids"]
    text = tokenizer.decode(ids)
    assert [text.count(mark) for mark in ("<|prompt|>", "<|outline|>", "<|end|>")] == [1, 1, 1]
    assert text.endswith("<|end|>")


def test_the_earlier_mix_has_280_networks_and_420_flow_charts():
    plan = sft.make_plan("earlier")
    kinds = Counter(example.kind for example in sft.examples(plan, 0))
    assert kinds["flows"] == 420
    assert kinds["seed dense"] + kinds["seed image"] == 280
    assert min(kinds["seed dense"], kinds["seed image"]) > 100


def test_no_prompt_comes_twice_and_purposes_do_not_meet():
    plan = sft.make_plan("earlier", 200)
    first = [example.prompt for example in sft.examples(plan, 0)]
    other = [example.prompt for example in sft.examples(plan, 0, "preferences")]
    assert len(set(first)) == 200
    assert first == [example.prompt for example in sft.examples(plan, 0)]
    assert len(set(first) & set(other)) < 10  # short prompts of dense stacks are few


def test_rows_are_the_references_layout_in_whole_pixels_and_end():
    example = sft.earlier("deep-learning model", "1")
    row = sft.record(example, "rows", "earlier", "<|EOT|>", labels=False)
    assert row["prompt"] == templates.row_prompt(example.prompt, "earlier")
    assert row["completion"].endswith("]]<|EOT|>")
    reading = read_answer(row["completion"].removesuffix("<|EOT|>"), "rows")
    assert not reading.labelled
    assert all(node.x == int(node.x) and node.width == int(node.width) for node in reading.diagram.nodes)
    labelled = sft.record(example, "rows", "earlier", "<|EOT|>")["completion"]
    assert read_answer(labelled, "rows").labelled


def test_edits_have_the_old_outline_in_front_and_are_asked_for_only():
    plan = sft.make_plan("mixture", 80)
    edits = [example for example in sft.examples(plan, 0, edits=True) if example.before is not None]
    assert edits
    assert all(example.before is None for example in sft.examples(plan, 0))
    row = sft.record(edits[0], "outline", "later", templates.END)
    assert row["prompt"] == f"<|outline|>{edits[0].before}{templates.outline_prompt(edits[0].prompt)}"
    assert row["before"] == edits[0].before


def test_unknown_presets_are_refused_by_name():
    with pytest.raises(DiagramError, match="choose earlier or mixture"):
        sft.make_plan("latest")


def save(path, rows):
    folder.save(
        folder.split(rows, 3, 0),
        path,
        title="T",
        text="text",
        command="python -m x",
        columns={"prompt": "words"},
        tags=["sft"],
        facts={"seed": 0, "counts": {"a": 1}},
    )


def test_a_folder_loads_by_its_card_and_the_same_rows_give_the_same_bytes(tmp_path):
    from datasets import load_dataset

    rows = [{"prompt": f"p{i} é 한", "completion": "c", "language": "ko"} for i in range(10)]
    save(tmp_path / "one", rows)
    save(tmp_path / "one", rows)  # again over it
    save(tmp_path / "two", rows)
    found = load_dataset(str(tmp_path / "one"), cache_dir=str(tmp_path / "cache"))
    assert {name: len(part) for name, part in found.items()} == {"train": 7, "test": 3}
    assert sorted([*found["train"]["prompt"], *found["test"]["prompt"]]) == [row["prompt"] for row in rows]
    assert found["train"].column_names == ["prompt", "completion", "language"]
    for name in ("train", "test"):
        file = f"data/{name}-00000-of-00001.parquet"
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_the_card_names_splits_languages_and_facts(tmp_path):
    from huggingface_hub import DatasetCard

    save(tmp_path, [{"prompt": f"p{i}", "language": "en"} for i in range(5)])
    card = DatasetCard.load(tmp_path / "README.md")
    files = card.data.to_dict()["configs"][0]["data_files"]
    assert [(file["split"], file["path"]) for file in files] == [
        ("train", "data/train-*"),
        ("test", "data/test-*"),
    ]
    assert card.data.language == ["en"]
    assert "counts: a 1" in card.text


def test_more_cannot_be_held_out_than_there_is():
    with pytest.raises(DiagramError, match="Of 3 examples 3 cannot be held out"):
        folder.split([1, 2, 3], 3, 0)


@pytest.fixture
def tiny(tmp_path, tokenizer):
    from transformers import LlamaConfig, LlamaForCausalLM

    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=16,
        intermediate_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
    )
    config.bos_token_id, config.eos_token_id, config.pad_token_id = 1, 3, 0
    return LlamaForCausalLM(config)


def trainer_arguments(path):
    return {"output_dir": str(path), "use_cpu": True, "report_to": [], "bf16": False, "max_length": 512}


@pytest.mark.slow
def test_trl_sees_the_same_tokens_with_the_loss_on_outline_and_end(tmp_path, tiny, tokenizer):
    from datasets import Dataset
    from trl import SFTConfig, SFTTrainer

    examples = [mixture.sample(f"trl {seed}") for seed in range(8)]
    data = Dataset.from_list([sft.record(e, "outline", "later", templates.END) for e in examples])
    trainer = SFTTrainer(
        tiny, SFTConfig(**trainer_arguments(tmp_path)), train_dataset=data, processing_class=tokenizer
    )
    for example, row in zip(examples, trainer.train_dataset, strict=True):
        sequence = Encoder(tokenizer)(0, example)
        assert row["input_ids"] == sequence.tokens
        learnt = [
            token for token, label in zip(row["input_ids"], row["labels"], strict=True) if label != -100
        ]
        assert learnt == sequence.tokens[sequence.start :]
        assert learnt[-1] == tokenizer.eos_token_id


@pytest.mark.slow
@pytest.mark.parametrize("method", ["dpo", "orpo"])
def test_trl_adds_no_tokens_to_preferences(tmp_path, tiny, tokenizer, method):
    from datasets import Dataset
    from peft import LoraConfig
    from trl import DPOConfig, DPOTrainer
    from trl.experimental.orpo import ORPOConfig, ORPOTrainer

    examples = [e for e in (mixture.sample(f"trl {seed}") for seed in range(8)) if e.before is None]
    rows = [sft.record(e, "outline", "later", templates.END) for e in examples]
    pairs = [{"prompt": r["prompt"], "chosen": r["completion"], "rejected": "right\na<|end|>"} for r in rows]
    config, trainer = {"dpo": (DPOConfig, DPOTrainer), "orpo": (ORPOConfig, ORPOTrainer)}[method]
    made = trainer(
        model=tiny,
        args=config(**trainer_arguments(tmp_path)),
        train_dataset=Dataset.from_list(pairs),
        processing_class=tokenizer,
        peft_config=LoraConfig(r=1, target_modules=["q_proj"]),  # else DPO loads its reference by name
    )
    for example, row in zip(examples, made.train_dataset, strict=True):
        whole = row["prompt_ids"] + row["chosen_ids"] if method == "dpo" else row["chosen_input_ids"]
        assert whole == Encoder(tokenizer)(0, example).tokens
