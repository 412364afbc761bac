"""Puts a parcel into a repository: makes it where need be, one commit with all that changed, and a tag."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diagram.remote import connection, errors
from diagram.remote.errors import Conflict, RemoteError
from diagram.remote.hashes import git_name, sha256
from diagram.remote.listing import MANIFEST
from diagram.remote.names import COMMIT
from hub import contents
from hub.contents import Content
from hub.parcels import TYPES, Parcel

if TYPE_CHECKING:
    from huggingface_hub import HfApi
    from huggingface_hub.hf_api import ModelInfo

NUMBERED = re.compile(r"v(\d+)")
MAX_MANIFEST = 4 * 2**20


@dataclass(frozen=True, slots=True)
class Published:
    """Where it is now, and the names of files uploaded and deleted (none where nothing changed)."""

    url: str
    commit: str
    tag: str
    uploaded: tuple[str, ...]
    deleted: tuple[str, ...] = ()


def publish(
    parcel: Parcel,
    repo: str,
    tag: str | None = None,
    public: bool = False,
    beside: Callable[[HfApi, ModelInfo, Mapping], Parcel] | None = None,
) -> Published:
    """Pushes the parcel to OWNER/NAME and tags it; a file that is there already is not sent.

    tag: None takes the next of v1, v2, …, or the one that this very content has. Files that an earlier push
    put there and this one has not are deleted, no others. beside: the parcel as it is beside what an earlier
    push (client, info, what that push wrote down) left there. Raises RemoteError, one sentence.
    """
    contents.check(parcel.files)
    kind = TYPES[parcel.kind]
    with in_words(repo) as client:
        url = ready(client, repo, kind, public)
        info = client.repo_info(repo, repo_type=kind, files_metadata=True)
        before = manifest(client, repo, kind, info)
        check_kind(before, parcel.kind, repo)
        if beside and before:
            parcel = beside(client, info, before)
        changed, stale = compare(parcel.with_manifest(), info, before)
        stale = [name for name in stale if name not in parcel.kept]
        tags = tags_of(client, repo, kind)
        check_tag(tags, tag, None if changed or stale else info.sha, repo)
        commit = info.sha
        if changed or stale:
            commit = _commit(client, repo, kind, parcel.kind, changed, stale, info.sha)
        name = set_tag(client, repo, kind, tags, tag, commit)
    return Published(f"{url}/tree/{name}", commit, name, tuple(sorted(changed)), tuple(stale))


@contextmanager
def in_words(repo: str):
    """The Hub's client, to write with; errors of the library come out as one sentence about `repo`."""
    client = connection.api(repo, write=True)
    with errors.in_words(repo, client.endpoint):
        yield client


def ready(client: HfApi, repo: str, kind: str, public: bool) -> str:
    """Makes the repository, private unless `public`, where it is missing; its address.

    Raises Conflict where it is public and `public` is not given: what is pushed there, everybody can read.
    """
    from huggingface_hub.errors import RepositoryNotFoundError

    try:
        info = client.repo_info(repo, repo_type=kind)
    except RepositoryNotFoundError:
        client.create_repo(
            repo,
            repo_type=kind,
            private=not public,
            exist_ok=True,
            space_sdk="gradio" if kind == "space" else None,
        )
    else:
        if not info.private and not public:
            raise Conflict(
                f"{repo} is public, and --public is not given; give it, or push to another repository."
            )
        if info.private and public:
            client.update_repo_settings(repo, repo_type=kind, visibility="public")
    return f"{client.endpoint}/{'' if kind == 'model' else kind + 's/'}{repo}"


def compare(
    files: Mapping[str, Content], info: ModelInfo, before: Mapping | None
) -> tuple[dict[str, Content], list[str]]:
    """The files that the Hub has not in this form, and the names that an earlier push left there."""
    there = {sibling.rfilename: sibling for sibling in info.siblings or []}
    changed = {}
    for name, content in files.items():
        known = there.get(name)
        if known is None:
            same = False
        elif known.lfs is not None:
            same = known.lfs.sha256 == sha256(content)
        else:
            same = known.blob_id == git_name(content)
        if not same:
            changed[name] = content
    stale = sorted(name for name in (before or {}).get("files", {}) if name in there and name not in files)
    return changed, stale


def manifest(client: HfApi, repo: str, kind: str, info: ModelInfo) -> Mapping | None:
    """What an earlier push wrote down of the repository; None where it was none of ours."""
    if not any(s.rfilename == MANIFEST and 0 < (s.size or 0) < MAX_MANIFEST for s in info.siblings or []):
        return None
    content = connection.read(client, repo, kind, MANIFEST, info.sha)
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and isinstance(found.get("files"), dict) else None


def check_kind(before: Mapping | None, kind: str, repo: str) -> None:
    """Raises Conflict where the repository holds something of another kind."""
    if before is not None and before.get("kind") != kind:
        raise Conflict(
            f"{repo} holds a {before.get('kind')!s:.40}; push the {kind} to a repository of its own."
        )


def tags_of(client: HfApi, repo: str, kind: str) -> dict[str, str]:
    """The tags of the repository with their commits."""
    return {tag.name: tag.target_commit for tag in client.list_repo_refs(repo, repo_type=kind).tags}


def check_tag(tags: Mapping[str, str], tag: str | None, commit: str | None, repo: str) -> None:
    """Raises Conflict where the tag names another content; commit: None for one that is not made yet."""
    if tag and (tag == "main" or COMMIT.fullmatch(tag)):
        raise RemoteError(f"{tag} cannot be the name of a version; give --revision such as v1.")
    if tag in tags and tags[tag] != commit:
        raise Conflict(f"{repo} has a version {tag} already, with other content; give another --revision.")


def next_tag(tags: Mapping[str, str]) -> str:
    """The first of v1, v2, … that follows all there are."""
    numbers = [int(found[1]) for name in tags if (found := NUMBERED.fullmatch(name))]
    return f"v{max(numbers, default=0) + 1}"


def set_tag(
    client: HfApi, repo: str, kind: str, tags: Mapping[str, str], tag: str | None, commit: str
) -> str:
    """Names the commit, unless it has that name, or any name where none is wished for; the name."""
    if tag is None:
        known = sorted(name for name, sha in tags.items() if sha == commit)
        if known:
            return known[-1]
        tag = next_tag(tags)
    if tags.get(tag) != commit:
        client.create_tag(repo, tag=tag, revision=commit, repo_type=kind)
    return tag


def _commit(
    client: HfApi,
    repo: str,
    kind: str,
    what: str,
    changed: Mapping[str, Content],
    stale: list[str],
    parent: str,
) -> str:
    from huggingface_hub import CommitOperationAdd, CommitOperationDelete

    operations = [
        CommitOperationAdd(
            path_in_repo=name, path_or_fileobj=content if isinstance(content, bytes) else str(content)
        )
        for name, content in sorted(changed.items())
    ]
    operations += [CommitOperationDelete(path_in_repo=name) for name in stale]
    done = client.create_commit(
        repo, operations, commit_message=f"Push {what}", repo_type=kind, parent_commit=parent
    )
    return done.oid
