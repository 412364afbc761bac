"""What a comparison found, and how a user is told."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_SHOWN = 6  # of one kind in a checklist
CYCLE = "↺"  # stands in `missing` before the words of the prompt that say a cycle, in `extra` before a step
COUNT = "≠"  # before those that say how many layers there are
NUMBER = re.compile(r"\d[\d.,x×%]*")  # and nothing behind it: "60점 이상" is a name
DECISION = "?"  # before those that say a condition
LAST = "…"  # before those of the last step
DEAD_END = "⊣"  # before the name of a branch that ends too early
TOGETHER = "⊕"  # before a name that holds two steps
ARROW = "→"  # between two names, or before one: a way that is not drawn


@dataclass(frozen=True, slots=True)
class Fidelity:
    """What of the prompt is in the diagram, what is not, and what the prompt never said.

    `by_name`: the prompt asks for something well known by its name, so its parts are the model's knowledge.
    `flaws` are signs of a mistake that a right diagram may have, too; see `diagram.fidelity.shape`.
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
    if said and mark in _MARKS[key]:
        return say[_MARKS[key][mark]].format(said)
    source, arrow, target = text.partition(f" {ARROW} ")
    return say[f"{key} way"].format(source, target) if arrow else say[key].format(text)


_MARKS = {
    "missing": {
        CYCLE: "cycle",
        COUNT: "count",
        ARROW: "alone",
        DECISION: "decision",
        LAST: "last",
        DEAD_END: "dead end",
        TOGETHER: "together",
    },
    "extra": {CYCLE: "round"},
}


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
        "missing way": 'no way leads from "{}" to "{}"',
        "extra way": 'your words do not lead from "{}" to "{}"',
        "round": 'your words say no way back to "{}"',
        "decision": 'the condition is not drawn as a choice: "{}"',
        "dead end": 'nothing follows "{}", though all branches go on',
        "last": 'the last step is not drawn: "{}"',
        "together": 'two steps are drawn as one: "{}"',
        "pieces": "worth a look: the drawing falls into separate pieces",
        "branches": "worth a look: two branches of a decision have the same label",
        "itself": "worth a look: a step leads to itself, or stands in one place twice",
        "unlabelled": "worth a look: of the branches of one choice only some have a label",
        "exits": "worth a look: a decision has fewer than two ways out",
        "unasked": "worth a look: a question is drawn that your words do not ask",
        "frame": "worth a look: a frame is drawn around steps that your words do not group",
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
        "missing way": "가는 길이 없습니다: '{}'에서 '{}'",
        "extra way": "요청에 없는 길입니다: '{}'에서 '{}'",
        "round": "요청에 없는, 되돌아가는 길입니다: '{}'",
        "decision": "조건이 갈림길로 그려지지 않았습니다: '{}'",
        "dead end": "모든 갈래가 이어져야 하는데 '{}' 뒤가 끊겼습니다",
        "last": "마지막 단계가 없습니다: '{}'",
        "together": "두 단계가 하나로 그려졌습니다: '{}'",
        "pieces": "살펴보세요: 그림이 서로 이어지지 않은 조각으로 나뉘어 있습니다",
        "branches": "살펴보세요: 한 갈림길에서 두 갈래의 이름이 같습니다",
        "itself": "살펴보세요: 자기 자신으로 이어지거나 한 자리에 두 번 그려진 단계가 있습니다",
        "unlabelled": "살펴보세요: 한 갈림길에서 이름이 없는 갈래가 섞여 있습니다",
        "exits": "살펴보세요: 갈림길에서 나가는 길이 둘보다 적습니다",
        "unasked": "살펴보세요: 요청에 없는 물음이 그려져 있습니다",
        "frame": "살펴보세요: 요청에 없는 묶음이 그려져 있습니다",
        "extra": "요청에 없는 말: {}",
        "more missing": "그 밖에 {}개가 더 빠졌습니다",
        "more extra": "그 밖에 요청에 없는 말이 {}개 더 있습니다",
        "by name": "이름만 보고 그렸습니다: 구성 요소는 모델의 지식입니다",
        "nothing": "확인할 것이 없습니다",
    },
}
