"""Editing, history and links in headless Chromium: what is changed stays so, and can be taken back."""

from __future__ import annotations

import zipfile

import pytest

from tests.browser.test_page import DRAW, PROMPT, address, chromium, open_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BOX = "document.querySelector('#edit-words textarea, #edit-words input')"

__all__ = ["address", "chromium", "open_page"]  # fixtures


def opened_panel(opened) -> None:
    """A drawing with its edit panel open."""
    opened.draw(PROMPT)
    opened.page.locator("#edit > button").click()
    opened.page.wait_for_selector("#view .editing [data-node][tabindex]", timeout=DRAW)


def told(page, text: str) -> None:
    page.locator("#edit-message").get_by_text(text, exact=False).first.wait_for(timeout=DRAW)


def drawn(page) -> str:
    """All labels of the drawing in view."""
    return page.locator("#view svg title").text_content()


def answers(page) -> set:
    """The streams of answers that are open, now and whenever it is looked at."""
    heard: set = set()
    page.on("request", lambda request: heard.add(request) if "/queue/data" in request.url else None)
    for end in ("requestfinished", "requestfailed"):
        page.on(end, lambda request: heard.discard(request))
    return heard


def settled(page, heard: set) -> None:
    """Waits for the end of all answers: what is drawn anew meanwhile may take a click with it."""
    for _ in range(600):
        page.wait_for_timeout(50)
        if not heard:
            return
    raise AssertionError("an answer has not ended")


def place(page, label: str) -> tuple[float, float]:
    node = page.locator(f"#view [data-said='Node {label}']")
    return float(node.get_attribute("data-x")), float(node.get_attribute("data-y"))


def test_generate_select_edit_by_words_undo_export(open_page, tmp_path):
    opened = open_page()
    page = opened.page
    opened_panel(opened)
    first = page.locator("#view svg").inner_html()
    page.locator("#gallery .open").nth(1).click()
    page.wait_for_function("before => document.querySelector('#view svg').innerHTML !== before", arg=first)
    page.get_by_label("Change it in words").fill("remove clean the text")
    page.keyboard.press("Enter")
    page.wait_for_selector("#edit-message .difference, #edit-message .error", timeout=DRAW)
    assert "Clean the text" not in drawn(page), page.locator("#edit-message").inner_text()
    assert "Removed" in page.locator("#edit-message .difference").inner_text()
    page.locator("h1").click()
    page.keyboard.press("Control+z")
    told(page, "Undone")
    assert "Clean the text" in drawn(page)
    page.keyboard.press("Control+Shift+z")
    told(page, "Done again")
    page.get_by_role("button", name="More formats").click()
    with page.expect_download() as download:
        page.locator("#download-more").click()
    download.value.save_as(tmp_path / "slide.pptx")
    slide = zipfile.ZipFile(tmp_path / "slide.pptx").read("ppt/slides/slide1.xml").decode()
    assert "Publish the report" in slide and "Clean the text" not in slide
    assert opened.errors == [] and opened.outside == []


# The words are entered, and the key pressed twice, in the very moment in which the box is free.
AT_ONCE = f"""words => new Promise(done => {{
  const box = {BOX};
  const press = () => box.dispatchEvent(
    new KeyboardEvent("keypress", {{key: "Enter", bubbles: true, cancelable: true}}));
  const send = () => {{
    box.value = words;
    box.dispatchEvent(new Event("input", {{bubbles: true}}));
    press();
    press();
    done();
  }};
  if (!box.readOnly) return send();
  const watch = new MutationObserver(() => box.readOnly || (watch.disconnect(), send()));
  watch.observe(box, {{attributes: true, attributeFilter: ["readonly"]}});
}})"""


def is_free(page) -> None:
    page.wait_for_function(f"!{BOX}.readOnly", timeout=DRAW)


def is_cleared(page) -> None:
    page.wait_for_function(f"{BOX}.value === ''", timeout=DRAW)


def another_color(page) -> str:
    """A palette that the drawing has not, so that there is something to change."""
    return "blue" if page.locator("[data-style='palette']").input_value() == "green" else "green"


def test_words_cannot_be_typed_over_while_an_edit_runs_and_can_at_once_afterwards(open_page):
    opened = open_page()
    page = opened.page
    opened_panel(opened)
    color = another_color(page)
    box = page.get_by_label("Change it in words")
    for words in ("remove clean the text", f"make it {color}"):
        box.fill(words)
        page.keyboard.press("Enter")
        page.wait_for_function(f"{BOX}.readOnly")
        page.keyboard.press("Enter")
        page.keyboard.type("x")  # into a held box
        is_free(page)
        is_cleared(page)
    assert "Clean the text" not in drawn(page)
    assert color in page.locator("#edit-message .difference").inner_text()
    assert page.locator("#details .trail li").count() == 2
    assert opened.errors == []


def test_words_entered_in_the_moment_after_an_edit_are_neither_dropped_nor_done_twice(open_page):
    opened = open_page()
    page = opened.page
    opened_panel(opened)
    first, second = another_color(page), page.locator("[data-style='palette']").input_value()
    asked = [f"make it {color}" for color in (first, second) * 3]
    for words in asked:
        page.evaluate(AT_ONCE, words)
    is_free(page)
    page.wait_for_function(f"document.querySelectorAll('#details .trail li').length >= {len(asked)}")
    assert page.locator("#details .trail li").all_inner_texts() == asked
    is_cleared(page)
    assert opened.errors == []


def test_a_dragged_node_stays_when_the_rest_is_laid_out_and_after_a_reload(open_page):
    opened = open_page()
    page = opened.page
    opened_panel(opened)
    heard = answers(page)
    node = page.locator("#view [data-said='Node Clean the text']")
    node.scroll_into_view_if_needed()
    box = node.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 70, y + 45, steps=5)
    page.mouse.up()
    told(page, "Moved “Clean the text”")
    moved = place(page, "Clean the text")
    page.wait_for_selector("#view .pin")
    settled(page, heard)
    page.get_by_role("button", name="Lay out the rest").click()
    told(page, "Laid out")
    assert place(page, "Clean the text") == moved
    settled(page, heard)
    last = page.locator("#view [data-said='Node Publish the report']")
    before = place(page, "Publish the report")
    last.focus()
    page.keyboard.press("ArrowDown")
    told(page, "Moved “Publish the report”")
    assert place(page, "Publish the report") == (before[0], before[1] + 10)
    page.wait_for_function("document.querySelectorAll('#details .trail li').length === 3", timeout=DRAW)
    settled(page, heard)  # a reload would cut off the last of it, and the browser complain
    page.reload()
    page.locator("#continue").click()
    page.wait_for_selector("#details .trail li", timeout=DRAW)
    assert place(page, "Clean the text") == moved
    opened.open_tab("History", "#history .card")
    card = page.locator("#history .card").first
    assert PROMPT[:40] in card.inner_text()
    before = page.locator("#history .card").count()
    card.get_by_role("button", name="Delete").first.click()
    card.get_by_role("button", name="Yes, delete").click()
    page.wait_for_selector("#history-message .done", timeout=DRAW)
    assert page.locator("#history .card").count() == before - 1
    assert opened.errors == [] and opened.outside == []


def test_tables_are_applied_and_a_link_opens_exactly_this_diagram(open_page):
    opened = open_page()
    page = opened.page
    opened_panel(opened)
    page.get_by_role("button", name="Add a node").click()
    page.keyboard.type("Deploy")
    page.get_by_role("button", name="Add an arrow").click()
    line = page.locator("[data-table='edges'] tbody tr").last
    for end, label in (("source", "Publish the report"), ("target", "Deploy")):
        line.locator(f"[data-field='{end}']").focus()
        line.locator(f"[data-field='{end}']").select_option(label=label)
    page.get_by_role("button", name="Apply the tables").click()
    told(page, "Changed by the tables")
    shown = page.locator("#view svg").evaluate("svg => svg.textContent")
    assert "Deploy" in shown
    link = page.locator("[data-link]").get_attribute("data-link")
    other = open_page(390, 780, "dark", address=f"{page.url.split('#')[0]}#d={link}")
    other.page.wait_for_selector("#view svg", timeout=DRAW)
    assert other.page.locator("#view svg").evaluate("svg => svg.textContent") == shown
    other.page.locator("#edit > button").click()
    other.page.wait_for_selector("#view .editing", timeout=DRAW)
    assert other.page.evaluate("document.documentElement.scrollWidth") == 390
    assert other.errors == [] and opened.errors == []
