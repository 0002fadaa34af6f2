"""What programs may ask, by a real client over HTTP and a real client over MCP, of a server on this machine."""

from __future__ import annotations

import asyncio
import gc
import importlib.util
import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import gradio as gr
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from ingest.article import EVERYTHING, Filter
from qa.answer import Hit, Question
from qa.output import record
from tests.ui.newsroom import GUIDELINE, HOSTILE, REVIEW, Newsroom, chain
from ui.__main__ import main
from ui.app import Handlers, page
from ui.programs import Programs
from ui.server import serve

DIDI = "How much was Didi fined?"
NEWSROOM = Newsroom((REVIEW, GUIDELINE, HOSTILE))

# Gradio sums up its queue with options that Pandas is giving up, and leaves event loops open where it is served.
pytestmark = [
    pytest.mark.filterwarnings("ignore:unclosed (event loop|<socket):ResourceWarning"),
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]


class SharedWords:
    """Finds what the small chain finds."""

    def search(self, question: str, limit: int, filter: Filter = EVERYTHING) -> list[Hit]:
        return list(chain(NEWSROOM).invoke(Question(question, filter)).hits[:limit])


PROGRAMS = Programs(chain(NEWSROOM), SharedWords(), NEWSROOM)


@contextmanager
def served(*, mcp: bool = False) -> Iterator[str]:
    """The address of a page with its programs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    blocks = page(Handlers(chain(NEWSROOM), NEWSROOM), PROGRAMS)
    try:
        yield serve(blocks, port=port, mcp=mcp)
    finally:
        blocks.close()
        gc.collect()  # here, where what is left open is ignored


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with served() as where:
        program = Client(where, verbose=False, analytics_enabled=False)
        yield program
        program.close()


def test_an_answer_is_the_record_of_the_commands(client: Client) -> None:
    answer = client.predict(question=DIDI, api_name="/ask")
    assert answer == record(chain(NEWSROOM).invoke(Question(DIDI)))
    (citation,) = answer["claims"][0]["citations"]
    article = client.predict(id=citation["article"], api_name="/article")
    assert article["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_a_refusal_gives_its_reason(client: Client) -> None:
    answer = client.predict(question="How much was Alibaba fined?", api_name="/ask")
    assert (answer["answered"], answer["reason"]) == (False, "No article mentions alibaba.")


def test_dates_and_sources_narrow_the_answer(client: Client) -> None:
    late = client.predict(DIDI, "2023-01-01", api_name="/ask")
    early = client.predict("Who issued the guideline?", None, "2021-12-31", ["VCG"], api_name="/ask")
    assert (late["answered"], early["answered"]) == (False, True)


def test_passages_come_best_first_with_what_is_known_of_them(client: Client) -> None:
    passages = client.predict(question=DIDI, limit=2, api_name="/search")
    assert len(passages) == 2
    assert passages[0]["score"] >= passages[1]["score"]
    assert {name: passages[0][name] for name in ("article", "title", "published", "source", "url")} == {
        "article": "review",
        "title": REVIEW.title,
        "published": "2022-08-19T23:22:00",
        "source": "Global Times",
        "url": "https://news.example/review",
    }
    assert REVIEW.text[passages[0]["start"] : passages[0]["end"]] == passages[0]["quote"]


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("/ask", [" "], "The question is empty: write one"),
        ("/ask", ["x" * 1001], "at most 1,000 characters, and this text has 1,001: shorten it"),
        ("/ask", [DIDI, "yesterday"], "Invalid isoformat string: 'yesterday'"),
        ("/ask", [DIDI, "2022-01-02", "2022-01-01"], "exchange the two dates"),
        ("/search", [DIDI, 0], "from 1 to 50, and is not 0"),
        ("/search", ["", 1], "The question is empty"),
        ("/article", ["none"], "There is no article 'none'"),
    ],
)
def test_bad_input_is_refused_in_words(client: Client, name: str, arguments: list[object], message: str) -> None:
    with pytest.raises(AppError, match=message):
        client.predict(*arguments, api_name=name)


def test_three_are_open_to_programs_with_types_and_the_page_is_not(client: Client) -> None:
    described = client.view_api(return_format="dict", print_info=False)
    assert isinstance(described, dict)
    assert set(described["named_endpoints"]) == {"/ask", "/search", "/article"}
    assert not described["unnamed_endpoints"]
    ask = described["named_endpoints"]["/ask"]
    assert [parameter["parameter_name"] for parameter in ask["parameters"]] == ["question", "since", "until", "sources"]
    assert [parameter["parameter_has_default"] for parameter in ask["parameters"]] == [False, True, True, True]
    assert "claims" in ask["returns"][0]["type"]["properties"]
    assert ask["description"].startswith("Answer a question with exact quotations")


def test_bad_input_is_no_traceback() -> None:
    with pytest.raises(gr.Error) as error:
        PROGRAMS.article("none")
    assert not error.value.print_exception


needs_mcp = pytest.mark.skipif(importlib.util.find_spec("mcp") is None, reason="the package mcp is not installed")


async def use_tools(address: str) -> tuple[dict[str, str], list[tuple[bool, str]]]:
    """What the tools say of themselves, and what they give: an error or not, and the text."""
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    calls: list[tuple[str, dict[str, object]]] = [
        ("ask", {"question": DIDI}),
        ("search", {"question": DIDI, "limit": 1}),
        ("article", {"id": "hostile"}),
        ("ask", {"question": " "}),
    ]
    async with (
        streamable_http_client(f"{address}gradio_api/mcp/") as (read, write, _),
        ClientSession(read, write) as session,
    ):
        await session.initialize()
        tools = {tool.name: tool.description or "" for tool in (await session.list_tools()).tools}
        results = [await session.call_tool(name, arguments) for name, arguments in calls]
    return tools, [(result.isError, getattr(result.content[0], "text", "")) for result in results]


@needs_mcp
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the package mcp
def test_tools_give_the_same_records_as_json() -> None:
    # in a thread of its own: Playwright may have left an event loop in this one
    with served(mcp=True) as where, ThreadPoolExecutor(1) as thread:
        tools, results = thread.submit(lambda: asyncio.run(use_tools(where))).result()
    assert set(tools) == {"ask", "search", "article"}
    assert tools["search"].startswith("Find the passages")
    assert [failed for failed, _ in results] == [False, False, False, True]
    assert json.loads(results[0][1]) == record(chain(NEWSROOM).invoke(Question(DIDI)))
    assert [passage["article"] for passage in json.loads(results[1][1])] == ["review"]
    assert json.loads(results[2][1])["text"] == HOSTILE.text
    assert "The question is empty" in results[3][1]


@needs_mcp
def test_tools_never_stand_beside_a_password(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CLIPPINGS_PASSWORD", "open sesame")
    assert main(["--mcp"]) == 2
    assert "cannot ask for a password" in capsys.readouterr().err
    with pytest.raises(ValueError, match="cannot ask for a password"):
        serve(gr.Blocks(), password="open sesame", mcp=True)


@pytest.mark.skipif(importlib.util.find_spec("mcp") is not None, reason="the package mcp is installed")
def test_a_missing_package_is_named_with_what_installs_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["--mcp", "--library", str(tmp_path)]) == 2
    assert "pip install 'clippings[mcp]'" in capsys.readouterr().err
