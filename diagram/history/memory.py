"""One piece of work without a database: the same calls, forgotten with the program."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Sequence
from dataclasses import replace

from diagram.history.records import Draft, UnknownWork, Version, Work
from diagram.ratings.records import now


class Memory:
    """Stands in for a History that cannot be used; knows the works that it was given or that it started."""

    def __init__(self, *works: Work) -> None:
        self._works = {work.key: work for work in works}
        newest = max((version.id for work in works for version in work.versions), default=0)
        self._ids = itertools.count(newest + 1)

    def start(self, user: str, prompt: str, drafts: Sequence[Draft]) -> Work:
        """As History.start."""
        versions = tuple(self._version(draft, None) for draft in drafts)
        moment = now()
        work = Work(secrets.token_urlsafe(16), prompt, versions[0].id, versions, moment, moment)
        return self._keep(work)

    def add(self, user: str, key: str, draft: Draft, parent: int | None = None) -> Work:
        """As History.add."""
        work = self.read(user, key)
        version = self._version(draft, work.current if parent is None else parent or None)
        return self._keep(replace(work, versions=(*work.versions, version), current=version.id))

    def choose(self, user: str, key: str, version: int) -> Work:
        """As History.choose."""
        work = self.read(user, key)
        return self._keep(replace(work, current=work.version(version).id))

    def undo(self, user: str, key: str) -> Work:
        """As History.undo."""
        work = self.read(user, key)
        parent = work.version().parent
        return work if parent is None else self.choose(user, key, parent)

    def redo(self, user: str, key: str) -> Work:
        """As History.redo."""
        work = self.read(user, key)
        children = [version.id for version in work.versions if version.parent == work.current]
        return self.choose(user, key, max(children)) if children else work

    def read(self, user: str, key: str) -> Work:
        """As History.read."""
        if key not in self._works:
            raise UnknownWork("This piece of work is not in your history (any more); choose another one.")
        return self._works[key]

    def _version(self, draft: Draft, parent: int | None) -> Version:
        return Version(next(self._ids), parent, draft.kind, draft.note, draft.content, now())

    def _keep(self, work: Work) -> Work:
        work = replace(work, changed=now())
        self._works[work.key] = work
        return work
