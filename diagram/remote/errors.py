"""What can go wrong with the Hub, as one sentence each: what is wrong, what was given, what to do."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager

from diagram.errors import ModelUnavailable

PLACE = "https://huggingface.co/settings/tokens"


class RemoteError(ModelUnavailable):
    """The Hub, or what it holds under a name, cannot be used; shown as it is."""


class InvalidName(RemoteError):
    """A name is neither a folder nor the id of a repository."""


class NoNetwork(RemoteError):
    """The Hub cannot be reached from here."""


class Dropped(RemoteError):
    """A connection ended before all was through; the next try goes on from there."""


class NotAllowed(RemoteError):
    """No token, a wrong one, or one without the right."""


class NotThere(RemoteError):
    """No such repository, or none that this token may see."""


class NoRevision(RemoteError):
    """The repository has no such tag, branch or commit."""


class Busy(RemoteError):
    """The Hub asks for patience, or is out of order."""


class Conflict(RemoteError):
    """Something of that name exists, or somebody else changed it meanwhile."""


class Refused(RemoteError):
    """What was found is not what it claims to be; nothing of it was kept."""


class WrongBase(RemoteError):
    """An adapter was made for another model."""


class DiskFull(RemoteError):
    """There is no room for a download."""


def explained(error: BaseException, what: str, endpoint: str = "") -> RemoteError | None:
    """The error of a library as one of this module's; None for a fault of the program's own.

    what: what was asked for, such as "OWNER/NAME@v1".
    """
    import httpx2
    from huggingface_hub import errors as hub

    if isinstance(error, RemoteError):
        return error
    if isinstance(error, hub.OfflineModeIsEnabled):
        return offline(what)
    if isinstance(error, hub.LocalTokenNotFoundError):
        return no_token(what)
    if isinstance(error, hub.HfHubHTTPError):
        return by_status(error, what)
    if isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout):
        return NoNetwork(
            f"The Hub{f' at {endpoint}' if endpoint else ''} cannot be reached, so {what} cannot be used; "
            "check the network. What ships works without it."
        )
    if isinstance(error, httpx2.TimeoutException):
        return Dropped(
            f"The Hub did not answer in time about {what}; give the same command again, and it goes on from "
            "there."
        )
    if isinstance(error, httpx2.TransportError):
        return Dropped(
            f"The connection to the Hub was lost while at {what}; give the same command again, and it goes "
            "on from there."
        )
    if isinstance(error, hub.HFValidationError | hub.HfUriError):
        return InvalidName(f"{what} is not the id of a repository; write it as OWNER/NAME.")
    if isinstance(error, ValueError) and str(error).startswith("Invalid metadata"):
        return Refused(f"The Hub does not accept the card of {what} ({' '.join(str(error).split())[:200]}).")
    if isinstance(error, OSError) and error.errno is not None:
        return by_disk(error, what)
    if isinstance(error, RuntimeError) and error.__cause__ is not None:  # of a thread that uploads a file
        return explained(error.__cause__, what, endpoint)
    return None


@contextmanager
def in_words(
    what: str, endpoint: str = "", kinds: type[Exception] | tuple[type[Exception], ...] = Exception
) -> Iterator[None]:
    """Errors of libraries come out of it `explained`; faults of the program's own come out as they are."""
    try:
        yield
    except kinds as error:
        told = explained(error, what, endpoint)
        if told is None or told is error:  # nothing is its own cause: `no_network` would never end
            raise
        raise told from error


def no_network(error: BaseException | None) -> bool:
    """Whether an error is one of being without a network, or was raised because of one."""
    return error is not None and (isinstance(error, NoNetwork) or no_network(error.__cause__))


def by_status(error, what: str) -> RemoteError | None:
    """The sentence for an answer of the Hub that is an error (`HfHubHTTPError`)."""
    from huggingface_hub import errors as hub

    response = error.response
    status = response.status_code
    said = (response.headers.get("X-Error-Message") or "").strip().rstrip(".")[:200]
    if status == 401 and "Invalid" in said:
        return NotAllowed(
            f"The Hub does not know the token that was sent for {what}; make a new one at {PLACE} and set "
            "HF_TOKEN."
        )
    if isinstance(error, hub.GatedRepoError):
        return NotAllowed(f"{what} has to be asked for on its page on the Hub; accept its terms there first.")
    if isinstance(error, hub.RevisionNotFoundError):
        return NoRevision(
            f"{what} does not exist: the repository has no such tag, branch or commit; check --revision."
        )
    if isinstance(error, hub.RepositoryNotFoundError) or status == 401:
        return no_repository(what)
    if isinstance(error, hub.RemoteEntryNotFoundError):
        return NotThere(f"A file of {what} is not there any more; try again, or pull another revision.")
    if status == 403:
        return NotAllowed(
            f"This token may not change or read {what}{f' ({said})' if said else ''}; take one with that "
            f"right from {PLACE}, or a repository of your own."
        )
    if status == 404:
        return no_repository(what)
    if status in (409, 412):
        return Conflict(
            f"{what} was changed by somebody else at the same moment, or exists already"
            f"{f' ({said})' if said else ''}; give the command again."
        )
    if status == 413:
        return Refused(f"The Hub takes no files as large as those of {what}; push less at once.")
    if status in (400, 422):
        return Refused(
            f"The Hub does not accept {what} ({said or str(error).strip().splitlines()[-1][:200]})."
        )
    if status == 429:
        return too_often(response.headers.get("Retry-After"), what)
    if status >= 500:
        return out_of_order(status, what)
    return None


def offline(what: str) -> NoNetwork:
    return NoNetwork(
        f"{what} cannot be asked for while HF_HUB_OFFLINE is set; unset it, or use what ships or was pulled."
    )


def no_token(what: str) -> NotAllowed:
    return NotAllowed(
        f"There is no token for {what}; make one at {PLACE} and set HF_TOKEN, or run `hf auth login`."
    )


def no_repository(what: str) -> NotThere:
    return NotThere(
        f"There is no repository {what}, or it is private and this token (HF_TOKEN) may not see it; check "
        "the name, or set a token that may."
    )


def too_often(seconds: str | None, what: str) -> Busy:
    wait = f"in {seconds} seconds" if seconds and seconds.isdigit() else "in a few minutes"
    return Busy(f"The Hub was asked too often (429) while at {what}; try again {wait}.")


def out_of_order(status: int, what: str) -> Busy:
    return Busy(
        f"The Hub is out of order ({status}) while at {what}; nothing was changed here; try again later."
    )


def by_disk(error: OSError, what: str) -> RemoteError:
    """The sentence for a file that cannot be read or written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(f"The disk is full, so {what} was not kept; make room and try again.")
    reason = (os.strerror(error.errno) if error.errno else str(error)).lower()
    return RemoteError(f"{error.filename or what} cannot be used ({reason}); choose another folder.")
