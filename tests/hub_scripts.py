"""What the tests of the Hub share: an environment with only the loopback server, small things to push."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parent.parent


def environment(hub, home: Path, token: str | None = "") -> dict[str, str]:
    """The variables of a process that asks the server `hub`; token "" is the server's, None is none."""
    given = {
        "HF_ENDPOINT": hub.url,
        "HF_HOME": str(home / "hf"),
        "HF_HUB_DISABLE_XET": "1",
        "HF_HUB_OFFLINE": "0",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_TOKEN": hub.token if token == "" else token or "",
        "LEGIBLE_DATA": str(home / "data"),
        "OMP_NUM_THREADS": "1",
        "PYTHONPATH": str(ROOT),
    }
    return {**os.environ, **given}


def run(hub, home: Path, *command: str, token: str | None = "", cwd: Path = ROOT, more: dict | None = None):
    """Runs `python COMMAND` to its end; the finished process with its output as text."""
    return subprocess.run(
        [sys.executable, *command],
        env=environment(hub, home, token) | (more or {}),
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=300,
    )


def connect(monkeypatch, hub, home: Path, token: str | None = "") -> None:
    """Lets this very process ask the server `hub`."""
    import huggingface_hub
    from huggingface_hub import constants

    for name, value in environment(hub, home, token).items():
        if name.startswith(("HF_", "LEGIBLE_")):
            monkeypatch.setenv(name, value)
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(home / "hf" / "token"))
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(home / "hf" / "hub"))
    # Repeats come at once; the clock of everybody else stays as it is.
    monkeypatch.setattr("huggingface_hub.utils._http.time", SimpleNamespace(sleep=lambda seconds: None))
    assert huggingface_hub.get_token() == (hub.token if token == "" else token)


def connect_libraries(monkeypatch, hub) -> None:
    """Lets `from_pretrained` of this very process ask the server `hub`, too; after `connect`."""
    from huggingface_hub import constants

    template = hub.url + "/{repo_id}/resolve/{revision}/{filename}"
    monkeypatch.setattr(constants, "ENDPOINT", hub.url)
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)
    monkeypatch.setattr("huggingface_hub.hf_api.api.endpoint", hub.url)
    monkeypatch.setattr("transformers.utils.hub._hf_api", None)  # made anew, for this server


def adapter(folder: Path, width: int = 256, layer: int = 0, fill: float = 0.01, base: str = "base") -> Path:
    """A LoRA adapter of the shipped model's shape (256 wide), as PEFT writes it."""
    import numpy as np
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    config = {
        "peft_type": "LORA",
        "task_type": "CAUSAL_LM",
        "base_model_name_or_path": base,
        "r": 2,
        "lora_alpha": 4,
        "target_modules": ["q_proj"],
        "inference_mode": True,
    }
    (folder / "adapter_config.json").write_text(json.dumps(config))
    start = f"base_model.model.model.layers.{layer}.self_attn.q_proj"
    weights = {
        f"{start}.lora_A.weight": np.full((2, width), fill, np.float32),
        f"{start}.lora_B.weight": np.full((width, 2), fill, np.float32),
    }
    save_file(weights, folder / "adapter_model.safetensors", {"format": "pt"})
    return folder


def files(folder: Path) -> dict[str, bytes]:
    """The files of a folder by their names in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def everything(folder: Path) -> list[str]:
    """All that lies under a folder, hidden things too."""
    return (
        sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*")) if folder.exists() else []
    )
