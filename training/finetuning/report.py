"""What a training came to: a report to compare runs by, and a card that travels with the adapter."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

from training.finetuning.options import Options


@dataclass(frozen=True)
class Report:
    """What OUT/report.json says. Losses are None where nothing was measured.

    `train_loss` is the mean over the last quarter of the steps; `evaluation` has TRL's other metrics on the
    held-out split. `peak_memory` is in bytes: allocated on the GPU, else of the whole process.
    """

    method: str
    model: str
    dataset: str
    output_dir: str
    steps: int
    epochs: float
    trainable_parameters: int
    parameters: int
    train_loss: float | None
    eval_loss: float | None
    minutes: float
    peak_memory: int
    adapter_bytes: int
    dtype: str
    device: str
    seed: int
    data_hash: str
    base: str
    examples: int
    longest: int
    evaluation: dict[str, float] = field(default_factory=dict)
    command: str = ""

    @property
    def share(self) -> float:
        """Trainable parameters, of all."""
        return self.trainable_parameters / self.parameters

    @property
    def adapter(self) -> Path:
        """The folder that backends load."""
        return Path(self.output_dir)

    def as_json(self) -> dict:
        return {**asdict(self), "share": self.share}

    @classmethod
    def read(cls, path: Path) -> Report:
        found = json.loads(path.read_text(encoding="utf-8"))
        found.pop("share", None)
        return cls(**found)

    def __str__(self) -> str:
        losses = ", ".join(
            f"{name} {value:.4f}"
            for name, value in (("train loss", self.train_loss), ("eval loss", self.eval_loss))
            if value is not None
        )
        return (
            f"{self.method}: {self.steps} steps in {self.minutes:.1f} min, {losses}; "
            f"{self.trainable_parameters:,} of {self.parameters:,} parameters ({self.share:.2%}), "
            f"peak {self.peak_memory / 2**30:.2f} GiB; adapter of {self.adapter_bytes / 2**20:.1f} MiB in "
            f"{self.output_dir}"
        )


def train_loss(history: list[dict]) -> float | None:
    """The mean of the losses logged in the last quarter of the steps."""
    losses = [(entry["step"], entry["loss"]) for entry in history if "loss" in entry]
    if not losses:
        return None
    late = [loss for step, loss in losses if step > 0.75 * losses[-1][0]]
    return sum(late) / len(late)


def peak_memory() -> int:
    """Bytes: the most that was allocated on the GPU, else the most that this process ever had."""
    import torch

    if torch.cuda.is_available() and torch.cuda.max_memory_allocated():
        return torch.cuda.max_memory_allocated()
    return peak_resident()


def peak_resident() -> int:
    """Bytes: the most that this process ever had in memory."""
    if sys.platform == "win32":
        import psutil

        return psutil.Process().memory_info().peak_wset
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def write_card(folder: Path, report: Report, options: Options) -> None:
    """README.md of the adapter, with the front matter that the Hub reads."""
    from huggingface_hub import ModelCard, ModelCardData

    names = {"sft": "SFT with LoRA", "orpo": "ORPO with LoRA", "dpo": "DPO with LoRA"}
    kind = names.get(options.method, "prompt tuning")
    data = ModelCardData(
        base_model=_named(options.model),
        library_name="peft",
        pipeline_tag="text-generation",
        tags=[
            "legible",
            "diagram",
            "prompt-tuning" if options.method == "prompt_tuning" else "lora",
            options.method,
        ],
        **(
            {"datasets": [_named(options.dataset)]}
            if options.dataset and not Path(options.dataset).exists()
            else {}
        ),
    )
    rows = [
        ("Method", f"{kind}, TRL and PEFT"),
        ("Base", f"{options.model} (fingerprint {report.base})"),
        ("Data", f"{report.examples:,} examples, hash {report.data_hash}"),
        ("Parameters", f"{report.trainable_parameters:,} trained, {report.share:.2%} of all"),
        ("Steps", f"{report.steps:,}, {report.epochs:.2f} epochs, {report.minutes:.1f} min, {report.dtype}"),
        ("Train loss", _figure(report.train_loss)),
        ("Evaluation loss", _figure(report.eval_loss)),
        ("Seed", str(report.seed)),
    ]
    table = "\n".join(f"| {name} | {value} |" for name, value in rows)
    content = (
        f"---\n{data.to_yaml()}\n---\n\n# Adapter for diagrams\n\n"
        "It writes what is in a diagram that a person describes in words; Legible draws it.\n\n"
        f"| | |\n|---|---|\n{table}\n\nTrained by\n\n```\n{report.command}\n```\n"
    )
    ModelCard(content, ignore_metadata_errors=True).save(folder / "README.md")


def _named(name: str) -> str:
    """A folder, or a Hub id without its revision, which a card's head has no place for."""
    return name if Path(name).expanduser().exists() else name.partition("@")[0]


def _figure(value: float | None) -> str:
    return "not measured" if value is None else f"{value:.4f}"
