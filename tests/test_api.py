"""What other programs call: generate, edit, export and rate, as functions, HTTP endpoints and MCP tools."""

from __future__ import annotations

import base64
import json
import re
import unicodedata
from types import SimpleNamespace

import gradio as gr
import pytest

from diagram.page import api, readers
from diagram.page.build import build
from tests import fake_panel
from tests.fake_candidates import FakeModel

PROMPT = "Collect the data, then clean it"
OUTLINE = "right round arrow blue normal\ncollect -> clean -> store"


@pytest.fixture(autouse=True)
def panel(tmp_path, monkeypatch):
    found = fake_panel.FakePanel(tmp_path)
    fake_panel.install(monkeypatch, found)
    return found


@pytest.fixture
def model(monkeypatch) -> FakeModel:
    return FakeModel().install(monkeypatch)


def test_four_endpoints_have_names_and_documented_parameters(model):
    endpoints = build()[0].get_api_info()["named_endpoints"]
    assert set(endpoints) == {"/generate", "/edit", "/export", "/rate"}
    assert [p["parameter_name"] for p in endpoints["/generate"]["parameters"]] == [
        "prompt",
        "count",
        "top",
        "seed",
    ]
    for name in endpoints:
        tool = getattr(api, name[1:])
        for parameter in endpoints[name]["parameters"]:
            assert f"{parameter['parameter_name']}: " in tool.__doc__


def test_generate_gives_plain_data(model):
    found = api.generate(PROMPT, count=2, top=5)
    assert len(found) == 2
    assert found[0]["nodes"][0]["label"] == "Collect" and "<svg" in found[0]["svg"]


@pytest.mark.parametrize(("prompt", "count"), [("", 5), (PROMPT, 0), (PROMPT, 9)])
def test_generate_says_what_is_wrong(model, prompt, count):
    with pytest.raises(gr.Error):
        api.generate(prompt, count=count)


def test_export_writes_text_as_text_and_the_rest_in_base64():
    mermaid = api.export(OUTLINE, "mermaid")
    assert mermaid["name"] == "diagram.mmd" and "-->" in mermaid["text"]
    slide = api.export(OUTLINE, "pptx")
    assert base64.b64decode(slide["base64"])[:2] == b"PK"
    assert "text" not in slide


@pytest.mark.parametrize(
    ("diagram", "format", "scale", "said"),
    [
        ("", "svg", 1, "empty"),
        (OUTLINE, "docx", 1, "docx"),
        (OUTLINE, "png", 99, "scale"),
    ],
)
def test_export_says_what_is_wrong(diagram, format, scale, said):
    with pytest.raises(gr.Error, match=said):
        api.export(diagram, format, scale)


@pytest.mark.parametrize(
    ("tool", "wrong", "said"),
    [
        ("generate", {"prompt": PROMPT, "count": "3"}, "count is '3'"),
        ("generate", {"prompt": PROMPT, "count": 2.5}, "count is 2.5"),
        ("generate", {"prompt": PROMPT, "top": None}, "top is None"),
        ("generate", {"prompt": PROMPT, "seed": [1]}, "seed is"),
        ("generate", {"prompt": PROMPT, "seed": 10**400}, r"seed is 1\d{79};"),
        ("edit", {"diagram": None, "request": "make it vertical"}, "diagram is None; give a text"),
        ("edit", {"diagram": OUTLINE, "request": ["a"]}, "request is"),
        ("edit", {"diagram": OUTLINE, "request": "a" * 1_001}, "1,001 characters"),
        ("export", {"diagram": 5}, "diagram is 5"),
        ("export", {"diagram": OUTLINE, "format": ["svg"]}, "format is"),
        ("export", {"diagram": OUTLINE, "scale": "2"}, "scale is '2'"),
        ("rate", {"diagram": [[0]], "score": 3}, "diagram is"),
        ("rate", {"diagram": OUTLINE, "score": 3, "prompt": None}, "prompt is None"),
    ],
)
def test_a_value_of_another_type_or_size_is_named_in_a_sentence(model, tool, wrong, said):
    with pytest.raises(gr.Error, match=said):
        getattr(api, tool)(**wrong)


def test_a_request_comes_to_the_model_in_valid_and_composed_characters(monkeypatch):
    from diagram import editing
    from diagram.errors import EditRefused

    asked = []

    def revise(outline, request, seed):
        asked.append(request)
        raise EditRefused("No.")

    monkeypatch.setitem(vars(editing), "revise", revise)
    with pytest.raises(gr.Error, match="No"):
        api.edit(OUTLINE, unicodedata.normalize("NFD", "저장을\x00 지워") + "\ud800")
    assert asked == ["저장을 지워?"]


def test_what_is_edited_comes_back_with_the_difference(monkeypatch):
    from diagram import editing
    from diagram.editing.difference import compare
    from diagram.outline import parse

    def revise(outline, request, seed):
        new = parse(str(outline).replace("store", "archive"))
        return editing.Revision(new, compare(outline, new), request)

    monkeypatch.setitem(vars(editing), "revise", revise)
    found = api.edit(OUTLINE, "rename store to archive")
    assert "archive" in found["outline"] and "Archive" in found["svg"]
    assert json.loads(found["json"])
    assert any("archive" in sentence for sentence in found["difference"])


def test_a_korean_request_is_answered_in_korean(monkeypatch):
    from diagram import editing
    from diagram.editing.difference import compare
    from diagram.outline import parse

    with pytest.raises(gr.Error, match="글자 크기는 말로 바꾸지 않습니다"):
        api.edit(OUTLINE, "글자를 크게 해 줘")

    def revise(outline, request, seed):
        new = parse(str(outline).replace("store", "archive"))
        return editing.Revision(new, compare(outline, new), request)

    monkeypatch.setitem(vars(editing), "revise", revise)
    assert all(re.search("[가-힣]", text) for text in api.edit(OUTLINE, "store를 archive로")["difference"])


def test_a_rating_is_kept_and_counts_for_the_reader_of_this_computer(panel):
    first = api.rate(OUTLINE, 5, PROMPT)
    assert api.rate(OUTLINE, 2, PROMPT) == first | {"score": 2}
    assert panel.ratings.rating("local", first["id"]) == 2


def test_a_rating_needs_a_score_that_exists():
    with pytest.raises(gr.Error, match="0 to 5"):
        api.rate(OUTLINE, 6)


def asking(session: str | None = None, username: str | None = None, user: str = "api") -> gr.Request:
    """A request as Gradio hands it on."""
    http = SimpleNamespace(headers={"x-gradio-user": user})
    return gr.Request(http, username=username, session_hash=session)


def test_on_a_space_a_rating_counts_in_its_session_alone(panel, monkeypatch):
    monkeypatch.setenv("SPACE_ID", "someone/legible")
    users = []
    monkeypatch.setattr("diagram.recommend", lambda *_, user, **__: users.append(user) or [])
    rated = api.rate(OUTLINE, 5, request=asking("one"))["id"]
    for session in ("one", "two", None):
        api.generate(PROMPT, request=asking(session))
    first, second, unknown = users
    assert [panel.ratings.rating(user, rated) for user in users] == [5, None, None]
    assert first != second and unknown == readers.NOBODY and "one" not in first
    assert panel.ratings.rating("local", rated) is None


@pytest.mark.parametrize("request_", [None, asking(None), asking("shared by all", user="mcp")])
def test_on_a_space_who_is_not_known_cannot_rate(request_, monkeypatch):
    monkeypatch.setenv("SPACE_ID", "someone/legible")
    with pytest.raises(gr.Error):
        api.rate(OUTLINE, 5, request=request_)


def test_who_has_signed_in_rates_for_themselves_only(panel):
    rated = api.rate(OUTLINE, 4, request=asking("one", username="ann"))["id"]
    found = {user: panel.ratings.rating(user, rated) for user in ("login:ann", "login:bob", "local")}
    assert found == {"login:ann": 4, "login:bob": None, "local": None}
