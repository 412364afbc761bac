"""Every sentence of the page, by name, in the language of whoever reads it: `texts.DRAW`.

In an event the language is that of the browser that asks. While the page is being built nobody has asked yet:
there a sentence is one that the browser translates by itself; see `Undecided`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from html import escape
from typing import TYPE_CHECKING, Any

from diagram.page.texts import core, en, ko

if TYPE_CHECKING:
    import gradio as gr

LANGUAGES = {"en": en, "ko": ko}
_spoken: ContextVar[dict[str, dict[str, str]] | None] = ContextVar("_spoken", default=None)
_chosen: ContextVar[str | None] = ContextVar("_chosen", default=None)


class Undecided(str):
    """A sentence in every language: in a component Gradio's key of it, inside HTML all of them.

    The style sheet shows the one of the page's language. `key` and `said` (by language) are what it stands
    for; formatting makes another such sentence.
    """

    key: str
    said: dict[str, str]

    def __new__(cls, key: str, said: dict[str, str]) -> Undecided:
        from gradio.i18n import I18nData

        made = super().__new__(cls, I18nData(key))
        made.key, made.said = key, said
        spoken = _spoken.get()
        if spoken is not None:
            for language, text in said.items():
                spoken[language][key] = text
        return made

    def __format__(self, _specification: str) -> str:
        return "".join(f'<span lang="{name}">{escape(text)}</span>' for name, text in self.said.items())

    def format(self, *values: object, **named: object) -> Undecided:
        key = "|".join([self.key, *map(str, values), *(f"{k}={v}" for k, v in named.items())])
        return Undecided(key, {name: text.format(*values, **named) for name, text in self.said.items()})

    def __reduce__(self) -> tuple:
        return str, (str(self),)  # a copy, in Gradio's configuration of the page, is the component's text

    def replace(self, *_: object) -> Undecided:
        """Itself: `html.escape` has nothing to do here, `__format__` does it."""
        return self


def __getattr__(name: str) -> Any:
    if not name.isupper():
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if _spoken.get() is None:
        return getattr(LANGUAGES[language()], name)
    return _undecided(name, {code: getattr(module, name) for code, module in LANGUAGES.items()})


def _undecided(key: str, said: dict[str, Any]) -> Any:
    """The same structure with every sentence of it in all languages."""
    english = said["en"]
    if isinstance(english, str):
        return english if len(set(said.values())) == 1 else Undecided(key, said)
    if isinstance(english, dict):
        return {
            k: _undecided(f"{key}.{k}", {code: texts[k] for code, texts in said.items()}) for k in english
        }
    if isinstance(english, tuple):
        parts = zip(*said.values(), strict=True)
        return tuple(
            _undecided(f"{key}.{i}", dict(zip(said, part, strict=True))) for i, part in enumerate(parts)
        )
    return english


def language() -> str:
    """The code of the language of the browser whose event this is; English where there is none."""
    from gradio.context import LocalContext

    if chosen := _chosen.get():
        return chosen
    request = LocalContext.request.get(None)
    return preferred(getattr(request, "headers", None) or {})


def preferred(headers: Mapping[str, str]) -> str:
    """The first language in a request's headers that is spoken here; English where there is none."""
    for part in headers.get("accept-language", "").split(","):
        code = part.split(";")[0].strip().lower().split("-")[0]
        if code in LANGUAGES:
            return code
    return "en"


@contextmanager
def spoken_in(code: str) -> Iterator[None]:
    """Speaks this language, whatever the browser's."""
    mark = _chosen.set(code)
    try:
        yield
    finally:
        _chosen.reset(mark)


def told(text: object) -> str:
    """What the core says, a sentence or an error, in the reader's language; see `core`."""
    return core.told(text, language())


@contextmanager
def building() -> Iterator[dict[str, dict[str, str]]]:
    """Makes sentences `Undecided`; gives their keys and texts by language, for `translations`."""
    spoken: dict[str, dict[str, str]] = {code: {} for code in LANGUAGES}
    mark = _spoken.set(spoken)
    try:
        yield spoken
    finally:
        _spoken.reset(mark)


def translations(spoken: dict[str, dict[str, str]]) -> gr.I18n:
    """What `launch(i18n=...)` takes."""
    import gradio as gr

    return gr.I18n(**spoken)
