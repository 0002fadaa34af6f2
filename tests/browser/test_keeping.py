"""The conversation outlives a reload of its tab, and leaves the page as a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from langchain_core.runnables import RunnableLambda
from playwright.sync_api import BrowserContext, Page, expect

from ingest.article import Article
from ingest.catalogue import Overview
from qa.answer import Answer, Question
from qa.pack_read import load
from tests.browser.conftest import PHONE, OpenTab, ask, served
from tests.ui.newsroom import GUIDELINE, HOSTILE, REVIEW, Newsroom, chain
from ui.keep import GONE, UNREADABLE

DIDI = "How much was Didi fined?"
ALIBABA = "How much was Alibaba fined?"
ZEBRA = "What has the zebra said to sundry?"


@dataclass
class Shelf:
    """A library whose articles come and go."""

    newsroom: Newsroom

    @property
    def digest(self) -> str:
        return self.newsroom.digest

    def article(self, article_id: str) -> Article:
        return self.newsroom.article(article_id)

    def overview(self) -> Overview:
        return self.newsroom.overview()

    def answer(self, question: Question) -> Iterator[Answer]:
        yield from chain(self.newsroom).stream(question)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(Newsroom((REVIEW, HOSTILE)))


@pytest.fixture
def shelved(shelf: Shelf) -> Iterator[str]:
    with served(shelf, RunnableLambda(shelf.answer)) as where:
        yield where


def save(tab: Page, form: str, folder: Path) -> Path:
    """Save the conversation in that form."""
    tab.locator(".save summary").click()
    with tab.expect_download() as downloading:
        tab.get_by_role("button", name=form).click()
    expect(tab.get_by_role("button", name=form)).to_be_hidden()
    file = folder / downloading.value.suggested_filename
    downloading.value.save_as(file)
    return file


def test_a_reload_keeps_the_conversation_and_its_quotations(tab: Page) -> None:
    ask(tab, DIDI)
    ask(tab, ALIBABA)
    before = tab.locator(".conversation").inner_html()
    tab.reload()
    expect(tab.locator(".exchange")).to_have_count(2)
    assert tab.locator(".conversation").inner_html() == before
    tab.locator(".chip").first.click()
    expect(tab.locator("mark.quotation")).to_contain_text("8.026 billion yuan")
    ask(tab, "Who issued the guideline?")
    tab.reload()
    expect(tab.locator(".exchange")).to_have_count(3)


def test_a_new_conversation_and_another_tab_keep_nothing(open_tab: OpenTab) -> None:
    tab = open_tab()
    ask(tab, DIDI)
    open_tab()  # which waits for its invitation
    tab.get_by_role("button", name="New conversation").click()
    expect(tab.locator(".exchange")).to_have_count(0)
    assert tab.evaluate("sessionStorage.length") == 0
    tab.reload()
    expect(tab.locator(".invitation")).to_be_visible()


def test_what_is_no_longer_in_the_articles_is_left_out(open_tab: OpenTab, shelved: str, shelf: Shelf) -> None:
    tab = open_tab(shelved)
    ask(tab, DIDI)
    shelf.newsroom = Newsroom((GUIDELINE,))
    tab.reload()
    expect(tab.locator(".reason")).to_have_text(GONE)
    expect(tab.locator(".remark")).to_contain_text("2 quotations left out")


def test_what_cannot_be_read_is_let_go(tab: Page) -> None:
    tab.evaluate("sessionStorage.setItem('clippings', '{<img src=x>')")
    tab.reload()
    expect(tab.get_by_text(UNREADABLE)).to_be_visible()
    expect(tab.locator(".invitation")).to_be_visible()
    assert tab.evaluate("sessionStorage.length") == 0


def test_a_hostile_article_comes_back_as_text(open_tab: OpenTab, shelved: str) -> None:
    tab = open_tab(shelved)
    ask(tab, ZEBRA)
    tab.reload()
    expect(tab.locator(".sources cite").first).to_have_text(HOSTILE.title)
    assert tab.evaluate("window.harmed") is None


def test_the_conversation_is_saved_in_three_forms(tab: Page, tmp_path: Path) -> None:
    expect(tab.locator(".save")).to_be_hidden()
    ask(tab, DIDI)
    ask(tab, ALIBABA)
    pack = load(save(tab, "JSON", tmp_path))
    assert [entry.question for entry in pack.entries] == [DIDI, ALIBABA]
    assert pack.entries[0].library == Newsroom((REVIEW, GUIDELINE)).digest
    text = save(tab, "Markdown", tmp_path)
    assert text.suffix == ".md"
    assert f"## {DIDI}\n" in text.read_text(encoding="utf-8")
    tab.reload()
    expect(tab.locator(".exchange")).to_have_count(2)
    assert load(save(tab, "JSON", tmp_path)) == pack


def test_a_saved_page_opens_by_itself_and_runs_nothing(
    open_tab: OpenTab, user: BrowserContext, shelved: str, tmp_path: Path
) -> None:
    tab = open_tab(shelved, viewport=PHONE)
    ask(tab, ZEBRA)
    file = save(tab, "HTML", tmp_path)
    saved = user.new_page()
    requests: list[str] = []
    saved.on("request", lambda request: requests.append(request.url))
    saved.goto(file.as_uri())
    expect(saved.locator("h2")).to_have_text(ZEBRA)
    expect(saved.locator("li").first).to_contain_text(HOSTILE.title)
    saved.get_by_role("link", name="[1]").first.click()
    assert saved.evaluate("window.harmed") is None
    assert {request.partition("#")[0] for request in requests} == {file.as_uri()}
    saved.close()


def test_escape_folds_the_menu_and_gives_the_focus_back(tab: Page) -> None:
    ask(tab, DIDI)
    summary = tab.locator(".save summary")
    summary.focus()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("button", name="Markdown")).to_be_focused()
    tab.keyboard.press("Escape")
    expect(tab.get_by_role("button", name="Markdown")).to_be_hidden()
    expect(summary).to_be_focused()
