"""The page in headless Chromium with the model of the repository: what a user does, from end to end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PROMPT = "Collect the reviews, clean the text, then train a classifier. Finally publish the report."
LABELS = ("collect the reviews", "clean the text", "train a classifier", "publish the report")
START = 120.0  # seconds for the server to answer
DRAW = 120_000  # ms, with the model's loading, on a busy machine


def needed(reason: str) -> None:
    """Skips the test, or lets it fail where a run without the browser would prove nothing."""
    if os.environ.get("LEGIBLE_REQUIRE_BROWSER"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    """`python app.py` on a free port, with a home of its own."""
    home = tmp_path_factory.mktemp("home")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "HOME": str(home),
        "TMPDIR": str(home),
        "GRADIO_SERVER_PORT": str(port),
        "HF_HUB_OFFLINE": "1",
    }
    log = home / "app.log"
    with log.open("w") as output:
        app = subprocess.Popen(
            [sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url, app, log)
        yield url
    finally:
        app.terminate()
        app.wait(20)
    assert not list(home.glob("legible-*")), "the app left its files behind"


def wait_for(url: str, app: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + START
    while time.monotonic() < deadline:
        if app.poll() is not None:
            break
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the page did not come up: {log.read_text()[-3000:]}")


@pytest.fixture(scope="module")
def chromium() -> Iterator:
    if CHROMIUM is None:
        needed("there is no Chromium; install Debian's package chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        needed("there is no playwright; install requirements-dev.txt")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@dataclass
class Opened:
    """A page, with what it complained about and what it asked other machines for."""

    page: object
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def draw(self, prompt: str, until: str = "#message .done") -> None:
        self.page.evaluate("document.querySelectorAll('#message p').forEach(p => p.className = 'stale')")
        self.page.get_by_label("What should the diagram show?").fill(prompt)
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_selector(until, timeout=DRAW)


@pytest.fixture
def open_page(address, chromium) -> Iterator:
    contexts = []

    def opener(width: int = 1280, height: int = 800, scheme: str = "light") -> Opened:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, accept_downloads=True
        )
        contexts.append(context)
        opened = Opened(context.new_page())
        page = opened.page
        page.on("console", lambda m: opened.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: opened.errors.append(str(error)))
        page.on(
            "request",
            lambda r: None if r.url.startswith((address, "data:", "blob:")) else opened.outside.append(r.url),
        )
        page.goto(address)
        page.wait_for_selector("#draw")
        return opened

    yield opener
    for context in contexts:
        context.close()


def test_a_user_draws_opens_a_candidate_and_downloads_it(open_page, tmp_path):
    opened = open_page()
    page = opened.page
    opened.draw(PROMPT)
    pictures = page.locator("#gallery button.thumbnail-item")
    assert pictures.count() >= 2
    first = page.locator("#view svg").inner_html()
    pictures.nth(1).click()
    page.wait_for_function("before => document.querySelector('#view svg').innerHTML !== before", arg=first)
    shown = page.locator("#view svg").evaluate("svg => svg.querySelectorAll('text').length")
    with page.expect_download() as download:
        page.locator("#download-svg").click()
    download.value.save_as(tmp_path / "diagram.svg")
    svg = ET.parse(tmp_path / "diagram.svg").getroot()
    assert svg.tag.endswith("svg")
    said = " ".join(" ".join(svg.itertext()).split()).lower()
    assert [label for label in LABELS if label not in said] == []
    assert len(svg.findall(".//{*}text")) == shown
    assert opened.errors == [] and opened.outside == []


def test_the_other_downloads_are_what_they_say(open_page, tmp_path):
    opened = open_page()
    opened.draw(PROMPT)
    for kind, beginning in (("png", b"\x89PNG"), ("rows", b"[")):
        with opened.page.expect_download() as download:
            opened.page.locator(f"#download-{kind}").click()
        download.value.save_as(tmp_path / kind)
        assert (tmp_path / kind).read_bytes().startswith(beginning)


def test_an_example_is_drawn_at_once(open_page):
    opened = open_page()
    opened.page.locator("#examples button").first.click()
    opened.page.wait_for_selector("#message .done", timeout=DRAW)
    assert (
        opened.page.get_by_label("What should the diagram show?").input_value().startswith("CNN with 64x64")
    )
    assert opened.page.locator("#details li.ok").count() >= 1


def test_words_that_cannot_be_drawn_are_a_sentence_and_stay(open_page):
    opened = open_page()
    opened.draw(PROMPT)
    for prompt in ("", "x" * 20_000, "hello"):
        opened.draw(prompt, until="#message .error")
        assert opened.page.get_by_label("What should the diagram show?").input_value() == prompt
        assert opened.page.locator("#view svg").count() == 1
        assert opened.page.locator("#message .error").inner_text().endswith(".")
    assert opened.errors == []


def test_markup_in_the_words_stays_text(open_page):
    opened = open_page()
    opened.draw(
        '"<img src=x onerror=alert(1)>" -> "${1+1}" -> "{{value}}"', until="#message .done, #message .error"
    )
    assert opened.page.locator("#answer img[src='x']").count() == 0
    assert opened.errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_needs_no_sideways_scrolling(open_page, tmp_path, scheme):
    opened = open_page(375, 740, scheme)
    page = opened.page
    width = "document.documentElement.scrollWidth"
    assert page.evaluate(width) == 375
    opened.draw(PROMPT)
    page.screenshot(path=tmp_path / f"phone-{scheme}.png", full_page=True)
    assert page.evaluate(width) == 375
    assert opened.errors == [] and opened.outside == []


def test_in_dark_mode_the_page_is_dark_and_the_sheet_is_white(open_page, tmp_path):
    opened = open_page(scheme="dark")
    opened.draw(PROMPT)
    opened.page.screenshot(path=tmp_path / "dark.png", full_page=True)
    color = "element => getComputedStyle(element).backgroundColor"
    assert opened.page.locator("#view .paper").evaluate(color) == "rgb(255, 255, 255)"
    red, green, blue = eval_rgb(opened.page.locator("body").evaluate(color))
    assert max(red, green, blue) < 60


def eval_rgb(text: str) -> tuple[int, int, int]:
    red, green, blue = text.removeprefix("rgb(").removesuffix(")").split(",")[:3]
    return int(red), int(green), int(blue)


def test_the_keyboard_is_enough(open_page):
    opened = open_page()
    opened.draw(PROMPT)
    first = opened.page.locator("#view svg").inner_html()
    opened.page.locator("#gallery button.thumbnail-item").nth(1).focus()
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_function(
        "before => document.querySelector('#view svg').innerHTML !== before", arg=first
    )


def test_the_api_gives_plain_data(address):
    from gradio_client import Client

    client = Client(address, verbose=False, analytics_enabled=False)
    found = client.predict(prompt=PROMPT, count=3, top=2, seed=0, api_name="/generate")
    assert 1 <= len(found) <= 2
    assert {"nodes", "edges", "rows", "fidelity", "score", "svg"} <= set(found[0])
