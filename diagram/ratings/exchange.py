"""A user's own ratings as a file, JSON Lines or CSV, and back: what comes in is what went out.

One rating a line, with the fields that `plain` names; in CSV they are the header. A cell that a spreadsheet
would take for a formula gets an apostrophe in front, which import takes away again
(https://owasp.org/www-community/attacks/CSV_Injection).
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, TextIO

from diagram.errors import DiagramError
from diagram.ratings.errors import InvalidRating, UnreadableRatings
from diagram.ratings.imported import Imported, Problems
from diagram.ratings.plain import FIELDS, as_plain, from_plain, parsed
from diagram.ratings.records import RatedDrawing, now
from diagram.ratings.store import Ratings

MAX_FILE = 512 * 2**20  # bytes
MAX_LINE = 2**20  # bytes of a line of JSON
MAX_RATINGS = 200_000

FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def write_file(ratings: Ratings, user: str, path: Path) -> int:
    """Writes all of the user's ratings to `path`, a .jsonl or a .csv file; how many.

    The file is there as a whole or not at all. Raises UnreadableRatings for another ending or a place that
    cannot be written.
    """
    write = _by_ending(path, {".jsonl": _write_jsonl, ".csv": _write_csv})
    partial = None
    try:
        handle, partial = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
        # A spreadsheet reads CSV as UTF-8 only with a byte order mark.
        encoding = "utf-8-sig" if path.suffix.lower() == ".csv" else "utf-8"
        with os.fdopen(handle, "w", encoding=encoding, newline="") as file:
            count = write(file, ratings.each(user))
        os.replace(partial, path)
    except OSError as error:
        raise UnreadableRatings(
            f"{path} cannot be written ({error.strerror}); choose another place."
        ) from error
    finally:
        if partial:
            Path(partial).unlink(missing_ok=True)
    return count


def read_file(ratings: Ratings, user: str, path: Path) -> Imported:
    """Adds the ratings of a .jsonl or a .csv file to the user's; of two for one drawing the newer stays.

    Lines that cannot be read are named by number in `problems`, and the rest is imported. Raises
    UnreadableRatings for a file that cannot be read at all, RatingsUnavailable as the database does.
    """
    read = _by_ending(path, {".jsonl": _read_jsonl, ".csv": _read_csv})
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > MAX_FILE:
                raise UnreadableRatings(
                    f"{path.name} has {size / 2**20:,.0f} MB; at most {MAX_FILE // 2**20} MB are read."
                )
            problems = Problems()
            counted = _Counted(_records(read(file, problems), problems))
            kept = ratings.rate_all(user, counted, newer_only=True)
    except OSError as error:
        raise UnreadableRatings(
            f"{path.name} cannot be read ({error.strerror}); choose another file."
        ) from error
    return Imported(kept, counted.count - kept, problems.told())


class _Counted:
    """Counts what passes through; of one drawing met twice, once."""

    def __init__(self, drawings: Iterable[RatedDrawing]) -> None:
        self._drawings = drawings
        self._seen: set[str] = set()

    @property
    def count(self) -> int:
        return len(self._seen)

    def __iter__(self) -> Iterator[RatedDrawing]:
        for drawing in self._drawings:
            self._seen.add(drawing.id)
            yield drawing


def _by_ending(path: Path, known: Mapping[str, Callable]) -> Callable:
    try:
        return known[path.suffix.lower()]
    except KeyError:
        raise UnreadableRatings(
            f"{path.name} is neither a .jsonl nor a .csv file; give it the ending of what it is."
        ) from None


def _records(lines: Iterable[tuple[int, Mapping]], problems: Problems) -> Iterator[RatedDrawing]:
    moment = now()
    for count, (number, plain) in enumerate(lines):
        if count == MAX_RATINGS:
            problems.add(
                f"Line {number}", f"Only {MAX_RATINGS:,} ratings are read; put the rest into another file."
            )
            return
        try:
            yield from_plain(plain, moment)
        except DiagramError as error:
            problems.add(f"Line {number}", error)


def _write_jsonl(file: TextIO, drawings: Iterable[RatedDrawing]) -> int:
    count = 0
    for count, rated in enumerate(drawings, 1):  # noqa: B007
        file.write(json.dumps(as_plain(rated), ensure_ascii=False) + "\n")
    return count


def _write_csv(file: TextIO, drawings: Iterable[RatedDrawing]) -> int:
    table = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow(FIELDS)
    count = 0
    for count, rated in enumerate(drawings, 1):  # noqa: B007
        plain = as_plain(rated)
        plain["style"] = json.dumps(plain["style"], ensure_ascii=False)
        table.writerow([neutralised(str(plain[name])) for name in FIELDS])
    return count


def _read_jsonl(file: BinaryIO, problems: Problems) -> Iterator[tuple[int, Mapping]]:
    number = 0
    while line := file.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE:
            while line and not line.endswith(b"\n"):
                line = file.readline(MAX_LINE)
            problems.add(f"Line {number}", f"The line has over {MAX_LINE:,} bytes; a rating has fewer.")
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line.strip():
            continue
        try:
            yield number, parsed("line", line)
        except InvalidRating as error:
            problems.add(f"Line {number}", error)


def _read_csv(file: BinaryIO, problems: Problems) -> Iterator[tuple[int, Mapping]]:
    _check_utf8(file)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        table = csv.reader(text)
        header: list[str] | None = None
        while True:
            number = table.line_num + 1
            try:
                cells = next(table)
            except StopIteration:
                return
            except csv.Error as error:
                problems.add(f"Line {number}", f"The line is not CSV ({error}); close its quotes.")
                continue
            if not any(cells):
                continue
            if header is None:
                header = [cell.strip().lower() for cell in cells]
                if "score" not in header:
                    raise UnreadableRatings(
                        f"The first line does not name a column 'score'; it must be {','.join(FIELDS)}."
                    )
            else:
                yield number, {name: restored(cell) for name, cell in zip(header, cells, strict=False)}
    finally:
        text.detach()  # whoever opened the file closes it


def _check_utf8(file: BinaryIO) -> None:
    """Raises UnreadableRatings before anything is read from a file of another encoding, such as CP949."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while block := file.read(MAX_LINE):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise UnreadableRatings(
            "The file is not in UTF-8; save it as 'CSV UTF-8' and import that."
        ) from error
    file.seek(0)


def neutralised(cell: str) -> str:
    """The cell with an apostrophe in front if a spreadsheet would take it for a formula; see `restored`."""
    return f"'{cell}" if cell.lstrip("'").startswith(FORMULA) else cell


def restored(cell: str) -> str:
    """What `neutralised` was given: an apostrophe that no formula follows is a character like any other."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA) else cell
