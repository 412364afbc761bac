"""What is told of a model or an adapter: its card's facts and first words, by its author, all escaped."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from diagram.errors import DiagramError
from diagram.page import texts

if TYPE_CHECKING:
    from diagram.remote.installed import Pulled

MOST_CARD = 2**20  # bytes of a card that is read
MOST_METRICS = 8
MOST_FACT = 200  # characters


def card(folder: Path, kind: str, title: str) -> str:
    """The facts of a model's or an adapter's folder with the first words of its card, as HTML."""
    from diagram.remote import installed

    facts = "".join(
        f'<dt>{escape(texts.MODEL_FACTS[name])}</dt><dd class="plain">{escape(fact[:MOST_FACT])}</dd>'
        for name, fact in _facts(folder, kind)
        if fact
    )
    words = escape(installed.summary(folder)) if _readable(folder) else ""
    return (
        f'<section class="model-card"><h2>{escape(title)}</h2><dl>{facts}</dl>'
        f"<p>{words or escape(texts.NO_CARD)}</p></section>"
    )


def installed_list(found: Iterable[Pulled]) -> str:
    """The adapters that were fetched from the Hub, each with its card, to be unfolded."""
    items = "".join(
        f"<li><details><summary>{escape(pulled.name)}</summary>{card(pulled.folder, 'adapter', pulled.name)}"
        "</details></li>"
        for pulled in found
    )
    content = f"<ul>{items}</ul>" if items else f'<p class="hint">{escape(texts.NO_INSTALLED)}</p>'
    return f"<section class='installed'><h2>{escape(texts.INSTALLED)}</h2>{content}</section>"


def _facts(folder: Path, kind: str) -> Iterator[tuple[str, str]]:
    from diagram.generation.sources import CONFIG, read_json
    from diagram.remote import installed

    said = _front_matter(folder)
    config: Mapping = {}
    if (folder / CONFIG[kind]).is_file():
        try:
            config = read_json(folder / CONFIG[kind])
        except DiagramError:  # said where it is used
            config = {}
    yield "kind", _words(config.get("peft_type" if kind == "adapter" else "model_type"))
    base = _words(said.get("base_model")) or _words(config.get("base_model_name_or_path"))
    yield "base", Path(base).name if Path(base).is_absolute() else base
    yield "licence", _words(said.get("license"))
    pulled = installed.read(folder)
    yield "commit", f"{pulled.name} ({pulled.commit[:12]})" if pulled else ""
    yield "metrics", "; ".join(_metrics(said))


def _metrics(said: Mapping) -> list[str]:
    """The metrics of a card's model-index, as far as it is one."""
    found = []
    for model in _mappings(said.get("model-index")):
        for result in _mappings(model.get("results")):
            about = result.get("dataset")
            about = _words(about.get("name")) if isinstance(about, Mapping) else ""
            for metric in _mappings(result.get("metrics")):
                name, value = _words(metric.get("name") or metric.get("type")), _words(metric.get("value"))
                name = f"{name} ({about})" if about and about not in name else name
                found.append(texts.MODEL_METRIC.format(name=name, value=value))
    return found[:MOST_METRICS]


def _mappings(value: object) -> list[Mapping]:
    found = value if isinstance(value, list) else []
    return [item for item in found[:50] if isinstance(item, Mapping)]


def _words(value: object) -> str:
    """A plain value of a card as text; of a list its first values."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_words(item) for item in value[:5] if not isinstance(item, list))))
    if isinstance(value, float):
        return f"{value:.4g}"
    return str(value)[:MOST_FACT] if isinstance(value, str | int | datetime.date) else ""


def _readable(folder: Path) -> bool:
    path = folder / "README.md"
    return path.is_file() and path.stat().st_size <= MOST_CARD


def _front_matter(folder: Path) -> Mapping:
    """What stands above a card, in YAML; nothing where that cannot be read."""
    from huggingface_hub import metadata_load
    from yaml import YAMLError

    if not _readable(folder):
        return {}
    try:
        found = metadata_load(folder / "README.md")
    except (OSError, ValueError, YAMLError, RecursionError):
        return {}
    return found if isinstance(found, Mapping) else {}
