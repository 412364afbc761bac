"""Near-duplicates among texts: MinHash signatures in bands find candidates, exact Jaccard similarity decides.

Broder 1997, "On the resemblance and containment of documents"; bands as in Leskovec, Rajaraman and Ullman,
"Mining of massive datasets", chapter 3.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

import numpy as np

PERMUTATIONS, BANDS = 128, 32  # of 4 rows: a pair at 0.8 is missed once in 10 million
PRIME = (1 << 31) - 1
WORDS_A_SHINGLE = 3
_WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")


def shingles(text: str) -> frozenset[str]:
    """The text's runs of three words, numbers or marks, whatever their case; the whole text if shorter."""
    words = _WORD.findall(text.lower())
    count = max(1, len(words) - WORDS_A_SHINGLE + 1)
    return frozenset(" ".join(words[i : i + WORDS_A_SHINGLE]) for i in range(count))


def signature(found: frozenset[str]) -> np.ndarray:
    """The least value of each of 128 hash functions over the shingles, uint64."""
    factors, offsets = _hash_functions()
    digests = (hashlib.blake2b(text.encode(), digest_size=8).digest() for text in found)
    hashes = np.array([int.from_bytes(digest) % PRIME for digest in digests], dtype=np.uint64)
    # Products of 31 bits fit into 64.
    return ((hashes[:, None] * factors + offsets) % np.uint64(PRIME)).min(0)


@cache
def _hash_functions() -> tuple[np.ndarray, np.ndarray]:
    """Factors and offsets, 128 each, the same for every text."""
    generator = np.random.default_rng(0)
    factors = generator.integers(1, PRIME, PERMUTATIONS, dtype=np.uint64)
    return factors, generator.integers(0, PRIME, PERMUTATIONS, dtype=np.uint64)


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared shingles as a share of all, 0 to 1."""
    return len(one & other) / max(1, len(one | other))


def near_duplicates(texts: Sequence[str], similarity: float) -> list[int | None]:
    """For each text the first kept text that is at least so similar, None where it is kept itself."""
    buckets: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    sets = [shingles(text) for text in texts]
    rows = PERMUTATIONS // BANDS
    found: list[int | None] = []
    for i, own in enumerate(sets):
        bands = [(band, part.tobytes()) for band, part in enumerate(signature(own).reshape(BANDS, rows))]
        candidates = sorted({k for key in bands for k in buckets[key]})
        twin = next((k for k in candidates if jaccard(own, sets[k]) >= similarity), None)
        found.append(twin)
        if twin is None:
            for key in bands:
                buckets[key].append(i)
    return found
