"""The Space: the files that run there, its front matter, and its requirements.

What is pushed runs as it is: `python app.py` in a folder of exactly these files (tests/test_hub_space.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from diagram.remote.errors import RemoteError
from diagram.remote.names import parse
from hub import cards, contents
from hub.parcels import Parcel

PACKAGES = ("diagram", "hub", "training")
ENDINGS = (
    ".py",
    ".json",
    ".jsonl",
    ".txt",
    ".css",
    ".js",
    ".svg",
    ".html",
    ".md",
    ".otf",
    ".safetensors",
    ".yaml",
    ".xml",
    ".mako",
    ".lark",
)
SKIP = ("__pycache__", "pictures", "checkpoints", "node_modules")
SINGLE = ("app.py", "LICENSE")
GRADIO = re.compile(r"^gradio(?:\[[\w,]*\])?==([\w.]+)[ \t]*$", re.MULTILINE)

TEXT = """# Legible

Describe a machine-learning model or a process in words, English or Korean, and get readable, labelled
diagrams, ranked for you. A small language model, which ships in this repository, writes what is in a diagram;
ordinary algorithms place, route and draw it; small networks score how well it reads and how you will like it.

## Hardware

CPU basic (2 vCPUs, 16 GB) is enough for what ships. Larger models (`transformers` backend) want a GPU; on
ZeroGPU they take one for a drawing only (`spaces.GPU`), and the embedded model never does.

## Settings

By default the model and the scorers that ship draw and judge. The Space's variables `LEGIBLE_MODEL`,
`LEGIBLE_ADAPTER` and `LEGIBLE_SCORERS` name others, as OWNER/NAME@REVISION, for everybody who chose nothing.

## Ratings

Everybody's ratings are their own: of the account that signed in, else of the browser. The disk of a Space is
lost at every restart; to keep ratings, set one of these in the Space's settings:

- `DATABASE_URL` (secret): a PostgreSQL database, `postgresql://user:password@host/name`.
- `LEGIBLE_RATINGS_REPO` (variable): OWNER/NAME of a private data set, with `HF_TOKEN` (secret), a token
  that may write it. It is read at start and written every minute.
"""


def parcel(root: Path, preload: Sequence[str] = (), ratings: str | None = None) -> Parcel:
    """App, packages and weights with requirements and front matter.

    preload: OWNER/NAME[@REVISION] of models and adapters that are fetched while the Space is built; ratings:
    the data set that keeps ratings, for the card. Raises RemoteError where this folder is not whole.
    """
    files: dict[str, contents.Content] = {}
    left_out: dict[str, str] = {}
    for name in SINGLE:
        if (root / name).is_symlink() or not (root / name).is_file():
            raise RemoteError(f"{root} has no {name}; push the Space from a copy of the whole project.")
        files[name] = root / name
    for package in PACKAGES:
        found = contents.of_folder(root / package, ENDINGS, SKIP)
        files |= {f"{package}/{name}": path for name, path in found.files.items()}
        left_out |= {
            f"{package}/{name}": why
            for name, why in found.left_out.items()
            if not name.endswith((".pyc", ".png"))
        }
    requirements = (root / "requirements.txt").read_text(encoding="utf-8")
    version = GRADIO.search(requirements)
    if version is None:
        raise RemoteError("requirements.txt pins no gradio (gradio==X.Y.Z), which the Space needs; pin it.")
    extras = f"gradio[oauth,mcp]=={version[1]}\n"
    files["requirements.txt"] = GRADIO.sub(lambda _: extras.strip(), requirements).encode()
    files["README.md"] = card(version[1], preload, ratings).encode()
    return Parcel("space", dict(sorted(files.items())), left_out)


def card(gradio: str, preload: Sequence[str] = (), ratings: str | None = None) -> str:
    """The Space's README with the front matter by which the Hub builds it."""
    import yaml

    references = [parse(name) for name in preload]
    head = {
        "title": "Legible",
        "emoji": "✏️",
        "colorFrom": "indigo",
        "colorTo": "blue",
        "sdk": "gradio",
        "sdk_version": gradio,
        "python_version": "3.11",
        "app_file": "app.py",
        "short_description": "Words in, readable diagrams out, ranked for you",
        "license": cards.LICENCE,
        "suggested_hardware": "cpu-basic",
        "startup_duration_timeout": "30m",
        "hf_oauth": True,
        "hf_oauth_expiration_minutes": 43200,
        "tags": [*cards.TAGS, "mcp-server"],
        "models": [reference.repo for reference in references],
        "preload_from_hub": [
            reference.repo if reference.revision == "main" else f"{reference.repo} * {reference.revision}"
            for reference in references
        ],
    }
    head = {key: value for key, value in head.items() if value not in ([], None)}
    text = TEXT
    if ratings:
        text += f"\nHere `LEGIBLE_RATINGS_REPO` is meant to be `{parse(ratings).repo}`.\n"
    return f"---\n{yaml.safe_dump(head, sort_keys=False, allow_unicode=True)}---\n\n{text}"
