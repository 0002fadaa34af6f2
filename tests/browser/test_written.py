"""An answer that a language model writes, what is thought of it, why a passage was found, and what may follow."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from time import sleep

import pytest
from langchain_core.runnables import RunnableLambda
from playwright.sync_api import expect

from ingest.article import Span
from qa.answer import Answer, Claim, Hit, Question, Ranks, Struck, Verdict, Written
from qa.suggest import Suggest
from tests.browser.conftest import DESKTOP, PHONE, OpenTab, served
from tests.browser.test_look import COLOURS, TOO_SMALL, contrast
from tests.newsroom import make
from tests.ui.newsroom import Newsroom
from ui.conversation import SECONDS_BETWEEN_UPDATES

NEWS = make("The regulator fined Didi 8 billion yuan. In June 177 mobile apps were removed.", id="news")
FINED, APPS = Span(NEWS, 0, len(NEWS.text)).sentences()
QUESTION = "How much was Didi fined?"


class Writing:
    """Quotes, then writes a true sentence and a false one; the end comes once `finished` is set."""

    def __init__(self) -> None:
        self.finished = Event()

    def answer(self, question: Question) -> Iterator[Answer]:
        hits = (Hit(Span(NEWS, 0, len(NEWS.text)), 1.0, ranks=Ranks(1, 2)),)
        if "apps" in question.text:
            yield Answer(question.text, (Claim(APPS.text, (APPS,)),), 0.9, hits=hits)
            return
        own = (Claim("Didi was fined 8 billion yuan.", (FINED,), "8 billion yuan", Verdict.SUPPORTED),)
        quoted = (Claim(FINED.text, (FINED,), "8 billion yuan"),)
        yield Answer(question.text, quoted, 0.9, hits=hits, written=Written("m:x"))
        sleep(2 * SECONDS_BETWEEN_UPDATES)
        yield Answer(question.text, own, 0.9, hits=hits, written=Written("m:x", "Its founder <b>re"))
        self.finished.wait(timeout=30)
        struck = (Struck("Its founder <b>resigned</b>.", "the passage says too little of it"),)
        yield Answer(question.text, own, 0.9, hits=hits, written=Written("m:x", struck=struck))


@pytest.fixture
def writing() -> Writing:
    return Writing()


@pytest.fixture
def where(writing: Writing, tmp_path: Path) -> Iterator[str]:
    chain = RunnableLambda(writing.answer)
    feedback = tmp_path / "feedback.jsonl"
    with served(Newsroom((NEWS,)), chain, model="m:x", feedback=feedback, suggest=Suggest(chain)) as address:
        yield address
        writing.finished.set()


def test_what_is_unchecked_says_so_until_it_stands_or_is_struck(
    open_tab: OpenTab, writing: Writing, where: str, tmp_path: Path
) -> None:
    tab = open_tab(where)
    expect(tab.locator(".masthead")).to_contain_text("written by m:x, each sentence checked")
    tab.get_by_role("textbox", name="Question").fill(QUESTION)
    tab.keyboard.press("Enter")
    expect(tab.locator(".draft")).to_have_text("Not checked yet Its founder <b>re")
    expect(tab.locator(".claim-group .stamp")).to_have_text("Supported")
    writing.finished.set()
    expect(tab.locator(".exchange[data-status=done]")).to_have_count(1)
    expect(tab.locator(".draft")).to_have_count(0)
    struck = tab.locator(".struck-list s")
    expect(struck).to_be_hidden()
    tab.locator(".struck-list summary").click()
    expect(struck).to_have_text("Its founder <b>resigned</b>.")

    tab.get_by_role("button", name="Bad answer").click()
    tab.get_by_role("textbox", name="Why?").fill("No date")
    tab.get_by_role("button", name="Keep").click()
    expect(tab.locator("p.opinion")).to_have_text("Kept as a bad answer.")
    (line,) = (tmp_path / "feedback.jsonl").read_text().splitlines()
    assert (json.loads(line)["why"], json.loads(line)["written"]["model"]) == ("No date", "m:x")

    tab.locator(".chip").click()
    tab.get_by_text("Why this passage").click()
    expect(tab.locator(".why dd").first).to_have_text("1st")

    tab.get_by_role("button", name="How many mobile apps were removed?").click()
    expect(tab.locator(".exchange[data-status=done]")).to_have_count(2)
    expect(tab.locator(".exchange:last-child blockquote")).to_contain_text("177 mobile apps")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_of_it_can_be_read_and_touched(
    open_tab: OpenTab, writing: Writing, where: str, scheme: str, viewport: object
) -> None:
    tab = open_tab(where, viewport=viewport, scheme=scheme)
    tab.get_by_role("textbox", name="Question").fill(QUESTION)
    tab.keyboard.press("Enter")
    expect(tab.locator(".draft")).to_be_visible()
    colours = tab.evaluate(COLOURS)
    writing.finished.set()
    tab.locator(".suggested button").first.wait_for()
    tab.locator(".struck-list summary").click()
    tab.get_by_role("button", name="Good answer").click()
    colours += tab.evaluate(COLOURS)
    if viewport == PHONE:
        assert tab.evaluate(TOO_SMALL) == []
    tab.locator(".chip").first.click()
    tab.get_by_text("Why this passage").click()
    colours += tab.evaluate(COLOURS)
    assert not [(text, words, ground) for text, words, ground in colours if contrast(words, ground) < 4.5]
