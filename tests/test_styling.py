"""Requests for style are recognised in the prompt, and candidates that meet them come first."""

import pytest

from diagram import recommend, styling
from diagram.graph import Style


@pytest.mark.parametrize(
    ("prompt", "wanted"),
    [
        ("A goes to B, make it vertical", {"direction": "down"}),
        ("A goes to B. Left to right, with rounded boxes", {"direction": "right", "shape": "round"}),
        ("서버에서 앱으로, 세로로 촘촘하게 그려줘", {"direction": "down", "spacing": "tight"}),
        ("horizontal or vertical, as you like", {}),
        ("A goes to B. Vertical, in green.", {"direction": "down", "palette": "green"}),
        ("A에서 B로, 파란색으로 그려줘", {"palette": "blue"}),
        ("A goes to B in black and white", {"palette": "mono"}),
        ("the red team reports to the blue team", {}),
        ("A goes to B", {}),
    ],
)
def test_the_usual_words_for_style_are_recognised(prompt, wanted):
    assert styling.requests(prompt) == wanted


def test_styles_that_were_not_met_are_counted():
    wanted = styling.requests("vertical, compact")
    assert styling.unmet(wanted, Style(direction="right", spacing="tight")) == 1


def test_the_first_candidate_has_the_direction_that_was_asked_for(weights):
    steps = "clean the data, then train the model, then publish the report"
    for words, direction in (("from top to bottom", "down"), ("left to right", "right")):
        best = recommend(f"{steps}, {words}", count=4, top=1, seed=2)[0]
        assert best.outline.style.direction == direction
