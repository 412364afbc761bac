"""Makes a trained model deeper, by layers that change nothing at first, so training goes on from there."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from diagram.errors import DiagramError

if TYPE_CHECKING:
    from transformers import LlamaForCausalLM


def deepen(model: LlamaForCausalLM, layers: int) -> LlamaForCausalLM:
    """The model with `layers` layers, the new ones spread evenly among its own.

    A new layer is a copy of the one before it whose two output matrices are zero: it adds nothing to the
    residual stream until it has learnt something (Chen et al., 2016: Net2Net; Wu et al., 2024: LLaMA Pro).
    Raises DiagramError where the model has more layers than that.
    """
    import torch
    from torch import nn

    old = list(model.model.layers)
    if layers < len(old):
        raise DiagramError(
            f"The model has {len(old)} layers already, more than the {layers} asked for; give --layers "
            f"{len(old)} or more."
        )
    stack = []
    for at, layer in enumerate(old, 1):
        stack.append(layer)
        while len(stack) < at * layers // len(old):
            new = copy.deepcopy(layer)
            with torch.no_grad():
                new.self_attn.o_proj.weight.zero_()
                new.mlp.down_proj.weight.zero_()
            stack.append(new)
    for index, layer in enumerate(stack):
        layer.self_attn.layer_idx = index
    model.model.layers = nn.ModuleList(stack)
    model.config.num_hidden_layers = layers
    return model
