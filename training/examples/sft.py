"""Examples of the synthesis as prompt and completion, and presets of what comes how often."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from diagram.errors import DiagramError
from diagram.generation import templates
from diagram.generation.templates import Notation, Wording
from diagram.outline import fold, parse
from training.examples.readings import write_answer
from training.synthesis import flows, mixture, noise
from training.synthesis.networks import seed as networks_seed

EARLIER_MIX = {"deep-learning model": 280, "flow chart": 420}  # the earlier system's 700
TRIES = 50  # seeds in a row that give nothing new, after which there is nothing new


@dataclass(frozen=True, slots=True)
class Plan:
    """How many examples of which kind, and what makes one of a kind from a seed."""

    counts: dict[str, int]
    make: dict[str, Callable[[str], mixture.Example]]


def earlier(kind: str, seed: str) -> mixture.Example:
    """An example in the words of the earlier system's data: of a dense stack, a CNN or a flow chart.

    Half of the networks are dense stacks, half CNNs; in neither is a style asked for.
    """
    rng = random.Random(f"legible {kind} {seed}")
    if kind == "flow chart":
        name, (text, body) = "flows", flows.sample(rng)
    elif rng.random() < 0.5:
        name, (text, body) = "seed dense", networks_seed.dense(rng)
    else:
        name, (text, body) = "seed image", networks_seed.image(rng)
    return mixture.Example(name, "en", text, f"{noise.style_line(rng, {})}\n{body}", {})


def make_plan(preset: str, count: int | None = None) -> Plan:
    """The plan of a preset: `earlier` (700 = 280 deep-learning models + 420 flow charts) or `mixture`.

    `count` scales it; `earlier` keeps its shares. Raises DiagramError for an unknown preset.
    """
    if preset == "earlier":
        whole = sum(EARLIER_MIX.values())
        count = whole if count is None else count
        networks = round(count * EARLIER_MIX["deep-learning model"] / whole)
        counts = {"deep-learning model": networks, "flow chart": count - networks}
        return Plan(counts, {kind: partial(earlier, kind) for kind in counts})
    if preset == "mixture":
        return Plan({"mixture": 2000 if count is None else count}, {"mixture": mixture.sample})
    raise DiagramError(f"There is no preset {preset!r}; choose earlier or mixture.")


def examples(
    plan: Plan, seed: int, purpose: str = "examples", edits: bool = False
) -> Iterator[mixture.Example]:
    """The plan's examples, no prompt twice, the kinds in a mixed order that the seed decides.

    Other purposes have other examples at the same seed. `edits`: also requests to change an outline.

    Raises DiagramError where a kind has no more different prompts.
    """
    order = [kind for kind, count in plan.counts.items() for _ in range(count)]
    random.Random(f"order {purpose} {seed}").shuffle(order)
    seen: set[str] = set()
    number = dict.fromkeys(plan.counts, 0)
    for kind in order:
        for _ in range(TRIES):
            example = plan.make[kind](f"{purpose} {seed} {number[kind]}")
            number[kind] += 1
            key = fold(f"{example.before or ''}{example.prompt}")
            if key not in seen and (edits or example.before is None):
                seen.add(key)
                yield example
                break
        else:
            raise DiagramError(
                f"There are no more different prompts of the kind {kind!r} after {len(seen)}; ask for fewer."
            )


def prompt_text(words: str, notation: Notation, wording: Wording) -> str:
    """The user's words in the notation's template, without what would be taken for a special token."""
    if notation == "outline":
        return templates.outline_prompt(words)
    return templates.row_prompt(templates.plain_words(words), wording)


def record(
    example: mixture.Example, notation: Notation, wording: Wording, eos: str, labels: bool = True
) -> dict[str, str]:
    """The example as a row of the dataset: prompt, completion, and what the words and the kind were.

    An edit has the outline to change in `before`, which is empty otherwise; rows have no edits.
    """
    answer, prompt = example.outline, prompt_text(example.prompt, notation, wording)
    if example.before is not None:
        prompt = templates.edit_prompt(example.before, example.prompt)
    if notation == "rows":
        answer = write_answer(parse(example.outline), "rows", labels)
    return {
        "prompt": prompt,
        "completion": templates.completion(answer, eos),
        "words": example.prompt,
        "before": example.before or "",
        "kind": example.kind,
        "language": example.language,
    }
