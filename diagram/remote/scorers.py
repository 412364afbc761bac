"""The scorers' two layouts: one file of weights with one configuration on the Hub, four files in the program.

On the Hub (`hub.scorers`, through PyTorchModelHubMixin):

    config.json         {"readability": what readability.json says, "encoder": what encoder.json says}
    model.safetensors   "readability.FOLD.NAME" and "encoder.NAME", half precision

Here (`diagram.scoring.readability`, `diagram.scoring.latents`): readability.safetensors, readability.json,
encoder.safetensors, encoder.json.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from diagram.remote.errors import Refused

PARTS = ("readability", "encoder")
NEEDED = {"readability": ("folds", "measures", "picture"), "encoder": ("version", "blocks", "dimensions")}
MAX_FOLDS = 32
UNUSED = ".num_batches_tracked"  # a counter of training, which the shipped encoder is kept without


def check(config: Mapping, shapes: Mapping[str, tuple[int, ...]]) -> None:
    """Raises Refused unless these are scorers that this program can load."""
    for part in PARTS:
        facts = config.get(part)
        missing = [key for key in NEEDED[part] if not isinstance(facts, dict) or key not in facts]
        if missing:
            raise Refused(f"config.json says nothing of {part} ({', '.join(missing)}); these are no scorers.")
        if not any(name.startswith(f"{part}.") for name in shapes):
            raise Refused(f"model.safetensors has no weights of {part}; these are no scorers.")
    folds = config["readability"]["folds"]
    if isinstance(folds, bool) or not isinstance(folds, int) or not 1 <= folds <= MAX_FOLDS:
        raise Refused(f"config.json speaks of {str(folds)[:20]} networks; 1 to {MAX_FOLDS} can be loaded.")
    _check_facts(config)
    readability, encoder = _shipped()
    wanted = {
        f"readability.{fold}.{name}": shape for fold in range(folds) for name, shape in readability.items()
    }
    wanted |= {f"encoder.{name}": shape for name, shape in encoder.items()}
    found = {name: shape for name, shape in shapes.items() if not name.endswith(UNUSED)}
    odd = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
    if odd:
        raise Refused(
            f"The scorers do not fit this version of the program ({odd[0][:80]}); pull another revision."
        )


def _check_facts(config: Mapping) -> None:
    """Raises Refused where the networks were made for other measures, pictures or blocks."""
    from diagram.scoring import latents, pictures
    from diagram.scoring.measures import NAMES

    facts = config["readability"]
    known = facts["measures"] == list(NAMES) and facts["picture"] == [pictures.WIDTH, pictures.HEIGHT]
    if not known or config["encoder"]["blocks"] != latents.BLOCKS:
        raise Refused("The scorers were made for another version of the program; pull another revision.")


def _shipped() -> tuple[dict[str, tuple[int, ...]], dict[str, tuple[int, ...]]]:
    """The shapes of one readability network and of the encoder, as this program has them."""
    from diagram.remote.verification import shapes
    from diagram.scoring.readability import WEIGHTS

    first = "0."
    networks = shapes(WEIGHTS / "readability.safetensors")
    network = {name[len(first) :]: shape for name, shape in networks.items() if name.startswith(first)}
    return network, shapes(WEIGHTS / "encoder.safetensors")


def unpack(folder: Path) -> None:
    """Writes the program's four files beside the Hub's two."""
    from safetensors.numpy import load_file, save

    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    weights = load_file(folder / "model.safetensors")
    for part in PARTS:
        start = f"{part}."
        tensors = {
            name[len(start) :]: value
            for name, value in weights.items()
            if name.startswith(start) and not name.endswith(UNUSED)
        }
        (folder / f"{part}.safetensors").write_bytes(save(tensors))
        text = json.dumps(config[part], indent=1, ensure_ascii=False) + "\n"
        (folder / f"{part}.json").write_text(text, encoding="utf-8")
