"""The README's example for other programs runs as it stands, and MCP offers the same tools."""

from __future__ import annotations

import asyncio
import re

import pytest

from tests.browser.test_page import ROOT, served

pytestmark = [pytest.mark.slow]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    yield from served(tmp_path_factory.mktemp("home"))


def snippet() -> str:
    """The README's block of Python that uses gradio_client."""
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    return next(block for block in blocks if "gradio_client" in block)


def test_the_readmes_example_draws_edits_exports_and_rates(address, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names: dict = {}
    exec(compile(snippet().replace("http://127.0.0.1:7860", address), "README.md", "exec"), names)
    assert names["best"]["fidelity"]["faithful"]
    assert names["changed"]["difference"]
    assert (tmp_path / "diagram.pptx").read_bytes()[:2] == b"PK"


def test_mcp_offers_the_same_four_tools(address):
    pytest.importorskip("mcp")
    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client

    async def tools() -> dict[str, set[str]]:
        async with (
            streamablehttp_client(f"{address}/gradio_api/mcp/") as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            found = (await session.list_tools()).tools
            return {tool.name: set(tool.inputSchema["properties"]) for tool in found}

    offered = asyncio.run(tools())
    for name, arguments in {
        "generate": {"prompt", "count", "top", "seed"},
        "edit": {"diagram", "request", "seed"},
        "export": {"diagram", "format", "scale", "transparent"},
        "rate": {"diagram", "score", "prompt"},
    }.items():
        assert [set(offered[tool]) for tool in offered if tool.split("_")[-1] == name] == [arguments]
    assert len(offered) == 4
