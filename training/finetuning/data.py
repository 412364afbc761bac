"""Datasets of texts to datasets of tokens, the same way for every method.

The texts already hold the special tokens of their template and the end token. So a beginning token is put in
front only where the tokenizer does so by itself and the text has none; an end token behind only where the
text lacks it, and never a second one. The loss of a completion includes its end token.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from training.finetuning.errors import CannotTrain
from training.finetuning.options import COLUMNS, Options

if TYPE_CHECKING:
    from datasets import Dataset
    from transformers import PreTrainedTokenizerBase

EVALUATION_SPLITS = ("validation", "eval", "test")
ENDED = "ended"  # a column that may say of a row that its completions are only beginnings
IGNORED = -100  # label of a token that is not in the loss


@dataclass(frozen=True)
class Splits:
    """Rows of texts to train on and, where there are any, to evaluate on."""

    train: Dataset
    evaluation: Dataset | None = None


def load(options: Options) -> Splits:
    """The dataset of a folder or of the Hub. Raises CannotTrain."""
    from datasets import Dataset, DatasetDict, load_from_disk

    from diagram.remote.names import is_local
    from training.finetuning.base import folder_of

    name = options.dataset
    if is_local(name) and not Path(name).expanduser().is_dir():
        raise CannotTrain(f"There is no folder {name}; make a dataset by python -m training.prepare_sft.")
    folder = folder_of(name, "dataset")
    try:
        if any((folder / f).exists() for f in ("dataset_dict.json", "state.json")):
            found = load_from_disk(str(folder))
        else:
            found = _from_folder(folder, options)
    except Exception as error:  # of many kinds: no readable file, no such configuration
        reason = " ".join(str(error).split())[:200]
        raise CannotTrain(f"The dataset {name} cannot be read ({reason}).") from error
    if isinstance(found, Dataset):
        found = DatasetDict(train=found)
    train = found.get("train") if "train" in found or len(found) > 1 else next(iter(found.values()))
    if train is None:
        raise CannotTrain(f"The dataset {name} has the splits {', '.join(found)}; one must be called train.")
    return Splits(train, next((found[s] for s in EVALUATION_SPLITS if s in found), None))


def _from_folder(folder: Path, options: Options):
    """The dataset of a folder with files, read anew: the cache of `datasets` takes two for the same where the
    folders' names and the patterns in their cards are the same."""
    from datasets import get_dataset_config_names, load_dataset

    config = options.dataset_config
    with tempfile.TemporaryDirectory() as cache:
        if config is None:
            usual = "preferences" if options.preference else "sft"  # as `hub.push dataset` calls them
            config = usual if usual in get_dataset_config_names(str(folder)) else None
        return load_dataset(str(folder), config, cache_dir=cache, keep_in_memory=True)


def check_columns(method: str, splits: Splits) -> None:
    """Raises CannotTrain unless every split has rows, and texts in the method's columns."""
    wanted = COLUMNS[method]
    for split in filter(None, (splits.train, splits.evaluation)):
        names = split.column_names
        missing = [name for name in wanted if name not in names]
        if missing:
            fitting = [m for m, columns in COLUMNS.items() if set(columns) <= set(names)]
            hint = f"it fits --method {' or '.join(fitting)}" if fitting else f"name them {', '.join(wanted)}"
            raise CannotTrain(
                f"{method} needs the columns {', '.join(wanted)}, the dataset has "
                f"{', '.join(names) or 'none'}; {hint}."
            )
        for name in wanted:
            wrong = next((i for i, text in enumerate(split[name]) if not isinstance(text, str)), None)
            if wrong is not None:
                raise CannotTrain(
                    f"Row {wrong} of the column {name} is not a text; write chats out as texts first."
                )
    if not len(splits.train):
        raise CannotTrain("The dataset has no examples to train on; make one with at least a few dozen.")


def digest(method: str, splits: Splits) -> str:
    """A hash of all texts that are trained and evaluated on."""
    found = hashlib.sha256()
    for split in filter(None, (splits.train, splits.evaluation)):
        for column in (*COLUMNS[method], *([ENDED] if ENDED in split.column_names else [])):
            for text in split[column]:
                found.update(str(text).encode("utf-8", "surrogatepass") + b"\0")
        found.update(b"\1")
    return found.hexdigest()[:16]


def encode(
    tokenizer: PreTrainedTokenizerBase,
    prompts: Sequence[str],
    completions: Sequence[str],
    ended: Sequence[bool] | None = None,
) -> list[tuple[list[int], list[int]]]:
    """(tokens of the prompt, tokens of the completion with one end token) of each pair of texts.

    Where tokens merge across the border, the completion begins with the merged one. Behind completions that
    are not `ended` no end token is put.
    """
    start, end = _start(tokenizer), tokenizer.eos_token_id
    together = [p + c for p, c in zip(prompts, completions, strict=True)]
    whole = tokenizer(together, add_special_tokens=False)["input_ids"]
    heads = tokenizer(list(prompts), add_special_tokens=False)["input_ids"]
    found = []
    for tokens, head, whole_text in zip(whole, heads, ended or [True] * len(whole), strict=True):
        border = _common(tokens, head)
        prompt, completion = tokens[:border], tokens[border:]
        if start is not None and tokens[:1] != [start]:
            prompt = [start, *prompt]
        if whole_text and completion[-1:] != [end]:
            completion = [*completion, end]
        found.append((prompt, completion))
    return found


def _common(first: list[int], second: list[int]) -> int:
    """How many tokens two lists begin with alike."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(first), len(second)))


def _start(tokenizer: PreTrainedTokenizerBase) -> int | None:
    """The token that the tokenizer puts in front of every text; None if it does not."""
    found = tokenizer("a")["input_ids"][:1]
    return found[0] if found == [tokenizer.bos_token_id] else None


def tokens(
    method: str,
    split: Dataset,
    tokenizer: PreTrainedTokenizerBase,
    limit: int,
    too_long: str,
    completion_only: bool = True,
) -> tuple[Dataset, int]:
    """(dataset as the method's trainer takes it, tokens of its longest example).

    SFT: input_ids, labels. DPO: prompt_ids, chosen_ids, rejected_ids. ORPO: input_ids, attention_mask and
    labels of chosen and rejected. Raises CannotTrain for examples of more than `limit` tokens, unless they
    are to be dropped. Unless `completion_only`, prompts of SFT are in the loss, too.
    """
    from datasets import Dataset

    ended = split[ENDED] if ENDED in split.column_names else None
    _, *columns = COLUMNS[method]
    pairs = [encode(tokenizer, split["prompt"], split[name], ended) for name in columns]
    sizes = [max(len(p) + len(c) for p, c in row) for row in zip(*pairs, strict=True)]
    long = [size for size in sizes if size > limit]
    if long and too_long == "error":
        raise CannotTrain(
            f"{len(long):,} of {len(sizes):,} examples are longer than {limit:,} tokens, the longest "
            f"{max(long):,}; the model cannot read them whole. Leave them out with --too_long drop, or raise "
            "--max_length where the model allows it."
        )
    rows = [row for row, size in zip(zip(*pairs, strict=True), sizes, strict=True) if size <= limit]
    if not rows:
        raise CannotTrain(
            f"No example has at most {limit:,} tokens; raise --max_length or take a larger model."
        )
    form = {"dpo": _dpo, "orpo": _orpo}.get(method, _sft if completion_only else _whole)
    return Dataset.from_list([form(*row) for row in rows]), max(size for size in sizes if size <= limit)


def _sft(pair: tuple[list[int], list[int]]) -> dict[str, list[int]]:
    prompt, completion = pair
    return {"input_ids": prompt + completion, "labels": [IGNORED] * len(prompt) + completion}


def _whole(pair: tuple[list[int], list[int]]) -> dict[str, list[int]]:
    tokens = [*pair[0], *pair[1]]
    return {"input_ids": tokens, "labels": tokens}


def _dpo(chosen: tuple[list[int], list[int]], rejected: tuple[list[int], list[int]]) -> dict[str, list[int]]:
    # The prompts differ where a token merged across the border of one completion only.
    border = min(len(chosen[0]), len(rejected[0]))
    return {
        "prompt_ids": chosen[0][:border],
        "chosen_ids": chosen[0][border:] + chosen[1],
        "rejected_ids": rejected[0][border:] + rejected[1],
    }


def _orpo(chosen: tuple[list[int], list[int]], rejected: tuple[list[int], list[int]]) -> dict[str, list[int]]:
    found = {}
    for name, pair in (("chosen", chosen), ("rejected", rejected)):
        row = _sft(pair)
        found[f"{name}_input_ids"] = row["input_ids"]
        found[f"{name}_attention_mask"] = [1] * len(row["input_ids"])
        found[f"{name}_labels"] = row["labels"]
    return found
