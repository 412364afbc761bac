"""Adapters (PEFT's folders) of the embedded model: read, checked against the base, put into its weights.

A LoRA is added to the matrices that it changes (Hu et al. 2021), in float32 and before the decoder is built,
so that it costs nothing while decoding. The learnt prompt of prompt tuning (Lester et al. 2021) is a few rows
of embeddings that stand in front of every prompt.
"""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from diagram.errors import ModelUnavailable

if TYPE_CHECKING:
    import torch

CONFIG, WEIGHTS = "adapter_config.json", "adapter_model.safetensors"
PREFIX = "base_model.model."
BASE = "base"  # key of the safetensors' metadata: the fingerprint of the weights that it was trained on
SCOPE = "scope"  # another key: what it was trained to write
STYLE = "style"  # ... only the style line; the rest is the base's to write
PLAIN = {  # options of LoRA that change the arithmetic, and what they are where it is the usual one
    "use_dora": (False, None),
    "fan_in_fan_out": (False, None),
    "rank_pattern": ({}, None),
    "alpha_pattern": ({}, None),
    "modules_to_save": (None, []),
    "bias": ("none", None),
}


@dataclass(frozen=True)
class Adapter:
    """What a folder holds: `kind` is PEFT's peft_type, `base` the fingerprint of its base, "" if unknown.

    `scope` is STYLE for one that only chooses styles, "" for one that writes everything.
    """

    kind: str
    config: dict
    tensors: dict[str, torch.Tensor]
    base: str
    scope: str = ""

    def check_base(self, base: str, folder: Path) -> None:
        """Raises ModelUnavailable where it is known to be of other weights than this fingerprint's."""
        if self.base and base and self.base != base:
            raise ModelUnavailable(
                f"The adapter {folder} was trained on other weights ({self.base}) than these ({base}); "
                "train it again on them."
            )

    def merge(self, state: dict[str, torch.Tensor], folder: Path) -> dict[str, torch.Tensor]:
        """The state with the LoRA in it, in float32. Raises ModelUnavailable where shapes or names differ."""
        import torch

        if self.kind != "LORA":
            return state
        unusual = [name for name, usual in PLAIN.items() if self.config.get(name) not in usual]
        if unusual:
            raise ModelUnavailable(
                f"The adapter {folder} uses {', '.join(unusual)}, which the embedded model does not read; "
                "train a plain LoRA."
            )
        rank, alpha = int(self.config["r"]), float(self.config["lora_alpha"])
        scale = alpha / (math.sqrt(rank) if self.config.get("use_rslora") else rank)
        merged = {name: tensor.float() for name, tensor in state.items()}
        pairs: dict[str, dict[str, torch.Tensor]] = {}
        for name, tensor in self.tensors.items():
            module, _, part = name.removeprefix(PREFIX).removesuffix(".weight").rpartition(".")
            pairs.setdefault(f"{module}.weight", {})[part] = tensor.float()
        for name, pair in pairs.items():
            fits = set(pair) == {"lora_A", "lora_B"} and name in merged
            if not fits or (len(pair["lora_B"]), pair["lora_A"].shape[-1]) != tuple(merged[name].shape):
                raise ModelUnavailable(
                    f"The adapter {folder} changes {name}, which these weights lack in that shape; "
                    "it is of another base model."
                )
            with torch.no_grad():
                merged[name] = merged[name] + scale * (pair["lora_B"] @ pair["lora_A"])
        return merged

    def prefix(self, width: int, folder: Path) -> torch.Tensor | None:
        """The learnt prompt (n x width, float32) of prompt tuning, None for a LoRA."""
        if self.kind != "PROMPT_TUNING":
            return None
        found = self.tensors.get("prompt_embeddings")
        if found is None or found.ndim != 2 or found.shape[1] != width:
            raise ModelUnavailable(
                f"The learnt prompt of the adapter {folder} is not {width} wide; it is of another base model."
            )
        return found.float()


def read(folder: Path) -> Adapter:
    """The adapter in a folder. Raises ModelUnavailable where there is none, or one of a type unknown here."""
    from safetensors import SafetensorError, safe_open

    folder = Path(folder)
    missing = [name for name in (CONFIG, WEIGHTS) if not (folder / name).is_file()]
    if missing:
        raise ModelUnavailable(
            f"The adapter's folder {folder} lacks {', '.join(missing)}; train or download it again."
        )
    try:
        config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
        kind = str(config["peft_type"])
        with safe_open(folder / WEIGHTS, "pt") as file:
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
            said = file.metadata() or {}
    except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
        raise ModelUnavailable(
            f"The adapter in {folder} cannot be read ({error}); train or download it again."
        ) from error
    if kind not in ("LORA", "PROMPT_TUNING"):
        raise ModelUnavailable(f"The adapter {folder} is of type {kind}; LoRA and prompt tuning can be used.")
    return Adapter(kind, config, tensors, said.get(BASE, ""), said.get(SCOPE, ""))


def fingerprint_of(folder: Path) -> str:
    """What tells the weights in a folder from others: a hash of its safetensors files (16 hex digits)."""
    found = hashlib.sha256()
    for path in sorted(Path(folder).glob("*.safetensors")):
        with path.open("rb") as file:
            found.update(hashlib.file_digest(file, "sha256").digest())
    return found.hexdigest()[:16]


def stamp(folder: Path, base: str, scope: str = "") -> None:
    """Writes into an adapter's weights which base they belong to, and what they are to write."""
    from safetensors.torch import load_file, save_file

    path = Path(folder) / WEIGHTS
    save_file(
        load_file(path), path, metadata={"format": "pt", BASE: base, **({SCOPE: scope} if scope else {})}
    )
