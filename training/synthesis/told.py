"""Everyday prompts of several sentences, and notes: accounts of systems, stories of steps, lists."""

from __future__ import annotations

import random

from training.synthesis import counted_things, short_forms
from training.synthesis.english import accounts as english_accounts
from training.synthesis.english import agains as english_agains
from training.synthesis.english import choices as english_choices
from training.synthesis.english import clauses as english_clauses
from training.synthesis.english import forks as english_forks
from training.synthesis.english import joined as english_joined
from training.synthesis.english import notes as english_notes
from training.synthesis.english import openings as english_openings
from training.synthesis.english import (
    plain_branches,
    plain_chains,
    plain_groups,
    plain_merges,
    plain_mixed,
)
from training.synthesis.english import procedures as english_procedures
from training.synthesis.english import relatives as english_relatives
from training.synthesis.english import routed as english_routed
from training.synthesis.english import stories as english_stories
from training.synthesis.english import systems as english_systems
from training.synthesis.korean import accounts as korean_accounts
from training.synthesis.korean import choices as korean_choices
from training.synthesis.korean import counts as korean_counts
from training.synthesis.korean import notes as korean_notes
from training.synthesis.korean import plain_choices as korean_plain_choices
from training.synthesis.korean import plain_groups as korean_plain_groups
from training.synthesis.korean import plain_joins as korean_plain_joins
from training.synthesis.korean import procedures as korean_procedures
from training.synthesis.korean import stories as korean_stories
from training.synthesis.korean import systems as korean_systems

KINDS = {
    "en": (
        (english_systems.sample, 22),
        (english_stories.sample, 16),
        (english_notes.sample, 16),
        (english_accounts.sample, 17),
        (english_choices.sample, 15),
        (english_procedures.sample, 14),
        (english_clauses.sample, 12),
        (english_forks.sample, 13),
        (english_agains.sample, 10),
        (counted_things.sample, 8),
        (short_forms.sample, 12),
        (plain_chains.sample, 12),
        (plain_branches.sample, 9),
        (plain_merges.sample, 9),
        (plain_groups.sample, 4),
        (plain_mixed.sample, 5),
        (english_routed.sample, 14),
        (english_openings.sample, 14),
        (english_relatives.sample, 9),
        (english_joined.sample, 10),
    ),
    "ko": (
        (korean_systems.sample, 18),
        (korean_stories.sample, 16),
        (korean_notes.sample, 16),
        (korean_accounts.sample, 12),
        (korean_counts.sample, 6),
        (korean_choices.sample, 19),
        (korean_procedures.sample, 13),
        (counted_things.sample_ko, 6),
        (short_forms.sample_ko, 11),
        (korean_plain_choices.sample, 16),
        (korean_plain_joins.sample, 10),
        (korean_plain_groups.sample, 6),
    ),
}


def sample(rng: random.Random, language: str) -> tuple[str, str, str]:
    """One prompt of a language ("en" or "ko"): (kind, prompt, statement lines)."""
    kinds = KINDS[language]
    return rng.choices([draw for draw, _ in kinds], [share for _, share in kinds])[0](rng)
