"""Who may speak to a page that is for this machine alone."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from diagram.page.serve import guards


def answer(host: str, server_name: str | None = None) -> int:
    app = FastAPI(middleware=guards(server_name))
    app.get("/")(lambda: "page")
    return TestClient(app).get("/", headers={"host": host}).status_code


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch):
    for name in ("GRADIO_SERVER_NAME", "SPACE_ID", "GRADIO_ROOT_PATH", "GRADIO_SHARE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost:7860", "localhost"])
def test_this_machine_asks_under_its_own_names(host):
    assert answer(host) == 200


@pytest.mark.parametrize("host", ["evil.example:7860", "localhost.evil.example", "127.0.0.1.nip.example"])
def test_a_strange_name_for_this_machine_is_refused(host):
    assert answer(host) == 400


def test_a_page_for_others_answers_under_any_name(monkeypatch):
    assert answer("diagrams.example", "0.0.0.0") == 200
    monkeypatch.setenv("SPACE_ID", "me/legible")
    assert answer("me-legible.hf.space") == 200
