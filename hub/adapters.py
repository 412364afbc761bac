"""Adapters in PEFT's own layout: `PeftModel.from_pretrained` takes the repository as it is."""

from __future__ import annotations

import json
from pathlib import Path

from diagram.remote import verification
from diagram.remote.errors import RemoteError, WrongBase
from diagram.remote.names import EMBEDDED
from hub import cards, contents
from hub.parcels import Parcel

ENDINGS = (".safetensors", ".json", ".jinja", ".md")
NOT_NEEDED = ("trainer_state.json", "optimizer.safetensors")  # of a checkpoint, to go on training
SKIP = ("__pycache__", "checkpoints", "runs", "logs")


def parcel(folder: Path, name: str, base: str | None = None) -> Parcel:
    """The adapter of a folder with its card. Raises Refused where it is none in safetensors.

    name: OWNER/NAME for the card's snippet. base: the base model's name on the Hub; the shipped model
    is found by the adapter's own shape.
    """
    found = contents.of_folder(folder, ENDINGS, SKIP)
    left_out = dict(found.left_out)
    files: dict[str, contents.Content] = {}
    for inside, path in found.files.items():
        if "/" in inside or inside in NOT_NEEDED:
            left_out[inside] = "not needed"
        elif inside != "README.md":
            files[inside] = path
    for needed in verification.ADAPTER:
        if needed not in files:
            verification.check(folder, "adapter")  # says what is missing
    verification.adapter(folder)  # as a pull does: what nobody can pull is not pushed
    config = json.loads((folder / verification.ADAPTER[0]).read_text(encoding="utf-8"))
    shipped = fits_shipped(folder)
    named = base or str(config.get("base_model_name_or_path") or "")
    if not base and (shipped or Path(named).is_absolute() or Path(named).exists()):
        named = EMBEDDED if shipped else Path(named).name  # a folder of this machine tells others nothing
    if named != config.get("base_model_name_or_path"):
        config["revision"] = None  # of the other name
    config["base_model_name_or_path"] = named
    files[verification.ADAPTER[0]] = (json.dumps(config, indent=2, sort_keys=True) + "\n").encode()
    files["README.md"] = cards.adapter(folder, config, name, shipped).encode()
    return Parcel("adapter", files, left_out)


def fits_shipped(folder: Path) -> bool:
    """Whether the adapter has the shape of the model that ships."""
    from diagram.generation.embedded import WEIGHTS

    try:
        verification.check_base(folder, WEIGHTS)
    except WrongBase:
        return False
    return True


def only_one() -> Path:
    """The one adapter that `training` has made in checkpoints. Raises RemoteError for none or several."""
    found = sorted(path.parent for path in Path("checkpoints").glob(f"**/{verification.ADAPTER[1]}"))
    found = [folder for folder in found if not folder.name.startswith("checkpoint-")]
    if len(found) != 1:
        many = f"{len(found)} are in checkpoints" if found else "none ships and none is in checkpoints"
        raise RemoteError(
            f"Name the adapter's folder, as {many}: python -m hub.push adapter FOLDER --repo OWNER/NAME."
        )
    return found[0]
