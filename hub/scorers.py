"""The scorers as one module with PyTorchModelHubMixin: `Scorers.from_pretrained("OWNER/NAME")`.

It holds the readability networks of all folds and the encoder, with what their configurations say.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import torch
from huggingface_hub import PyTorchModelHubMixin
from safetensors.torch import load_file, save_file
from torch import nn

from diagram.scoring import latents, readability
from diagram.scoring.network import Network
from hub import cards, contents
from hub.parcels import Parcel


class Scorers(nn.Module, PyTorchModelHubMixin, library_name="legible"):
    """Readability networks and encoder; in memory in float32, in files in half precision, as they ship.

    readability, encoder: what readability.json and encoder.json say; they are the configuration.
    """

    def __init__(self, readability: dict, encoder: dict) -> None:
        super().__init__()
        measures = len(readability["measures"])
        self.readability = nn.ModuleList([Network(measures) for _ in range(readability["folds"])])
        self.encoder = latents.network()
        self.eval().requires_grad_(False)

    @classmethod
    def of_folder(cls, folder: Path) -> Scorers:
        """The scorers of a folder in the program's layout. Raises ModelUnavailable where they do not fit."""
        readability.load(folder)  # says what is wrong, if anything
        latents.Encoder.load(folder)
        facts = [
            json.loads((folder / f"{part}.json").read_text(encoding="utf-8"))
            for part in ("readability", "encoder")
        ]
        scorers = cls(*facts)
        state = {f"readability.{k}": v for k, v in load_file(folder / readability.FILES[0]).items()}
        state |= {f"encoder.{k}": v for k, v in load_file(folder / latents.FILES[0]).items()}
        missing, unexpected = scorers.load_state_dict(state, strict=False)
        wrong = [name for name in missing if not name.endswith("num_batches_tracked")] + unexpected
        if wrong:
            raise ValueError(f"weights that do not fit: {wrong[:3]}")
        return scorers

    def ensemble(self) -> readability.Ensemble:
        """What gives readability, 0 to 5."""
        return readability.Ensemble(list(self.readability))

    def embedder(self) -> latents.Encoder:
        """What gives latents."""
        return latents.Encoder(self.encoder, str(self._hub_mixin_config["encoder"]["version"]))

    @torch.inference_mode()
    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        """n x 3 x H x W pictures in 0..1 to n readabilities, 0 to 5, from pixels alone."""
        logits = [network.picture_logits(network.features(pictures)) for network in self.readability]
        return 5 * torch.stack(logits).sigmoid().mean(0)

    def _save_pretrained(self, save_directory: Path) -> None:
        """The mixin's way to write weights, in half precision."""
        tensors = {
            name: (value.half() if value.is_floating_point() else value).contiguous()
            for name, value in self.state_dict().items()
        }
        save_file(tensors, Path(save_directory) / "model.safetensors", {"format": "pt"})


def parcel(folder: Path, name: str) -> Parcel:
    """The scorers of a folder, in the mixin's layout, with their card."""
    scorers = Scorers.of_folder(folder)
    with tempfile.TemporaryDirectory() as staging:
        scorers.save_pretrained(staging)
        files: dict[str, contents.Content] = {
            file: (Path(staging) / file).read_bytes() for file in ("config.json", "model.safetensors")
        }
    files["README.md"] = cards.scorers(folder, name).encode()
    return Parcel("scorers", files)
