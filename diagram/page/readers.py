"""Who is reading: whose ratings a tab of the page uses and adds to.

A local app has one reader. On a Space it is the account that signed in, where that is offered, else the
browser, by a random token that only this browser and this program know; of other programs, the session. What
is kept under is a hash, so that a list of users opens nobody's ratings.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets

import gradio as gr

from diagram.errors import DiagramError
from diagram.page import texts

LOCAL = "local"
NOBODY = "nobody"  # has never rated and never will; nobody's taste
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
# Gradio forgets what a browser keeps unless both are fixed. They protect nothing: the token does.
STORAGE = {"storage_key": "legible-reader", "secret": "legible-reader"}


class NoReader(DiagramError):
    """Ratings were asked for by a tab of which it is not known whose it is."""


def hosted() -> bool:
    """Whether this is a Space, which many people use at once."""
    return bool(os.environ.get("SPACE_ID"))


def sign_in_offered() -> bool:
    """Whether this Space has `hf_oauth` switched on."""
    return hosted() and bool(os.environ.get("OAUTH_CLIENT_ID"))


def arrive(
    token: str | None, request: gr.Request, profile: gr.OAuthProfile | None
) -> tuple[str | None, str | None]:
    """When a tab opens: (the token for the browser to keep, the reader's name for this tab's state).

    A token that this program cannot have made is replaced. Whoever is known otherwise needs none.
    """
    if profile is not None:
        return token, f"account:{profile.username}"
    if getattr(request, "username", None):  # launch(auth=...)
        return token, f"login:{request.username}"
    if not hosted():
        return None, LOCAL
    if not isinstance(token, str) or not TOKEN.fullmatch(token):
        token = secrets.token_urlsafe(32)
    return token, f"browser:{hashlib.sha256(token.encode()).hexdigest()}"


def calling(request: gr.Request | None) -> str | None:
    """Who calls the API, as a tab's state would have it; None where that is not known.

    On a Space it is the caller's session, which a new client begins anew. All that speak MCP come in one
    session of Gradio's, so of them it is not known.
    """
    if request is None:
        return None
    if getattr(request, "username", None):  # launch(auth=...)
        return f"login:{request.username}"
    session = getattr(request, "session_hash", None)
    if not hosted() or not session or request.headers.get("x-gradio-user") == "mcp":
        return None
    return f"session:{hashlib.sha256(session.encode()).hexdigest()}"


def name(reader: str | None) -> str:
    """The user for `diagram.stream`, from a tab's state; NOBODY where it is not known on a Space."""
    return reader or (NOBODY if hosted() else LOCAL)


def rater(reader: str | None) -> str:
    """The user to keep ratings of; raises NoReader for NOBODY."""
    known = name(reader)
    if known == NOBODY:
        raise NoReader(texts.NO_READER)
    return known
