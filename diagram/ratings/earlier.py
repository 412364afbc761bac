"""Ratings of the earlier system: folders `0/` ... `5/` of PNG files, the folder's name being the score.

Given as a folder or as a .zip file of it. A page must take a .zip file only: a folder is read with this
program's own rights.
"""

from __future__ import annotations

import hashlib
import io
import lzma
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from diagram.errors import DiagramError
from diagram.ratings.errors import InvalidRating, UnreadableRatings
from diagram.ratings.imported import Imported, Problems
from diagram.ratings.records import MAX_PICTURE, SCORES, RatedDrawing, now
from diagram.ratings.store import Ratings

MAX_PNG = 8 * 2**20  # bytes
MAX_PIXELS = 16_000_000
MAX_FILES = 20_000
MAX_ARCHIVE = 2**30  # bytes
WIDTHS = (480, 320, 200, 120)  # px; the first of which the picture is small enough to be kept

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_FOLDERS = {str(score) for score in SCORES}


def read_folders(
    ratings: Ratings, user: str, path: Path, embed: Callable[[bytes], np.ndarray], version: str
) -> Imported:
    """Adds the pictures under `path`, a folder or a .zip file, to the user's ratings.

    embed: from the bytes of a PNG to its latent, by the encoder `version`. A picture that was rated before is
    rated anew; one in two folders counts with the higher score. Links are not followed; what is no PNG of
    reasonable size is named in `problems`. Raises UnreadableRatings where there are no such folders at all.
    """
    problems = Problems()
    moment = now()

    def drawings() -> Iterator[RatedDrawing]:
        seen: dict[str, str] = {}
        for place, score, png in _pictures(path, problems):
            name = hashlib.sha256(png).hexdigest()[:32]
            if name in seen:
                problems.add(place, f"This is the same picture as {seen[name]}.")
                continue
            seen[name] = place
            try:
                picture = thumbnail(png)
                yield RatedDrawing(
                    id=name,
                    latent=embed(png),
                    latent_version=version,
                    picture=picture,
                    score=score,
                    when=moment,
                )
            except DiagramError as error:
                problems.add(place, error)

    return Imported(ratings.rate_all(user, drawings()), problems=problems.told())


def thumbnail(png: bytes) -> bytes:
    """The picture small enough to be kept; raises InvalidRating unless it is a PNG of reasonable size."""
    from PIL import Image, UnidentifiedImageError

    if png[:8] != _SIGNATURE or png[12:16] != b"IHDR" or len(png) < 33:
        raise InvalidRating("This is no PNG; leave it out or convert it.")
    width, height = struct.unpack(">II", png[16:24])
    if not 0 < width * height <= MAX_PIXELS:  # before a decoder sees it
        raise InvalidRating(
            f"The picture has {width:,} x {height:,} px; at most {MAX_PIXELS:,} in all are read."
        )
    try:
        with Image.open(io.BytesIO(png), formats=("PNG",)) as image:
            whole = Image.new("RGBA", image.size, "white")
            whole.alpha_composite(image.convert("RGBA"))
            whole = whole.convert("RGB")
    except UnidentifiedImageError as error:  # whose words name an address in memory
        raise InvalidRating("The PNG is damaged at its beginning; leave it out or save it anew.") from error
    except (OSError, ValueError, SyntaxError, struct.error) as error:
        raise InvalidRating(
            f"The PNG cannot be read ({str(error)[:100]}); leave it out or save it anew."
        ) from error
    for side in WIDTHS:
        whole.thumbnail((side, side))
        small = io.BytesIO()
        whole.save(small, "PNG", optimize=True)
        if small.tell() <= MAX_PICTURE:
            break
    return small.getvalue()


def _pictures(path: Path, problems: Problems) -> Iterator[tuple[str, int, bytes]]:
    """Place, score and bytes of every PNG file, the highest score first."""
    found = False
    source = _in_archive if path.is_file() else _in_folder
    for count, (place, score, read) in enumerate(source(path, problems)):
        found = True
        if count == MAX_FILES:
            problems.add(place, f"Only {MAX_FILES:,} pictures are read; give the rest in another import.")
            return
        try:
            png = read()
        except (
            OSError,
            zipfile.BadZipFile,
            zlib.error,
            lzma.LZMAError,
            NotImplementedError,
            RuntimeError,
            EOFError,
            ValueError,
        ) as error:
            problems.add(place, f"The file cannot be read ({str(error)[:100]}).")
            continue
        if len(png) > MAX_PNG:
            problems.add(place, f"The file has over {MAX_PNG // 2**20} MB; a picture of a diagram has less.")
            continue
        yield place, score, png
    if not found:
        raise UnreadableRatings(
            f"{path.name} has no folders 0, 1, 2, 3, 4, 5 with PNG files in it; choose what holds them."
        )


def _in_folder(path: Path, problems: Problems) -> Iterator[tuple[str, int, Callable[[], bytes]]]:
    for score in reversed(SCORES):
        folder = path / str(score)
        try:
            if folder.is_symlink():
                problems.add(f"{score}/", "This is a link, which is not followed.")
                continue
            if not folder.is_dir():
                continue
            with os.scandir(folder) as entries:
                names = sorted(entry.name for entry in entries if entry.name.lower().endswith(".png"))
        except OSError as error:
            problems.add(f"{score}/", f"The folder cannot be read ({error.strerror}).")
            continue
        for name in names:
            yield f"{score}/{name}", score, lambda file=folder / name: _read_plain(file)


def _read_plain(file: Path) -> bytes:
    """The bytes of a plain file, one more than allowed at most; OSError for a link, a pipe or a device."""
    handle = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb") as opened:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError("it is not a plain file")
        return opened.read(MAX_PNG + 1)


def _in_archive(path: Path, problems: Problems) -> Iterator[tuple[str, int, Callable[[], bytes]]]:
    """Nothing is unpacked: whatever a member's path is, only its last folder's name is looked at."""
    if path.stat().st_size > MAX_ARCHIVE:
        raise UnreadableRatings(f"{path.name} has over {MAX_ARCHIVE // 2**20:,} MB; divide it.")
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableRatings(f"{path.name} is no .zip file; choose one, or the folder itself.") from error
    with archive:
        members = []
        for member in archive.infolist():
            parts = re.split(r"[/\\]", member.filename)
            name = parts[-1]
            if len(parts) < 2 or parts[-2] not in _FOLDERS or not name.lower().endswith(".png"):
                continue
            if name.startswith("._") or "__MACOSX" in parts:  # what macOS adds
                continue
            members.append((-int(parts[-2]), member.filename, member))
        for score, name, member in sorted(members, key=lambda found: found[:2]):
            place = "/".join(re.split(r"[/\\]", name)[-2:])
            if stat.S_ISLNK(member.external_attr >> 16):
                problems.add(place, "This is a link, which is not followed.")
                continue
            yield place, -score, lambda member=member: _read_member(archive, member)


def _read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.file_size > MAX_PNG:
        return b"\0" * (MAX_PNG + 1)
    with archive.open(member) as opened:
        return opened.read(MAX_PNG + 1)
