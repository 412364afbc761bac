"""The tab "Models" without a browser: who may choose what, what a choice means, and personal adapters."""

from __future__ import annotations

import sys
import time
from html import escape

import gradio as gr
import pytest

from diagram.errors import InvalidPrompt, ModelUnavailable
from diagram.generation import choice as choices
from diagram.page import (
    choosing,
    drawing,
    files,
    model_cards,
    models,
    past,
    personal,
    rating,
    texts,
    trainings,
)
from diagram.page.lessons import lessons
from diagram.page.models import Choice
from tests import fake_panel
from tests.fake_candidates import FakeModel
from tests.tiny_adapters import save_adapter

VISITOR, OTHER = "browser:a", "browser:b"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
SHIPPED = {"kind": "shipped"}


@pytest.fixture
def space(monkeypatch):
    monkeypatch.setenv("SPACE_ID", "someone/legible")


@pytest.fixture
def chosen(monkeypatch) -> list[tuple]:
    """What `choose` was called with; it loads nothing."""
    calls: list[tuple] = []

    class Backend:
        name = "embedded:weights"

        def write(self, prompt, count, seed):
            if prompt == "bad":
                raise InvalidPrompt("The prompt is bad.")
            raise RuntimeError("broken")

    def choose(*names, **more):
        calls.append((*names, more))
        return Backend()

    monkeypatch.setattr(choices, "choose", choose)
    return calls


@pytest.fixture
def tiny(tmp_path):
    return save_adapter(tmp_path / "tiny")


@pytest.fixture
def pulled(tmp_path, monkeypatch):
    """An adapter that `hub.pull` has put in its place."""
    from diagram.remote import installed
    from diagram.remote.names import Reference

    monkeypatch.setenv("LEGIBLE_DATA", str(tmp_path / "data"))
    folder = save_adapter(installed.place(Reference("ada/lines"), "adapter", COMMIT))
    (folder / "README.md").write_text(
        "---\nlicense: mit\nbase_model: <b>base</b>\nmodel-index:\n- results:\n"
        "  - dataset: {name: held out}\n    metrics: [{name: exact, value: 0.91234}]\n---\n"
        "# Lines <script>alert(1)</script>\nDraws lines.\n"
    )
    installed.write(installed.Pulled(folder, "adapter", "ada/lines", COMMIT, ("v1",), {}), folder)
    return folder


def other(**names) -> dict:
    return {"kind": "other", **names}


def keep_own(user: str) -> None:
    """Gives the user a personal adapter."""
    from diagram.generation.adapters import fingerprint_of
    from diagram.generation.embedded import WEIGHTS
    from diagram.ratings.personal import personal_folder

    save_adapter(personal_folder(user), base=fingerprint_of(WEIGHTS))


@pytest.mark.parametrize("value", ["x", [], {}, {"kind": "root"}, 5, {"kind": ["other"]}])
def test_what_is_no_choice_is_said(value):
    with pytest.raises(ModelUnavailable, match="choose again"):
        models.backend(value, None)


@pytest.mark.parametrize("name", ["a\0b", "x" * 500, "a\nb"])
def test_a_name_that_is_none_is_said(name):
    with pytest.raises(ModelUnavailable, match="too long or has signs"):
        models.backend(other(adapter=name), None)


def test_who_chose_nothing_gets_what_ships(chosen):
    assert models.backend(None, None) is None and models.backend(SHIPPED, VISITOR) is None
    assert chosen == []


def test_an_adapter_for_the_shipped_model_is_used_with_it(chosen, tiny):
    backend = models.backend(other(adapter=str(tiny)), None)
    assert backend.name == "embedded:weights+tiny"
    assert models.said(backend.name) == "the model that ships + tiny"
    assert chosen == [("embedded", None, tiny, {})]


def test_an_adapter_of_another_model_needs_that_model(tmp_path):
    folder = save_adapter(tmp_path / "wide", width=48, named="ada/wide-model")
    with pytest.raises(ModelUnavailable, match="trained on ada/wide-model, which cannot be had"):
        models.backend(other(adapter=str(folder)), None)


def test_a_model_of_another_kind_is_for_transformers(chosen, tmp_path):
    folder = tmp_path / "llama"
    folder.mkdir()
    (folder / "config.json").write_text('{"hidden_size": 48, "num_hidden_layers": 1}')
    (folder / "model.safetensors").write_bytes(b"")
    adapter = save_adapter(tmp_path / "wide", width=48)
    assert (
        models.backend(other(model=str(folder), adapter=str(adapter)), None).name == "transformers:llama+wide"
    )
    assert chosen == [("transformers", str(folder), str(adapter), {})]
    with pytest.raises(ModelUnavailable, match="choose that model, or another adapter"):
        models.backend(other(model=str(folder), adapter=str(save_adapter(tmp_path / "tiny"))), None)


def test_a_copy_of_the_weights_is_not_taken_for_them(tmp_path):
    assert models._short(tmp_path / "mine" / "weights") == "mine/weights"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("/nowhere/at-all", "neither a folder nor OWNER/NAME"),
        ("ada/lines@v1", "HF_HUB_OFFLINE"),
        ("ada/lines@..", "neither a folder nor OWNER/NAME@REVISION"),
        ("", "Name a model or an adapter"),
    ],
)
def test_what_cannot_be_had_is_one_sentence_with_what_to_do(name, says):
    with pytest.raises(ModelUnavailable, match=says) as raised:
        models.backend(other(adapter=name), None)
    assert "\n" not in str(raised.value) and "Models" in str(raised.value)


def test_pickles_are_never_read(tmp_path):
    (tmp_path / "adapter_config.json").write_text("{}")
    (tmp_path / "adapter_model.bin").write_bytes(b"\x80\x04")
    with pytest.raises(ModelUnavailable, match="only pickled weights"):
        models.backend(other(adapter=str(tmp_path)), None)


def test_an_endpoint_of_the_hub_asks_for_a_token_and_another_does_not(chosen, monkeypatch, tmp_path):
    for name in ("HF_TOKEN", "LEGIBLE_ENDPOINT_TOKEN", "LEGIBLE_ENDPOINT_URL", "LEGIBLE_ENDPOINT_MODEL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("huggingface_hub.get_token", lambda: None)
    with pytest.raises(ModelUnavailable, match="set HF_TOKEN"):
        models.backend({"kind": "endpoint", "model": "ada/large"}, None)
    for url in ("file:///etc/passwd", "http://[::1", "http:///v1"):
        with pytest.raises(ModelUnavailable, match="is no address"):
            models.backend({"kind": "endpoint", "url": url}, None)
    assert models.backend({"kind": "endpoint", "model": "m", "url": "http://localhost:1/v1"}, None).name
    assert chosen == [("endpoint", "m", None, {"url": "http://localhost:1/v1"})]


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (other(model="ada/model"), "only the model that ships"),
        ({"kind": "endpoint", "url": "http://10.0.0.1/"}, "only the model that ships"),
        (other(adapter="/etc"), "folders cannot be named"),
        (other(adapter="diagram/weights"), "folders cannot be named"),
        (other(adapter="../x"), "folders cannot be named"),
        (other(adapter="ada/lines"), "HF_HUB_OFFLINE"),
    ],
)
@pytest.mark.parametrize("reader", [VISITOR, None, "login:ada"])
def test_a_visitor_names_neither_folders_nor_models_nor_addresses(space, chosen, value, says, reader):
    with pytest.raises(ModelUnavailable, match=says):
        models.backend(value, reader)
    assert chosen == []


def test_a_visitor_uses_an_adapter_that_is_installed(space, chosen, pulled):
    value = other(adapter=f"ada/lines@{COMMIT}")
    assert models.backend(value, VISITOR).name == "embedded:weights+ada/lines@v1"
    assert models.find(Choice.of(other(adapter="ada/lines@v1")), VISITOR).choice == Choice.of(value)


def test_a_visitor_gets_no_adapter_that_only_the_space_may_read(space, pulled, monkeypatch):
    from diagram.remote import connection, sources
    from diagram.remote.errors import NotThere

    asked = []

    class Client:
        endpoint = "http://hub"

        def repo_info(self, repo, **more):
            asked.append((repo, more))
            raise NotThere("There is no repository.")

    monkeypatch.setattr(connection, "api", lambda what: Client())
    monkeypatch.setattr(sources, "find", lambda *_, **__: pytest.fail("fetched with the Space's token"))
    with pytest.raises(ModelUnavailable, match="There is no repository"):
        models.backend(other(adapter="ada/secret"), VISITOR)
    assert asked == [("ada/secret", {"revision": "main", "token": False})]
    monkeypatch.setattr(models, "MOST_INSTALLED", 1)
    with pytest.raises(ModelUnavailable, match="no room"):
        models.backend(other(adapter="ada/another"), VISITOR)


def test_a_personal_adapter_draws_for_its_reader_only(space, chosen):
    from diagram.ratings.personal import personal_folder

    keep_own(VISITOR)
    assert models.backend(SHIPPED, VISITOR).name == "embedded:weights+personal"
    assert chosen == [("embedded", None, personal_folder(VISITOR), {})]
    for reader in (OTHER, None, "nobody"):
        assert models.backend(SHIPPED, reader) is None
    assert models.backend(SHIPPED | {"personal": False}, VISITOR) is None
    assert len(chosen) == 1


@pytest.mark.parametrize("reader", [None, OTHER, "local"])
def test_nobody_names_the_folder_of_a_personal_adapter(chosen, reader, tmp_path):
    from diagram.ratings.personal import personal_folder

    keep_own(VISITOR)
    (tmp_path / "link").symlink_to(personal_folder(VISITOR))
    for path in (personal_folder(VISITOR), tmp_path / "link"):
        with pytest.raises(ModelUnavailable):
            models.backend(other(adapter=str(path)), reader)
    assert chosen == []


def test_a_backend_that_fails_says_who_it_was(chosen, tiny):
    backend = models.backend(other(adapter=str(tiny)), None)
    with pytest.raises(
        ModelUnavailable, match=r"failed on this prompt\. You chose the model that ships [+] tiny"
    ):
        backend.write("A -> B", 1, 0)
    with pytest.raises(InvalidPrompt, match=r"^The prompt is bad\.$"):
        backend.write("bad", 1, 0)


@pytest.fixture
def page(tmp_path, monkeypatch):
    """A page with ratings and history of its own, and no model."""
    from types import SimpleNamespace

    from diagram.history import History

    served = tmp_path / "served"
    served.mkdir()
    monkeypatch.setattr(files, "root", lambda: served)
    monkeypatch.setattr(drawing, "loading", lambda: SimpleNamespace(is_alive=lambda: False))
    kept = History.open(f"sqlite:///{tmp_path / 'history.db'}")
    monkeypatch.setattr(past, "history", lambda: kept)
    return fake_panel.install(monkeypatch, fake_panel.FakePanel(tmp_path))


def test_the_draw_tab_draws_with_what_was_chosen(page, chosen, tiny, monkeypatch):
    import diagram

    seen = []
    fake = FakeModel()

    def stream(prompt, *, backend=None, **request):
        seen.append(backend and backend.name)
        return fake.stream(prompt, **request)

    monkeypatch.setattr(diagram, "stream", stream, raising=False)
    steps = list(drawing.draw("A -> B", 2, 1, 50, "1", None, other(adapter=str(tiny))))
    assert "Drawing with the model that ships + tiny" in steps[1][1]
    list(drawing.draw("A -> B", 2, 1, 50, "1", None, None))
    assert seen == ["embedded:weights+tiny", None]


def test_where_the_choice_cannot_be_had_nothing_else_draws(page, monkeypatch):
    import diagram

    monkeypatch.setattr(diagram, "stream", lambda *_, **__: pytest.fail("drawn by another"), raising=False)
    *_, last = drawing.draw("A -> B", 2, 1, 50, "1", None, other(adapter="/gone/away"))
    assert "error" in last[1] and "/gone/away" in last[1] and "choose another under" in last[1]


def test_a_card_is_its_authors_word_and_escaped(pulled):
    from diagram.remote import installed

    html = model_cards.installed_list(installed.every("adapter"))
    assert "ada/lines@v1" in html and "mit" in html and "exact (held out): 0.9123" in html
    assert "Draws lines." in html and "&lt;b&gt;base&lt;/b&gt;" in html
    assert "<script" not in html and "<b>" not in html


@pytest.mark.parametrize(
    "head", ["[1, 2", "- a\n- b", "model-index: 5", "base_model: {a: 1}", "model-index: [{results: [[]]}]"]
)
def test_a_card_that_is_odd_is_shown_as_far_as_it_can_be(tiny, head):
    (tiny / "README.md").write_text(f"---\n{head}\n---\nStill here.")
    assert "Still here." in model_cards.card(tiny, "adapter", "<i>")


def used(kind: str, adapter: str = "", value: object = None, reader: str | None = None) -> list[tuple]:
    return list(choosing.use(kind, "", adapter, "", "", value, reader))


def test_using_a_model_says_how_far_it_is_and_keeps_the_switch(chosen, tiny):
    first, *_, last = used("other", str(tiny), {"kind": "shipped", "personal": False})
    assert "busy" in first[1] and len(last) == choosing.COUNT
    assert last[0] == Choice("other", adapter=str(tiny), personal=False).kept()
    assert "the model that ships + tiny" in last[1] and "tiny" in last[2]


def test_progress_is_in_the_language_of_whoever_asks(chosen):
    from types import SimpleNamespace

    from gradio.context import LocalContext

    mark = LocalContext.request.set(SimpleNamespace(headers={"accept-language": "ko-KR,ko;q=0.9"}))
    work = choosing.Loading(Choice(), None)
    LocalContext.request.reset(mark)
    work.start()
    work.join()
    assert work.text == "기본 모델 불러오는 중 …"


def test_a_model_that_cannot_be_used_leaves_the_choice_as_it_was(chosen, monkeypatch):
    *_, last = used("other", "/nowhere/<b>")
    assert last[0] == gr.skip() and "error" in last[1] and "&lt;b&gt;" in last[1]
    *_, last = used("sudo")
    assert last[0] == gr.skip() and "error" in last[1]
    monkeypatch.setattr(choices, "choose", lambda *_, **__: 1 / 0)
    *_, last = used("shipped")
    assert last[0] == gr.skip() and texts.MODEL_FAILED in last[1]


def test_the_tab_shows_what_draws_and_fetches_nothing(monkeypatch, pulled):
    from diagram.remote import connection

    monkeypatch.setattr(connection, "api", lambda *_: pytest.fail("the Hub was asked"))
    kept, message, cards, field, listed = choosing.show(other(adapter=f"ada/lines@{COMMIT}"), None)
    assert kept == gr.skip() and "ada/lines@v1" in message and "Draws lines." in cards
    assert field["choices"] == [("ada/lines@v1", f"ada/lines@{COMMIT}")] and "ada/lines@v1" in listed
    assert "ada/gone" in choosing.show(other(adapter="ada/gone"), None)[1]
    assert texts.SHIPPED_MODEL in choosing.show(None, None)[1]


def test_the_form_is_filled_with_what_was_chosen():
    assert choosing.filled(other(adapter="ada/lines"))[:5] == ("other", "", "ada/lines", "", "")
    assert choosing.filled({"kind": "endpoint", "model": "m", "url": "u"})[3:5] == ("m", "u")
    assert choosing.filled("broken")[0] == "shipped"


# --- personal adapters ---


def run(monkeypatch, program: str) -> None:
    """Puts a short program in place of the training."""
    monkeypatch.setattr(trainings, "command", lambda user: [sys.executable, "-S", "-c", program])


def until(done) -> None:
    deadline = time.monotonic() + 30
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture
def rated(page, monkeypatch):
    """A page whose local reader has rated six drawings; no training is left over."""
    for i, lesson in enumerate(lessons(0)[:6]):
        page.rate("local", lesson.prompt, lesson, i % 6)
    monkeypatch.setattr(trainings, "_trainings", {})
    yield page
    for user in list(trainings._trainings):
        trainings.forget(user)


def test_too_few_ratings_are_counted_and_cannot_be_trained_on(page):
    message, ratings, train, *_ = personal.show(None, None)
    assert texts.PERSONAL_RATINGS.format(count=0) in ratings and "At least 5" in ratings
    assert not train["interactive"] and message == ""


def test_least_is_what_the_training_needs():
    from training.personal import LEAST

    assert personal.LEAST == LEAST


def test_a_training_says_how_far_it_is_goes_on_by_itself_and_is_used(rated, monkeypatch):
    run(monkeypatch, "print(' 40%  Learning <b>, step 2/5', flush=True); input()")
    monkeypatch.setattr(trainings.subprocess, "DEVNULL", trainings.subprocess.PIPE)
    kept, *shown = personal.start({"kind": "shipped", "personal": False}, None)
    assert kept["personal"] is True and len(shown) == personal.COUNT
    training = trainings.of("local")
    until(lambda: training.text)
    message, _, train, cancel, remove, _, timer = personal.show(kept, None)
    assert "40% · Learning &lt;b&gt;, step 2/5 · about" in message and texts.PERSONAL_GOES_ON in message
    assert (train["visible"], cancel["visible"], remove["visible"]) == (False, True, False)
    assert timer.active
    keep_own("local")
    training.process.stdin.write("\n")
    training.process.stdin.close()
    until(lambda: not training.running)
    message, _, train, cancel, remove, switch, timer = personal.tick(kept, None)
    assert texts.PERSONAL_READY in message and train["value"] == texts.PERSONAL_AGAIN
    assert remove["visible"] and not cancel["visible"] and not timer.active and "value" not in switch
    message, *_, remove, switch, _ = personal.remove(kept, None)
    assert (
        texts.PERSONAL_DELETED in message and not remove["visible"] and models.personal_folder(None) is None
    )


def test_a_training_that_is_stopped_leaves_nothing_and_the_former_adapter(rated, monkeypatch):
    from diagram.ratings.personal import personal_folder

    keep_own("local")
    folder = personal_folder("local")
    left = folder.with_name(f"{folder.name}.abc")
    left.mkdir()
    folder.rename(folder.with_suffix(".old"))  # killed while the new one was being put in its place
    run(monkeypatch, "import time; time.sleep(60)")
    personal.start(None, None)
    message, *_ = personal.cancel(None, None)
    assert texts.PERSONAL_CANCELLED in message
    until(lambda: not trainings.of("local").running)
    assert texts.PERSONAL_CANCELLED in personal.tick(None, None)[0]
    assert not left.exists() and models.personal_folder(None) == folder


@pytest.mark.parametrize(
    ("program", "says"),
    [
        ("import sys; sys.exit('All your ratings are <alike>.')", "All your ratings are &lt;alike&gt;."),
        ("1 / 0", texts.PERSONAL_FAILED),
        ("import os; os._exit(9)", texts.PERSONAL_FAILED),
    ],
)
def test_a_training_that_fails_says_why(rated, monkeypatch, program, says):
    run(monkeypatch, program)
    personal.start(None, None)
    until(lambda: not trainings.of("local").running)
    message, _, train, *_ = personal.tick(None, None)
    assert says in message and train["interactive"]


def test_a_space_trains_one_at_a_time_and_each_sees_its_own(space, rated, monkeypatch):
    run(monkeypatch, "import time; time.sleep(60)")
    trainings.start(VISITOR)
    assert trainings.start(VISITOR) is trainings.of(VISITOR)
    _, message, *_ = personal.start(None, OTHER)
    assert escape(texts.PERSONAL_BUSY) in message and trainings.of(OTHER) is None
    _, _, _, cancel, *_ = personal.cancel(None, OTHER)
    assert trainings.of(VISITOR).running and not cancel["visible"]
    assert "allow it to keep data" in personal.start(None, None)[1]


def test_the_program_that_is_started_is_there():
    assert trainings.possible() and trainings.command("a b")[1:4] == ["-m", "training.personal", "--user=a b"]


def test_without_ratings_it_says_why(page, monkeypatch, tmp_path):
    monkeypatch.setattr(rating, "panel", lambda: fake_panel.FakePanel(tmp_path, "The folder is read-only."))
    message, _, train, *_ = personal.show(None, None)
    assert "read-only" in message and not train["interactive"]
