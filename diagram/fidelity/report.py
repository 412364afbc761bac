"""What a comparison found, and how a user is told."""

from __future__ import annotations

from dataclasses import dataclass

MOST_SHOWN = 6  # of one kind in a checklist
CYCLE = "↺"  # stands in `missing` before the words of the prompt that say a cycle


@dataclass(frozen=True, slots=True)
class Fidelity:
    """What of the prompt is in the diagram, what is not, and what the prompt never said.

    `by_name`: the prompt asks for something well known by its name, so its parts are the model's knowledge.
    """

    found: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    by_name: bool = False

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
        lost_numbers = [text for text in self.missing if text[:1].isdigit()]
        for kind, digits, lost in (
            ("numbers", True, lost_numbers),
            ("names", False, [text for text in self.missing if text not in lost_numbers]),
        ):
            there = sum(text[:1].isdigit() == digits for text in self.found)
            if there and not lost:
                lines.append((True, say[kind if there > 1 else kind[:-1]].format(there)))
        for key, texts in (("missing", self.missing), ("extra", self.extra)):
            for text in texts[:MOST_SHOWN]:
                mark, _, said = text.partition(" ")
                lines.append((False, say["cycle"].format(said) if mark == CYCLE else say[key].format(text)))
            if len(texts) > MOST_SHOWN:
                lines.append((False, say[f"more {key}"].format(len(texts) - MOST_SHOWN)))
        return lines or [(True, say["nothing"])]


_SAY = {
    "en": {
        "numbers": "all {} numbers appear",
        "number": "the number appears",
        "names": "all {} names appear",
        "name": "the name appears",
        "missing": "missing: {}",
        "cycle": 'the cycle is not drawn: "{}"',
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
        "extra": "요청에 없는 말: {}",
        "more missing": "그 밖에 {}개가 더 빠졌습니다",
        "more extra": "그 밖에 요청에 없는 말이 {}개 더 있습니다",
        "by name": "이름만 보고 그렸습니다: 구성 요소는 모델의 지식입니다",
        "nothing": "확인할 것이 없습니다",
    },
}
