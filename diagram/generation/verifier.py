"""Which of several outlines is right: a second small model says how well each explains its prompt.

The language model says how likely an outline is after a prompt, the verifier how likely the prompt is after
an outline: what was left out of the outline, or connected otherwise, makes the prompt hard to explain ("noisy
channel", Yee, Dauphin and Auli 2019, https://arxiv.org/abs/1908.05731). `training.pretrain --backwards` makes
the verifier, `training.weigh_evidence` the weights of the two and of what fidelity finds.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from diagram.errors import ModelUnavailable
from diagram.generation.selection import SIGNS, signs
from diagram.remote.verification import VERIFIER

if TYPE_CHECKING:
    import torch

    from diagram.generation.grammar import Vocabulary
    from diagram.generation.selection import Reading

FILES = VERIFIER  # weights and configuration, beside the language model
# Log-probabilities of the two; how long the outline is, as a longer one explains more though it is not right;
# and the signs of a wrong one.
EVIDENCE = ("prompt", "outline", "tokens", *SIGNS)


class Verifier:
    """A LlamaForCausalLM that reads outlines and writes prompts, in the tokens of the language model.

    `configuration` is that of the LlamaForCausalLM, with `evidence`, the weights of the evidence; without
    them it can only `explain`.
    """

    def __init__(
        self, weights: Path, configuration: dict, vocabulary: Vocabulary, dtype: torch.dtype
    ) -> None:
        from safetensors.torch import load_file
        from transformers import LlamaConfig

        from diagram.generation.decoder import Decoder

        self.decoder = Decoder(LlamaConfig.from_dict(configuration), load_file(weights), dtype)
        self.vocabulary = vocabulary
        self.evidence: dict[str, float] = configuration.get("evidence", {})

    def odds(self, prompt: str, words: list[int], readings: Sequence[Reading]) -> list[float]:
        """How likely each of the readings of a prompt is right, as a logarithm, up to a constant.

        `words` are the prompt's tokens.
        """
        if len(readings) == 1:
            return [0.0]
        weights = [self.evidence[name] for name in EVIDENCE]
        explained = self.explain(words, [reading.tokens for reading in readings])
        found = []
        for p, reading in zip(explained, readings, strict=True):
            known = (p, reading.log_probability, len(reading.tokens), *signs(prompt, reading.outline))
            found.append(sum(weight * value for weight, value in zip(weights, known, strict=True)))
        return found

    def explain(self, words: Sequence[int], outlines: Sequence[Sequence[int]]) -> list[float]:
        """The log-probability of the prompt `words` after each of the outlines (tokens)."""
        import torch

        v, decoder = self.vocabulary, self.decoder
        heads = [[v.outline, *(t for t in outline if t != v.end), v.prompt] for outline in outlines]
        said = [*words, v.end]
        width = max(map(len, heads)) + len(said)
        rows = [[*head, *said, *[0] * (width - len(head) - len(said))] for head in heads]
        cache = decoder.cache(len(rows), width)
        states = decoder.forward(torch.tensor(rows), cache, torch.zeros(len(rows), dtype=torch.long))
        # What comes after a token is told by the state at it.
        at = torch.tensor([len(head) - 1 for head in heads])[:, None] + torch.arange(len(said))
        found = decoder.logits(states[torch.arange(len(rows))[:, None], at]).log_softmax(-1)
        return found[..., torch.tensor(said)].diagonal(dim1=1, dim2=2).sum(-1).tolist()


def read(weights: Path, configuration: Path, vocabulary: Vocabulary, dtype: torch.dtype) -> Verifier:
    """The verifier of two files; without `evidence` in the second it can only `explain`.

    Raises ModelUnavailable where they do not fit each other or the vocabulary.
    """
    from huggingface_hub.errors import StrictDataclassError
    from safetensors import SafetensorError

    try:
        found = json.loads(configuration.read_text(encoding="utf-8"))
        verifier = Verifier(weights, found, vocabulary, dtype)
        if len(verifier.decoder.embedding) != vocabulary.size:
            raise ValueError("it has other tokens")
        if verifier.evidence and not all(math.isfinite(verifier.evidence[name]) for name in EVIDENCE):
            raise ValueError("a weight of its evidence is no number")
    except (
        *(OSError, ValueError, KeyError, TypeError, AttributeError, RuntimeError, ArithmeticError),
        *(SafetensorError, StrictDataclassError),
    ) as error:
        raise ModelUnavailable(
            f"The verifier in {weights.parent} ({weights.name} and {configuration.name}) cannot be used "
            f"({type(error).__name__}: {' '.join(str(error).split())[:120]}); take both files from where the "
            "model is from, or delete both: the model writes without it."
        ) from error
    return verifier


def load(folder: Path, vocabulary: Vocabulary, dtype: torch.dtype) -> Verifier | None:
    """The verifier beside the language model of a folder, if there is one.

    Raises ModelUnavailable where it is there only in part, cannot be read, or does not fit the model.
    """
    if not any((folder / name).exists() for name in FILES):
        return None
    weights, configuration = (folder / name for name in FILES)
    verifier = read(weights, configuration, vocabulary, dtype)
    if not verifier.evidence:
        raise ModelUnavailable(
            f"The verifier in {folder} has no weights of its evidence in {configuration.name}; take both "
            "files from where the model is from, or delete both: the model writes without it."
        )
    return verifier
