"""The tab "Models" fetches an adapter by its Hub id from a loopback server, and says what goes wrong."""

from __future__ import annotations

from contextlib import contextmanager
from html import escape
from types import SimpleNamespace

import gradio as gr
import pytest
from hub_scripts import adapter, everything, files
from hub_server import Fault

from diagram.page import choosing, drawing, models, texts
from diagram.page.models import Choice
from diagram.page.texts import en, ko
from diagram.remote import download, installed

VISITOR = "browser:a"
WEIGHTS = "adapter_model.safetensors"


@pytest.fixture
def hub(hub, weights):
    return hub


@pytest.fixture
def pushed(hub, tmp_path):
    """An adapter for the model that ships, with a card, at the tag v1 of a private repository."""
    folder = adapter(tmp_path / "made")
    (folder / "README.md").write_text(
        "---\nlicense: mit\nbase_model: legible-embedded\n---\n# Lines\n\nDraws lines <script>.\n"
    )
    repository = hub.repository("model", "me/lines", private=True)
    repository.tags["v1"] = repository.put(files(folder))
    return repository


@contextmanager
def speaking(language: str):
    """What happens inside is asked by a browser of this language."""
    from gradio.context import LocalContext

    mark = LocalContext.request.set(SimpleNamespace(headers={"accept-language": language}))
    try:
        yield
    finally:
        LocalContext.request.reset(mark)


def use(name: str, reader: str | None = None, language: str = "en", model: str = "") -> list[tuple]:
    """What the tab shows, step by step, after the button was pressed."""
    with speaking(language):
        return list(choosing.use("other", model, name, "", "", None, reader))


def test_an_adapter_is_fetched_told_and_used(pushed):
    first, *_, (kept, message, cards, field, listed) = use("me/lines@v1")
    commit = pushed.tags["v1"]
    assert "Looking for me/lines@v1" in first[1]
    assert kept == Choice("other", adapter=f"me/lines@{commit}").kept()
    assert "the model that ships + me/lines@v1" in message
    assert "Draws lines &lt;script&gt;." in cards and "mit" in cards and "<script" not in cards
    assert field["choices"] == [("me/lines@v1", f"me/lines@{commit}")] and "me/lines@v1" in listed
    assert models.backend(kept, None).write("A -> B", 1, 0)


def test_what_was_chosen_draws_without_asking_again_and_switches_back(hub, pushed):
    kept = use("me/lines")[-1][0]
    hub.requests.clear()
    assert models.backend(kept, None).name == "embedded:weights+me/lines@main"
    assert hub.requests == []
    *_, last = choosing.use("shipped", "", "", "", "", kept, None)
    assert models.backend(last[0], None) is None  # without a restart


def test_progress_is_told_in_the_language_of_the_page(hub, pushed, monkeypatch):
    monkeypatch.setattr(choosing, "PATIENCE", 0.001)
    told = []
    monkeypatch.setattr(choosing.Loading, "_tell", lambda self, text: told.append(text))
    use("me/lines@v1", language="ko")
    assert told[0] == ko.MODEL_FINDING.format(name="me/lines@v1")
    assert any(WEIGHTS in text and "받는 중" in text for text in told)


def full(*_, **__):
    raise OSError(28, "No space left on device")


def private(hub, pushed, monkeypatch, tmp_path):
    monkeypatch.setenv("HF_TOKEN", hub.stranger)


def no_network(hub, pushed, monkeypatch, tmp_path):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")


def offline(hub, pushed, monkeypatch, tmp_path):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")


def wrong_token(hub, pushed, monkeypatch, tmp_path):
    monkeypatch.setenv("HF_TOKEN", "hf_" + "wrong" * 7)


def busy(hub, pushed, monkeypatch, tmp_path):
    hub.faults.append(Fault("GET", "/api/", status=429))


def out_of_order(hub, pushed, monkeypatch, tmp_path):
    hub.faults.append(Fault("GET", "/resolve/", status=500))


def dropped(hub, pushed, monkeypatch, tmp_path):
    hub.faults.append(Fault("GET", f"/resolve/.*{WEIGHTS}", drop=True, keep=100))


def pickle(hub, pushed, monkeypatch, tmp_path):
    pushed.tags["v1"] = pushed.put(files(tmp_path / "made") | {WEIGHTS: b"\x80\x04pickle"})


def other_kind(hub, pushed, monkeypatch, tmp_path):
    pushed.tags["v1"] = pushed.put({"config.json": b"{}"})


def disk_full(hub, pushed, monkeypatch, tmp_path):
    monkeypatch.setattr(download, "_stream", full)


def nothing(*_):
    pass


CASES = [
    ("me/lines@v9", nothing, "NoRevision"),
    ("me/none", nothing, "NotThere"),
    ("me/lines@v1", private, "NotThere"),
    ("me/lines@v1", wrong_token, "NotAllowed"),
    ("me/lines@v1", no_network, "NoNetwork"),
    ("me/lines@v1", offline, "NoNetwork"),
    ("me/lines@v1", busy, "Busy"),
    ("me/lines@v1", out_of_order, "Busy"),
    ("me/lines@v1", dropped, "Dropped"),
    ("me/lines@v1", pickle, "Refused"),
    ("me/lines@v1", other_kind, "Refused"),
    ("me/lines@v1", disk_full, "DiskFull"),
    ("me/lines@..", nothing, "InvalidName"),
]


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize(("name", "happens", "kind"), CASES)
def test_what_goes_wrong_is_one_sentence_and_installs_nothing(
    hub, pushed, monkeypatch, tmp_path, name, happens, kind, language
):
    happens(hub, pushed, monkeypatch, tmp_path)
    *_, last = use(name, language=language)
    said = (ko if language == "ko" else en).HUB_PROBLEMS[kind].format(name=name)
    assert last[0] == gr.skip()  # who drew before still draws
    assert last[1] == f'<p class="message error">{escape(said)}</p>' and "\n" not in said
    assert installed.every() == []
    left = [path for path in everything(installed.home("adapter")) if WEIGHTS in path]
    assert left == [] or kind in ("Dropped", "Busy")  # what has arrived serves the next try
    assert hub.token not in str(last)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_an_adapter_for_another_base_is_one_sentence(hub, tmp_path, language):
    wide = adapter(tmp_path / "wide", width=2048, base="me/large")
    hub.repository("model", "me/wide").put(files(wide))
    *_, last = use("me/wide", language=language, model="legible-embedded")
    said = (ko if language == "ko" else en).HUB_PROBLEMS["WrongBase"].format(name="me/wide@main")
    assert escape(said) in last[1] and last[0] == gr.skip()
    *_, last = use("me/wide", language=language)  # and where its own base cannot be had
    words = (ko if language == "ko" else en).MODEL_BASE.split("{")[0]
    assert words in last[1] and "me/large" in last[1] and last[0] == gr.skip()


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_visitor_of_a_space_gets_no_adapter_of_its_owner(hub, pushed, monkeypatch, language):
    monkeypatch.setenv("SPACE_ID", "me/legible")
    *_, last = use("me/lines@v1", VISITOR, language)
    said = (ko if language == "ko" else en).HUB_PROBLEMS["NotThere"].format(name="me/lines@v1")
    assert escape(said) in last[1] and installed.every() == []
    assert hub.count("GET", "/resolve/") == 0
    pushed.private = False
    *_, last = use("me/lines@v1", VISITOR, language)
    assert "me/lines@v1" in last[1] and "done" in last[1]


def test_a_broken_download_goes_on_at_the_next_press(hub, pushed):
    hub.faults.append(Fault("GET", f"/resolve/.*{WEIGHTS}", drop=True, keep=500, times=3))
    assert "error" in use("me/lines@v1")[-1][1]
    hub.requests.clear()
    assert "done" in use("me/lines@v1")[-1][1]
    assert hub.count("GET", "/resolve/.*adapter_config") == 0  # had arrived


@pytest.mark.parametrize("language", ["en", "ko"])
def test_without_a_network_a_choice_that_is_gone_is_drawn_by_what_ships(hub, monkeypatch, language):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    chosen = {"kind": "other", "adapter": "me/lines@" + "0" * 40}
    told: list[str] = []
    with speaking(language):
        assert models.backend(chosen, None, told.append) is None
        name = models.asked(Choice.of(chosen))
    assert told == [(ko if language == "ko" else en).MODEL_OFFLINE.format(name=name)]


def test_the_draw_tab_says_that_what_ships_drew_instead(hub, monkeypatch, tmp_path):
    import diagram
    from diagram.history import History
    from diagram.page import past
    from tests import fake_panel
    from tests.fake_candidates import FakeModel

    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setattr(drawing, "loading", lambda: SimpleNamespace(is_alive=lambda: False))
    monkeypatch.setattr(drawing.files, "root", lambda: tmp_path)
    kept = History.open(f"sqlite:///{tmp_path / 'history.db'}")
    monkeypatch.setattr(past, "history", lambda: kept)
    fake_panel.install(monkeypatch, fake_panel.FakePanel(tmp_path))
    monkeypatch.setattr(diagram, "stream", FakeModel().stream, raising=False)
    chosen = {"kind": "other", "adapter": "me/gone"}
    *_, last = drawing.draw("A -> B", 2, 1, 50, "1", None, chosen)
    said = texts.MODEL_OFFLINE.format(name="the model that ships + me/gone")
    assert escape(said) in last[1] and 'class="message done"' in last[1]


def test_what_was_fetched_serves_without_a_network_and_the_page_says_so(hub, pushed, monkeypatch):
    use("me/lines@v1")
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    *_, last = use("me/lines@v1", language="ko")
    said = ko.MODEL_BEFORE.format(name="me/lines@v1", commit=pushed.tags["v1"][:12])
    assert escape(said) in last[1] and "done" in last[1]


def test_every_error_of_the_hub_has_its_sentence():
    from diagram.remote import errors

    kinds = [k for k in vars(errors).values() if isinstance(k, type) and issubclass(k, errors.RemoteError)]
    pushes = {"Conflict"}
    assert {kind.__name__ for kind in kinds} - pushes == set(en.HUB_PROBLEMS) == set(ko.HUB_PROBLEMS)
