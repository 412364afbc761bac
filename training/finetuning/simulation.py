"""The memory of a training step, found by running it on tensors without content.

Forward pass, loss and backward pass run on fake tensors (shapes and types only), with AdamW's moments beside
them as from the second step on. A dispatch mode watches which storages are alive; the most that ever are is
the peak, as an allocator without waste would see it. Nothing is allocated.
"""

from __future__ import annotations

import weakref
from contextlib import contextmanager, nullcontext
from types import SimpleNamespace
from typing import TYPE_CHECKING

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transformers import PretrainedConfig

    from training.finetuning.memory import Setting


class LiveStorages(TorchDispatchMode):
    """Bytes of all storages that are alive (`now`), and the most there were (`peak`)."""

    def __init__(self) -> None:
        super().__init__()
        self.now = self.peak = 0
        self._known: weakref.WeakSet = weakref.WeakSet()

    def hold(self, tensor: torch.Tensor) -> None:
        storage = tensor.untyped_storage()
        if storage in self._known:
            return
        size = storage.nbytes()
        self._known.add(storage)
        self.now += size
        self.peak = max(self.peak, self.now)
        weakref.finalize(storage, self._drop, size)

    def _drop(self, size: int) -> None:
        self.now -= size

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        found = func(*args, **(kwargs or {}))
        for value in tree_leaves(found):
            if isinstance(value, torch.Tensor):
                self.hold(value)
        return found


def peak(config: PretrainedConfig, setting: Setting, as_trl: bool = False) -> int:
    """Bytes at the peak of a step. `as_trl`: ORPO with all logits at once, as TRL has it."""
    from torch._subclasses.fake_tensor import FakeTensorMode

    from training.finetuning.trainers import limit_head

    limit_head()
    model = _model(config, setting)
    with FakeTensorMode():
        _fake(model)
        live = LiveStorages()
        moments = [torch.empty_like(p) for p in model.parameters() if p.requires_grad for _ in range(2)]
        for tensor in (*model.parameters(), *model.buffers(), *moments):
            live.hold(tensor)
        shape = (setting.sequences, setting.length - setting.virtual_tokens)
        tokens = torch.zeros(shape, dtype=torch.long)
        autocast = torch.autocast("cpu", torch.bfloat16) if setting.dtype != "fp32" else nullcontext()
        loss = _trl_orpo if as_trl else LOSSES[setting.method]
        with live:
            with autocast:
                value = loss(model, tokens, torch.ones_like(tokens))
            value.backward()
    return live.peak


def parameters(config: PretrainedConfig, setting: Setting) -> tuple[int, int]:
    """(parameters of the base, of the adapter)."""
    model = _model(config, setting)
    trained = sum(p.numel() for p in model.parameters() if p.requires_grad)
    return sum(p.numel() for p in model.parameters()) - trained, trained


def _model(config: PretrainedConfig, setting: Setting):
    """The model with its adapter on the meta device, set up as the trainers do."""
    from peft import LoraConfig, PromptTuningConfig, TaskType, get_peft_model
    from transformers import AutoModelForCausalLM
    from trl.trainer.utils import add_fused_lm_head

    from training.finetuning.precision import torch_dtype

    with torch.device("meta"), _default_dtype(torch_dtype(setting.dtype)):
        model = AutoModelForCausalLM.from_config(config)
    add_fused_lm_head(model, outputs=("log_probs", "entropy", "mean_logits", "is_top1"))
    if setting.method == "prompt_tuning":
        adapter = PromptTuningConfig(task_type=TaskType.CAUSAL_LM, num_virtual_tokens=setting.virtual_tokens)
    else:
        adapter = LoraConfig(
            task_type=TaskType.CAUSAL_LM,
            r=setting.lora_r,
            lora_dropout=setting.lora_dropout,
            target_modules=list(setting.targets),
        )
    with torch.device("meta"):
        model = get_peft_model(model, adapter)
    model.train()
    if setting.checkpointing:
        model.gradient_checkpointing_enable(gradient_checkpointing_kwargs={"use_reentrant": False})
        model.enable_input_require_grads()
    return model


@contextmanager
def _default_dtype(dtype: torch.dtype) -> Iterator[None]:
    before = torch.get_default_dtype()
    torch.set_default_dtype(dtype)
    try:
        yield
    finally:
        torch.set_default_dtype(before)


def _fake(model: torch.nn.Module) -> None:
    """Fake tensors on the CPU in place of those on the meta device; tied weights stay tied."""
    made: dict[int, torch.Tensor] = {}
    for module in model.modules():
        for name, old in module._parameters.items():
            if old is not None:
                if id(old) not in made:
                    new = torch.empty(old.shape, dtype=old.dtype)
                    made[id(old)] = torch.nn.Parameter(new, requires_grad=old.requires_grad)
                module._parameters[name] = made[id(old)]
        for name, old in module._buffers.items():
            if old is not None:
                module._buffers[name] = torch.empty(old.shape, dtype=old.dtype)
    for name, old in getattr(model, "prompt_tokens", {}).items():  # of prompt tuning: neither of the two
        model.prompt_tokens[name] = torch.zeros(old.shape, dtype=old.dtype)


def _sft(model, tokens: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    return -model(tokens, attention_mask=mask, labels=tokens, fused_lm_head=True).log_probs.mean()


def _dpo(model, tokens: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    from trl.models.utils import disable_gradient_checkpointing

    chosen, rejected = (
        model(tokens, attention_mask=mask, labels=tokens, fused_lm_head=True).log_probs.sum(1).chunk(2)
    )
    with (
        torch.no_grad(),
        disable_gradient_checkpointing(model, {"use_reentrant": False}),
        model.disable_adapter(),
    ):
        reference = model(tokens, attention_mask=mask, labels=tokens, fused_lm_head=True).log_probs
    before, after = reference.sum(1).chunk(2)
    return -torch.nn.functional.logsigmoid(0.1 * ((chosen - before) - (rejected - after))).mean()


def _stub() -> SimpleNamespace:
    """What ORPOTrainer's methods ask of a trainer."""
    from trl.experimental.orpo import ORPOTrainer

    return SimpleNamespace(
        is_encoder_decoder=False,
        aux_loss_enabled=False,
        padding_value=0,
        beta=0.1,
        accelerator=SimpleNamespace(device=torch.device("cpu")),
        concatenated_inputs=ORPOTrainer.concatenated_inputs,
        get_batch_logps=ORPOTrainer.get_batch_logps,
    )


def _orpo(model, tokens: torch.Tensor, mask: torch.Tensor, trainer: type | None = None) -> torch.Tensor:
    from trl.experimental.orpo import ORPOTrainer

    from training.finetuning.trainers import ORPO

    batch = {}
    for name, part in zip(
        ("chosen", "rejected"), zip(tokens.chunk(2), mask.chunk(2), strict=True), strict=True
    ):
        batch |= {f"{name}_input_ids": part[0], f"{name}_attention_mask": part[1], f"{name}_labels": part[0]}
    stub = _stub()
    chosen, rejected, *_, likelihood = (trainer or ORPO).concatenated_forward(stub, model, batch)
    return likelihood - ORPOTrainer.odds_ratio_loss(stub, chosen, rejected)[0].mean()


def _trl_orpo(model, tokens: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    from trl.experimental.orpo import ORPOTrainer

    def in_fp32(*args, **kwargs):  # as Accelerate has the outputs of a model under autocast
        output = model(*args, **kwargs)
        output.logits = output.logits.float()
        return output

    return _orpo(in_fp32, tokens, mask, ORPOTrainer)


LOSSES = {"sft": _sft, "prompt_tuning": _sft, "dpo": _dpo, "orpo": _orpo}
