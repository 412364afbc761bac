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
    yield from served(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def space(tmp_path_factory) -> Iterator[str]:
    """The same, as on a Space: many readers, none of whom has signed in."""
    yield from served(tmp_path_factory.mktemp("space"), SPACE_ID="someone/legible")


def served(home: Path, program: tuple[str, ...] = ("app.py",), **more: str) -> Iterator[str]:
    """The address of an app that is ended when the tests are done."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "HOME": str(home),
        "TMPDIR": str(home),
        "GRADIO_SERVER_PORT": str(port),
        "HF_HUB_OFFLINE": "1",
        "LEGIBLE_DATA": str(home / "data"),
        **more,
    }
    environment.pop("DATABASE_URL", None)
    log = home / "app.log"
    with log.open("w") as output:
        app = subprocess.Popen(
            [sys.executable, *program], cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url, app, log)
        yield url
    finally:
        app.terminate()
        app.wait(60)
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

    def open_tab(self, name: str, until: str) -> None:
        self.page.get_by_role("tab", name=name).click()
        self.page.wait_for_selector(until, timeout=DRAW)

    def rate(self, stars, score: int) -> None:
        """Presses a star of a group, and waits for the word that it is kept."""
        stars.locator("label").nth(score).click()
        toast = self.page.get_by_text(f"Kept: {score} of 5", exact=False).last
        toast.wait_for(timeout=DRAW)

    def ranking(self) -> list[str]:
        """The candidates' ids, best first."""
        return self.page.locator("#gallery .open").evaluate_all("all => all.map(b => b.dataset.open)")

    def draw(self, prompt: str, until: str = "#message .done") -> None:
        self.page.evaluate("document.querySelectorAll('#message p').forEach(p => p.className = 'stale')")
        self.page.get_by_label("What should the diagram show?").fill(prompt)
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_selector(until, timeout=DRAW)


@pytest.fixture
def open_page(address, chromium) -> Iterator:
    contexts = []

    def opener(width: int = 1280, height: int = 800, scheme: str = "light", address: str = address) -> Opened:
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
    pictures = page.locator("#gallery .open")
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
    for kind, beginning in (("png", b"\x89PNG"), ("svg", b"<?xml")):
        with opened.page.expect_download() as download:
            opened.page.locator(f"#download-{kind}").click()
        download.value.save_as(tmp_path / kind)
        assert (tmp_path / kind).read_bytes().startswith(beginning)


def test_a_newcomer_finds_words_not_keys_and_files_by_name(open_page, tmp_path):
    opened = open_page()
    page = opened.page
    opened.draw("데이터를 수집한 뒤 전처리하고, 모델을 학습한다. 세로로")
    with page.expect_download() as download:
        page.locator("#download-png").click()
    assert download.value.suggested_filename == "데이터를-수집한-뒤-전처리하고-모델을-학습한다-세로로.png"
    opened.rate(page.locator("#rating .stars"), 0)
    page.get_by_text("counts from the next drawing", exact=False).wait_for(timeout=DRAW)
    assert "top down" in page.locator("#details .asked").inner_text()
    assert "common." not in page.locator("body").inner_text()
    assert page.locator("#rating").get_by_role("radio", name="0, dislike").is_checked()
    page.screenshot(path=tmp_path / "rated.png", full_page=True)
    assert opened.errors == [] and opened.outside == []


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
    opened.page.locator("#gallery .open").nth(1).focus()
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_function(
        "before => document.querySelector('#view svg').innerHTML !== before", arg=first
    )


def test_two_ratings_move_the_ranking_of_the_next_draw(open_page):
    opened = open_page()
    page = opened.page
    page.get_by_text("Options").click()
    page.get_by_label("Seed").fill("7")
    opened.draw(PROMPT)
    before = opened.ranking()
    opened.rate(page.locator("#gallery .stars").nth(0), 0)
    opened.rate(page.locator("#gallery .stars").nth(1), 5)
    assert opened.ranking() == before  # nothing jumps under the pointer
    assert page.locator("#rating .choices input:checked").get_attribute("value") == "0"
    opened.draw(PROMPT)
    after = opened.ranking()
    assert after != before and before[1] in after
    assert before[0] not in after[: after.index(before[1])]  # it may have left the three that are shown
    assert "which you gave" in page.locator("#details").inner_text()
    assert page.locator("#details .neighbours img").count() >= 1
    assert opened.errors == [] and opened.outside == []


def test_ratings_are_seen_changed_taken_along_and_deleted(open_page, tmp_path):
    opened = open_page()
    page = opened.page
    opened.open_tab("Teach", "#samples .card")
    for place, score in enumerate((5, 1, 4)):
        opened.rate(page.locator("#samples .stars").nth(place), score)
    opened.open_tab("My taste", "#mine .stars.rated")
    count = page.locator("#mine .card").count()
    assert count >= 3 and page.locator("#map .map-dot").count() == count
    with page.expect_download() as download:
        page.locator("#export-jsonl").click()
    download.value.save_as(tmp_path / "mine.jsonl")
    assert len((tmp_path / "mine.jsonl").read_text().splitlines()) == count
    page.locator("#forget").click()
    page.locator("#erase").click()
    page.wait_for_selector("#mine .empty", timeout=DRAW)
    with page.expect_file_chooser() as chooser:
        page.locator("#import").click()
    chooser.value.set_files(tmp_path / "mine.jsonl")
    page.wait_for_selector("#mine .stars.rated", timeout=DRAW)
    assert page.locator("#mine .card").count() == count
    page.locator("#mine .stars .remove").first.click()
    page.wait_for_function("n => document.querySelectorAll('#mine .card').length === n", arg=count - 1)
    assert opened.errors == [] and opened.outside == []


def test_on_a_space_two_browsers_have_ratings_of_their_own(open_page, space):
    one, two = open_page(address=space), open_page(address=space)
    one.open_tab("Teach", "#samples .card")
    one.rate(one.page.locator("#samples .stars").first, 5)
    two.open_tab("Teach", "#samples .card")
    assert two.page.locator("#samples .stars.rated").count() == 0
    two.open_tab("My taste", "#mine .empty")
    one.page.reload()
    one.open_tab("My taste", "#mine .stars.rated")
    assert one.page.locator("#mine .card").count() == 1


def test_stars_are_reached_and_pressed_by_keyboard(open_page):
    opened = open_page()
    opened.open_tab("Teach", "#samples .card")
    stars = opened.page.locator("#samples .stars").nth(7)
    stars.locator("input").first.focus()
    for _ in range(3):
        opened.page.keyboard.press("ArrowRight")
    opened.page.get_by_text("Kept: 3 of 5", exact=False).last.wait_for(timeout=DRAW)
    assert stars.get_by_role("radio", name="3 of 5").is_checked()


def test_the_api_gives_plain_data(address):
    from gradio_client import Client

    client = Client(address, verbose=False, analytics_enabled=False)
    found = client.predict(prompt=PROMPT, count=3, top=2, seed=0, api_name="/generate")
    assert 1 <= len(found) <= 2
    assert {"nodes", "edges", "rows", "fidelity", "score", "svg"} <= set(found[0])
