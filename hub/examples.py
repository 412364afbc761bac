"""Data sets to push: folders of parquet or JSON lines, each a configuration, `sft` or `preferences`."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from diagram.remote.errors import RemoteError
from hub import cards, contents

if TYPE_CHECKING:
    from datasets import DatasetDict

COLUMNS = {"preferences": {"prompt", "chosen", "rejected"}, "sft": {"prompt", "completion"}}
ENDINGS = (".parquet", ".jsonl")
SKIP = ("cache", "unfinished")  # of `training`, beside the tables
MADE = Path("checkpoints") / "data"  # where `training` writes by default
SPLIT = re.compile(r"(?<![a-z])(train|test|validation)(?![a-z])")
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
    found = contents.of_folder(folder, ENDINGS, SKIP)
    splits: dict[str, list[Dataset]] = {}
    for name, path in found.files.items():
        named = SPLIT.match(path.name) or SPLIT.search(name)
        read = Dataset.from_parquet if path.suffix == ".parquet" else Dataset.from_json
        try:
            rows = read(str(path), cache_dir=str(scratch / "cache"))
        except Exception as error:
            why = " ".join(str(error).split())[:160] or type(error).__name__
            raise RemoteError(f"{path} cannot be read as a table ({why}).") from error
        splits.setdefault(named[1] if named else "train", []).append(rows)
    if not splits:
        raise RemoteError(
            f"{folder} holds no parquet and no JSON lines; make data by python -m training.prepare_sft, or "
            "name another."
        )
    if len({tuple(sorted(part.column_names)) for parts in splits.values() for part in parts}) > 1:
        raise RemoteError(
            f"{folder} holds tables with different columns; name the folder of one kind of data."
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
