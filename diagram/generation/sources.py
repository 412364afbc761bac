"""Where weights come from: a folder on this machine, or a repository on the Hub, `owner/name[@revision]`.

Weights are safetensors only: a pickle runs whatever code its author put into it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

from diagram.errors import ModelUnavailable

Kind = Literal["model", "adapter"]

CONFIG = {"model": "config.json", "adapter": "adapter_config.json"}
WEIGHTS = {"model": "*.safetensors", "adapter": "adapter_model.safetensors"}
PICKLES = (".bin", ".pt", ".pth", ".pkl", ".ckpt")


def resolve(name: str | Path, kind: Kind = "model", revision: str | None = None) -> Path:
    """The folder of a model's or an adapter's files: one that is there, else what the Hub holds.

    `name` is a path, or `owner/name` with an optional `@revision`: a tag, a branch or a commit. Raises
    DiagramError with what to do: no such folder, not on the Hub, no network, only pickled weights.
    """
    from diagram.remote import sources

    return check(sources.resolve(name, kind, revision), kind)


def check(folder: Path, kind: Kind) -> Path:
    """The folder itself, if it holds what a model or an adapter needs. Raises ModelUnavailable."""
    if not (folder / CONFIG[kind]).is_file():
        other: Kind = "adapter" if kind == "model" else "model"
        hint = f"it holds an {other}" if kind == "model" else f"it holds a {other}"
        hint = hint if (folder / CONFIG[other]).is_file() else "choose another folder"
        raise ModelUnavailable(f"{folder} holds no {kind}, as it has no {CONFIG[kind]}: {hint}.")
    if not any(folder.glob(WEIGHTS[kind])):
        pickled = any(path.suffix in PICKLES for path in folder.iterdir())
        why = "only pickled weights, which are never read" if pickled else "no weights"
        raise ModelUnavailable(f"{folder} has {why}; save the {kind} as safetensors.")
    return folder


def base_of(adapter: Path, revision: str | None = None) -> str:
    """What an adapter was trained on, by its configuration, for `resolve`. Raises ModelUnavailable.

    revision: of the base on the Hub, in place of the one that the configuration names.
    """
    from diagram.remote.names import is_local

    config = read_json(adapter / CONFIG["adapter"])
    name = config.get("base_model_name_or_path")
    if not isinstance(name, str) or not name:
        raise ModelUnavailable(
            f"The adapter {adapter} does not say what it was trained on; name its base model."
        )
    revision = revision or config.get("revision")
    return f"{name}@{revision}" if revision and not is_local(name) else name


def read_json(path: Path) -> dict:
    """A configuration file. Raises ModelUnavailable where it is none."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise ModelUnavailable(f"{path} is no JSON object; take the folder from its source again.")
    return found
