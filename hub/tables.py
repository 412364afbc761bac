"""A data set in the layout that `Dataset.push_to_hub` has, with a card: one parcel, so one commit.

`Dataset.push_to_hub` itself commits once a configuration, and who loads the data in between gets half of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from diagram.remote import connection
from hub import cards, contents
from hub.parcels import CARD, Parcel

if TYPE_CHECKING:
    from datasets import DatasetDict, DatasetInfo
    from huggingface_hub import HfApi
    from huggingface_hub.hf_api import ModelInfo

    from hub.examples import Collection


def parcel(collection: Collection, repo: str, title: str, scratch: Path) -> Parcel:
    """Tables, written to `scratch`, and card. Raises NotForOthers where a token or a key is in a row."""
    collection.check()
    files: dict[str, contents.Content] = {}
    infos = {}
    for name, splits in collection.configs.items():
        tables = _write(splits, scratch / name)
        files |= {f"{name}/{path.name}": path for path in tables}
        infos[name] = _info(splits, tables)
    files[CARD] = card(collection, repo, title, files, infos, []).encode()
    return Parcel("dataset", files, collection.left_out)


def beside(
    made: Parcel, collection: Collection, repo: str, title: str
) -> Callable[[HfApi, ModelInfo, Mapping], Parcel]:
    """For `publication.publish`: the parcel beside configurations that were pushed before and not now.

    Their tables stay, and the card names them, too.
    """

    def complete(client: HfApi, info: ModelInfo, before: Mapping) -> Parcel:
        there = {sibling.rfilename for sibling in info.siblings or []}
        kept = {
            name: str(digest)
            for name, digest in before["files"].items()
            if name in there and name.endswith(".parquet") and _config(name) not in ("", *collection.configs)
        }
        if not kept:
            return made
        text = connection.read(client, repo, "dataset", CARD, info.sha) if CARD in there else b""
        names = set(map(_config, kept))
        earlier = [found for found in _described(text) if found["config_name"] in names]
        tables = {name: path for name, path in made.files.items() if name != CARD}
        infos = {
            name: _info(splits, [path for file, path in tables.items() if _config(file) == name])
            for name, splits in collection.configs.items()
        }
        told = card(collection, repo, title, [*tables, *kept], infos, earlier)
        return Parcel("dataset", {**tables, CARD: told.encode()}, made.left_out, kept)

    return complete


def card(
    collection: Collection,
    repo: str,
    title: str,
    files: Iterable[str],
    infos: Mapping[str, DatasetInfo],
    earlier: list[dict],
) -> str:
    """The card of tables at these names, for `load_dataset` and for people.

    infos: of the collection's configurations; earlier: the same of others that are there, as YAML has it.
    """
    from datasets.info import DatasetInfosDict
    from huggingface_hub import DatasetCardData

    facts = dict(collection.facts)
    for found in earlier:
        splits = {split["name"]: split["num_examples"] for split in found["splits"]}
        columns = [column["name"] for column in found["features"]]
        facts.setdefault(found["config_name"], {"splits": splits, "columns": columns})
    rows = sum(sum(config["splits"].values()) for config in facts.values())
    head = DatasetCardData(
        license=cards.LICENCE,
        language=["en", "ko"],
        task_categories=["text-generation"],
        pretty_name=title,
        tags=[*cards.TAGS, "trl"],
        size_categories=["n<1K" if rows < 1000 else "1K<n<10K" if rows < 10_000 else "10K<n<100K"],
        configs=_configs(files),
        dataset_info=earlier,
    )
    DatasetInfosDict(infos).to_dataset_card_data(head)
    text = cards.dataset_body(title, repo, facts, collection.texts)
    return f"---\n{head.to_yaml().strip()}\n---\n\n{text}"


def _write(splits: DatasetDict, folder: Path) -> list[Path]:
    """A parquet file a split; the same rows give the same bytes."""
    from datasets import disable_progress_bars

    disable_progress_bars()
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for split, rows in splits.items():
        paths.append(folder / f"{split}-00000-of-00001.parquet")
        rows.to_parquet(paths[-1])
    return paths


def _info(splits: DatasetDict, tables: Iterable[Path]) -> DatasetInfo:
    """What `load_dataset` and the Hub's viewer want to know of a configuration beforehand."""
    from datasets import DatasetInfo, SplitDict, SplitInfo

    told = SplitDict()
    for split, rows in splits.items():
        told.add(SplitInfo(split, num_bytes=rows.data.nbytes, num_examples=len(rows)))
    return DatasetInfo(
        features=next(iter(splits.values())).features,
        splits=told,
        download_size=sum(path.stat().st_size for path in tables),
        dataset_size=sum(split.num_bytes for split in told.values()),
    )


def _configs(files: Iterable[str]) -> list[dict]:
    """Which tables are which split of which configuration; `sft` is the one by default, if it is there."""
    found: dict[str, dict[str, str]] = {}
    for name in files:
        config, table = name.split("/")
        split = table.split("-")[0]
        found.setdefault(config, {})[split] = f"{config}/{split}-*"
    first = "sft" if "sft" in found else min(found)
    return [
        {
            "config_name": name,
            "data_files": [{"split": split, "path": path} for split, path in splits.items()],
            **({"default": True} if name == first else {}),
        }
        for name, splits in sorted(found.items())
    ]


def _described(text: bytes) -> list[dict]:
    """What an earlier card says of its configurations; of those of which it says it as it should."""
    from huggingface_hub import DatasetCard
    from yaml import YAMLError

    try:
        found = DatasetCard(text.decode(), ignore_metadata_errors=True).data.to_dict().get("dataset_info")
    except (ValueError, AttributeError, TypeError, YAMLError):
        return []
    return [entry for entry in (found if isinstance(found, list) else [found]) if _is_description(entry)]


def _is_description(entry: object) -> bool:
    if not isinstance(entry, dict) or not isinstance(entry.get("config_name"), str):
        return False
    splits, features = entry.get("splits"), entry.get("features")
    return (
        isinstance(splits, list)
        and isinstance(features, list)
        and all(isinstance(s, dict) and isinstance(s.get("num_examples"), int) for s in splits)
        and all(isinstance(e, dict) and isinstance(e.get("name"), str) for e in [*splits, *features])
    )


def _config(file: str) -> str:
    """The configuration of a table's name in the repository; "" for none."""
    parts = file.split("/")
    return parts[0] if len(parts) == 2 and "-" in parts[1] else ""
