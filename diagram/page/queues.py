"""Who waits for whom: what runs the model takes turns, ratings stay in order, the rest goes at once."""

from __future__ import annotations

SIZE = 64  # requests that wait; further ones are told so
MODEL = {"concurrency_id": "model", "concurrency_limit": 1}
UNSEEN = {"show_progress": "hidden", "api_visibility": "private"}
RATINGS = {"concurrency_id": "ratings", "concurrency_limit": 1, **UNSEEN}
QUICK = {"concurrency_limit": 4, **UNSEEN}
AT_ONCE = {"queue": False, **UNSEEN}  # also where the queue is full: what a page does by itself
FILES = {"concurrency_id": "files", "concurrency_limit": 2, **UNSEEN}
EDITS = {"concurrency_id": "edits", "concurrency_limit": 1, **UNSEEN}
BATCH = {"concurrency_id": "batch", "concurrency_limit": 1}  # its prompts take turns with everybody's
