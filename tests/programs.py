"""The real programs that exports are shown to, and what to do where one is missing.

Debian has most of them; tests/node/package.json pins the others: `npm ci --prefix tests/node`. A test that
asks for a program that is not there is skipped; with LEGIBLE_REQUIRE_PROGRAMS=1 it fails.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from diagram.typography import FONT_FILE

NODE = Path(__file__).parent / "node"
MODULES = NODE / "node_modules"
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{fonts}</dir>
<cachedir>{cache}</cachedir></fontconfig>
"""


def missing(reason: str) -> None:
    """Skips the test, or lets it fail where a run without the program would prove nothing."""
    if os.environ.get("LEGIBLE_REQUIRE_PROGRAMS") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def program(name: str, package: str) -> str:
    """The path of a program that Debian has in `package`."""
    found = shutil.which(name)
    if found is None:
        missing(f"{name} is not on this machine; install it by apt-get install {package}")
    return found


def chromium() -> str:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None) or program("chromium", "chromium")


def node_module(path: str) -> Path:
    """A file of a package from npm."""
    if not (MODULES / path).exists():
        missing(f"{MODULES / path} is not on this machine; install it by npm ci --prefix tests/node")
    return MODULES / path


@functools.cache
def environment() -> dict[str, str]:
    """Variables with which a program finds the bundled font, as one who has installed it."""
    folder = Path(tempfile.mkdtemp(prefix="legible-fonts-"))
    config = folder / "fonts.conf"
    config.write_text(FONTS.format(fonts=FONT_FILE.parent, cache=folder / "cache"), encoding="utf-8")
    return dict(os.environ, FONTCONFIG_FILE=str(config), HOME=str(folder))


def run(*arguments: str | Path, folder: Path, text: str | None = None, seconds: float = 300) -> str:
    """Runs a program in `folder`; returns what it printed, or fails the test with it."""
    done = subprocess.run(
        list(map(str, arguments)),
        cwd=folder,
        env=environment(),
        input=text,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=seconds,
    )
    if done.returncode:
        pytest.fail(f"{Path(arguments[0]).name} failed:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return done.stdout
