"""Cards out of the facts: what files beside the weights say, figures with the command that prints them.

A card is written anew at every push and says the same for the same files. Its Python snippet runs as it
stands (tests/test_hub_cards.py does it).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
LICENCE = "apache-2.0"
TAGS = ["diagrams", "text-to-diagram"]
ABOUT = (
    "Legible turns words into readable diagrams; its programs have to be at hand "
    "(`pip install -r requirements.txt`)."
)

MODEL_SNIPPET = """from diagram.generation import embedded
from diagram.remote.sources import resolve

model = embedded.load(resolve("{name}", "model"))
print(model.write("A goes to B. B feeds C and D.", count=1, seed=0)[0].outline)"""

CAUSAL_SNIPPET = """from diagram.remote.sources import resolve
from transformers import AutoModelForCausalLM, AutoTokenizer

folder = resolve("{name}", "model")
model, tokenizer = AutoModelForCausalLM.from_pretrained(folder), AutoTokenizer.from_pretrained(folder)
print(model.num_parameters())"""

SCORERS_SNIPPET = """from diagram import layout, outline
from diagram.remote.sources import resolve
from diagram.scoring import readability
from diagram.scoring.latents import Encoder

folder = resolve("{name}", "scorers")
ensemble, prepare = readability.load(folder)
diagram = layout.lay_out(outline.parse("right boxes arrow blue normal\\nA -> B -> C"))
print(ensemble.judge([diagram])[0].mean, Encoder.load(folder).version)"""

ADAPTER_SNIPPET = """from diagram.remote.sources import resolve
from peft import PeftModel
from transformers import AutoModelForCausalLM
{imports}
base = AutoModelForCausalLM.from_pretrained({base})
model = PeftModel.from_pretrained(base, resolve("{name}", "adapter"))
print(sum(p.numel() for name, p in model.named_parameters() if "lora_" in name or "prompt" in name))"""

DATASET_SNIPPET = """from datasets import load_dataset

examples = load_dataset("{repo}", "{config}", split="{split}")
print(examples.column_names, len(examples))"""


def model(folder: Path, name: str) -> str:
    """The card of a causal language model; for the embedded one, with what its run left in README.md."""
    from huggingface_hub import EvalResult, ModelCardData

    embedded = (folder / "lexicon.json").is_file()
    own = text_of(folder / "README.md")
    command, rows = reached(own)
    results = [
        EvalResult(
            task_type="text-generation",
            task_name="Structure of a diagram, exactly right",
            dataset_type="legible",
            dataset_name=kind,
            dataset_config=kind.replace(" ", "_"),
            metric_type="exact_match",
            metric_name=f"first of {n} prompts, by `{command}`",
            metric_value=value,
        )
        for kind, n, value in rows
    ]
    config = _json(folder / "config.json")
    data = ModelCardData(
        library_name="transformers",
        pipeline_tag="text-generation",
        language=["en", "ko"],
        license=LICENCE,
        tags=TAGS,
        datasets=_names(folder, "datasets"),
        base_model=_names(folder, "base_model"),
        model_name=name.rpartition("/")[2] if results else None,
        eval_results=results or None,
    )
    snippet = (MODEL_SNIPPET if embedded else CAUSAL_SNIPPET).format(name=name)
    head = f"# {'The embedded model of Legible' if embedded else config.get('model_type', 'A model')}"
    limits = (
        "It knows only the language that `training/synthesis` shows it; long free prose is beyond it. Its "
        "outlines are drawn by Legible, which also says what of a prompt is missing in them."
        if embedded
        else "What it reaches on prompts of your own is for you to measure: `python -m training.evaluate`."
    )
    return _card(data, head, ABOUT, snippet, f"## Limits\n\n{limits}", without_snippet(own))


def scorers(folder: Path, name: str) -> str:
    """The card of the scorers: what readability.json, encoder.json and the texts beside them say."""
    from huggingface_hub import EvalResult, ModelCardData

    facts, encoder = _json(folder / "readability.json"), _json(folder / "encoder.json")
    command, rows = people_table()
    results = [
        EvalResult(
            task_type="image-classification",
            task_name="Readability of a diagram, 0 to 5",
            dataset_type="legible",
            dataset_name="people's scores, each by the network that never saw it",
            metric_type=kind,
            metric_name=f"{metric}, by `{command}`",
            metric_value=value,
        )
        for kind, metric, value in rows
    ]
    data = ModelCardData(
        library_name="legible",
        license=LICENCE,
        tags=[*TAGS, "image-scoring", "pytorch_model_hub_mixin", "model_hub_mixin"],
        model_name=name.rpartition("/")[2] if results else None,
        eval_results=results or None,
    )
    numbers = [
        f"- Readability: {facts.get('folds')} networks, {len(facts.get('measures', []))} measures of "
        f"geometry, pictures of {' x '.join(map(str, facts.get('picture', [])))} px; "
        f"{facts.get('people', {}).get('diagrams', 0):,} diagrams scored by people.",
        f"- Encoder: version `{encoder.get('version')}`, {encoder.get('dimensions')} dimensions in the "
        f"blocks {', '.join(encoder.get('blocks', {}))}; {encoder.get('drawings', 0):,} drawings.",
    ]
    texts = [text_of(folder / f"{part}.md").replace("# ", "## ", 1) for part in ("readability", "encoder")]
    mixin = f'Also, with gradients off: `hub.scorers.Scorers.from_pretrained("{name}")`.'
    return _card(
        data,
        "# The scorers of Legible: how well a drawing reads, and which drawings look alike",
        ABOUT,
        SCORERS_SNIPPET.format(name=name),
        "\n".join([mixin, "", *numbers]),
        *texts,
    )


def adapter(folder: Path, config: Mapping, name: str, fits_shipped: bool) -> str:
    """The card of a PEFT adapter: its configuration, and what its training left in README.md and metrics."""
    from huggingface_hub import ModelCardData

    base = str(config.get("base_model_name_or_path") or "")
    kind = str(config.get("peft_type"))
    data = ModelCardData(
        library_name="peft",
        pipeline_tag="text-generation",
        base_model=base or None,
        datasets=_names(folder, "datasets"),
        license=LICENCE,
        tags=[*TAGS, kind.lower()],
    )
    imports = "\nfrom diagram.generation.embedded import WEIGHTS\n" if fits_shipped else ""
    snippet = ADAPTER_SNIPPET.format(
        name=name, imports=imports, base="WEIGHTS" if fits_shipped else f'"{base}"'
    )
    facts = [
        f"- Kind: {kind}"
        + (f", rank {config['r']}, alpha {config.get('lora_alpha')}" if "r" in config else "")
    ]
    modules = config.get("target_modules")
    if isinstance(modules, list):
        facts.append(f"- On: {', '.join(sorted(map(str, modules)))}")
    if config.get("num_virtual_tokens"):
        facts.append(f"- Virtual tokens: {config['num_virtual_tokens']}")
    facts += [f"- {key}: {value}" for key, value in metrics(folder).items()]
    limits = "It fits its base model only; with another one, loading it fails, and Legible says so."
    text = without_snippet(text_of(folder / "README.md"))
    text = "" if "[More Information Needed]" in text else text  # PEFT's own, which nobody filled in
    used = f'Use: `python -m diagram "A -> B" --adapter {name}`.'
    return _card(
        data,
        f"# An adapter for {base or 'a language model'}",
        ABOUT,
        snippet,
        used,
        "\n".join(facts),
        f"## Limits\n\n{limits}",
        text,
    )


def dataset_body(title: str, repo: str, configs: Mapping[str, Mapping], texts: Sequence[str]) -> str:
    """The card of a data set below its front matter.

    configs: of each configuration its splits with their numbers of rows, and its columns.
    """
    lines = ["| config | split | rows | columns |", "|---|---|---|---|"]
    for config, facts in configs.items():
        for split, rows in facts["splits"].items():
            lines.append(f"| {config} | {split} | {rows:,} | {', '.join(facts['columns'])} |")
    first = next(iter(configs))
    snippet = DATASET_SNIPPET.format(repo=repo, config=first, split=next(iter(configs[first]["splits"])))
    parts = [f"# {title}", "\n".join(lines), f"```python\n{snippet}\n```", *texts, f"Licence: {LICENCE}."]
    return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"


def snippets(card: str) -> list[str]:
    """The Python snippets of a card."""
    return re.findall(r"```python\n(.*?)```", card, flags=re.DOTALL)


def reached(card: str) -> tuple[str, list[tuple[str, str, float]]]:
    """The command of the evaluation and (prompts, n, share right in %) out of an embedded model's card."""
    command = re.search(r"by\s+`(python -m training\.evaluate[^`]*)`", card)
    rows = re.findall(r"^\| ([\w ]+) \| (\d+) \| ([\d.]+)% \|", card, flags=re.MULTILINE)
    return (command[1] if command else "python -m training.evaluate", [(k, n, float(v)) for k, n, v in rows])


def people_table() -> tuple[str, list[tuple[str, str, float]]]:
    """The command and (metric's id, name, value) of what ships, out of the project's README, if any."""
    try:
        text = (ROOT / "README.md").read_text(encoding="utf-8")
    except OSError:
        return "", []
    row = re.search(r"^\|[^|]*what ships[^|]*\|([^\n]*)\|$", text, flags=re.MULTILINE)
    command = re.search(r"`(python -m training\.scorers\.evaluate_readability[^`]*)`", text)
    numbers = re.findall(r"[\d.]+", row[1]) if row else []
    kinds = (("rmse", "RMSE"), ("mae", "MAE"), ("spearmanr", "Spearman"))
    if not command or len(numbers) < len(kinds):
        return "", []
    return " ".join(command[1].split()), [(*kind, float(n)) for kind, n in zip(kinds, numbers, strict=False)]


def metrics(folder: Path) -> dict[str, object]:
    """Plain figures that a training left beside an adapter, from metrics.json or facts.json."""
    found: dict[str, object] = {}
    for name in ("facts.json", "metrics.json", "evaluation.json", "all_results.json"):
        facts = _json(folder / name)
        found |= {k: v for k, v in facts.items() if isinstance(v, int | float | str) and len(str(v)) < 200}
    return found


def _card(data, head: str, *parts: str) -> str:
    about, snippet, *rest = parts
    texts = [head, about, f"```python\n{snippet}\n```", *rest, f"Licence: {LICENCE}."]
    return (
        f"---\n{data.to_yaml().strip()}\n---\n\n" + "\n\n".join(t.strip() for t in texts if t.strip()) + "\n"
    )


def text_of(path: Path) -> str:
    """A text without its front matter; empty where there is none."""
    return _parts(path)[1].strip()


def _parts(path: Path) -> tuple[str, str]:
    """(front matter, what follows) of a card; both are empty where there is none."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return "", ""
    if not text.startswith("---\n"):
        return "", text
    head, _, rest = text[4:].partition("\n---")
    return head, rest


def without_snippet(text: str) -> str:
    """A text without its title and without Python, which would not run elsewhere."""
    text = re.sub(r"```python\n.*?```\n*", "", text, flags=re.DOTALL)
    return re.sub(r"\A# [^\n]*\n+", "", text)


def _json(path: Path) -> dict:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _names(folder: Path, key: str) -> list[str] | None:
    """Names of data sets or base models in the front matter of a folder's own card."""
    import yaml

    try:
        head = yaml.safe_load(_parts(folder / "README.md")[0])
    except yaml.YAMLError:
        return None
    given = head.get(key) if isinstance(head, dict) else None
    names = [given] if isinstance(given, str) else [n for n in given or [] if isinstance(n, str)]
    return [name for name in names if re.fullmatch(r"[\w.-]+(/[\w.-]+)?", name)] or None
