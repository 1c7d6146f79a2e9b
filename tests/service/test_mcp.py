"""The tools over a real process's standard input and output, and over a real HTTP server."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from mcp import Client, StdioServerParameters
from mcp.types import CallToolResult

from api.bootstrap import open_services
from api.commands.serving import hosts_of, listening
from api.guarding import LARGEST_BODY_BYTES
from api.mcp.server import create_mcp_app
from api.settings import load_settings
from eval.benchmarks.serving import serving
from ingest.progress import Silent
from ingest.reading.worker import ReadingWorker
from prompts import message
from tests.faults.tiny_model import save_tiny_model
from tests.web_corpus import PLARA_QUESTION, open_web_parts

NOTE = "# การลดโซเดียมในปลาร้า\n\nการใช้โพแทสเซียมคลอไรด์ร้อยละ 30 ลดโซเดียมในปลาร้าลงได้หนึ่งในสี่\n"


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The settings of an installation with one report."""
    folder = tmp_path_factory.mktemp("mcp")
    own = {
        "JABKOO_HOME": str(folder / "home"),
        "JABKOO_EMBEDDING_MODEL": str(save_tiny_model(folder / "model")),
        "JABKOO_LANGUAGE": "th",
    }
    report = folder / "ปลาร้า.md"
    report.write_text(NOTE, encoding="utf-8")
    settings = load_settings(own)
    with open_services(settings) as services, ReadingWorker(settings.reading) as reader:
        services.ingestion.run([report], reader, Silent())
    return own


def called(server: StdioServerParameters | str, tool: str, **arguments: Any) -> CallToolResult:
    async def asked() -> CallToolResult:
        async with Client(server) as client:
            return await client.call_tool(tool, arguments)

    return anyio.run(asked)


@pytest.mark.slow
def test_a_client_asks_a_server_that_it_starts_itself(environment: dict[str, str]) -> None:
    command = ["-c", "from api.cli import main; main()", "mcp"]
    path = os.pathsep.join(filter(None, sys.path))
    server = StdioServerParameters(
        command=sys.executable, args=command, env={**environment, "PYTHONPATH": path}
    )

    async def asked() -> tuple[CallToolResult, CallToolResult, CallToolResult]:
        async with Client(server) as client:
            answer = await client.call_tool("search_works", {"question": PLARA_QUESTION})
            [citation, *_] = answer.structured_content["citations"]
            place = {"document_id": citation["document_id"], "page": citation["page"]}
            source = await client.call_tool("get_source", place)
            return answer, source, await client.call_tool("ask", {"question": ""})

    answer, source, wrong = anyio.run(asked)
    assert "ร้อยละ 30" in answer.structured_content["citations"][0]["quote"]
    assert answer.structured_content["citations"][0]["quote"] in source.structured_content["text"]
    assert wrong.is_error


@pytest.mark.slow
def test_nothing_but_the_protocol_goes_to_standard_output(
    environment: dict[str, str], tmp_path: Path
) -> None:
    noisy = tmp_path / "noisy.py"
    noisy.write_text(
        "import os\n"
        "from api.commands import offering\n"
        "from api.context import Context\n"
        "opened = Context.services\n"
        "def noisily(self):\n"
        "    print('noise', flush=True)\n"
        "    os.write(1, b'more noise')\n"
        "    return opened(self)\n"
        "Context.services = noisily\n"
        "from api.cli import main\n"
        "main()\n",
        encoding="utf-8",
    )
    path = os.pathsep.join(filter(None, sys.path))
    server = StdioServerParameters(
        command=sys.executable, args=[str(noisy), "mcp"], env={**environment, "PYTHONPATH": path}
    )
    assert not called(server, "ask", question=PLARA_QUESTION).is_error


@pytest.mark.slow
def test_the_command_serves_over_http_until_it_is_told_to_stop(environment: dict[str, str]) -> None:
    path = os.pathsep.join(filter(None, sys.path))
    with subprocess.Popen(
        [sys.executable, "-c", "from api.cli import main; main()", "mcp", "--http", "--port", "0"],
        env={**os.environ, **environment, "PYTHONPATH": path},
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stderr is not None
        address = next(found for line in server.stderr if (found := re.search(r"http://\S+/mcp", line)))
        result = called(address[0], "search_works", question=PLARA_QUESTION)
        assert "ร้อยละ 30" in result.structured_content["citations"][0]["quote"]
        server.terminate()
        assert server.wait(30) == 0


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with listening("127.0.0.1", 0) as other:
        hosts = hosts_of(other, "127.0.0.1", "")
    with (
        open_web_parts(tmp_path_factory.mktemp("web")) as parts,
        serving(create_mcp_app(parts, "en", hosts)) as served,
    ):
        yield f"{served}/mcp"


def test_a_client_asks_over_http(address: str) -> None:
    result = called(address, "search_experts", question=PLARA_QUESTION)
    assert [expert["id"] for expert in result.structured_content["experts"]] == ["exp-1"]


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_clients_of_this_and_of_earlier_revisions_of_the_protocol_are_served(address: str, mode: str) -> None:
    async def listed() -> list[str]:
        async with Client(address, mode=mode) as client:
            return [tool.name for tool in (await client.list_tools()).tools]

    assert "ask" in anyio.run(listed)


def posted(address: str, *, content: bytes | None = None, **headers: str) -> httpx.Response:
    body = b'{"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}'
    wanted = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    return httpx.post(address, content=body if content is None else content, headers={**wanted, **headers})


def test_requests_under_another_name_are_refused_in_both_languages(address: str) -> None:
    assert posted(address).status_code == 200
    for language in ("th", "en"):
        response = posted(address, Host="evil.example.com", **{"Accept-Language": language})
        assert response.status_code == 400
        assert response.json()["error"] == {
            "code": "web.unknown_host",
            "message": message("web.unknown_host", "th" if language == "th" else "en"),
        }


def test_a_page_of_another_site_cannot_ask(address: str) -> None:
    assert posted(address, Origin="https://evil.example.com").status_code == 403
    assert posted(address, Origin=address.removesuffix("/mcp")).status_code == 200


def test_a_request_that_is_too_large_is_refused(address: str) -> None:
    response = posted(address, content=b" " * (LARGEST_BODY_BYTES + 1))
    assert response.status_code == 413
    assert set(response.json()["error"]) == {"code", "message"}
