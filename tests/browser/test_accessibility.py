"""Every tab by axe-core, in light and dark, English and Korean, on a desk and a phone; and nothing jumps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.browser.test_page import DRAW, PROMPT, ROOT, address, chromium, needed, served  # noqa: F401
from tests.chat_server import ChatServer

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = ROOT / "tests" / "node" / "node_modules" / "axe-core" / "axe.min.js"
LOCALES = {"en": "en-US", "ko": "ko-KR"}
PROMPTS = {"en": PROMPT, "ko": "데이터를 수집한 뒤 전처리하고, 모델을 학습한 다음 평가한다"}
THERE = {  # what is in a tab when it is there
    "draw": "#prompt",
    "history": "#history .card",
    "taste": "#data",
    "teach": "#samples .card",
    "batch": "#batch-prompts",
    "models": "#models-message .done",
}
# The layout shifts of the page so far, without those that come at once after a key or a click.
SHIFTS = """
window.shifts = [];
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts.push(entry.value);
}).observe({type: "layout-shift", buffered: true});
"""
# Somebody who is not at the mouse reads these; what else axe finds is smaller.
WORST = ("serious", "critical")


@dataclass
class Reader:
    page: object
    language: str
    errors: list[str]

    def violations(self) -> list[str]:
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        return [
            f"{kind['id']}: {node['target']} {node['html'][:120]} {node['failureSummary']}"
            for kind in found
            if kind["impact"] in WORST
            for node in kind["nodes"]
        ]

    def open_tab(self, name: str) -> None:
        from diagram.page.texts import en, ko

        label = {"en": en, "ko": ko}[self.language].TABS[name]
        tab = self.page.get_by_role("tab", name=label, exact=True)
        if tab.count() and tab.first.is_visible():
            tab.first.click()
        else:  # on a phone some are in a menu
            self.page.locator("#tabs .overflow-menu > button").click()
            self.page.locator(".overflow-dropdown").get_by_text(label, exact=True).click()
        self.page.locator(THERE[name]).first.wait_for(timeout=DRAW)


@pytest.fixture
def reader(address, chromium):  # noqa: F811
    if not AXE.is_file():
        needed("there is no axe-core; npm ci --prefix tests/node --ignore-scripts")
    contexts = []

    def opener(language: str, scheme: str, width: int, url: str = address) -> Reader:
        context = chromium.new_context(
            locale=LOCALES[language],
            color_scheme=scheme,
            viewport={"width": width, "height": 844},
            bypass_csp=True,
        )
        contexts.append(context)
        found = Reader(context.new_page(), language, [])
        found.page.on("console", lambda m: found.errors.append(m.text) if m.type == "error" else None)
        found.page.on("pageerror", lambda error: found.errors.append(str(error)))
        found.page.add_init_script(SHIFTS)
        found.page.goto(url)
        found.page.wait_for_selector("#draw")
        return found

    yield opener
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_no_tab_has_a_serious_fault(reader, language, scheme, width):
    found = reader(language, scheme, width)
    page = found.page
    page.wait_for_timeout(1500)
    page.locator("#prompt textarea").fill(PROMPTS[language])
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#message .done", timeout=DRAW)
    page.wait_for_timeout(500)
    shifts = page.evaluate("window.shifts")
    assert sum(shifts) < 0.1, shifts
    for panel in ("options", "edit"):
        page.locator(f"#{panel} button.label-wrap").click()
    page.wait_for_timeout(500)
    faults = {}
    for name in ("draw", "history", "taste", "teach", "batch", "models"):
        found.open_tab(name)
        page.wait_for_timeout(300)
        faults[name] = found.violations()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    assert {name: told for name, told in faults.items() if told} == {}
    assert page.locator("[id$=message] [role=status]").count() == 7  # screen readers say what each tab says
    assert found.errors == []


@pytest.fixture
def online(tmp_path) -> Iterator[str]:
    """An app that may ask a server, here one of this test."""
    yield from served(tmp_path, HF_HUB_OFFLINE="0")


def test_a_slow_model_says_how_far_it_is_and_is_stopped(reader, online):
    with ChatServer(lambda body: "right round arrow blue normal\nA -> B", seconds=30) as server:
        found = reader("en", "light", 1280, online)
        page = found.page
        found.open_tab("models")
        page.wait_for_timeout(2000)  # what was chosen before is filled in when the page has arrived
        page.locator("#model-kind label").nth(2).click()
        fields = page.locator("#models-choice :is(input[type=text], textarea):visible")
        fields.nth(1).wait_for(timeout=DRAW)
        fields.nth(0).fill("slow")
        fields.nth(1).fill(server.url)
        fields.nth(1).blur()
        page.locator("#use-model").click()
        page.locator("#models-message .done", has_text="slow").wait_for(timeout=DRAW)
        found.open_tab("draw")
        assert not page.locator("#cancel").is_visible()
        page.locator("#prompt textarea").fill(PROMPT)
        page.keyboard.press("Control+Enter")
        page.wait_for_selector("#message progress", timeout=DRAW)
        assert (
            "0%" in page.locator("#message").inner_text() and " s …" in page.locator("#message").inner_text()
        )
        assert found.violations() == []
        page.locator("#cancel").click()
        page.wait_for_selector("#message .notice", timeout=5000)
        assert "Stopped" in page.locator("#message").inner_text()
        assert not page.locator("#cancel").is_visible()
        assert page.locator("#prompt textarea").input_value() == PROMPT
        assert found.errors == []
