"""What all tests share: no network, one thread, state in a temporary folder, the reference data if any."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"

# Libraries read these when they are imported, which is before any fixture runs.
for name, value in {
    "OMP_NUM_THREADS": "1",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_XET": "1",
    "GRADIO_ANALYTICS_ENABLED": "0",
    "TOKENIZERS_PARALLELISM": "false",
}.items():
    os.environ.setdefault(name, value)

settings.register_profile(
    "default", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow], max_examples=100
)
settings.register_profile("thorough", parent=settings.get_profile("default"), max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(autouse=True)
def isolated_state(tmp_path_factory, monkeypatch):
    """Nothing that a test writes for a user ends up in the real home."""
    home = tmp_path_factory.mktemp("home")
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(variable, str(home))
    for variable in ("DATABASE_URL", "LEGIBLE_DATA", "SPACE_ID"):
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture(scope="session")
def weights() -> Path:
    """The folder of the shipped model, for the tests that need all of it."""
    from diagram.generation.embedded import FILES, WEIGHTS

    missing = [name for name in FILES if not (WEIGHTS / name).is_file()]
    if missing:
        pytest.skip(f"{WEIGHTS} lacks {', '.join(missing)}; train it by python -m training.pretrain")
    return WEIGHTS


@pytest.fixture(scope="module")
def hub_server():
    """A server on this machine that speaks the Hub's HTTP API."""
    from hub_server import HubServer

    with HubServer() as server:
        yield server


@pytest.fixture
def hub(hub_server, monkeypatch, tmp_path):
    """The server with nothing in it; this very process asks it."""
    from hub_scripts import connect

    hub_server.clear()
    connect(monkeypatch, hub_server, tmp_path)
    return hub_server


def _records(name: str) -> list[dict]:
    path = DATA / name
    if not path.is_file():
        pytest.skip(f"the reference data {path} is not on this machine")
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.fixture(scope="session")
def seed_records() -> list[dict]:
    return _records("seed_sft_700.jsonl")


@pytest.fixture(scope="session")
def scored_records() -> list[dict]:
    return _records("human_scores_740.jsonl")
