"""Averages the weights of models of one architecture, one trained on from the other.

    python -m training.average checkpoints/fourth/model checkpoints/fifth/model --out checkpoints/mean

Where they lie in one basin of the loss, the mean is better than either (Wortsman et al., 2022: model soups).
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from diagram import commands

WEIGHTS = "model.safetensors"


def average(folders: list[Path], out: Path) -> None:
    """Writes the mean of the folders' weights to `out`, with the last folder's other files.

    Raises ValueError where the tensors are not the same.
    """
    from safetensors import safe_open
    from safetensors.torch import load_file, save_file

    models = [load_file(folder / WEIGHTS) for folder in folders]
    shapes = [{name: tuple(tensor.shape) for name, tensor in model.items()} for model in models]
    if any(shape != shapes[0] for shape in shapes):
        raise ValueError(f"The models {', '.join(map(str, folders))} are not of one architecture.")
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
    try:
        average(args.models, args.out)
    except (OSError, ValueError) as error:
        parser.exit(2, f"{error}\n")


if __name__ == "__main__":
    commands.run(main)
