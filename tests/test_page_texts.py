"""The page speaks the reader's language, and no sentence is missing in either."""

from __future__ import annotations

import re
import string
from pathlib import Path
from types import SimpleNamespace

import pytest

from diagram.page import texts
from diagram.page.texts import en, ko


def sentences(module) -> dict[str, object]:
    return {name: value for name, value in vars(module).items() if name.isupper()}


def places(text: str) -> set[str]:
    return {field.split("!")[0] for _, field, _, _ in string.Formatter().parse(text) if field is not None}


def flat(value: object, key: str = "") -> dict[str, str]:
    if isinstance(value, str):
        return {key: value}
    items = value.items() if isinstance(value, dict) else enumerate(value)
    return {k: v for name, part in items for k, v in flat(part, f"{key}.{name}").items()}


def test_every_sentence_is_there_in_both_languages_with_the_same_places():
    assert sentences(en).keys() == sentences(ko).keys()
    for name in sentences(en):
        english, korean = flat(getattr(en, name)), flat(getattr(ko, name))
        if name == "STYLE_WORDS":  # words that need no other name in English have one in Korean
            assert english.keys() <= korean.keys()
            continue
        assert english.keys() == korean.keys(), name
        for key in english:
            assert places(english[key]) == places(korean[key]), (name, key)


def test_sentences_in_korean_are_korean():
    same = {"TITLE", "CNN", "EXAMPLES", "CHECKED", "LESSONS", "LESSON_STYLE", "FORMATS", "RESTYLED"}
    for name in sentences(ko).keys() - same:
        text = " ".join(flat(getattr(ko, name)).values())
        if re.search("[A-Za-z]{4}", re.sub("{.*?}", "", " ".join(flat(getattr(en, name)).values()))):
            assert re.search("[가-힣]", text), name


@pytest.mark.parametrize(
    ("header", "word"),
    [
        ("ko-KR,ko;q=0.9,en;q=0.8", ko.DRAW),
        ("en-US,en;q=0.9,ko;q=0.5", en.DRAW),
        ("fr-FR,fr;q=0.9,ko;q=0.2", ko.DRAW),
        ("fr", en.DRAW),
        ("", en.DRAW),
    ],
)
def test_in_an_event_the_language_is_that_of_the_browser(header, word):
    from gradio.context import LocalContext

    mark = LocalContext.request.set(SimpleNamespace(headers={"accept-language": header}))
    try:
        assert word == texts.DRAW
    finally:
        LocalContext.request.reset(mark)


def test_while_the_page_is_built_a_sentence_is_in_all_languages():
    with texts.building() as spoken:
        draw, _ = texts.DRAW, texts.TABS["teach"]
        said = texts.PERSONAL_INTRO.format(minutes=9)
        html = f"<p>{texts.EMPTY}</p>"
    assert draw.startswith("__i18n__") and '"DRAW"' in draw
    assert (spoken["en"]["TABS.teach"], spoken["ko"]["TABS.teach"]) == (en.TABS["teach"], ko.TABS["teach"])
    assert "9" in spoken["ko"][said.key]
    assert html == f'<p><span lang="en">{en.EMPTY}</span><span lang="ko">{ko.EMPTY}</span></p>'
    assert texts.DRAW == en.DRAW


def test_a_name_that_is_no_sentence_is_an_error():
    with pytest.raises(AttributeError):
        _ = texts.NO_SUCH_SENTENCE


def test_the_examples_that_come_first_on_the_korean_page_are_the_korean_ones():
    style = (Path(texts.__file__).parents[1] / "style.css").read_text(encoding="utf-8")
    first = int(re.search(r":lang\(ko\) #examples \.gallery-item:nth-child\(n \+ (\d+)\)", style)[1])
    korean = [bool(re.search("[가-힣]", words)) for words in en.EXAMPLES.values()]
    assert korean == [place >= first for place in range(1, len(korean) + 1)]


def test_no_selector_has_a_comma_inside_has():
    """Gradio cuts selectors at commas: what was meant as either would be neither."""
    style = (Path(texts.__file__).parents[1] / "style.css").read_text(encoding="utf-8")
    assert not re.search(r":has\((?:[^(){}]|\([^()]*\))*,", style)


def test_the_page_starts_with_a_word_on_a_link_that_is_being_opened():
    from diagram.page import views

    with texts.building():
        html = views.expected()
    for said in (en.LINK_OPENING, ko.LINK_OPENING, en.EMPTY):
        assert said in html
    assert html.count("<div") == html.count("</div>") == 1
    assert en.LINK_OPENING not in views.empty()
