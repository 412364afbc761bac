"""Texts to tokens: one end token, no second beginning, the same for every method."""

import pytest

from tests.tiny_training import rows, splits
from training.finetuning.data import IGNORED, Splits, digest, encode, tokens


@pytest.fixture(scope="module")
def tokenizer():
    from transformers import AutoTokenizer

    from diagram.generation.embedded import WEIGHTS

    return AutoTokenizer.from_pretrained(WEIGHTS)


def llama_like(adds_start: bool):
    """A byte-level tokenizer with the conventions of deepseek-coder: it adds a beginning token by itself."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    special = ["<begin>", "<|EOT|>", "<pad>"]
    trainer = trainers.BpeTrainer(
        vocab_size=320, special_tokens=special, initial_alphabet=pre_tokenizers.ByteLevel.alphabet()
    )
    tokenizer.train_from_iterator([" [0, 1] answer: [2, 3]"] * 5, trainer)
    if adds_start:
        tokenizer.post_processor = processors.TemplateProcessing(
            "<begin> $A", special_tokens=[("<begin>", 0)]
        )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<begin>", eos_token="<|EOT|>", pad_token="<pad>"
    )


def test_the_embedded_models_texts_become_what_it_was_trained_on(tokenizer):
    from training.packing import Encoder
    from training.synthesis.mixture import sample

    encoder = Encoder(tokenizer)
    for seed in range(30):
        example = sample(seed, "everyday en" if seed % 2 else "forms ko")
        prompt = f"<|prompt|>{example.prompt}<|outline|>"
        ((head, answer),) = encode(tokenizer, [prompt], [f"{example.outline}<|end|>"])
        sequence = encoder(seed, example)
        assert head + answer == sequence.tokens and len(head) == sequence.start


def test_one_end_whether_the_text_has_it_or_not(tokenizer):
    (_, with_end), (_, without) = encode(
        tokenizer, ["<|prompt|>a<|outline|>"] * 2, ["b -> c<|end|>", "b -> c"]
    )
    assert with_end == without and with_end.count(tokenizer.eos_token_id) == 1 == with_end[-1:].count(3)


def test_a_beginning_gets_no_end(tokenizer):
    prompt = "<|prompt|>a<|outline|>"
    row = {"prompt": prompt, "chosen": "down box", "rejected": "right box", "ended": False}
    pairs = splits(1).train.from_list([row])
    (found,), _ = tokens("dpo", pairs, tokenizer, 99, "error")
    assert found["chosen_ids"] == tokenizer("down box")["input_ids"]
    assert digest("dpo", Splits(pairs)) != digest("dpo", Splits(pairs.remove_columns("ended")))


@pytest.mark.parametrize("adds_start", [True, False])
def test_a_beginning_only_where_the_tokenizer_puts_one_and_the_text_has_none(adds_start):
    tokenizer = llama_like(adds_start)
    (plain, _), (marked, _) = encode(tokenizer, ["answer: ", "<begin>answer: "], ["[0]", "[0]"])
    assert marked.count(0) == 1 and plain.count(0) == int(adds_start)
    assert plain[-2:] == marked[-2:]


def test_tokens_that_merge_across_the_border_belong_to_the_completion():
    tokenizer = llama_like(False)
    ((prompt, completion),) = encode(tokenizer, ["answer: "], ["[0, 1]<|EOT|>"])
    assert tokenizer.decode(prompt + completion) == "answer: [0, 1]<|EOT|>"
    assert tokenizer.decode(completion).startswith(" [") and completion[-1] == tokenizer.eos_token_id


def test_what_each_method_gets(tokenizer):
    plain, _ = tokens("sft", splits(1).train, tokenizer, 99, "error")
    row = plain[0]
    learnt = [token for token in row["labels"] if token != IGNORED]
    assert learnt[-1] == tokenizer.eos_token_id and row["labels"][: -len(learnt)] == [IGNORED] * (
        len(row["input_ids"]) - len(learnt)
    )
    assert row["input_ids"][-len(learnt) - 1] == tokenizer.convert_tokens_to_ids("<|outline|>")
    pairs = splits(1, 0, preferences=True).train
    dpo, longest = tokens("dpo", pairs, tokenizer, 99, "error")
    orpo, same = tokens("orpo", pairs, tokenizer, 99, "error")
    assert dpo[0]["prompt_ids"] + dpo[0]["chosen_ids"] == orpo[0]["chosen_input_ids"]
    assert dpo[0]["prompt_ids"] + dpo[0]["rejected_ids"] == orpo[0]["rejected_input_ids"]
    assert [t for t in orpo[0]["rejected_labels"] if t != IGNORED] == dpo[0]["rejected_ids"]
    assert longest == same == max(len(orpo[0]["chosen_input_ids"]), len(orpo[0]["rejected_input_ids"]))


def test_the_prompt_is_in_the_loss_on_request(tokenizer):
    """All of it, with `<|outline|>`, so that a model learns where prompts end; TRL never scores the first."""
    usual, _ = tokens("sft", splits(1).train, tokenizer, 99, "error")
    whole, _ = tokens("sft", splits(1).train, tokenizer, 99, "error", completion_only=False)
    assert whole[0]["input_ids"] == usual[0]["input_ids"] == whole[0]["labels"] != usual[0]["labels"]


def test_orpo_gets_what_trls_own_tokenizing_gives(tokenizer):
    from types import SimpleNamespace

    from trl.experimental.orpo import ORPOTrainer

    trainer = SimpleNamespace(is_encoder_decoder=False, processing_class=tokenizer, max_length=99)
    trainer.build_tokenized_answer = lambda *a: ORPOTrainer.build_tokenized_answer(trainer, *a)
    example = rows(1, 3, preferences=True)[0]
    theirs = ORPOTrainer.tokenize_row(trainer, example)
    ours = tokens("orpo", splits(1).train.from_list([example]), tokenizer, 99, "error")[0][0]
    assert ours == {name: theirs[name] for name in ours}


def test_long_examples_are_left_out_on_request(tokenizer):
    train = splits(20).train
    _, longest = tokens("sft", train, tokenizer, 99, "error")
    kept, now = tokens("sft", train, tokenizer, longest - 1, "drop")
    assert now < longest and 0 < len(kept) < 20


def test_the_digest_tells_data_apart():
    assert digest("sft", splits(3)) == digest("sft", splits(3)) != digest("sft", splits(4))
    assert digest("sft", splits(3)) != digest("sft", splits(3, 1))
