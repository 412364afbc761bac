"""More requests than the queue takes, in headless Chromium: one sentence, and nothing is lost."""

from __future__ import annotations

import pytest

from tests.browser.test_browser_editing import another_color, is_cleared, is_free, opened_panel, place
from tests.browser.test_page import DRAW, PROMPT, chromium, open_page, served

pytestmark = [pytest.mark.browser, pytest.mark.slow]

__all__ = ["chromium", "open_page"]  # fixtures
# The app, with a queue that Gradio takes for full as long as a file is there.
PROGRAM = """
import os, runpy, sys
from gradio.queueing import Queue
counted = Queue.__len__
Queue.__len__ = lambda queue: 10**6 if os.path.exists(os.environ["FULL"]) else counted(queue)
sys.argv = ["app.py"]
runpy.run_path("app.py", run_name="__main__")
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("busy")


@pytest.fixture(scope="module")
def address(home):
    yield from served(home, ("-c", PROGRAM), FULL=str(home / "full"))


def refused(page, sentence: str) -> None:
    """The one notice that there is says so, and is put away."""
    toast = page.locator(".toast-body")
    toast.get_by_text(sentence, exact=False).wait_for(timeout=DRAW)
    assert toast.count() == 1
    page.locator(".toast-close").click()
    toast.wait_for(state="detached")


def test_a_full_queue_is_said_in_one_sentence_and_nothing_is_lost(open_page, home):
    opened = open_page()
    page = opened.page
    opened_panel(opened)
    sentence = "Too many people are waiting just now"
    (home / "full").touch()
    try:
        prompt = page.get_by_label("What should the diagram show?")
        prompt.fill("Something else")
        page.keyboard.press("Control+Enter")
        refused(page, sentence)
        assert prompt.input_value() == "Something else"
        assert page.locator("#answer.waiting").count() == 0
        box = page.get_by_label("Change it in words")
        box.fill("remove clean the text")
        page.keyboard.press("Enter")
        refused(page, sentence)
        is_free(page)
        assert box.input_value() == "remove clean the text"
        before = place(page, "Clean the text")
        node = page.locator("#view [data-said='Node Clean the text']")
        node.focus()
        page.keyboard.press("ArrowDown")
        refused(page, sentence)
        assert place(page, "Clean the text") == before and node.get_attribute("transform") is None
        palette = page.locator("[data-style='palette']")
        was = palette.input_value()
        palette.select_option(another_color(page))
        refused(page, sentence)
        assert palette.input_value() == was
        page.locator("#rating .stars label").nth(4).click()
        refused(page, sentence)
        page.wait_for_function("!document.querySelector('#rating input:checked')")
    finally:
        (home / "full").unlink()
    box.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#edit-message .difference, #edit-message .error", timeout=DRAW)
    is_cleared(page)
    assert [text for text in opened.errors if "429" not in text] == []


def test_a_full_queue_is_said_in_korean_to_a_korean_browser(chromium, address, home):
    context = chromium.new_context(locale="ko-KR")
    page = context.new_page()
    (home / "full").touch()  # before the page is opened, which itself is no reason to complain
    try:
        page.goto(address)
        page.locator("#prompt textarea").fill(PROMPT)
        page.locator("#draw").click()
        refused(page, "지금 기다리는 사람이 너무 많아")
        assert page.locator("#prompt textarea").input_value() == PROMPT
    finally:
        (home / "full").unlink()
        context.close()
