"""Averages the weights of models of one architecture, one trained on from the other.

    python -m training.average checkpoints/fourth/model checkpoints/fifth/model --out checkpoints/mean

Where they lie in one basin of the loss, the mean is better than either (Wortsman et al., 2022: model soups).
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from diagram import commands
from diagram.errors import DiagramError

WEIGHTS = "model.safetensors"


def average(folders: list[Path], out: Path) -> None:
    """Writes the mean of the folders' weights to `out`, with the last folder's other files.

    Raises DiagramError where a model is missing, or the tensors are not the same.
    """
    from safetensors import SafetensorError, safe_open
    from safetensors.torch import load_file, save_file

    models = []
    for folder in folders:
        try:
            models.append(load_file(folder / WEIGHTS))
        except (OSError, SafetensorError) as error:
            reason = " ".join(str(error).split())[:120]
            raise DiagramError(
                f"{folder / WEIGHTS} cannot be read ({reason}); give the folder of a model."
            ) from error
    shapes = [{name: tuple(tensor.shape) for name, tensor in model.items()} for model in models]
    if any(shape != shapes[0] for shape in shapes):
        raise DiagramError(
            f"The models {', '.join(map(str, folders))} are not of one architecture; give models of "
            "which one was trained on from the other."
        )
    mean = {
        name: (sum(model[name].float() for model in models) / len(models)).to(tensor.dtype).contiguous()
        for name, tensor in models[-1].items()
    }
    shutil.copytree(folders[-1], out, dirs_exist_ok=True)
    with safe_open(folders[-1] / WEIGHTS, "pt") as last:
        save_file(mean, out / WEIGHTS, metadata=last.metadata())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("models", nargs="+", type=Path, help="folders of models")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    average(args.models, args.out)


if __name__ == "__main__":
    commands.run(main)
