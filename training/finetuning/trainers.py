"""TRL's trainers as they are used here: data already tokenised, no telemetry, no pickle, a frugal ORPO."""

from __future__ import annotations

from pathlib import Path

import torch
from peft import PeftModel
from transformers.trainer import TRAINING_ARGS_NAME
from trl import DPOConfig, DPOTrainer, SFTConfig, SFTTrainer
from trl.experimental.orpo import ORPOConfig, ORPOTrainer
from trl.kernels import chunked_logprob
from trl.trainer.utils import add_fused_lm_head

from training.finetuning.data import IGNORED
from training.finetuning.precision import TRITON_FROM

POSITIONS = (
    256  # whose logits exist at a time; TRL's own 4096 are all of a vocabulary of 32 k, 264 MB and more
)


def limit_head() -> None:
    """Lets TRL's fused head take POSITIONS at a time, and do without Triton on cards too old for it."""
    chunked_logprob.TOKEN_CHUNK_SIZE = POSITIONS
    if torch.cuda.is_available() and torch.cuda.get_device_capability() < TRITON_FROM:
        chunked_logprob._TRITON_AVAILABLE = False


class _Plain:
    """What all trainers here do differently from TRL's."""

    def _send_telemetry(self) -> None:
        """Nothing is told to anybody."""

    def create_model_card(self, *_, **__) -> None:
        """The card is written at the end, by `training.finetuning.report`."""

    def _save(self, output_dir: str | None = None, state_dict: dict | None = None) -> None:
        super()._save(output_dir, state_dict)
        (Path(output_dir or self.args.output_dir) / TRAINING_ARGS_NAME).unlink(missing_ok=True)


class SFT(_Plain, SFTTrainer):
    """Takes input_ids and labels."""


class DPO(_Plain, DPOTrainer):
    """Takes prompt_ids, chosen_ids and rejected_ids."""

    def _prepare_dataset(self, dataset, *_):
        return dataset


class ORPO(_Plain, ORPOTrainer):
    """Takes input_ids, attention_mask and labels of chosen and rejected; never has all logits at once.

    TRL's ORPO computes the logits of every position of both sequences; this one takes the log-probabilities
    from TRL's fused head, as its SFT and DPO do. Loss and gradients are the same.
    """

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        base = self.model.get_base_model() if isinstance(self.model, PeftModel) else self.model
        add_fused_lm_head(base, outputs=("log_probs", "mean_logits"))

    def tokenize_row(self, feature: dict, model=None) -> dict:
        return feature

    def concatenated_forward(self, model, batch: dict) -> tuple[torch.Tensor, ...]:
        """Mean log-probabilities of chosen and rejected answers (B each), mean logits at their positions
        (B x T each), and the mean negative log-likelihood of the chosen, prompt included, as TRL has it."""
        both = self.concatenated_inputs(
            batch, padding_value=self.padding_value, device=self.accelerator.device
        )
        tokens, mask = both["concatenated_input_ids"], both["concatenated_attention_mask"]
        labels = torch.where(mask == 1, tokens, IGNORED)
        output = model(tokens, attention_mask=mask, labels=labels, fused_lm_head=True)
        log_probs, mean_logits = output.log_probs, output.mean_logits
        answer = both["concatenated_labels"][:, 1:] != IGNORED
        chosen = len(batch["chosen_labels"])
        likelihood = -log_probs[:chosen].sum() / (labels[:chosen, 1:] != IGNORED).sum()
        means = (log_probs * answer).sum(-1) / answer.sum(-1)
        return means[:chosen], means[chosen:], mean_logits[:chosen], mean_logits[chosen:], likelihood


TRAINERS = {
    "sft": (SFT, SFTConfig),
    "prompt_tuning": (SFT, SFTConfig),
    "dpo": (DPO, DPOConfig),
    "orpo": (ORPO, ORPOConfig),
}
