"""Drawing a list of prompts on the page, one after the other, into a ZIP."""

from __future__ import annotations

import json
import logging
import time
import zipfile
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from diagram.errors import DiagramError, InvalidPrompt
from diagram.page import files, models, readers, texts, views, wording

if TYPE_CHECKING:
    from diagram.recommendation import Candidate

MOST = 500  # prompts
LOG = logging.getLogger(__name__)


def draw(
    prompts: str,
    file: str | None,
    formats: Sequence[str],
    count: float,
    reader: str | None,
    choice: object = None,
) -> Iterator[tuple]:
    """Streams (message, the ZIP's button): what is done so far, and at the end the file.

    choice: the model that draws, see `models`. A prompt that cannot be drawn is named at the end, and the
    rest goes on.
    """
    try:
        wanted = _prompts(prompts, file)
        chosen = [name for name in formats if name in texts.FORMATS]
        if not chosen:
            raise InvalidPrompt(texts.BATCH_NO_FORMAT)
        notes: list[str] = []
        backend = models.backend(choice, reader, notes.append)
        request = {"count": int(count), "user": readers.name(reader), "backend": backend}
        said = "".join(views.message("notice", note) for note in notes)
        for message, made in _draw(wanted, chosen, request):
            yield said + message, made
    except DiagramError as error:
        yield views.message("error", str(error)), gr.skip()
    except Exception:
        LOG.exception("drawing many prompts failed")
        yield views.message("error", texts.FAILED), gr.skip()


def _prompts(text: str, file: str | None) -> list[str]:
    from diagram.batch import read_prompts

    found = [line.strip() for line in (text or "").split("\n") if line.strip()]
    if file:
        found += read_prompts(Path(file))
    if not found:
        raise InvalidPrompt(texts.BATCH_EMPTY)
    if len(found) > MOST:
        raise InvalidPrompt(texts.BATCH_MOST.format(count=len(found), most=MOST))
    return found


def _draw(prompts: list[str], formats: list[str], request: dict) -> Iterator[tuple]:
    from diagram import recommend

    began = time.perf_counter()
    path = files.new_folder() / "diagrams.zip"
    problems: list[tuple[str, str]] = []
    records = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, prompt in enumerate(prompts, 1):
            left = (time.perf_counter() - began) / max(1, place - 1) * (len(prompts) - place + 1)
            said = texts.BATCH_PROGRESS.format(
                done=place - 1, total=len(prompts), left=wording.duration(left)
            )
            yield views.message("busy", said), gr.update(visible=False)
            try:
                best = recommend(prompt, top=1, **request)[0]
                records.append({"prompt": prompt} | best.as_json())
                for name, content in _files(best, formats):
                    archive.writestr(f"{place:03d}-{files.name_after(prompt)}{name}", content)
            except DiagramError as error:
                problems.append((prompt, texts.told(error)))
            except Exception:
                LOG.exception("drawing one of many prompts failed")
                problems.append((prompt, texts.FAILED))
        lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        archive.writestr("diagrams.jsonl", lines.encode("utf-8", "backslashreplace"))
    done = texts.BATCH_DONE.format(
        drawn=len(records), total=len(prompts), seconds=time.perf_counter() - began
    )
    made = gr.update(value=str(path), visible=True) if records else gr.update(visible=False)
    yield views.message("done", done) + _told(problems), made


def _files(best: Candidate, formats: list[str]) -> Iterator[tuple[str, bytes]]:
    """(ending, content) of each format of texts.FORMATS."""
    from diagram.export import FORMATS, export

    for choice in formats:
        name, _, scale = choice.partition("@")
        content = export(best.diagram, name, outline=best.outline, scale=float(scale or 1))
        yield FORMATS[name].suffix, content


def _told(problems: list[tuple[str, str]]) -> str:
    if not problems:
        return ""
    count = len(problems)
    head = texts.BATCH_FAILED_ONE if count == 1 else texts.BATCH_FAILED.format(count=count)
    items = "".join(f"<li>{escape(prompt[:80])}: {escape(said)}</li>" for prompt, said in problems)
    return views.message("notice", head) + f'<ul class="problems">{items}</ul>'
