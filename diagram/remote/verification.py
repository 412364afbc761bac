"""Whether a folder holds what its kind says: safetensors and a known configuration, and nothing that runs.

Nothing here loads a model, and nothing reads a pickle: a file of weights is read by its header only, by the
`safetensors` library, which checks that every tensor lies inside the file and that nothing else does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from diagram.remote.errors import Refused, WrongBase

ADAPTER = ("adapter_config.json", "adapter_model.safetensors")
PEFT_TYPES = frozenset(
    [
        "LORA",
        "PROMPT_TUNING",
        "P_TUNING",
        "PREFIX_TUNING",
        "IA3",
        "ADALORA",
        "LOHA",
        "LOKR",
        "OFT",
        "BOFT",
        "VERA",
        "DORA",
        "LN_TUNING",
    ]
)
VERIFIER = ("verifier.safetensors", "verifier.json")  # of an embedded model: both, or neither
CODE = ("auto_map", "custom_pipelines")  # of a configuration: program code of the repository's own
MAX_JSON = 64 * 2**20


def check(folder: Path, kind: str) -> None:
    """Raises Refused unless the folder holds what `kind` (adapter, scorers, model, dataset) needs."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            raise Refused(f"{name} is a link, which a download never needs; nothing was kept.")
        if path.suffix == ".safetensors":
            shapes(path)
        elif path.suffix == ".json" and kind != "dataset":
            _no_code(read_json(path), name)
    {"adapter": adapter, "scorers": _scorers, "model": _model, "dataset": _dataset}[kind](folder)


def shapes(path: Path) -> dict[str, tuple[int, ...]]:
    """The names of the tensors of a safetensors file with their shapes; raises Refused for any other file."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, "numpy") as weights:
            return {name: tuple(weights.get_slice(name).get_shape()) for name in weights.keys()}  # noqa: SIM118
    except (SafetensorError, ValueError, RuntimeError) as error:
        with path.open("rb") as file:
            begins = file.read(2)
        pickle = begins in (b"PK", b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")
        kind = "a pickle under another name, which could run a program" if pickle else "no safetensors file"
        raise Refused(f"{path.name} is {kind} ({str(error)[:120]}); nothing was kept.") from error


def read_json(path: Path) -> object:
    """The JSON of a file; raises Refused where it is none."""
    try:
        if path.stat().st_size > MAX_JSON:
            raise ValueError("too long")
        return json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise Refused(f"{path.name} is not JSON ({str(error)[:120]}); nothing was kept.") from error


def check_base(adapter: Path, base: Path) -> None:
    """Raises WrongBase where the tensors of the adapter do not fit the base's configuration.

    Both are folders. Names alone say little, as a base has another name on every machine.
    """
    config, wanted = _mapping(base / "config.json"), _mapping(adapter / ADAPTER[0])
    named = str(wanted.get("base_model_name_or_path") or "another model")
    for name, found, expected in _sides(shapes(adapter / ADAPTER[1]), config):
        if found != expected:
            raise WrongBase(
                f"The adapter {adapter.name} was made for {named}, not for {base.name}: its {name} has "
                f"{found:,} numbers where this model has {expected:,}; choose that model, or another adapter."
            )
    layers = config.get("num_hidden_layers")
    numbers = [int(part) for key in shapes(adapter / ADAPTER[1]) for part in key.split(".") if part.isdigit()]
    if isinstance(layers, int) and numbers and max(numbers) >= layers:
        raise WrongBase(
            f"The adapter {adapter.name} was made for {named}, not for {base.name}: it has weights for layer "
            f"{max(numbers) + 1} of {layers}; choose that model, or another adapter."
        )


def _sides(found: Mapping[str, tuple[int, ...]], config: Mapping) -> Iterator[tuple[str, int, int]]:
    """(tensor, its side, the side that the base has) for the tensors whose sides the configuration tells."""
    width = config.get("hidden_size")
    if not isinstance(width, int):
        return
    heads = config.get("num_attention_heads") or 1
    size = config.get("head_dim") or width // heads
    groups = (config.get("num_key_value_heads") or heads) * size
    inner = config.get("intermediate_size")
    sides = {  # module: (in, out)
        "q_proj": (width, heads * size),
        "k_proj": (width, groups),
        "v_proj": (width, groups),
        "o_proj": (heads * size, width),
        "gate_proj": (width, inner),
        "up_proj": (width, inner),
        "down_proj": (inner, width),
    }
    for name, shape in found.items():
        parts = name.split(".")
        if parts[-1] == "prompt_embeddings" and len(shape) == 2:
            yield name, shape[1], width
        if ("lora_A" not in parts and "lora_B" not in parts) or len(shape) != 2:
            continue
        at = parts.index("lora_A") if "lora_A" in parts else parts.index("lora_B")
        known = sides.get(parts[at - 1], (None, None))
        side, expected = (shape[1], known[0]) if "lora_A" in parts else (shape[0], known[1])
        if isinstance(expected, int):
            yield name, side, expected


def _mapping(path: Path) -> Mapping:
    if not path.is_file():
        raise Refused(f"{path.name} is missing in {path.parent.name}; nothing was kept.")
    found = read_json(path)
    if not isinstance(found, dict):
        raise Refused(f"{path.name} is not a configuration; nothing was kept.")
    return found


def _no_code(found: object, name: str) -> None:
    if isinstance(found, dict):
        for key in CODE:
            if found.get(key):
                raise Refused(
                    f"{name} asks for program code of its own ({key}), which is never run; nothing was kept."
                )


def _needed(folder: Path, names: tuple[str, ...], kind: str) -> None:
    missing = [name for name in names if not (folder / name).is_file()]
    if missing:
        raise Refused(f"This is no {kind}: {' and '.join(missing)} is missing; check the name and the kind.")


def adapter(folder: Path) -> None:
    """Raises Refused unless the folder holds an adapter of PEFT, in safetensors, of no other library."""
    _needed(folder, ADAPTER, "adapter in safetensors")
    config = _mapping(folder / ADAPTER[0])
    kind = config.get("peft_type")
    if kind not in PEFT_TYPES:
        raise Refused(f"The adapter is of the kind {str(kind)[:40]!r}, which this program does not know.")
    if not isinstance(config.get("base_model_name_or_path"), str | None):
        raise Refused("adapter_config.json names no base model; nothing was kept.")
    library = (config.get("auto_mapping") or {}).get("parent_library", "transformers")
    if str(library).partition(".")[0] not in ("transformers", "peft"):
        raise Refused(f"adapter_config.json asks for the library {str(library)[:40]!r}; nothing was kept.")
    if not shapes(folder / ADAPTER[1]):
        raise Refused("adapter_model.safetensors holds no weights; nothing was kept.")


def _scorers(folder: Path) -> None:
    from diagram.remote import scorers

    _needed(folder, ("config.json", "model.safetensors"), "set of scorers")
    scorers.check(_mapping(folder / "config.json"), shapes(folder / "model.safetensors"))


def _model(folder: Path) -> None:
    _needed(folder, ("config.json",), "model")
    config = _mapping(folder / "config.json")
    from transformers.models.auto.configuration_auto import CONFIG_MAPPING_NAMES

    if config.get("model_type") not in CONFIG_MAPPING_NAMES:
        raise Refused(
            f"The model is of the kind {str(config.get('model_type'))[:40]!r}, which this version of "
            "transformers does not know."
        )
    index = folder / "model.safetensors.index.json"
    parts = {"model.safetensors"}
    if index.is_file():
        parts = set((_mapping(index).get("weight_map") or {}).values())
    if not parts or any(not isinstance(part, str) or not (folder / part).is_file() for part in parts):
        raise Refused("This is no model in safetensors: model.safetensors, or a part of it, is missing.")
    there = [name for name in VERIFIER if (folder / name).is_file()]
    if len(there) == 1:
        lacking = next(name for name in VERIFIER if name not in there)
        raise Refused(
            f"The model has only one of the verifier's two files, {there[0]}: {lacking} is missing; put it "
            "there, or take both away."
        )


def _dataset(folder: Path) -> None:
    tables = [path for path in folder.rglob("*") if path.suffix in (".parquet", ".jsonl", ".csv")]
    if not tables:
        raise Refused(
            "This is no data set: it has neither parquet nor JSON lines; check the name and the kind."
        )
    _card(folder / "README.md")
    for path in tables:
        if path.suffix == ".parquet":
            _parquet(path)


def _card(path: Path) -> None:
    """Raises Refused where a data set's card names files elsewhere, which `load_dataset` would read."""
    import yaml

    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    if not text.startswith("---"):
        return
    try:
        head = yaml.safe_load(text[3:].partition("\n---")[0])
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise Refused(f"The head of {path.name} cannot be read; nothing was kept.") from error
    for name in _texts(head.get("configs") if isinstance(head, dict) else None):
        parts = name.replace("\\", "/").split("/")
        if ".." in parts or name.startswith(("/", "~", "\\")) or ":" in name:
            raise Refused(
                f"{path.name} names {name[:80]!r}, which is outside of the data set; nothing was kept."
            )


def _texts(value: object) -> Iterator[str]:
    """Every text in a value of YAML."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def _parquet(path: Path) -> None:
    import pyarrow as arrow
    from pyarrow import parquet

    try:
        parquet.read_metadata(path)
    except (arrow.ArrowException, OSError, ValueError) as error:
        raise Refused(f"{path.name} is no parquet file ({str(error)[:120]}); nothing was kept.") from error
