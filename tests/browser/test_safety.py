"""Articles that attack, requests that leave, users that must not meet."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.conftest import OpenTab, ask, served
from tests.ui.newsroom import HOSTILE, REVIEW, Newsroom, chain


@pytest.fixture(scope="module")
def hostile() -> Iterator[str]:
    newsroom = Newsroom((HOSTILE, REVIEW))
    with served(newsroom, chain(newsroom)) as where:
        yield where


def test_a_hostile_article_is_only_text(open_tab: OpenTab, hostile: str) -> None:
    tab = open_tab(hostile)
    tab.get_by_role("button", name="Filter: all articles").click()  # its source is offered as a filter
    ask(tab, "What has the zebra said to sundry?")
    expect(tab.locator(".sources cite")).to_have_text(HOSTILE.title)
    tab.locator(".chip").first.hover()
    expect(tab.locator(".popover").first).to_be_visible()
    tab.locator(".chip").first.click()
    expect(tab.locator(".reader h2")).to_have_text(HOSTILE.title)
    assert tab.locator(".reader .body").text_content() == HOSTILE.text
    assert tab.locator("mark.quotation").text_content() == tab.locator(".popover q").first.text_content()
    assert tab.evaluate("window.harmed") is None
    strays = "script, img, svg, iframe, h1, [onerror], [onload], a[href^='javascript']"
    for part in ("#conversation .html-container", "#reader .html-container"):
        assert tab.locator(part).locator(strays).count() == 0
    assert tab.get_by_role("link", name="Original article").count() == 0


def test_a_hostile_question_is_only_text(open_tab: OpenTab, hostile: str) -> None:
    tab = open_tab(hostile)
    question = "<img src=x onerror='window.harmed=1'> ${window.harmed = 2} {{harmed}}"
    ask(tab, question)
    expect(tab.locator(".question")).to_have_text(question)
    assert tab.evaluate("window.harmed") is None


def test_two_users_at_once_do_not_mix(open_tab: OpenTab, browser: Browser) -> None:
    one, other = open_tab(), open_tab(by=browser.new_context())
    ask(one, "How much was Didi fined?")
    ask(other, "Who issued the guideline?")
    one.locator(".chip").first.click()
    other.locator(".chip").first.click()
    expect(one.locator("mark.quotation")).to_contain_text("8.026 billion yuan")
    expect(other.locator("mark.quotation")).to_contain_text("guideline")
    expect(one.locator(".question")).to_have_text("How much was Didi fined?")
    expect(other.locator(".question")).to_have_text("Who issued the guideline?")


def test_a_password_keeps_others_out(user: BrowserContext) -> None:
    newsroom = Newsroom((REVIEW,))
    with served(newsroom, chain(newsroom), password="open sesame") as where:
        tab = user.new_page()
        requests: list[str] = []
        tab.on("request", lambda request: requests.append(request.url))
        tab.goto(where)
        for attempt in ("sesame", "open sesame"):
            expect(tab.locator(".conversation")).to_have_count(0)
            tab.get_by_label("username").fill("clippings")
            tab.get_by_label("password").fill(attempt)
            tab.get_by_role("button", name="Login").click()
            expect(tab.get_by_text("Incorrect").or_(tab.locator(".invitation"))).to_be_visible()
        expect(tab.locator(".invitation")).to_be_visible()
        ask(tab, "How much was Didi fined?")
        tab.close()
    assert not [url for url in requests if not url.startswith(where)]


def test_nothing_but_the_page_is_offered_to_programs(address: str) -> None:
    with urlopen(f"{address}gradio_api/info", timeout=10) as answer:
        assert answer.read() == b'{"named_endpoints":{},"unnamed_endpoints":{}}'
