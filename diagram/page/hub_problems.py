"""What went wrong with the Hub, in one sentence of the page, in the language of whoever reads it.

`diagram.remote` says it at more length, in English; that goes to the log.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from diagram.errors import ModelUnavailable
from diagram.page import texts

LOG = logging.getLogger(__name__)


@contextmanager
def in_words(name: str) -> Iterator[None]:
    """Errors of `diagram.remote` come out as ModelUnavailable, a sentence on `name`, what was asked for."""
    from diagram.remote.errors import RemoteError

    try:
        yield
    except RemoteError as error:
        LOG.warning("%s", error)
        kinds = (kind.__name__ for kind in type(error).__mro__)
        said = next(texts.HUB_PROBLEMS[kind] for kind in kinds if kind in texts.HUB_PROBLEMS)
        raise ModelUnavailable(said.format(name=name)) from error
