"""The Space: exactly the files that are pushed, what the Hub builds it by, and that it runs from them."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
import yaml
from hub_scripts import ROOT, connect, everything
from hub_server import HubServer, front_matter, front_matter_errors

from diagram.generation import zero_gpu
from hub import contents, push, space


@pytest.fixture(scope="module")
def parcel():
    return space.parcel(ROOT)


def text(parcel, name: str) -> str:
    content = parcel.files[name]
    return content.decode() if isinstance(content, bytes) else content.read_text(encoding="utf-8")


def test_the_front_matter_is_what_the_hub_takes(parcel):
    head = front_matter(parcel.card)
    assert front_matter_errors(parcel.card, "space") == []
    assert head["sdk"] == "gradio" and head["app_file"] == "app.py" and head["hf_oauth"] is True
    assert head["python_version"] == "3.11" and len(head["short_description"]) <= 60
    pinned = re.search(r"^gradio.*==(.*)$", (ROOT / "requirements.txt").read_text(), re.MULTILINE)[1]
    assert head["sdk_version"] == pinned
    assert f"gradio[oauth,mcp]=={pinned}\n" in text(parcel, "requirements.txt")


def test_what_is_preloaded_is_named_with_its_revision():
    head = front_matter(space.card("6.0.0", ["me/adapter@v1", "me/model"], "me/ratings"))
    assert head["models"] == ["me/adapter", "me/model"]
    assert head["preload_from_hub"] == ["me/adapter * v1", "me/model"]
    assert "me/ratings" in space.card("6.0.0", (), "me/ratings")


def test_app_packages_and_weights_are_there_and_nothing_else(parcel):
    names = set(parcel.files)
    assert {"app.py", "LICENSE", "README.md", "requirements.txt", "hub/keeping.py"} <= names
    assert {"diagram/weights/model.safetensors", "diagram/scoring/weights/encoder.safetensors"} <= names
    assert {"diagram/fonts/LegibleSans.otf", "diagram/page/style.css"} <= names
    assert {name.partition("/")[0] for name in names if "/" in name} == set(space.PACKAGES)
    assert not [name for name in names if name.startswith(("tests/", ".")) or "__pycache__" in name]
    contents.check(parcel.files)


def test_the_space_is_pushed_as_one(parcel, monkeypatch, tmp_path, capsys):
    with HubServer() as hub:
        connect(monkeypatch, hub, tmp_path)
        assert push.main(["space", "--repo", "me/legible", "--preload", "me/adapter@v1"]) == 0
        made = hub.repositories["space", "me/legible"]
        assert set(made.tree()) == {*parcel.files, "legible.json"}
        assert made.sdk == "gradio" and made.private and made.messages == ["initial commit", "Push space"]
        assert f"{hub.url}/spaces/me/legible" in capsys.readouterr().out
        hub.requests.clear()
        assert push.main(["space", "--repo", "me/legible", "--preload", "me/adapter@v1"]) == 0
        assert {method for method, _ in hub.requests} == {"GET"}  # nothing has changed
        assert yaml.safe_load(made.tree()["README.md"].data.decode().split("---")[1])["models"] == [
            "me/adapter"
        ]


def test_no_gpu_is_asked_for_elsewhere(monkeypatch):
    def work() -> int:
        return 1

    monkeypatch.delenv("SPACES_ZERO_GPU", raising=False)
    assert zero_gpu.on_gpu(work) is work
    monkeypatch.setenv("SPACES_ZERO_GPU", "true")
    monkeypatch.setitem(sys.modules, "spaces", None)
    assert zero_gpu.on_gpu(work) is work


def test_on_zero_gpu_the_function_is_given_one(monkeypatch):
    class Spaces:
        @staticmethod
        def GPU(duration):
            return lambda function: ("with a GPU", duration, function())

    monkeypatch.setenv("SPACES_ZERO_GPU", "true")
    monkeypatch.setitem(sys.modules, "spaces", Spaces)
    assert zero_gpu.on_gpu(lambda: 7) == ("with a GPU", zero_gpu.SECONDS, 7)


def test_a_large_model_borrows_one_for_a_request(monkeypatch):
    class Writer:
        name = "transformers:x"

        def write(self, prompt, count, seed):
            return [prompt, count, seed]

    monkeypatch.delenv("SPACES_ZERO_GPU", raising=False)
    writer, calls = Writer(), []
    assert zero_gpu.borrowing(writer) is writer

    def write(*given):
        calls.append(given)
        return zero_gpu.write_there(*given)

    monkeypatch.setenv("SPACES_ZERO_GPU", "true")
    monkeypatch.setattr(zero_gpu, "prepared", lambda: write)
    borrower = zero_gpu.borrowing(writer)
    assert borrower.name == "transformers:x"
    assert borrower.write("A -> B", 2, 3, progress=print) == ["A -> B", 2, 3]
    assert calls == [("transformers:x", "A -> B", 2, 3)]


@pytest.mark.slow
def test_the_app_runs_from_exactly_these_files(parcel, tmp_path):
    folder = tmp_path / "space"
    for name, content in parcel.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else Path(content).read_bytes())
    assert not [name for name in everything(folder) if name.startswith("tests")]
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "OAUTH_CLIENT_ID")}
    environment |= {
        "GRADIO_SERVER_PORT": str(port),
        "SPACE_ID": "me/legible",
        "LEGIBLE_DATA": str(tmp_path / "data"),
        "HF_HUB_OFFLINE": "1",
    }
    with (tmp_path / "log").open("w") as log:
        app = subprocess.Popen(
            [sys.executable, "app.py"], cwd=folder, env=environment, stdout=log, stderr=log
        )
        try:
            answer = _ask(f"http://127.0.0.1:{port}", app, tmp_path / "log")
        finally:
            app.terminate()
            app.wait(timeout=30)
    assert {node["label"] for node in answer[0]["nodes"]} == {"A", "B"} and "<svg" in answer[0]["svg"]


def _ask(url: str, app: subprocess.Popen, log: Path) -> list[dict]:
    """What the app answers to one prompt, as soon as it is there."""
    deadline = time.monotonic() + 240
    call = f"{url}/gradio_api/call/generate"
    body = json.dumps({"data": ["A -> B", 1, 1, 0]}).encode()
    while True:
        assert app.poll() is None, log.read_text()
        try:
            request = urllib.request.Request(call, body, {"content-type": "application/json"})
            event = json.load(urllib.request.urlopen(request, timeout=60))["event_id"]
            break
        except OSError:
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.5)
    lines = urllib.request.urlopen(f"{call}/{event}", timeout=240).read().decode().splitlines()
    assert "event: complete" in lines, (lines, log.read_text())
    return json.loads(lines[lines.index("event: complete") + 1].removeprefix("data: "))[0]
