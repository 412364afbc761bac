"""Serves the page: theme, styles, address, and a model that loads while the page is already there."""

from __future__ import annotations

import os
import signal
import sys
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gradio as gr
    from starlette.middleware import Middleware

FOLDER = Path(__file__).parent
FONT = FOLDER.parent / "fonts" / "LegibleSans.otf"
FONTS = ("Legible Sans", "system-ui", "Noto Sans KR", "Noto Sans CJK KR", "Malgun Gothic", "sans-serif")
MONO = ("ui-monospace", "DejaVu Sans Mono", "Consolas", "monospace")
LOCAL = ["127.0.0.1", "localhost"]
MAX_UPLOAD = "256mb"  # of a file to import
# Gradio itself sends a text of several lines by Shift + Enter only.
HEAD = """
<meta name="color-scheme" content="light dark">
<script>
document.documentElement.lang = navigator.language.toLowerCase().startsWith("ko") ? "ko" : "en";
document.documentElement.classList.toggle("linked", location.hash.startsWith("#d="));
addEventListener("hashchange", () => location.hash.startsWith("#d=") && location.reload());
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.closest("#prompt")) {
    event.preventDefault();
    document.querySelector("#draw").click();
  }
});
</script>
"""


def launch(**options) -> None:
    """Serves the page until it is interrupted; `options` go to Gradio's launch().

    The address is 127.0.0.1:7860, or what GRADIO_SERVER_NAME and GRADIO_SERVER_PORT say. No other machine is
    asked or told anything.
    """
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "0")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from diagram.page import files

    files.root()  # before Gradio asks where its files are to be
    import gradio as gr
    from starlette.middleware import Middleware

    from diagram.page.build import build
    from diagram.page.crowd import CrowdNotice
    from diagram.page.drawing import loading
    from diagram.page.views import ICON

    if threading.current_thread() is threading.main_thread():
        signal.signal(
            signal.SIGTERM, lambda *_: sys.exit(0)
        )  # so that the folder of files is deleted then, too
    page, translations = build()
    loading()
    gr.set_static_paths([FONT])
    settings = {
        "theme": theme(),
        "i18n": translations,
        "css": style(),
        "head": HEAD,
        "ssr_mode": False,
        "max_file_size": MAX_UPLOAD,
        "run_history": False,
        "enable_monitoring": False,
        "footer_links": ["api"],
        "mcp_server": find_spec("mcp") is not None,
        "favicon_path": str(ICON),
        "app_kwargs": {"middleware": [*guards(options.get("server_name")), Middleware(CrowdNotice)]},
    }
    _, url, _ = page.launch(**settings | options, prevent_thread_lock=True, quiet=True)
    print(f"Legible is at {url} (Ctrl + C ends it)", flush=True)
    page.block_thread()


def guards(server_name: str | None = None) -> list[Middleware]:
    """Middleware that lets a page for this machine alone answer only to this machine's own names.

    Otherwise any page in the reader's browser could speak to it, once its own name leads to 127.0.0.1 (DNS
    rebinding). A page for others, on a Space, on a network or behind a proxy, has names not known here.
    """
    from starlette.middleware import Middleware
    from starlette.middleware.trustedhost import TrustedHostMiddleware

    name = server_name or os.environ.get("GRADIO_SERVER_NAME") or LOCAL[0]
    elsewhere = any(os.environ.get(key) for key in ("SPACE_ID", "GRADIO_ROOT_PATH", "GRADIO_SHARE"))
    return [] if elsewhere or name not in LOCAL else [Middleware(TrustedHostMiddleware, allowed_hosts=LOCAL)]


def theme() -> gr.themes.Base:
    """Gradio's base theme in the product's face and colours; no font comes from anywhere else."""
    import gradio as gr

    return gr.themes.Base(
        primary_hue="indigo",
        secondary_hue="indigo",
        neutral_hue="slate",
        radius_size="lg",
        font=FONTS,
        font_mono=MONO,
    ).set(
        body_text_color_subdued="*neutral_600",
        body_text_color_subdued_dark="*neutral_400",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
        button_secondary_background_fill="*background_fill_primary",
        button_secondary_border_color="*border_color_primary",
        button_border_width="1px",
    )


def style() -> str:
    """The page's style sheet, with the product's face."""
    source = f'url("/gradio_api/file={FONT.as_posix()}")'
    face = f'@font-face{{font-family:"Legible Sans";font-display:swap;src:{source}}}'
    return face + (FOLDER / "style.css").read_text(encoding="utf-8")
