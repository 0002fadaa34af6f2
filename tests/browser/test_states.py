"""What the page says when there is no answer, no chain that works, no patience, or only some of the articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Event

import pytest
from langchain_core.runnables import Runnable, RunnableLambda
from playwright.sync_api import Page, expect

from qa.answer import Answer, Question
from tests.browser.conftest import OpenTab, ask, served
from tests.ui.newsroom import GUIDELINE, REVIEW, Newsroom, chain

DIDI = "How much was Didi fined?"
ALIBABA = "How much was Alibaba fined?"


@dataclass
class Lever:
    """A chain that breaks while `broken`, and gives its last answer only once `finished` is set."""

    working: Runnable[Question, Answer]
    broken: bool = False
    finished: Event = field(default_factory=Event)

    def answer(self, question: Question) -> Iterator[Answer]:
        if self.broken:
            raise ConnectionError("the library went away")
        first, *rest = self.working.stream(question)
        yield first
        self.finished.wait(timeout=30)
        yield from rest


@pytest.fixture(scope="module")
def lever() -> Lever:
    return Lever(chain(Newsroom((REVIEW, GUIDELINE))))


@pytest.fixture(scope="module")
def levered(lever: Lever) -> Iterator[str]:
    answering: Runnable[Question, Answer] = RunnableLambda(lever.answer)
    with served(Newsroom((REVIEW, GUIDELINE)), answering) as where:
        yield where
        lever.finished.set()


def test_a_refusal_gives_its_reason_and_the_nearest_passages(tab: Page) -> None:
    tab.get_by_role("button", name=ALIBABA).click()
    expect(tab.locator(".verdict")).to_have_text("The articles do not say.")
    expect(tab.locator(".reason")).to_have_text("No article mentions alibaba.")
    expect(tab.locator(".chip")).to_have_count(0)
    tab.locator(".found li button").first.click()
    expect(tab.locator("mark.quotation")).to_contain_text("Didi Global")


def test_a_broken_chain_is_said_and_can_be_tried_again(open_tab: OpenTab, levered: str, lever: Lever) -> None:
    tab = open_tab(levered)
    lever.broken = True
    lever.finished.set()
    tab.get_by_role("textbox", name="Question").fill(DIDI)
    tab.keyboard.press("Enter")
    alert = tab.locator(".interrupted.failed")
    expect(alert).to_contain_text("Something went wrong")
    expect(alert).not_to_contain_text("library went away")
    lever.broken = False
    tab.get_by_role("button", name="Ask again").click()
    expect(tab.locator(".exchange[data-status=done]")).to_have_count(1)
    expect(alert).to_have_count(0)


def test_stopping_keeps_what_there_is(open_tab: OpenTab, levered: str, lever: Lever) -> None:
    tab = open_tab(levered)
    lever.finished.clear()
    tab.get_by_role("textbox", name="Question").fill(DIDI)
    tab.keyboard.press("Enter")
    expect(tab.locator(".claim")).to_have_count(1)
    expect(tab.locator(".searching")).to_have_text("Reading further")
    expect(tab.get_by_role("button", name="Ask", exact=True)).to_be_hidden()
    tab.get_by_role("button", name="Stop").click()
    expect(tab.locator(".certainty")).to_contain_text("Stopped early")
    expect(tab.locator(".claim")).to_have_count(1)
    lever.finished.set()
    tab.get_by_role("button", name="Ask again").click()
    expect(tab.locator(".exchange[data-status=done] .claim")).to_have_count(2)


def test_an_answer_does_not_move_while_it_grows(open_tab: OpenTab, levered: str, lever: Lever) -> None:
    tab = open_tab(levered)
    lever.finished.set()
    ask(tab, DIDI)
    lever.finished.clear()
    tab.get_by_role("textbox", name="Question").fill("When was the fine on Didi?")
    tab.keyboard.press("Enter")
    second = tab.locator(".exchange:nth-child(2)")
    expect(second.locator(".claim")).to_have_count(1)
    before = second.locator(".claim").first.bounding_box()
    lever.finished.set()
    expect(second.locator(".claim")).to_have_count(2)
    expect(second).to_have_attribute("data-status", "done")
    assert second.locator(".claim").first.bounding_box() == before


def test_a_copied_answer_has_its_references(tab: Page) -> None:
    ask(tab, DIDI)
    tab.get_by_role("button", name="Copy answer").click()
    expect(tab.locator(".action").first).to_have_text("Copied")
    copied = tab.evaluate("navigator.clipboard.readText()")
    start = REVIEW.text.index("In the latest move")
    assert re.search(r"“In the latest move, .* in late July\.” \[1\]\n", copied)
    assert f"[1] {REVIEW.title}, Global Times · Economy · 19 Aug 2022, {REVIEW.url}, characters {start} to" in copied


def test_a_filter_narrows_the_answer_and_is_seen(tab: Page) -> None:
    tab.get_by_role("button", name="Filter: all articles").click()
    tab.get_by_label("Published until").fill("2021-12-31")
    expect(tab.get_by_role("button", name="Filter: dated articles until 31 Dec 2021")).to_be_visible()
    ask(tab, "What does the guideline say about Didi?")
    expect(tab.locator(".scope")).to_have_text("Only articles until 31 Dec 2021")
    expect(tab.locator(".reason")).to_contain_text("didi")
    tab.get_by_label("Published until").fill("")
    tab.get_by_label("Sources").click()
    tab.get_by_role("option", name="Global Times").click()
    expect(tab.get_by_role("button", name="Filter: articles by Global Times")).to_be_visible()
    ask(tab, DIDI)
    expect(tab.locator(".exchange:last-child .scope")).to_have_text("Only articles by Global Times")
    expect(tab.locator(".exchange:last-child .claim").first).to_contain_text("Didi Global")
    tab.get_by_role("button", name="New conversation").click(timeout=5_000)  # the unfolded filters do not cover it
    expect(tab.locator(".exchange")).to_have_count(0)


def test_dates_in_the_wrong_order_are_said(tab: Page) -> None:
    tab.get_by_role("button", name="Filter: all articles").click()
    tab.get_by_label("Published since").fill("2022-01-01")
    expect(tab.get_by_role("button", name="Filter: dated articles since 1 Jan 2022")).to_be_visible()
    tab.get_by_label("Published until").fill("2021-01-01")
    expect(tab.get_by_role("status").filter(has_text="exchange the two dates")).to_be_visible()


def test_a_damaged_quotation_says_so(tab: Page) -> None:
    ask(tab, "Apart from enhancing protection")
    expect(tab.locator(".damaged")).to_have_text("Text damaged in the source")


def test_a_new_conversation_is_empty(tab: Page) -> None:
    ask(tab, DIDI)
    tab.locator(".chip").first.click()
    tab.locator("mark.quotation").wait_for()
    tab.get_by_role("button", name="New conversation").click()
    expect(tab.locator(".exchange")).to_have_count(0)
    expect(tab.locator(".reader-empty")).to_be_visible()
    expect(tab.locator(".holdings > :first-child")).to_have_text("2 articles · 7 Jul 2021 to 19 Aug 2022")
