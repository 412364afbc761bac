"""The README's example for other programs runs as it stands, and MCP offers the same tools."""

from __future__ import annotations

import asyncio
import re
import sqlite3

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


def test_on_a_space_nobodys_rating_is_anothers(tmp_path_factory):
    from gradio_client import Client
    from gradio_client.exceptions import AppError

    home = tmp_path_factory.mktemp("space")
    for url in served(home, SPACE_ID="someone/legible"):
        for client in (Client(url, verbose=False), Client(url, verbose=False)):
            client.predict(diagram="a -> b", score=5, api_name="/rate")
        with pytest.raises(AppError):
            asyncio.run(rate_over_mcp(url))
    with sqlite3.connect(home / "data" / "ratings.sqlite3") as database:
        users = [name for (name,) in database.execute("SELECT name FROM users")]
    assert len(users) == 2 and all(name.startswith("session:") for name in users)


async def rate_over_mcp(url: str) -> None:
    from gradio_client.exceptions import AppError
    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client

    async with (
        streamablehttp_client(f"{url}/gradio_api/mcp/") as (read, write, _),
        ClientSession(read, write) as session,
    ):
        await session.initialize()
        name = next(t.name for t in (await session.list_tools()).tools if t.name.split("_")[-1] == "rate")
        found = await session.call_tool(name, {"diagram": "a -> b", "score": 5})
    if found.isError:
        raise AppError(str(found.content))
