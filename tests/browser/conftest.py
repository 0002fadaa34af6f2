"""The page served on this machine, and tabs of a real Chromium that notice every request and every error."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from langchain_core.runnables import Runnable
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from qa.answer import Answer, Question
from tests.browser.install import chromium
from tests.ui.newsroom import GUIDELINE, REVIEW, Newsroom, chain
from ui.app import Handlers, Library, page
from ui.server import serve

EXAMPLES = ("How much was Didi fined?", "How much was Alibaba fined?")

DESKTOP = ViewportSize(width=1440, height=900)
PHONE = ViewportSize(width=390, height=844)

QUIET = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"]

OpenTab = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent.name == "browser":
            item.add_marker(pytest.mark.browser)
            # Gradio sums up its queue with an option that Pandas is giving up.
            item.add_marker(pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"))


@contextmanager
def served(
    library: Library, answering: Runnable[Question, Answer], password: str | None = None, **options: Any
) -> Iterator[str]:
    """The address of a page over these articles; `options` are those of Handlers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    blocks = page(Handlers(answering, library, EXAMPLES, **options))
    try:
        yield serve(blocks, port=port, password=password)
    finally:
        blocks.close()


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """A page over two articles."""
    newsroom = Newsroom((REVIEW, GUIDELINE))
    with served(newsroom, chain(newsroom)) as where:
        yield where


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = chromium()
    if not found:
        pytest.fail("no Chromium: run python -m tests.browser.install")
    arguments = [*QUIET, "--disable-sync", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=found, args=arguments)
        yield chrome
        chrome.close()


@pytest.fixture(scope="session")
def user(browser: Browser) -> BrowserContext:
    """One user for most tests: what the browser has loaded once need not be loaded for each tab."""
    return browser.new_context(permissions=["clipboard-read", "clipboard-write"])


@pytest.fixture
def open_tab(user: BrowserContext, address: str) -> Iterator[OpenTab]:
    """Opens tabs; when the test ends, none of them may have asked another machine or had an error."""
    requests: list[str] = []
    errors: list[str] = []
    tabs: list[Page] = []

    def open_one(
        where: str = address, viewport: ViewportSize = DESKTOP, scheme: str = "light", by: BrowserContext = user
    ) -> Page:
        tab = by.new_page()
        tabs.append(tab)
        tab.set_default_timeout(10_000)
        tab.set_viewport_size(viewport)
        tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        tab.on("request", lambda request: requests.append(request.url))
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.on("dialog", lambda dialog: errors.append(f"dialog: {dialog.message}"))
        tab.goto(where)
        tab.locator(".invitation").wait_for()
        return tab

    yield open_one
    for tab in tabs:
        tab.close()
    assert not errors
    assert not [url for url in requests if not url.startswith(("http://127.0.0.1:", "data:", "blob:"))]


@pytest.fixture
def tab(open_tab: OpenTab) -> Page:
    return open_tab()


def ask(tab: Page, question: str) -> None:
    """Type a question and wait until it is answered."""
    before = tab.locator(".exchange").count()
    tab.get_by_role("textbox", name="Question").fill(question)
    tab.keyboard.press("Enter")
    tab.locator(f".exchange:nth-child({before + 1})[data-status=done]").wait_for()


def in_view(tab: Page, selector: str) -> bool:
    """Whether the element lies wholly in the window and nothing lies over its middle."""
    return bool(
        tab.locator(selector).first.evaluate(
            """element => {
                const box = element.getClientRects()[0];
                const within = box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth;
                const top = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
                return within && (element.contains(top) || top.contains(element));
            }"""
        )
    )
