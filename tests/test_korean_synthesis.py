"""Korean prompts told in verb phrases: right endings, and names that are spans of their prompts."""

import random

import pytest

from diagram.outline import fold, parse
from training.synthesis.korean import accounts as korean_accounts
from training.synthesis.korean import choices as korean_choices
from training.synthesis.korean import counts as korean_counts
from training.synthesis.korean import procedures as korean_procedures
from training.synthesis.korean.counts import native
from training.synthesis.korean.endings import predicate

MODULES = (korean_accounts, korean_choices, korean_counts, korean_procedures)


@pytest.mark.parametrize(
    ("stem", "and_", "after", "plain", "polite", "casual", "if_"),
    [
        ("통에 물을 채우", "채우고", "채운", "채운다", "채웁니다", "채워요", "채우면"),
        ("짐을 싣", "싣고", "실은", "싣는다", "싣습니다", "실어요", "실으면"),
        ("빵을 굽", "굽고", "구운", "굽는다", "굽습니다", "구워요", "구우면"),
        ("집을 짓", "짓고", "지은", "짓는다", "짓습니다", "지어요", "지으면"),
        ("상을 만들", "만들고", "만든", "만든다", "만듭니다", "만들어요", "만들면"),
        ("종이를 자르", "자르고", "자른", "자른다", "자릅니다", "잘라요", "자르면"),
        ("문을 잠그", "잠그고", "잠근", "잠근다", "잠급니다", "잠가요", "잠그면"),
        ("표를 확인하", "확인하고", "확인한", "확인한다", "확인합니다", "확인해요", "확인하면"),
        ("표가 접수되", "접수되고", "접수된", "접수된다", "접수됩니다", "접수돼요", "접수되면"),
    ],
)
def test_endings_follow_the_stem(stem, and_, after, plain, polite, casual, if_):
    forms = [
        predicate(stem).form(e)[0].split()[-1] for e in ("하고", "한", "한다", "합니다", "해요", "하으면")
    ]
    assert forms == [and_, after, plain, polite, casual, if_]


@pytest.mark.parametrize(
    ("stem", "ending", "name"),
    [
        ("표를 확인하", "합니다", "표를 확인"),
        ("면접을 보", "하고", "면접"),
        ("포장을 하", "한", "포장"),
        ("주민을 대피시키", "한", "주민을 대피"),
        ("빵을 넣", "한다", "빵을 넣"),
        ("물을 데우", "하고", "물을 데우"),
        ("물을 데우", "한다", "물을 데운"),
    ],
)
def test_a_name_is_what_stands_in_the_text(stem, ending, name):
    text, found = predicate(stem).form(ending)
    assert found == name
    assert name in text


def test_conditions_keep_the_name_in_each_form():
    for phrase, when, whether in (
        ("열이 있", "열이 있으면", "열이 있는지"),
        ("맛이 짜!", "맛이 짜면", "맛이 짠지"),
        ("통이 비^", "통이 비었으면", "통이 비었는지"),
        ("70점 미만=", "70점 미만이면", "70점 미만인지"),
    ):
        found = predicate(phrase)
        assert (found.when(), found.whether()) == (when, whether)


def test_native_counts():
    assert [native(n) for n in (1, 3, 11, 12, 20, 21, 34)] == [
        "한",
        "세",
        "열한",
        "열두",
        "스무",
        "스물한",
        "서른네",
    ]


@pytest.mark.parametrize("module", MODULES)
def test_each_name_is_a_span_of_the_prompt_and_each_outline_parses(module):
    prompts = set()
    for seed in range(400):
        _, prompt, lines = module.sample(random.Random(seed))
        outline = parse(f"right box arrow blue normal\n{lines}")
        assert parse(str(outline)) == outline
        for node in outline.structure().nodes:
            assert fold(node.name) in fold(prompt)
        prompts.add(prompt)
    assert len(prompts) > 380
