"""How the Hub is asked: with time limits, a few retries, and errors in words instead of long waits.

`huggingface_hub` repeats what fails for up to half a minute, or for as long as the Hub says. Here a request
that was refused for being one too many (429) ends at once with that hint, a server that cannot be reached
ends at once, and one that is out of order is asked three times. The library has one client for all it asks;
what it asks of a model behind a URL (`diagram.generation.endpoint`) stays as it is.
"""

from __future__ import annotations

import os
import threading
from collections import Counter
from typing import TYPE_CHECKING

from diagram.remote import errors
from diagram.remote.errors import Dropped, NoNetwork, no_token, out_of_order, too_often

if TYPE_CHECKING:
    import httpx2
    from huggingface_hub import HfApi

TRIES = 3
SECONDS = 30.0  # to connect, and between two pieces of an answer
DEFAULT = "https://huggingface.co"
_lock = threading.Lock()
_ready: list[str] = []


def endpoint() -> str:
    """The Hub's address: HF_ENDPOINT, else the public one."""
    return os.environ.get("HF_ENDPOINT", "").strip().rstrip("/") or DEFAULT


def offline() -> bool:
    """Whether the environment forbids asking the Hub (HF_HUB_OFFLINE)."""
    return os.environ.get("HF_HUB_OFFLINE", "").strip().upper() in ("1", "ON", "YES", "TRUE")


def api(what: str, write: bool = False) -> HfApi:
    """The Hub's client. Raises NoNetwork where HF_HUB_OFFLINE is set, NotAllowed to write without a token.

    what: what is to be asked for, for the sentence.
    """
    if offline():
        raise errors.offline(what)
    from huggingface_hub import HfApi, get_token

    prepare()
    if write and not get_token():
        raise no_token(what)
    return HfApi(endpoint=endpoint(), library_name="legible")


def prepare() -> None:
    """Makes every request of `huggingface_hub` in this process patient as described, once."""
    with _lock:
        if _ready:
            return
        from huggingface_hub.utils import set_client_factory

        set_client_factory(_client)
        _ready.append("done")


def read(client: HfApi, repo: str, kind: str, name: str, commit: str) -> bytes:
    """A small file of a repository at a commit; `kind` is the Hub's type. Raises the library's errors."""
    from huggingface_hub import hf_hub_url
    from huggingface_hub.utils import build_hf_headers, get_session, hf_raise_for_status

    url = hf_hub_url(repo, name, repo_type=kind, revision=commit, endpoint=client.endpoint)
    answer = get_session().get(url, headers=build_hf_headers())
    hf_raise_for_status(answer)
    return answer.content


def _client():
    import httpx2
    from huggingface_hub.utils._http import hf_request_event_hook

    failures: Counter[str] = Counter()

    def watch(response: httpx2.Response) -> None:
        """Raises, where asking again is of no use; the errors are shown as they are."""
        if _of_a_model(response.request):
            return
        what = f"{response.request.method} {response.request.url.path}"
        if response.status_code == 429:
            raise too_often(response.headers.get("Retry-After"), what)
        if response.status_code in (500, 502, 503, 504):
            failures[what] += 1
            if failures[what] >= TRIES:
                failures[what] = 0
                raise out_of_order(response.status_code, what)
        else:
            failures.pop(what, None)

    class Transport(httpx2.HTTPTransport):
        """A server that cannot be reached at all is not asked again and again."""

        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            if _of_a_model(request):
                return super().handle_request(request)
            what = f"{request.method} {request.url.path}"
            try:
                return super().handle_request(request)
            except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
                host = f"{request.url.scheme}://{request.url.netloc.decode()}"
                raise NoNetwork(
                    f"The Hub at {host} cannot be reached; check the network. What ships works without it."
                ) from error
            except httpx2.TransportError:
                failures[what] += 1
                if failures[what] < TRIES:
                    raise  # and `huggingface_hub` tries again
                failures[what] = 0
                raise Dropped(
                    f"The connection to the Hub was lost ({what}); give the same command again, and it goes "
                    "on from there."
                ) from None

    return httpx2.Client(
        transport=Transport(),
        event_hooks={"request": [hf_request_event_hook], "response": [watch]},
        follow_redirects=True,
        timeout=httpx2.Timeout(SECONDS, pool=None),
    )


def _of_a_model(request: httpx2.Request) -> bool:
    """Whether it asks for a completion, chat or raw, by OpenAI's routes."""
    return request.url.path.endswith("/completions")
