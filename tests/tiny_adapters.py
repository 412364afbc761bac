"""Adapters made on the spot, for the weights that ship: their tensors by shape, without any training."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np


def save_adapter(
    folder: Path, *, width: int = 0, base: str = "", scale: float = 0.0, named: str = ""
) -> Path:
    """A LoRA of rank 2 on the first layer's query; of another model where a `width` is given.

    base: the fingerprint in its weights; scale: how much it changes; named: its base model's name.
    """
    from safetensors.numpy import save_file

    from diagram.generation.adapters import BASE, CONFIG, WEIGHTS
    from diagram.generation.embedded import WEIGHTS as SHIPPED

    width = width or json.loads((SHIPPED / "config.json").read_text())["hidden_size"]
    chance = np.random.default_rng(0)
    module = "base_model.model.model.layers.0.self_attn.q_proj"
    tensors = {
        f"{module}.lora_A.weight": chance.normal(size=(2, width)).astype(np.float32) * scale,
        f"{module}.lora_B.weight": chance.normal(size=(width, 2)).astype(np.float32) * scale,
    }
    config = {"peft_type": "LORA", "r": 2, "lora_alpha": 2, "target_modules": ["q_proj"]}
    folder.mkdir(parents=True, exist_ok=True)
    if named:
        config["base_model_name_or_path"] = named
    (folder / CONFIG).write_text(json.dumps(config))
    save_file(tensors, folder / WEIGHTS, {"format": "pt", **({BASE: base} if base else {})})
    return folder
