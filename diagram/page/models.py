"""Which model draws for a reader: what they chose, whether they may, and the backend that it means.

A choice comes from the reader's browser and is checked each time that it is used. Whoever runs this program
may name folders and addresses; a visitor only adapters that anybody may fetch, for the model that ships.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from diagram.errors import Cancelled, DiagramError, InvalidPrompt, ModelUnavailable
from diagram.page import hub_problems, readers, settings, texts

if TYPE_CHECKING:
    from diagram.generation.backend import Backend, Writing

KINDS = ("shipped", "other", "endpoint")
MOST_SIGNS = 400  # of a name, a folder or an address
MOST_NAME = 120  # of what a drawing says of who drew it
MOST_INSTALLED = 50  # adapters on a Space that visitors may have brought
EMBEDDED, PERSONAL = "embedded:weights", "personal"  # in the names of backends
STORAGE = {"storage_key": "legible-model", "secret": "legible-model"}  # see `readers`
LOG = logging.getLogger(__name__)
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader chose: `kind` is one of KINDS, `personal` whether the personal adapter is wanted.

    model, adapter: a folder, or OWNER/NAME[@REVISION]; of an endpoint the model is what it is asked for.
    """

    kind: str = "shipped"
    model: str = ""
    adapter: str = ""
    url: str = ""
    personal: bool = True

    @classmethod
    def of(cls, value: object) -> Choice:
        """From what the browser kept. Raises ModelUnavailable where that is no choice."""
        if value is None:
            return cls()
        names = (
            {name: value.get(name, "") for name in ("model", "adapter", "url")} if _is_choice(value) else {}
        )
        if not names:
            raise ModelUnavailable(texts.MODEL_UNREADABLE)
        found = {name: _word(word) for name, word in names.items()}
        return cls(value["kind"], **found, personal=value.get("personal") is not False)

    def kept(self) -> dict:
        """For the browser to keep."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Found:
    """What a choice means: arguments of `diagram.generation.choice.choose`, and a name for the drawings.

    `choice` names repositories by their commits, so that they are not asked for again; `notes` are what the
    reader is to be told; `folders` are (kind, folder) of what has a card.
    """

    choice: Choice
    backend: str
    model: str | Path | None
    adapter: str | Path | None
    name: str
    notes: tuple[str, ...] = ()
    folders: tuple[tuple[str, Path], ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A backend under the name that its drawings say, whose errors say what to do on the page."""

    backend: Backend
    name: str

    def write(self, prompt: str, count: int, seed: int) -> list[Writing]:
        try:
            return self.backend.write(prompt, count, seed)
        except (InvalidPrompt, Cancelled):
            raise
        except DiagramError as error:
            problem = texts.told(error)
        except Exception:
            LOG.exception("%s failed", self.name)
            problem = texts.MODEL_BROKE.format(name=said(self.name))
        raise ModelUnavailable(texts.MODEL_ELSE.format(problem=problem, name=said(self.name)))


def is_slow(backend: Backend | None) -> bool:
    """Whether it takes so long that the page says how far it is, and can stop it."""
    from diagram.generation.choice import Watched, watch

    return isinstance(backend, Named) and isinstance(watch(backend.backend), Watched)


def watched(backend: Named, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Named:
    """The backend, saying how far it is and raising Cancelled once `cancelled()`."""
    from diagram.generation.choice import watch

    return replace(backend, backend=watch(backend.backend, progress, cancelled))


def trusted(reader: str | None) -> bool:
    """Whether the reader is who runs this program, and may name folders, models and addresses."""
    return readers.name(reader) == readers.LOCAL


def said(name: str) -> str:
    """A backend's name in words."""
    start, plus, adapter = name.partition("+")
    start = texts.SHIPPED_MODEL if start == EMBEDDED else start
    adapter = texts.PERSONAL_MODEL if start == texts.SHIPPED_MODEL and adapter == PERSONAL else adapter
    return texts.MODEL_AND.format(model=start, adapter=adapter) if plus else start


def backend(value: object, reader: str | None, tell: Tell | None = None) -> Backend | None:
    """The backend of the reader's choice, its weights loaded; None for the model that ships, as it is.

    tell: is told what the reader should know; with it, where there is no network the model that ships draws.
    Raises DiagramError, with what to do, where the choice cannot be had for any other reason: then nothing
    else draws instead.
    """
    choice = Choice.of(value)
    if choice.kind == "shipped" and not preset_name() and not (choice.personal and personal_folder(reader)):
        return None
    try:
        found = find(choice, reader)
        for note in found.notes if tell else ():
            tell(note)
        return load(found)
    except DiagramError as error:
        from diagram.remote.errors import no_network

        if tell and choice.kind != "shipped" and no_network(error):
            tell(texts.MODEL_OFFLINE.format(name=asked(choice)))
            return backend(Choice(personal=choice.personal).kept(), reader, tell)
        problem = texts.told(error)
        raise ModelUnavailable(texts.MODEL_ELSE.format(problem=problem, name=asked(choice))) from error


def personal_folder(reader: str | None) -> Path | None:
    """The reader's own adapter; None where there is none."""
    from diagram.ratings.personal import personal_adapter

    user = readers.name(reader)
    if user == readers.NOBODY:
        return None
    try:
        return personal_adapter(user)
    except DiagramError as error:  # no folder for data, so nothing in it
        LOG.warning("%s", error)
        return None


def load(found: Found) -> Backend:
    """The backend, its weights loaded. Raises DiagramError."""
    from diagram.generation.choice import choose

    asking = {"url": found.choice.url or None} if found.backend == "endpoint" else {}
    return Named(choose(found.backend, found.model, found.adapter, **asking), found.name)


def find(choice: Choice, reader: str | None, tell: Tell = lambda text: None) -> Found:
    """What the choice means for this reader; fetched from the Hub where it is not here. Raises DiagramError.

    tell: is told in words how far that is.
    """
    check(choice, reader)
    if choice.kind == "endpoint":
        return _endpoint(choice)
    from diagram.generation.embedded import WEIGHTS

    if choice.kind == "shipped":
        own = personal_folder(reader) if choice.personal else None
        if own is None:
            return _preset(choice)
        return Found(choice, "embedded", None, own, f"{EMBEDDED}+{PERSONAL}", folders=(("model", WEIGHTS),))
    return _other(choice, reader, tell)


def preset_name() -> str:
    """What whoever runs this program has set to draw, "" for the model that ships; see `settings`."""
    return "+".join(filter(None, [settings.named("model"), settings.named("adapter")]))


def preset_notes() -> tuple[str, ...]:
    """What is to be told of what is set; it is found, and fetched where need be. Raises DiagramError."""
    return _preset(Choice()).notes


def _preset(choice: Choice) -> Found:
    """What draws for who chose nothing: what is set, and where that needs a network that is not there, what
    ships. It is looked for once."""
    from diagram.generation.embedded import WEIGHTS

    ships = Found(choice, "embedded", None, None, EMBEDDED, folders=(("model", WEIGHTS),))
    if not preset_name():
        return ships
    found = _found(settings.named("model"), settings.named("adapter"))
    if found is None:
        return replace(ships, notes=(texts.MODEL_OFFLINE.format(name=preset_name()),))
    return replace(found, choice=choice)


@lru_cache(maxsize=2)
def _found(model: str, adapter: str) -> Found | None:
    """None where there is no network."""
    from diagram.remote.errors import no_network

    try:
        return _other(Choice("other", model, adapter), readers.LOCAL, lambda text: None)
    except DiagramError as error:
        if not no_network(error):
            raise
        return None


def check(choice: Choice, reader: str | None) -> None:
    """Raises ModelUnavailable where the reader may not choose this, or nothing is named."""
    from diagram.remote.names import is_local

    if choice.kind == "other" and not (choice.model or choice.adapter):
        raise ModelUnavailable(texts.MODEL_MISSING)
    if choice.kind == "shipped" or trusted(reader):
        return
    if choice.kind == "endpoint" or choice.model:
        raise ModelUnavailable(texts.MODEL_SPACE)
    if is_local(choice.adapter):
        raise ModelUnavailable(texts.MODEL_SPACE_FOLDER.format(name=choice.adapter))


def is_here(choice: Choice) -> bool:
    """Whether nothing has to be fetched for it."""
    from diagram.remote import installed
    from diagram.remote.errors import RemoteError
    from diagram.remote.names import is_local, parse

    if choice.kind != "other":
        return True
    try:
        return all(
            is_local(name) or (parse(name).pinned and installed.find(parse(name), kind) is not None)
            for kind, name in (("model", choice.model), ("adapter", choice.adapter))
            if name
        )
    except RemoteError:
        return False


def _is_choice(value: object) -> bool:
    return isinstance(value, dict) and value.get("kind") in KINDS


def _word(text: object) -> str:
    """A name as it was typed. Raises ModelUnavailable for what is none."""
    text = text.strip() if isinstance(text, str) else "?" if text else ""
    if len(text) > MOST_SIGNS or not text.isprintable():
        raise ModelUnavailable(texts.MODEL_WORD.format(name=repr(text[:60])))
    return text


def asked(choice: Choice) -> str:
    """The choice in words, before it is known what it means."""
    if choice.kind == "shipped":
        return said(f"{EMBEDDED}+{PERSONAL}")
    if choice.kind == "endpoint":
        return choice.model or choice.url
    return said("+".join(filter(None, [choice.model or EMBEDDED, choice.adapter])))


def _endpoint(choice: Choice) -> Found:
    from huggingface_hub import get_token

    from diagram.generation.endpoint import Endpoint

    asked = Endpoint(choice.model or None, choice.url or None)
    if asked.url is None and not (os.environ.get("LEGIBLE_ENDPOINT_TOKEN") or get_token()):
        raise ModelUnavailable(texts.ENDPOINT_TOKEN)
    return Found(choice, "endpoint", choice.model or None, None, asked.name[:MOST_NAME])


@dataclass(frozen=True, slots=True)
class _Source:
    """A folder, under the name by which it is asked for again and the one that drawings say."""

    folder: Path
    pinned: str
    name: str
    notes: tuple[str, ...]


def _other(choice: Choice, reader: str | None, tell: Tell) -> Found:
    """Another model, an adapter, or both: what has a lexicon is embedded, all else for `transformers`."""
    from diagram.generation.embedded import WEIGHTS
    from diagram.remote import verification
    from diagram.remote.errors import WrongBase

    adapter = _source(choice.adapter, "adapter", reader, tell) if choice.adapter else None
    model = _source(choice.model, "model", reader, tell) if choice.model else None
    if adapter and not model:
        try:
            verification.check_base(adapter.folder, WEIGHTS)
        except WrongBase:
            if trusted(reader):
                model = _base(adapter, reader, tell)
    if adapter:
        with hub_problems.in_words(adapter.name):
            verification.check_base(adapter.folder, model.folder if model else WEIGHTS)
    parts = [("model", model), ("adapter", adapter)]
    embedded = model is None or (model.folder / "lexicon.json").is_file()
    shipped = model is None or model.folder.resolve() == WEIGHTS.resolve()
    start = EMBEDDED if shipped else f"{'embedded' if embedded else 'transformers'}:{model.name}"
    return Found(
        replace(choice, model=model.pinned if model else "", adapter=adapter.pinned if adapter else ""),
        "embedded" if embedded else "transformers",
        model and (model.folder if embedded else model.pinned),
        adapter and (adapter.folder if embedded else adapter.pinned),
        "+".join(filter(None, [start, adapter and adapter.name]))[:MOST_NAME],
        tuple(note for _, source in parts if source for note in source.notes),
        tuple((kind, source.folder) for kind, source in parts if source),
    )


def _base(adapter: _Source, reader: str | None, tell: Tell) -> _Source:
    """The model that the adapter says it was trained on."""
    from diagram.generation.sources import base_of

    name = base_of(adapter.folder)
    try:
        return _source(name, "model", reader, tell)
    except DiagramError as error:
        raise ModelUnavailable(
            texts.MODEL_BASE.format(adapter=adapter.name, base=name, problem=texts.told(error).rstrip("."))
        ) from error


def _source(name: str, kind: str, reader: str | None, tell: Tell) -> _Source:
    from diagram.generation import sources as contents
    from diagram.remote import installed, sources
    from diagram.remote.names import EMBEDDED as SHIPPED
    from diagram.remote.names import is_local

    tell(texts.MODEL_FINDING.format(name=name))

    def fetched(file: str, done: int, total: int) -> None:
        done, total = done / 2**20, total / 2**20
        tell(texts.MODEL_FETCHING.format(file=file, done=f"{done:.1f}", total=f"{total:.1f}"))

    with hub_problems.in_words(name):
        if not trusted(reader):
            _check_public(name, kind)
        found = sources.find(name, kind, progress=fetched)
    _check_not_personal(found.folder)
    folder = contents.check(found.folder, kind)
    pulled = None if is_local(name) or name == SHIPPED else installed.read(folder)
    if pulled is None:
        return _Source(folder, name, _short(folder) if is_local(name) else name, ())
    notes = (texts.MODEL_BEFORE.format(name=name, commit=pulled.commit[:12]),) if found.note else ()
    return _Source(folder, f"{pulled.repo}@{pulled.commit}", pulled.name, notes)


def _short(folder: Path) -> str:
    """The folder's own name; a copy of the shipped weights is not to be taken for them."""
    parts = folder.resolve().parts
    return "/".join(parts[-2:]) if f"embedded:{parts[-1]}" == EMBEDDED else parts[-1]


def _check_public(name: str, kind: str) -> None:
    """Raises RemoteError where not everybody may have this: it is fetched with the token of the Space."""
    from diagram.remote import connection, installed
    from diagram.remote.errors import in_words
    from diagram.remote.names import parse

    reference = parse(name)
    if installed.find(reference, kind):
        return
    if len(installed.every(kind)) >= MOST_INSTALLED:
        raise ModelUnavailable(texts.MODEL_SPACE_FULL)
    client = connection.api(str(reference))
    with in_words(str(reference), client.endpoint):
        client.repo_info(reference.repo, revision=reference.revision, token=False)


def _check_not_personal(folder: Path) -> None:
    """Raises ModelUnavailable for the folder of anybody's personal adapter; a switch is for one's own."""
    from diagram.ratings.personal import personal_folder as place

    if folder.resolve().is_relative_to(place(readers.LOCAL).parent.resolve()):
        raise ModelUnavailable(texts.MODEL_NOT_YOURS)
