"""A language model behind a URL: Hub Inference Providers, or any server with OpenAI's chat completions.

It writes outlines; a server with OpenAI's raw completions goes on from a text, too (`go_on`).

    python -m diagram "A -> B" --backend endpoint --model meta-llama/Llama-3.3-70B-Instruct       # the Hub
    python -m diagram "A -> B" --backend endpoint --url http://localhost:8000/v1 --model my-model

Environment: LEGIBLE_ENDPOINT_URL, LEGIBLE_ENDPOINT_MODEL, LEGIBLE_ENDPOINT_TOKEN. The Hub's own token
(HF_TOKEN) is sent to the Hub only, never to another URL, and no token is ever shown or logged.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

from diagram.errors import Cancelled, DiagramError, ModelUnavailable
from diagram.generation import instructions
from diagram.generation.backend import Writing
from diagram.generation.endpoint_errors import CHAT_ONLY, NothingReadable, explained
from diagram.outline import Outline

SECONDS = 120.0  # that one answer may take
TOGETHER = 4  # requests at once
RETRIES = 1  # of an answer that cannot be read
MAX_TOKENS = 1500
TEMPERATURE = 0.7
NO_TOKEN = "none"  # an empty one would make the client send the Hub's


def _is_address(url: str) -> bool:
    """Whether it is an http or https address with a host."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:  # such as a bracket of IPv6 that does not close
        return False


def _completions_of(url: str) -> str:
    """Where a server has raw completions, of an address as the Hub's client reads it for chats."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/").removesuffix("/completions").removesuffix("/chat")
    path = path if path.endswith("/v1") else f"{path}/v1"
    return urlunsplit(parts._replace(path=f"{path}/completions"))


@dataclass(frozen=True, slots=True)
class Report:
    """The answers to one prompt: how many were asked for, could not be read, and were asked for again."""

    asked: int
    unreadable: int
    retried: int
    problems: tuple[str, ...] = ()


@dataclass
class _Reply:
    outline: Outline | None = None
    tokens: int = 0
    retried: int = 0
    problems: list[str] = field(default_factory=list)


class Endpoint:
    """A chat model that writes outlines; `report` says how its last answers were.

    Without `url`, the Hub's Inference Providers are asked for `model`. Raises ModelUnavailable where neither
    is given, or the URL is none.
    """

    def __init__(
        self,
        model: str | None = None,
        url: str | None = None,
        token: str | None = None,
        *,
        provider: str | None = None,
        seconds: float = SECONDS,
    ) -> None:
        url = url or os.environ.get("LEGIBLE_ENDPOINT_URL") or None
        model = model or os.environ.get("LEGIBLE_ENDPOINT_MODEL") or None
        token = token or os.environ.get("LEGIBLE_ENDPOINT_TOKEN") or None
        if url is None and model is None:
            raise ModelUnavailable(
                "Name the endpoint's model, such as owner/name on the Hub, or its address by --url or "
                "LEGIBLE_ENDPOINT_URL."
            )
        if url is not None and not _is_address(url):
            raise ModelUnavailable(f"{url!r:.200} is no address; give one such as http://localhost:8000/v1.")
        self.model, self.url, self.provider, self.seconds = model, url, provider, seconds
        self.place = urlsplit(url).hostname if url else "the Hub"
        self.name = f"endpoint:{model or self.place}"
        self.report = Report(0, 0, 0)
        self._token = token or (NO_TOKEN if url else None)

    def __repr__(self) -> str:
        return f"Endpoint({self.name!r})"

    def write(
        self,
        prompt: str,
        count: int = 5,
        seed: int = 0,
        *,
        temperature: float = TEMPERATURE,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> list[Writing]:
        """`count` outlines; those that cannot be read, asked again, are left out.

        The first is at temperature 0, the others at `temperature`.
        `progress(answers, count)` is called after every answer. Raises ModelUnavailable where the endpoint
        does not answer, or not one answer can be read, and Cancelled once `cancelled()`.
        """
        client = self._client()
        replies: list[_Reply] = []
        with ThreadPoolExecutor(TOGETHER) as pool:
            asked = [
                pool.submit(self._ask, client, prompt, seed + i, temperature if i else 0.0, cancelled)
                for i in range(count)
            ]
            try:
                for i, reply in enumerate(asked, 1):
                    replies.append(reply.result())
                    if progress:
                        progress(i, count)
            except BaseException:
                for reply in asked:
                    reply.cancel()
                raise
        unread = [reply for reply in replies if reply.outline is None]
        problems = tuple(problem for reply in replies for problem in reply.problems)
        self.report = Report(count, len(unread), sum(reply.retried for reply in replies), problems)
        if len(unread) == count:
            raise NothingReadable(
                f"None of the {count} answers of {self.name} could be read ({problems[-1].rstrip('.')}); "
                "choose a larger model."
            )
        return [Writing(reply.outline, 0.0, reply.tokens) for reply in replies if reply.outline is not None]

    def go_on(
        self,
        text: str,
        seed: int,
        *,
        temperature: float,
        top_p: float,
        tokens: int,
        stop: tuple[str, ...] = (),
    ) -> tuple[str, bool]:
        """What the model writes after `text` as it stands, and whether it ended within so many tokens.

        By OpenAI's raw completions, POST /v1/completions, which the Hub's client does not know. Raises
        ModelUnavailable where chats are all that is offered, as by the Hub's providers.
        """
        from huggingface_hub import get_session
        from huggingface_hub.utils import hf_raise_for_status

        if not self.url:
            raise ModelUnavailable(CHAT_ONLY.format(place=self.place, status="its providers take chats only"))
        body = {
            "prompt": text,
            "seed": seed,
            "temperature": temperature,
            "top_p": top_p,
            "max_tokens": tokens,
        }
        more = {"model": self.model, "stop": list(stop)}
        try:
            answer = get_session().post(
                _completions_of(self.url),
                json=body | {name: value for name, value in more.items() if value},
                headers={"Authorization": f"Bearer {self._token}"},
                timeout=self.seconds,
            )
            hf_raise_for_status(answer)
            found = answer.json()["choices"][0]
            return str(found["text"] or ""), found.get("finish_reason") == "stop"
        except Exception as error:  # the cause is left out, as below
            raise explained(error, self.place, self.model, self.seconds, raw=True) from None

    def _ask(
        self,
        client,
        prompt: str,
        seed: int,
        temperature: float,
        cancelled: Callable[[], bool] | None,
    ) -> _Reply:
        """One candidate; an answer that cannot be read is given back once with what is wrong."""
        messages, reply = instructions.messages(prompt), _Reply()
        while True:
            if cancelled and cancelled():
                raise Cancelled("Cancelled; nothing was drawn.")
            text, tokens = self._complete(client, messages, seed, temperature)
            reply.tokens += tokens
            try:
                answer = instructions.read_answer(text)
            except DiagramError as error:
                reply.problems.append(str(error))
            else:
                reply.outline = answer.outline
                reply.problems += answer.problems
                return reply
            if reply.retried == RETRIES:
                return reply
            reply.retried += 1
            again = f"{reply.problems[-1]} Answer with the outline only."
            messages = [
                *messages,
                {"role": "assistant", "content": text or "(nothing)"},
                {"role": "user", "content": again},
            ]

    def _complete(self, client, messages: list[dict], seed: int, temperature: float) -> tuple[str, int]:
        """The text of one answer, and its number of tokens. Raises ModelUnavailable."""
        try:
            found = client.chat_completion(
                messages, model=self.model, max_tokens=MAX_TOKENS, seed=seed, temperature=temperature
            )
            text = found.choices[0].message.content
            return str(text or ""), int(getattr(found.usage, "completion_tokens", 0) or 0)
        except Exception as error:
            # The cause is left out: it may hold the request, and with it the token.
            raise explained(error, self.place, self.model, self.seconds) from None

    def _client(self):
        from huggingface_hub import InferenceClient

        if self.url:
            return InferenceClient(base_url=self.url, token=self._token, timeout=self.seconds)
        return InferenceClient(self.model, provider=self.provider, token=self._token, timeout=self.seconds)
