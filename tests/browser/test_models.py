"""The tab "Models" in Chromium: an adapter is chosen, draws, and is named; a phone has room for it."""

from __future__ import annotations

import pytest

from tests.browser.test_page import DRAW, PROMPT, address, chromium, open_page, space  # noqa: F401
from tests.tiny_adapters import save_adapter

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DONE = "#models-message .done"


def choose(page, adapter: str, until: str = DONE) -> None:
    """Names an adapter and presses the button."""
    page.get_by_role("tab", name="Models").click()
    page.wait_for_selector(DONE, timeout=DRAW)
    page.locator("#model-kind label").nth(1).click()
    field = page.locator("#adapter-name input")
    field.wait_for(timeout=DRAW)
    field.fill(adapter)
    field.press("Enter")
    page.evaluate("document.querySelectorAll('#models-message p').forEach(p => p.className = 'stale')")
    page.locator("#use-model").click()
    page.wait_for_selector(until, timeout=DRAW)


def drawn_by(page) -> str:
    """What the details say of who drew."""
    return page.locator("#details dt", has_text="Drawn by").locator("+ dd").inner_text()


def test_an_adapter_that_was_chosen_draws_and_is_named(open_page, tmp_path):  # noqa: F811
    folder = save_adapter(tmp_path / "tiny-adapter", scale=1e-3)
    (folder / "README.md").write_text(
        "---\nlicense: mit\n---\n# Tiny <img src=x onerror=alert(1)>\nOf a test."
    )
    opened = open_page()
    page = opened.page
    opened.draw(PROMPT)
    assert drawn_by(page) == "the model that ships"
    choose(page, str(folder))
    assert "tiny-adapter" in page.locator(DONE).inner_text()
    assert "Of a test." in page.locator("#model-cards").inner_text()
    assert page.locator("#model-cards img").count() == 0
    page.screenshot(path=tmp_path / "models.png", full_page=True)
    page.get_by_role("tab", name="Draw").click()
    opened.draw(PROMPT)
    assert drawn_by(page) == "the model that ships + tiny-adapter"
    page.reload()  # the browser keeps the choice
    page.wait_for_selector("#draw")
    opened.draw(PROMPT)
    assert drawn_by(page) == "the model that ships + tiny-adapter"
    choose(page, str(tmp_path / "gone"), until="#models-message .error")
    assert page.locator("#model-kind label").nth(1).locator("input").is_checked()
    assert "neither a folder" in page.locator("#models-message").inner_text()
    assert opened.errors == [] and opened.outside == []


def test_models_fit_on_a_phone(open_page, tmp_path):  # noqa: F811
    opened = open_page(375, 740)
    page = opened.page
    page.locator("#tabs .overflow-menu > button").click()
    page.locator(".overflow-dropdown").get_by_text("Models", exact=True).click()
    page.wait_for_selector(DONE, timeout=DRAW)
    assert page.locator("#personal-train").is_disabled()
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    page.screenshot(path=tmp_path / "models-phone.png", full_page=True)
    assert opened.errors == [] and opened.outside == []
