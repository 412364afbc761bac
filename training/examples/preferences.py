"""Pairs of a better and a worse answer to the same prompt, for preference training."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from diagram.errors import DiagramError
from diagram.generation import templates
from diagram.generation.templates import Notation, Wording
from diagram.outline import Outline, parse
from training.examples.readings import readable, write_answer
from training.examples.reward import Judge, Reward
from training.examples.sft import prompt_text
from training.examples.writers import Answer, Writer
from training.synthesis.mixture import Example

if TYPE_CHECKING:
    from training.examples.outcomes import Outcomes

LEAST_CHOSEN = 0.5  # content of an answer that is held up as the better one
TOGETHER = 8  # prompts that are answered at once


@dataclass(frozen=True, slots=True)
class Case:
    """A prompt, and what is known of its right answer: a reference, the style asked for (None: unknown)."""

    words: str
    kind: str = "given"
    language: str = "en"
    reference: Outline | None = None
    style: Mapping[str, str] | None = None

    @classmethod
    def of(cls, example: Example) -> Case:
        return cls(example.prompt, example.kind, example.language, parse(example.outline), example.style)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two answers to a prompt, without their end-of-sequence tokens, and what each is worth."""

    case: Case
    chosen: str
    rejected: str
    chosen_reward: Reward
    rejected_reward: Reward
    source: str = "sampled"

    @property
    def margin(self) -> float:
        return self.chosen_reward.value - self.rejected_reward.value


Outcome = Pair | str  # of a prompt: the pair, or why there is none


@dataclass(slots=True)
class Tally:
    """What happened on the way: prompts asked, and those that gave no pair, by reason."""

    prompts: int = 0
    none: dict[str, int] = field(default_factory=dict)

    def add(self, reason: str) -> None:
        self.none[reason] = self.none.get(reason, 0) + 1


def choose(answers: Sequence[Answer], rewards: Sequence[Reward], margin: float) -> tuple[int, int] | str:
    """The best answer and the worst that may be rejected, or the reason why there is no such pair.

    A perfect answer is never rejected; the difference of values is at least `margin`.
    """
    if not answers:
        return "no answer"
    best = max(range(len(answers)), key=lambda i: (rewards[i].value, -i))
    if rewards[best].content < LEAST_CHOSEN:
        return "none good enough to be chosen"
    worse = [
        i for i in range(len(answers)) if not rewards[i].perfect and answers[i].text != answers[best].text
    ]
    if not worse:
        return "all perfect or the same"
    worst = min(worse, key=lambda i: (rewards[i].value, i))
    if rewards[best].value - rewards[worst].value < margin:
        return "margin too small"
    return best, worst


def sampled(case: Case, answers: list[Answer], writer: Writer, judge: Judge, margin: float) -> Outcome:
    """The best and the worst of the sampled answers, where they differ by the margin."""
    rewards = judge.judge(
        case.words, answers, writer.notation, case.reference, case.style, least=LEAST_CHOSEN
    )
    found = choose(answers, rewards, margin)
    if isinstance(found, str):
        return found
    best, worst = found
    return Pair(case, answers[best].text, answers[worst].text, rewards[best], rewards[worst])


def plain(case: Case, answers: list[Answer], writer: Writer, judge: Judge, margin: float) -> Outcome:
    """The reference as chosen, the model's likeliest wrong answer as rejected.

    Where the prompt leaves the style open, the reference takes that of the answer, so that the pair differs
    in what is wrong only.
    """
    rewards = judge.judge(case.words, answers, writer.notation, case.reference, case.style)
    wrong = next((i for i, reward in enumerate(rewards) if reward.content < 1), None)
    if wrong is None:
        return "all answers right" if answers else "no answer"
    reference = dressed(case, answers[wrong].text, writer.notation)
    try:
        chosen = write_answer(reference, writer.notation, getattr(writer, "labels", True))
    except DiagramError:
        return "reference too large to draw"
    (own,) = judge.judge(case.words, [Answer(chosen, True, 0)], writer.notation, case.reference, case.style)
    if own.value - rewards[wrong].value < margin or chosen == answers[wrong].text:
        return "margin too small"
    return Pair(case, chosen, answers[wrong].text, own, rewards[wrong], "reference")


KINDS = {"sampled": sampled, "plain": plain}


def pairs(
    kind: str,
    writer: Writer,
    cases: Iterable[Case],
    judge: Judge,
    *,
    margin: float,
    count: int,
    temperature: float,
    seed: int,
    tally: Tally | None = None,
    kept: Outcomes | None = None,
) -> Iterator[Pair]:
    """A pair of one of KINDS for each case that has one among the writer's `count` answers.

    Reasons why there is none go to the tally. What is in `kept` is not asked for again, and what is found is
    put there, batch after batch.
    """
    tally, cases, find = tally or Tally(), iter(cases), KINDS[kind]
    for number in itertools.count():
        batch = list(islice(cases, TOGETHER))
        if not batch:
            return
        found = kept.get(number, batch) if kept else None
        if found is None:
            answers = answered(writer, batch, count, temperature, seed)
            asked = zip(batch, answers, strict=True)
            found = [find(case, texts, writer, judge, margin) for case, texts in asked]
            if kept:
                kept.add(number, batch, found)
        for one in found:
            tally.prompts += 1
            if isinstance(one, str):
                tally.add(one)
            else:
                yield one


def dressed(case: Case, answer: str, notation: Notation) -> Outline:
    """The reference in the answer's style, but for what the prompt asks for."""
    reading = readable(answer, notation)
    if reading is None:
        return case.reference
    asked = {name: getattr(case.reference.style, name) for name in case.style or {}}
    return Outline(case.reference.statements, replace(reading.outline.style, **asked))


def answered(
    writer: Writer, cases: Sequence[Case], count: int, temperature: float, seed: int
) -> list[list[Answer]]:
    """The writer's answers to each case, the same text only once."""
    found = writer.answer([case.words for case in cases], count, seed, temperature)
    return [list({answer.text: answer for answer in reversed(answers)}.values())[::-1] for answers in found]


def take(pairs: Iterator[Pair], count: int, progress: Callable[[int], object] = lambda n: None) -> list[Pair]:
    """The first `count` pairs, no prompt in more than one of them."""
    found: dict[str, Pair] = {}
    for pair in pairs:
        key = " ".join(pair.case.words.lower().split())
        if key not in found:
            found[key] = pair
            progress(1)
        if len(found) == count:
            break
    return list(found.values())


def record(pair: Pair, notation: Notation, wording: Wording, eos: str) -> dict:
    """The pair as a row of the dataset."""
    return {
        "prompt": prompt_text(pair.case.words, notation, wording),
        "chosen": templates.completion(pair.chosen, eos),
        "rejected": templates.completion(pair.rejected, eos),
        "score_chosen": round(pair.chosen_reward.value, 4),
        "score_rejected": round(pair.rejected_reward.value, 4),
        "words": pair.case.words,
        "kind": pair.case.kind,
        "language": pair.case.language,
        "source": pair.source,
    }
