"""On the Korean page everything is Korean, also what the core says: problems, changes, reasons, steps."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from diagram.editing.difference import NOTHING, SENTENCES, Change, compare
from diagram.outline import parse
from diagram.page import texts, wording
from diagram.page.texts import core, en, ko
from diagram.scoring import explanation

ROOT = Path(__file__).parents[1]
# What a reader of the page can meet; `diagram.remote` is put into words by `page.hub_problems`.
MET = (
    "diagram/editing", "diagram/imports", "diagram/layout", "diagram/generation", "diagram/ratings",
    "diagram/history", "diagram/outline.py", "diagram/rows.py", "diagram/graph.py", "diagram/palettes.py",
    "diagram/recommendation.py", "diagram/page/editing.py", "diagram/page/sharing.py", "training/personal.py",
)  # fmt: skip
RAISED = re.compile(
    r"(Invalid|Unreadable|Cannot|Model|Edit|Cancel|Unknown|Reason)\w*|\w+Unavailable|_fail|note|add|stage|tell"
)
# For those who call functions; no reader of the page can bring them about.
CALLERS = (
    "The number of candidates is", "The number of diagrams to show is", "The seed is", "The weight of",
    "There is no backend", "The backend {}", "There is no notation", "Name a model", "There is no device",
    "{} is no number format", "The edges do not agree", "The latents of these", "{} cannot be written",
    "The user's name", "A latent has", "{} has half", "This is a link",
    "The folder cannot be read", "it reads as prose", "{}, {}", "There is neither", "Interrupted",
    "Learning, {}", "Line {}", "{} to {}",
)  # fmt: skip


@pytest.fixture
def korean(monkeypatch):
    monkeypatch.setattr(texts, "language", lambda: "ko")


def sentences() -> set[str]:
    """The sentences that the core hands over, `{}` for their facts, as far as the source shows them."""
    found = set()
    for place in MET:
        path = ROOT / place
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and RAISED.fullmatch(called(node.func)):
                    found |= {text for argument in node.args for text in templates(argument)}
    return {text for text in found if re.search(r"[a-z]{2}.* ", text) and not text.startswith(CALLERS)}


WHO = ("node {}", "Node {}", "node {}'s x", "graph", "graph {} nodes")  # the first fact of some sentences


def is_korean(text: str, who: str) -> bool:
    """Whether a sentence has a Korean one with all its facts, `who` standing for the first of them."""
    things = who.split(" {} ")
    text = text.replace("{}", things[0], 1)
    text = re.sub(r"\{\};", f"{things[1]};", text, count=1) if len(things) > 1 else text
    number = iter(range(1000, 2000))
    told = core.told(re.sub(r"\{\}", lambda _: str(next(number)), text), "ko")
    facts = [str(fact) for fact in range(1000, next(number))]
    return bool(re.search("[가-힣]", told)) and all(fact in told for fact in facts)


def called(function: ast.expr) -> str:
    return getattr(function, "id", None) or getattr(function, "attr", "")


def templates(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        return ["".join(v.value if isinstance(v, ast.Constant) else "{}" for v in node.values)]
    if isinstance(node, ast.IfExp):
        return templates(node.body) + templates(node.orelse)
    return []


def test_every_sentence_of_the_core_that_a_reader_can_meet_is_there_in_korean():
    found = sentences()
    assert len(found) > 150
    missing = []
    for text in found:
        if not any(is_korean(text, who) for who in ("{}", *WHO)):
            missing.append(text)
    assert missing == []


def test_the_list_has_the_same_facts_in_both_languages():
    for english, other in core.read(core.LISTS["ko"].read_text(encoding="utf-8")).items():
        places = len(core.PLACE.findall(english))
        numbered = [int(place) for place in core.PLACE.findall(other) if place]
        assert not numbered or max(numbered) < places, english
        assert numbered or len(core.PLACE.findall(other)) == places or english.startswith("Learning"), english
        assert re.search("[가-힣]", core.PLACE.sub("", other)) or not re.search("[a-z]{3}", english), english


@pytest.mark.parametrize(
    ("english", "other"),
    [
        (
            "Line 3 of the flowchart has no node where one should be: x.",
            "플로차트 3번째 줄: 노드가 올 곳에 노드가 없습니다: x.",
        ),
        ("Pictures are left out: a, go to shop and 3 more.", "그림은 뺐습니다: a, go to shop 외 3개."),
        ("Empty groups are left out: nodes.", "빈 그룹은 뺐습니다: nodes."),
        ("line 3: the last row is cut off; it is left out", "3번째 줄: 마지막 행이 잘려서 뺐습니다"),
        ("Nobody has translated this {0}.", "Nobody has translated this {0}."),
        ("x" * 5000, "x" * 5000),
    ],
)  # fmt: skip
def test_facts_stay_as_they_are_and_sentences_among_them_are_translated(english, other):
    assert core.told(english, "ko") == other
    assert core.told(english, "en") == english


def test_a_difference_is_told_in_korean(korean):
    old = parse("right box arrow blue normal\nA -> B\nconv 3x3 -> D #green\n[group] e, f")
    new = parse("down box arrow teal normal\nA -> C -> B\nconv 5x5 -> D #red -> A\nB -> yes: g\n[set] e, f")
    told = [wording.change(found) for found in compare(old, new)]
    assert len(told) >= 7
    assert all(re.search("[가-힣]", text) for text in told), told
    assert "방향: 왼쪽에서 오른쪽 → 위에서 아래." in told
    assert not any("{" in text for text in told)


def test_every_change_is_told_in_both_languages(monkeypatch):
    for language in ("en", "ko"):
        monkeypatch.setattr(texts, "language", lambda language=language: language)
        for (how, what), sentence in SENTENCES.items():
            name = "direction" if what == "style" else "name"
            old = "old" if what in ("name", "title", "decision") else ""
            found = Change(how, what, name, "other", old, "new")
            told = wording.change(found)
            assert "{" not in told
            if language == "en" and what != "style":
                assert told == str(found), sentence
    assert NOTHING.keys() <= en.NO_VALUE.keys() and explanation.BLOCK_NAMES == en.BLOCKS


REASONS = [
    explanation.NEW_READER,
    explanation.NOT_COMPARED,
    explanation.explain(3.1, [], 3.2, 5, None),
    explanation.explain(4.2, [("a", 5, 0.9), ("b", 4, 0.8)], 3.0, 9, "palette"),
    explanation.explain(2.0, [("a", 5, 0.9)], 3.0, 1, None),
    explanation.explain(1.0, [("a", 5, 0.9), ("b", 1, 0.7), ("c", 3, 0.65)], 3.0, 30, None),
    explanation.explain(4.5, [("a", 5, 0.3)], 3.0, 30, None),
]


@pytest.mark.parametrize("found", REASONS)
def test_reasons_are_told_in_korean_and_in_the_same_english(found, monkeypatch):
    monkeypatch.setattr(texts, "language", lambda: "en")
    assert wording.reason(found) == str(found)
    monkeypatch.setattr(texts, "language", lambda: "ko")
    told = wording.reason(found)
    assert re.search("[가-힣]", told) and not re.search("[a-z]{2}|{", told)
    for rating in found.given:
        assert str(rating) in told


def test_what_stands_in_place_of_a_reason_is_told_too(korean):
    problem = "The disk is full, so nothing was kept in /x; free some space and rate again."
    assert wording.reason(problem).startswith("디스크가 가득 차")


@pytest.mark.parametrize(
    ("english", "other"),
    [
        (en.MOVED.format(label="a [x]"), ko.MOVED.format(label="a [x]")),
        (en.LAID_OUT, ko.LAID_OUT),
        (en.TEXT_SIZED.format(size=14), "글자 크기 14px."),
        ("Colours: many colours.", "색: 여러 색."),
        ("make it vertical", "make it vertical"),
    ],
)
def test_notes_of_the_history_follow_the_language_of_the_page(english, other, monkeypatch):
    monkeypatch.setattr(texts, "language", lambda: "ko")
    assert wording.note(english) == other
    monkeypatch.setattr(texts, "language", lambda: "en")
    assert wording.note(other) == english


def test_steps_of_a_training_are_korean(korean):
    assert (
        texts.told("Learning, step 3/25 (12%), loss 0.6931, 2.5 min left") == "학습 중, 25단계 가운데 3단계"
    )
    assert texts.told("Comparing styles by your taste") == "취향에 따라 모양 견주는 중"
