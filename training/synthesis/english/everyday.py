"""English prompts as strangers write them: an event, a process or a system, told in one to five sentences.

The forms are in everyday_steps (courses of events), everyday_clauses (clauses that look at each other),
everyday_decisions (decisions and loops), everyday_relations (who is connected to whom) and everyday_groups.
What they speak of, beside the lists of names, is in names/en_scenes.txt and, in many forms of their verbs,
in the steps of names/en.txt.
"""

from __future__ import annotations

import random

from training.synthesis import processes
from training.synthesis.english import everyday_clauses as everyday_clauses
from training.synthesis.english import everyday_decisions as everyday_decisions
from training.synthesis.english import everyday_groups as everyday_groups
from training.synthesis.english import everyday_relations as everyday_relations
from training.synthesis.english import everyday_steps as everyday_steps
from training.synthesis.english.forms import Tale, _join, _worn, domains

STARTS = (
    *everyday_steps.FORMS,
    *everyday_decisions.FORMS,
    *everyday_relations.FORMS,
    *everyday_clauses.FORMS,
    *everyday_groups.FORMS,
)
STEPS_ON = (
    (everyday_steps.passive_clauses, 3),
    (everyday_steps.deeds_of_people, 6),
    (everyday_steps.first_person, 3),
    (everyday_decisions.looked_at, 5),
    (everyday_decisions.opposites, 4),
    (everyday_decisions.long_branches, 3),
    (everyday_decisions.gate_after_gate, 2),
    (everyday_decisions.outcomes, 2),
    (everyday_decisions.in_the_middle, 3),
    (everyday_clauses.meanwhile, 3),
    (everyday_clauses.thresholds, 2),
    (everyday_clauses.back_to_doing, 1),
    (processes.go_on, 6),
    (processes.retry, 2),
    (processes.back, 2),
)
THINGS_ON = (
    (everyday_relations.in_between, 2),
    (everyday_relations.fan_out, 4),
    (everyday_relations.supply, 3),
    (everyday_clauses.consumed, 2),
    (everyday_clauses.behind, 2),
    (everyday_clauses.goes_in, 1),
    (everyday_relations.transformed, 2),
    (everyday_decisions.outcomes, 2),
    (everyday_decisions.looked_at, 2),
    (processes.go_on, 5),
    (processes.edge, 5),
    (processes.skip, 2),
    (processes.merge, 3),
    (processes.split, 3),
)
RELATIONS = {form for form, _ in (*everyday_relations.FORMS, *everyday_groups.FORMS)} | {
    everyday_steps.repeated,
    everyday_clauses.asks_and_returns,
    everyday_clauses.consumed,
    everyday_clauses.behind,
    everyday_clauses.goes_in,
    everyday_clauses.from_there,
    everyday_clauses.instead,
    everyday_clauses.pairs_of_letters,
}


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One prompt of these forms: (kind, prompt, statement lines)."""
    story = Tale(rng, "en", "noun")
    if rng.random() < 0.3:
        story.world = rng.choice(domains())
    opener = rng.choices([f for f, _ in STARTS], [w for _, w in STARTS])[0]
    story.taste = "noun" if opener in RELATIONS else "step"
    opener(story)
    for _ in range(rng.choices((0, 1, 2), (11, 6, 2))[0]):
        options = THINGS_ON if opener in RELATIONS else STEPS_ON
        move = rng.choices([f for f, _ in options], [w for _, w in options])[0]
        if not story.last and move in (processes.go_on, processes.retry, processes.back):
            move = processes.edge
        if not story.last and opener not in RELATIONS:
            break
        move(story)
        if len(story.nodes) > 16:
            break
    return f"everyday {opener.__name__} en", *_worn(story, _join(story), "\n".join(story.lines))
