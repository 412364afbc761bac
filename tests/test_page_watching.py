"""A slow model says how far it is, can be stopped, and shows what it drew; a quick one is not watched."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

import pytest

from diagram.errors import Cancelled, InvalidPrompt
from diagram.generation.backend import Writing
from diagram.generation.choice import watch
from diagram.outline import parse
from diagram.page import drawing, models, texts, watching
from tests.test_app import PROMPT, drawn, history, own_folder, panel  # noqa: F401


@dataclass
class Slow:
    """Writes a step at a time; `go` lets it on."""

    name: str = "transformers:slow"
    go: threading.Event = field(default_factory=threading.Event)
    steps: int = 4
    ended: str = ""

    def write(self, prompt, count, seed, *, progress=None, cancelled=None):
        try:
            for step in range(1, self.steps + 1):
                progress(step, 10)
                while not self.go.wait(0.01):
                    if cancelled():
                        self.ended = "cancelled"
                        raise Cancelled("Cancelled; nothing was drawn.")
        finally:
            self.ended = self.ended or "written"
        outline = parse("right round arrow blue normal\nCollect -> Clean -> Train")
        return [Writing(outline, -1.0, 9)] * count


@pytest.fixture
def slow(monkeypatch) -> Slow:
    model = Slow()
    monkeypatch.setattr(models, "backend", lambda *_: models.Named(model, model.name))
    monkeypatch.setattr(watching, "PAUSE", 0.02)
    monkeypatch.setattr(watching, "this_tab", lambda: "tab")
    return model


def messages(steps) -> list[str]:
    return [step[1] for step in steps if isinstance(step[1], str)]


def test_progress_is_said_until_the_candidates_come(slow):
    steps, found = drawing.draw(PROMPT, 3, 2, 50, "1", None), []
    for step in steps:
        found.append(step)
        if "<progress" in str(step[1]) and 'value="0.100"' in step[1]:
            assert "slow" in step[1] and "10%" in step[1]
            slow.go.set()
    told = messages(found)
    assert any("<progress" in text for text in told)
    assert "done" in told[-1] and "<progress" not in told[-1]
    assert found[-1][0].candidates and slow.ended == "written"


def test_cancel_stops_the_model_and_leaves_everything_as_it_was(slow):
    found = []
    for step in drawing.draw(PROMPT, 3, 2, 50, "1", None):
        found.append(step)
        if "<progress" in str(step[1]):
            drawing.stop()
    assert texts.STOPPED in messages(found)[-1]
    assert all(not isinstance(step[0], drawing.Run) for step in found)
    deadline = time.monotonic() + 5
    while slow.ended != "cancelled" and time.monotonic() < deadline:
        time.sleep(0.01)
    assert slow.ended == "cancelled"
    assert watching.stop("tab") is False  # nothing is left of it


def test_a_page_that_is_closed_stops_the_model(slow):
    steps = drawing.draw(PROMPT, 3, 2, 50, "1", None)
    next(step for step in steps if "<progress" in str(step[1]))
    steps.close()
    deadline = time.monotonic() + 5
    while slow.ended != "cancelled" and time.monotonic() < deadline:
        time.sleep(0.01)
    assert slow.ended == "cancelled"


def test_cancel_ends_only_what_its_own_tab_waits_for(slow):
    steps = drawing.draw(PROMPT, 3, 2, 50, "1", None)
    next(step for step in steps if "<progress" in str(step[1]))
    assert not watching.stop("another")
    slow.go.set()
    assert "done" in messages(steps)[-1]


@pytest.mark.parametrize("error", [InvalidPrompt("Too long."), ValueError("a fault")])
def test_what_goes_wrong_in_the_thread_is_said(slow, error, monkeypatch):
    def fails(*_, **__):
        raise error

    monkeypatch.setattr(slow.__class__, "write", fails)
    told = messages(drawing.draw(PROMPT, 3, 2, 50, "1", None))[-1]
    assert "error" in told and ("Too long." in told or "slow" in told)


def test_items_come_in_order_with_words_in_between(monkeypatch):
    monkeypatch.setattr(watching, "PAUSE", 0.01)

    def work(progress, cancelled):
        for i in range(3):
            progress(i, 2)
            time.sleep(0.05)
            yield i

    found = list(watching.follow(work, "x"))
    assert [item for item in found if not isinstance(item, watching.Far)] == [0, 1, 2]
    assert any(isinstance(item, watching.Far) and item.share == 0.5 for item in found)


def test_the_model_that_ships_is_not_watched(weights):
    from diagram.generation import embedded

    model = embedded.load(weights)
    assert watch(model) is model
    assert not models.is_slow(models.Named(model, "x")) and not models.is_slow(None)
