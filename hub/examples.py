"""Data sets through `Dataset.push_to_hub`: a configuration for each folder, `sft` and `preferences`."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from diagram.remote import connection
from diagram.remote.errors import RemoteError
from diagram.remote.listing import MANIFEST
from hub import cards, contents, publication
from hub.publication import Published

if TYPE_CHECKING:
    from datasets import DatasetDict

COLUMNS = {"preferences": {"prompt", "chosen", "rejected"}, "sft": {"prompt", "completion"}}
ENDINGS = (".parquet", ".jsonl")
MADE = Path("checkpoints") / "data"  # where `training` writes by default
SPLIT = re.compile(r"(train|test|validation)")
DEFAULT = 700


@dataclass(frozen=True, slots=True)
class Collection:
    """Configurations with their splits; `texts` is what the folders' own cards say."""

    configs: Mapping[str, DatasetDict]
    texts: tuple[str, ...]
    left_out: Mapping[str, str]

    @property
    def facts(self) -> dict[str, dict]:
        """Of each configuration its splits with their rows, and its columns."""
        return {
            name: {
                "splits": {split: len(rows) for split, rows in splits.items()},
                "columns": next(iter(splits.values())).column_names,
            }
            for name, splits in self.configs.items()
        }

    def fingerprint(self) -> str:
        """The same for the same rows and texts."""
        digest = hashlib.sha256(json.dumps(self.texts, ensure_ascii=False).encode())
        for name, splits in sorted(self.configs.items()):
            for split, rows in sorted(splits.items()):
                digest.update(json.dumps([name, split, rows.column_names]).encode())
                for row in rows:
                    digest.update(json.dumps(row, ensure_ascii=False, sort_keys=True, default=str).encode())
        return digest.hexdigest()

    def check(self) -> None:
        """Raises NotForOthers where there is a token or a key in a row or a text."""
        files = {"README.md": "\n".join(self.texts).encode()}
        for name, splits in self.configs.items():
            for split, rows in splits.items():
                text = "\n".join(json.dumps(row, ensure_ascii=False, default=str) for row in rows)
                files[f"{name}/{split}"] = text.encode()
        contents.check(files)


@contextmanager
def of_folders(folders: Sequence[Path]):
    """The collection of folders of parquet or JSON lines, each a configuration by its columns.

    None takes what `training` has made in checkpoints/data, and where nothing is there, makes 700 examples of
    the synthesis. Raises RemoteError where a folder holds no data for fine-tuning.
    """
    with tempfile.TemporaryDirectory() as scratch:
        folders = list(folders) or _made()
        if not folders:
            folders = [_synthetic(Path(scratch) / "sft")]
        configs, texts, left_out = {}, [], {}
        for folder in folders:
            name, splits, kept_out = _read(folder, Path(scratch))
            if name in configs:
                raise RemoteError(f"{folder} is one more folder of {name}; give one folder for each kind.")
            configs[name] = splits
            left_out |= kept_out
            text = cards.without_snippet(cards.text_of(folder / "README.md"))
            if text:
                texts.append(f"## `{name}`\n\n" + re.sub(r"^## ", "### ", text, flags=re.MULTILINE))
        order = sorted(configs, key=lambda name: (name != "sft", name))
        yield Collection({name: configs[name] for name in order}, tuple(texts), left_out)


def publish(
    collection: Collection, repo: str, tag: str | None, public: bool, title: str = "Prompts and diagrams"
) -> Published:
    """Pushes every configuration, then the card and the list of files in one commit, and tags it."""
    collection.check()
    mark = collection.fingerprint()
    with publication.in_words(repo) as client:
        url = publication.ready(client, repo, "dataset", public)
        info = client.repo_info(repo, repo_type="dataset", files_metadata=True)
        before = publication.manifest(client, repo, "dataset", info)
        publication.check_kind(before, "dataset", repo)
        tags = publication.tags_of(client, repo, "dataset")
        same = before is not None and before.get("rows") == mark
        publication.check_tag(tags, tag, info.sha if same else None, repo)
        uploaded: tuple[str, ...] = ()
        commit = info.sha
        if not same:
            commit, uploaded = _push(client, collection, repo, public, mark, title)
        name = publication.set_tag(client, repo, "dataset", tags, tag, commit)
    return Published(f"{url}/tree/{name}", commit, name, uploaded)


def body(collection: Collection, repo: str, title: str) -> str:
    """The card's text below the front matter."""
    return cards.dataset_body(title, repo, collection.facts, collection.texts)


def _push(client, collection: Collection, repo: str, public: bool, mark: str, title: str):
    """The commits of a data set; (the last one, the names of all its files)."""
    from datasets.utils import logging
    from huggingface_hub import CommitOperationAdd, DatasetCard, DatasetCardData, hf_hub_download

    logging.set_verbosity_error()
    connection.prepare()
    first = next(iter(collection.configs))
    for name, splits in collection.configs.items():
        splits.push_to_hub(
            repo,
            config_name=name,
            set_default=name == first,
            private=not public,
            commit_message=f"Push {name}",
        )
    info = client.repo_info(repo, repo_type="dataset", files_metadata=True)
    card = DatasetCard.load(
        hf_hub_download(repo, "README.md", repo_type="dataset", revision=info.sha, endpoint=client.endpoint)
    )
    rows = sum(sum(facts["splits"].values()) for facts in collection.facts.values())
    written = DatasetCardData(
        license=cards.LICENCE,
        language=["en", "ko"],
        task_categories=["text-generation"],
        pretty_name=title,
        tags=[*cards.TAGS, "trl"],
        size_categories=["n<1K" if rows < 1000 else "1K<n<10K" if rows < 10_000 else "10K<n<100K"],
    ).to_dict()
    head = DatasetCardData(**{**card.data.to_dict(), **written})
    text = f"---\n{head.to_yaml().strip()}\n---\n\n{body(collection, repo, title)}".encode()
    hashes = {s.rfilename: s.lfs.sha256 for s in info.siblings if s.lfs is not None}
    hashes["README.md"] = hashlib.sha256(text).hexdigest()
    listed = {"format": 1, "kind": "dataset", "rows": mark, "files": dict(sorted(hashes.items()))}
    done = client.create_commit(
        repo,
        [
            CommitOperationAdd("README.md", text),
            CommitOperationAdd(MANIFEST, (json.dumps(listed, indent=1) + "\n").encode()),
        ],
        commit_message="Write the card",
        repo_type="dataset",
        parent_commit=info.sha,
    )
    return done.oid, tuple(sorted([*hashes, MANIFEST]))


def _made() -> list[Path]:
    """The folders that `training` has made, one for each kind, the newest first found."""
    found: dict[str, Path] = {}
    tables = sorted(MADE.glob("*/data/*.parquet"), key=lambda path: path.stat().st_mtime, reverse=True)
    for table in tables:
        found.setdefault(_config(_columns(table)) or "", table.parent.parent)
    found.pop("", None)
    return list(found.values())


def _synthetic(folder: Path) -> Path:
    """700 examples of the synthesis, as `python -m training.prepare_sft --preset mixture` writes them."""
    from training import prepare_sft

    args = prepare_sft.make_parser().parse_args(
        ["--preset", "mixture", "--count", str(DEFAULT), "--out", str(folder)]
    )
    args.command = f"python -m training.prepare_sft --preset mixture --count {DEFAULT}"
    prepare_sft.main(args)
    return folder


def _read(folder: Path, scratch: Path) -> tuple[str, DatasetDict, dict[str, str]]:
    """(configuration, its splits, what of the folder is left out)."""
    from datasets import Dataset, DatasetDict, concatenate_datasets, disable_progress_bars

    disable_progress_bars()
    found = contents.of_folder(folder, ENDINGS)
    splits: dict[str, list[Dataset]] = {}
    for name, path in found.files.items():
        named = SPLIT.match(path.name) or SPLIT.search(name)
        read = Dataset.from_parquet if path.suffix == ".parquet" else Dataset.from_json
        try:
            rows = read(str(path), cache_dir=str(scratch / "cache"))
        except Exception as error:
            raise RemoteError(
                f"{path} cannot be read as a table ({str(error).splitlines()[0][:160]})."
            ) from error
        splits.setdefault(named[1] if named else "train", []).append(rows)
    if not splits:
        raise RemoteError(
            f"{folder} holds no parquet and no JSON lines; make data by python -m training.prepare_sft, or "
            "name another."
        )
    made = DatasetDict(
        {name: concatenate_datasets(parts) for name, parts in sorted(splits.items(), reverse=True)}
    )
    columns = next(iter(made.values())).column_names
    config = _config(columns)
    if config is None:
        raise RemoteError(
            f"{folder} has the columns {', '.join(columns)[:120]}; data to fine-tune on has prompt and "
            "completion, or prompt, chosen and rejected."
        )
    left_out = {k: v for k, v in found.left_out.items() if k not in ("README.md", "facts.json")}
    return config, made, left_out


def _columns(path: Path) -> list[str]:
    from pyarrow import parquet

    return parquet.read_schema(path).names


def _config(columns: Sequence[str]) -> str | None:
    return next((name for name, needed in COLUMNS.items() if needed <= set(columns)), None)
