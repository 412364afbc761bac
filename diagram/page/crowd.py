"""What a reader is told where the queue is full: Gradio's own words for it are English only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.responses import JSONResponse

from diagram.page import texts

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

JOIN = "/gradio_api/queue/join"
FULL = b"Queue is full"  # how Gradio begins to say so
TOO_MANY = 429  # of any other status than 503 the page shows what the answer says


class CrowdNotice:
    """Middleware: a page whose request the queue has refused gets one sentence in its reader's language.

    Other programs, which know the status 503, get it as it was.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].endswith(JOIN):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if headers.get("x-gradio-user") != "app":
            await self.app(scope, receive, send)
            return
        held: list[Message] = []  # an answer of status 503, until it is known what it says

        async def told(message: Message) -> None:
            starts = message["type"] == "http.response.start"
            if not held and not (starts and message["status"] == 503):
                await send(message)
                return
            held.append(message)
            if starts or message.get("more_body"):
                return
            if FULL in b"".join(part.get("body", b"") for part in held):
                with texts.spoken_in(texts.preferred(headers)):
                    sentence = texts.QUEUE_FULL
                await JSONResponse({"detail": sentence}, TOO_MANY)(scope, receive, send)
                return
            for part in held:
                await send(part)

        await self.app(scope, receive, told)
