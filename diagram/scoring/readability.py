"""How well a drawing reads, 0 to 5: five small CNNs, each taught by four fifths of what people said.

    model, prepare = load()
    model.readability([pictures.draw(diagram)])   # from pixels alone
    model.judge([diagram])                        # from pixels and geometry, which agrees with people better

Trained by `python -m training.scorers.train_readability`; `weights/readability.md` says what it reaches. The
spread of the five answers says how sure they are (Lakshminarayanan et al. 2017, "Simple and scalable
predictive uncertainty estimation using deep ensembles").
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from diagram.errors import ModelUnavailable
from diagram.geometry import Defects
from diagram.graph import Diagram
from diagram.scoring import pictures
from diagram.scoring.measures import NAMES, measures

if TYPE_CHECKING:
    from PIL.Image import Image
    from torch import Tensor

    from diagram.scoring.network import Network

WEIGHTS = Path(__file__).parent / "weights"
FILES = ("readability.safetensors", "readability.json")
BATCH = 64  # pictures at a time, to bound memory
LOADING = threading.Lock()

Prepare = Callable[[Sequence["Image"]], "Tensor"]


@dataclass(frozen=True, slots=True)
class Score:
    """Readability, 0 to 5: the mean of five networks, and the standard deviation of their answers."""

    mean: float
    spread: float


class Ensemble:
    """The networks of the folds, ready to score."""

    def __init__(self, networks: Sequence[Network]) -> None:
        self.networks = tuple(networks)

    def readability(self, images: Sequence[Image]) -> list[Score]:
        """A score for each picture of `pictures.draw` or `pictures.from_png`, from its pixels alone."""
        return _scores(self.answers(pictures.tensor(images)))

    def judge(
        self,
        diagrams: Sequence[Diagram],
        images: Sequence[Image] | None = None,
        found: Sequence[Defects] | None = None,
    ) -> list[Score]:
        """A score for each diagram as it stands, from its pixels and its geometry.

        `images` and `found` are its pictures and defects, where the caller has them already.
        """
        import numpy as np
        import torch

        if not diagrams:
            return []
        images = images or [pictures.draw(diagram) for diagram in diagrams]
        rows = [measures(d, f) for d, f in zip(diagrams, found or [None] * len(diagrams), strict=True)]
        return _scores(self.answers(pictures.tensor(images), torch.from_numpy(np.stack(rows))))

    def answers(self, prepared: Tensor, geometry: Tensor | None = None) -> Tensor:
        """Every network's score, 0 to 5, folds x n, for n x 3 x H x W pictures and n x m measures."""
        import torch

        if not len(prepared):
            return torch.zeros(len(self.networks), 0)
        found = []
        with torch.inference_mode():
            for start in range(0, len(prepared), BATCH):
                part = prepared[start : start + BATCH].contiguous(memory_format=torch.channels_last)
                told = None if geometry is None else geometry[start : start + BATCH]
                found.append(torch.stack([network.logits(part, told).sigmoid() for network in self.networks]))
        return torch.cat(found, 1) * 5


def load(folder: Path | None = None) -> tuple[Ensemble, Prepare]:
    """The ensemble of a folder (the shipped one by default), and what makes its input of pictures; cached.

    Raises ModelUnavailable where weights are missing or do not fit this program.
    """
    with LOADING:
        return _load(folder or WEIGHTS), pictures.tensor


def readability(images: Sequence[Image]) -> list[Score]:
    """The shipped ensemble's scores from pixels alone; see `Ensemble.readability`."""
    return load()[0].readability(images)


def judge(
    diagrams: Sequence[Diagram],
    images: Sequence[Image] | None = None,
    found: Sequence[Defects] | None = None,
) -> list[Score]:
    """The shipped ensemble's scores from pixels and geometry; see `Ensemble.judge`."""
    return load()[0].judge(diagrams, images, found)


def write(networks: Sequence[Network], folder: Path, facts: dict) -> None:
    """Writes the networks in 16 bits, and what is known of them; both files replace earlier ones whole."""
    import os

    import torch
    from safetensors.torch import save

    folder.mkdir(parents=True, exist_ok=True)
    tensors = {
        f"{fold}.{name}": value.to(torch.float16).contiguous()
        for fold, network in enumerate(networks)
        for name, value in network.state_dict().items()
    }
    (folder / "readability.part").write_bytes(save(tensors))
    os.replace(folder / "readability.part", folder / FILES[0])
    facts = {
        "folds": len(networks),
        "measures": list(NAMES),
        "picture": [pictures.WIDTH, pictures.HEIGHT],
    } | facts
    text = json.dumps(facts, indent=1, ensure_ascii=False) + "\n"
    (folder / "readability.part").write_text(text, encoding="utf-8")
    os.replace(folder / "readability.part", folder / FILES[1])


@lru_cache(maxsize=2)
def _load(folder: Path) -> Ensemble:
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    from diagram.scoring.network import Network

    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise ModelUnavailable(
            f"The readability model's folder {folder} lacks {', '.join(missing)}; take it from the "
            "repository, or train it by python -m training.scorers.train_readability."
        )
    try:
        facts = json.loads((folder / FILES[1]).read_text(encoding="utf-8"))
        if facts["measures"] != list(NAMES) or facts["picture"] != [pictures.WIDTH, pictures.HEIGHT]:
            raise ValueError("made for other measures or another size of picture")
        tensors = load_file(folder / FILES[0])
        networks = []
        for fold in range(facts["folds"]):
            network = Network(len(NAMES))
            start = f"{fold}."
            network.load_state_dict(
                {k[len(start) :]: v.float() for k, v in tensors.items() if k.startswith(start)}
            )
            networks.append(_ready(network))
    except (OSError, ValueError, KeyError, TypeError, RuntimeError, SafetensorError) as error:
        raise ModelUnavailable(
            f"The readability model in {folder} does not fit this program ({error}); "
            "take both of its files from the repository, or train it anew."
        ) from error
    return Ensemble(networks)


def _ready(network: Network) -> Network:
    import torch

    return network.eval().requires_grad_(False).to(memory_format=torch.channels_last)


def _scores(answers: Tensor) -> list[Score]:
    if not answers.shape[1]:
        return []
    mean, spread = answers.mean(0), answers.std(0, unbiased=False)
    return [Score(m, s) for m, s in zip(mean.tolist(), spread.tolist(), strict=True)]
