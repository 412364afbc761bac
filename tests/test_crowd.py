"""A queue that is full: what the page, and what other programs, are answered."""

from __future__ import annotations

import gradio as gr
import pytest
from gradio.routes import App
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from diagram.page import queues
from diagram.page.crowd import CrowdNotice
from diagram.page.texts import en, ko


@pytest.fixture(scope="module")
def client() -> TestClient:
    """A small app whose queue takes nothing."""
    with gr.Blocks(analytics_enabled=False) as page:
        words = gr.Textbox()
        words.submit(lambda text: text, words, words)
    page.queue(max_size=0)
    return TestClient(App.create_app(page, app_kwargs={"middleware": [Middleware(CrowdNotice)]}))


def asked(client: TestClient, **headers: str) -> tuple[int, str]:
    body = {"data": ["a"], "fn_index": 0, "session_hash": "one"}
    found = client.post("/gradio_api/queue/join", json=body, headers=headers)
    return found.status_code, found.json()["detail"]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en-GB,en;q=0.9", en.QUEUE_FULL), ("ko-KR,ko;q=0.9,en;q=0.8", ko.QUEUE_FULL), ("fr", en.QUEUE_FULL)],
)
def test_a_reader_is_told_in_one_sentence_of_their_language(client, language, sentence):
    told = asked(client, **{"x-gradio-user": "app", "accept-language": language})
    assert told == (429, sentence)


def test_other_programs_get_the_status_that_they_know(client):
    status, told = asked(client, **{"x-gradio-user": "api"})
    assert status == 503 and told.startswith("Queue is full")


def test_any_other_answer_is_left_as_it_is(client):
    blocks = client.app.get_blocks()
    blocks._queue.stopped = True
    assert asked(client, **{"x-gradio-user": "app"}) == (503, "Queue is stopped.")
    blocks._queue.stopped = False
    assert client.get("/config", headers={"x-gradio-user": "app"}).status_code == 200


def test_what_a_page_asks_for_by_itself_does_not_wait_in_the_queue():
    from diagram.page.build import build

    page = build()[0]
    first = {fn._id for fn in page.fns.values() if any(event == "load" for _, event in fn.targets)}
    following = [fn for fn in page.fns.values() if fn._id in first or fn.trigger_after in first]
    assert len(following) > 5 and not any(fn.queue for fn in following)
    assert queues.SIZE > 0


def test_whatever_holds_a_part_of_the_page_lets_go_of_it_where_the_queue_refuses():
    from diagram.page.build import build

    page = build()[0]
    refused = {fn.trigger_after for fn in page.fns.values() if fn.trigger_only_on_failure}
    names = {page.fns[number].fn.__name__ for number in refused}
    assert {"say", "act", "draw", "rate"} <= names
