"""Trains the embedded model's byte-level BPE tokenizer on synthetic text.

    python -m training.tokenizer --out diagram/weights

Words, numbers and marks each start with a space of their own, whatever stood before them in the text, and
letters are lower case: so a name looks the same wherever it is copied from. Hangul is never merged across
syllables, because a particle follows a name without a space (서버로): the name's tokens have to stay the same
without it.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from diagram import commands

SPECIAL = ("<|pad|>", "<|prompt|>", "<|outline|>", "<|end|>", "<|edit|>", "<|1|>", "<|2|>", "<|3|>")
CUT = "\x01"  # stands between the pieces of the training text
# A comma between thousands: 12,288 is read as 12288, so that a size is copied as it is written. Two sizes in
# a row without a space (64,128 or 784,256,10) stay two.
THOUSANDS = (
    r"(?<=[^\d,.]\d|[^\d,.]\d\d|^\d|^\d\d),(?=(?!128|256|512|100|200)\d{3}(?!\d|,\d))"
    r"|(?<=[^\d,.]\d\d\d|^\d\d\d),(?=000(?!\d|,\d))"
)
WORDS = r"\n|-+>|=+>|\d{1,4}|[가-힣]+|[a-zà-öø-ÿ]+|[^\s]"


def pieces(text: str) -> str:
    """The text as the trainer sees it: words with their space, syllables of Hangul apart."""
    words = (f" {word}" for word in re.findall(WORDS, unicodedata.normalize("NFC", text).lower()))
    return CUT.join(re.sub(r"(?<=[가-힣])(?=[가-힣])", CUT, word) for word in words)


def corpus(examples: int) -> Iterator[str]:
    """Prompts and outlines of the mix, then the notation's own words, the usual numbers, and all names."""
    from diagram.graph import STYLE_FIELDS
    from training.synthesis import lexicon, mixture

    for seed in range(examples):
        example = mixture.sample(f"tokenizer {seed}")
        yield pieces(example.prompt)
        yield pieces(example.outline)
    words = " ".join(word for values in STYLE_FIELDS.values() for word in values)
    for _ in range(500):
        yield pieces(words + " -> => → ; , : ? + ~ # @ / = × [ ] x same")
    powers = (2**k for k in range(7, 13))
    for number in (*range(130), *range(130, 1025, 10), *powers, 784, 1000, 225, 227, 299, 441):
        for _ in range(60):
            yield pieces(str(number))
    for language in ("en", "ko"):
        for kind in ("component", "data", "step", "stage", "role", "condition", "group"):
            for name in lexicon.flat(language, kind):
                yield pieces(name)


def train(vocabulary: int, examples: int):
    """A tokenizers.Tokenizer of at most `vocabulary` entries, special tokens first."""
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, trainers
    from tokenizers.pre_tokenizers import ByteLevel, Sequence, Split

    tokenizer = Tokenizer(models.BPE())
    spell = ByteLevel(add_prefix_space=False, use_regex=False)
    tokenizer.pre_tokenizer = Sequence([Split(CUT, "removed"), spell])
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        special_tokens=list(SPECIAL),
        initial_alphabet=ByteLevel.alphabet(),
        min_frequency=3,
        show_progress=False,
    )
    tokenizer.train_from_iterator(corpus(examples), trainer)
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFC(), normalizers.Lowercase(), normalizers.Replace(Regex(THOUSANDS), "")]
    )
    words = Split(Regex(WORDS), "removed", invert=True)
    tokenizer.pre_tokenizer = Sequence([words, ByteLevel(add_prefix_space=True, use_regex=False)])
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, default=Path("diagram/weights"))
    parser.add_argument("--vocabulary", type=int, default=4608)
    parser.add_argument("--examples", type=int, default=60_000)
    args = parser.parse_args()

    from transformers import PreTrainedTokenizerFast

    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=train(args.vocabulary, args.examples),
        pad_token="<|pad|>",
        bos_token="<|prompt|>",
        eos_token="<|end|>",
        additional_special_tokens=["<|outline|>", "<|edit|>"],
        model_max_length=1024,
        clean_up_tokenization_spaces=False,
    )
    tokenizer.save_pretrained(args.out)
    print(f"{len(tokenizer)} entries in {args.out}")


if __name__ == "__main__":
    commands.run(main)
