"""What a comparison found, and how a user is told."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_SHOWN = 6  # of one kind in a checklist
CYCLE = "↺"  # stands in `missing` before the words of the prompt that say a cycle
COUNT = "≠"  # before those that say how many layers there are
NUMBER = re.compile(r"\d[\d.,x×%]*")  # and nothing behind it: "60점 이상" is a name
ARROW = "→"  # between two names, or before one: a way that is not drawn


@dataclass(frozen=True, slots=True)
class Fidelity:
    """What of the prompt is in the diagram, what is not, and what the prompt never said.

    `by_name`: the prompt asks for something well known by its name, so its parts are the model's knowledge.
    `flaws` are signs of a mistake that a right diagram may have, too: "pieces", "branches".
    """

    found: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    by_name: bool = False
    flaws: tuple[str, ...] = ()

    @property
    def faithful(self) -> bool:
        """Nothing of the prompt is missing and nothing was added."""
        return not self.missing and not self.extra

    @property
    def score(self) -> float:
        """Share of what was asked for or drawn that agrees, 0-1; 1 means faithful."""
        wrong = len(self.missing) + len(self.extra)
        return 1.0 if not wrong else len(self.found) / (len(self.found) + wrong)

    def checklist(self, language: str = "en") -> list[tuple[bool, str]]:
        """Lines for a user, each with whether it is good news; `language` is "en" or "ko"."""
        say = _SAY["ko" if language == "ko" else "en"]
        lines: list[tuple[bool, str]] = []
        if self.by_name:
            lines.append((True, say["by name"]))
        lost_numbers = [text for text in self.missing if NUMBER.fullmatch(text) or text.startswith(COUNT)]
        for kind, digits, lost in (
            ("numbers", True, lost_numbers),
            ("names", False, [text for text in self.missing if text not in lost_numbers]),
        ):
            there = sum((NUMBER.fullmatch(text) is not None) == digits for text in self.found)
            if there and not lost:
                lines.append((True, say[kind if there > 1 else kind[:-1]].format(there)))
        for key, texts in (("missing", self.missing), ("extra", self.extra)):
            for text in texts[:MOST_SHOWN]:
                lines.append((False, _told(say, key, text)))
            if len(texts) > MOST_SHOWN:
                lines.append((False, say[f"more {key}"].format(len(texts) - MOST_SHOWN)))
        lines += [(False, say[flaw]) for flaw in self.flaws]
        return lines or [(True, say["nothing"])]


def _told(say: dict[str, str], key: str, text: str) -> str:
    """The line for something that is missing or too much."""
    mark, _, said = text.partition(" ")
    if key == "missing" and mark in (CYCLE, COUNT, ARROW):
        return say[{CYCLE: "cycle", COUNT: "count", ARROW: "alone"}[mark]].format(said)
    source, arrow, target = text.partition(f" {ARROW} ")
    return say["way"].format(source, target) if key == "missing" and arrow else say[key].format(text)


_SAY = {
    "en": {
        "numbers": "all {} numbers appear",
        "number": "the number appears",
        "names": "all {} names appear",
        "name": "the name appears",
        "missing": "missing: {}",
        "cycle": 'the cycle is not drawn: "{}"',
        "count": 'the number of layers differs: "{}"',
        "alone": 'nothing leads to "{}"',
        "way": 'no way leads from "{}" to "{}"',
        "pieces": "worth a look: the drawing falls into separate pieces",
        "branches": "worth a look: two branches of a decision have the same label",
        "extra": "not in your words: {}",
        "more missing": "and {} more missing",
        "more extra": "and {} more that you did not mention",
        "by name": "drawn from its name: the parts are the model's knowledge",
        "nothing": "nothing to check",
    },
    "ko": {
        "numbers": "숫자 {}개가 모두 있습니다",
        "number": "숫자가 들어 있습니다",
        "names": "이름 {}개가 모두 있습니다",
        "name": "이름이 들어 있습니다",
        "missing": "빠짐: {}",
        "cycle": "되돌아가는 길이 없습니다: '{}'",
        "count": "층의 수가 다릅니다: '{}'",
        "alone": "이어지는 선이 없습니다: '{}'",
        "way": "가는 길이 없습니다: '{}'에서 '{}'",
        "pieces": "살펴보세요: 그림이 서로 이어지지 않은 조각으로 나뉘어 있습니다",
        "branches": "살펴보세요: 한 갈림길에서 두 갈래의 이름이 같습니다",
        "extra": "요청에 없는 말: {}",
        "more missing": "그 밖에 {}개가 더 빠졌습니다",
        "more extra": "그 밖에 요청에 없는 말이 {}개 더 있습니다",
        "by name": "이름만 보고 그렸습니다: 구성 요소는 모델의 지식입니다",
        "nothing": "확인할 것이 없습니다",
    },
}
