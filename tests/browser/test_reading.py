"""From a question to its quotation, marked in the article."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, OpenTab, ask, in_view
from tests.ui.newsroom import REVIEW

DIDI = "How much was Didi fined?"
FINE = (
    "In the latest move, the regulator fined ride-hailing giant Didi Global 8.026 billion yuan ($1.2 billion) for "
    "16 legal violations in late July."
)
PROBE = "The fine on Didi called an end to a probe that lasted more than one year."


def test_the_quotation_opens_marked_and_in_view(tab: Page) -> None:
    ask(tab, DIDI)
    expect(tab.locator(".claim").first).to_have_text(FINE)
    expect(tab.locator(".short")).to_have_text("8.026 billion yuan")
    expect(tab.locator(".sources")).to_contain_text("Global Times · Economy · 19 Aug 2022")
    tab.locator(".chip").first.click()
    expect(tab.locator("mark.quotation")).to_have_text(FINE)
    assert in_view(tab, "mark.quotation")
    expect(tab.locator("mark.cited")).to_have_text(PROBE)
    expect(tab.locator(".reader h2")).to_have_text(REVIEW.title)
    expect(tab.get_by_role("link", name="Original article")).to_have_attribute("href", REVIEW.url)


def test_the_reader_shows_every_character_of_the_article(tab: Page) -> None:
    ask(tab, DIDI)
    tab.locator(".chip").first.click()
    tab.locator("mark.quotation").wait_for()
    assert tab.locator(".reader .body").text_content() == REVIEW.text


def test_previous_and_next_go_through_the_citations(tab: Page) -> None:
    ask(tab, DIDI)
    tab.locator(".chip").first.click()
    expect(tab.locator(".position")).to_have_text("Quotation 1 of 2")
    expect(tab.get_by_role("button", name="Previous quotation")).to_be_disabled()
    tab.get_by_role("button", name="Next quotation").click()
    expect(tab.locator(".position")).to_have_text("Quotation 2 of 2")
    expect(tab.locator("mark.quotation")).to_have_text(PROBE)
    expect(tab.get_by_role("button", name="Next quotation")).to_be_disabled()
    assert in_view(tab, "mark.quotation")
    expect(tab.locator(".chip.opened .number")).to_have_text("2")


def test_by_keyboard_alone_from_the_question_to_the_quotation_and_back(tab: Page) -> None:
    expect(tab.get_by_role("textbox", name="Question")).to_be_focused()
    tab.keyboard.type(DIDI)
    tab.keyboard.press("Enter")
    tab.locator("[data-status=done]").wait_for()
    chip = tab.locator(".chip").first
    while not chip.evaluate("chip => chip === document.activeElement"):
        tab.keyboard.press("Shift+Tab")
        assert tab.evaluate("document.activeElement !== document.body"), "the focus went past the chip"
    expect(tab.locator(".popover").first).to_be_visible()
    tab.keyboard.press("Enter")
    expect(tab.locator(".reader")).to_be_focused()
    assert in_view(tab, "mark.quotation")
    for key, position in (("ArrowRight", 2), ("p", 1), ("n", 2), ("ArrowLeft", 1)):
        tab.keyboard.press(key)
        expect(tab.locator(".position")).to_have_text(f"Quotation {position} of 2")
    tab.keyboard.press("Escape")
    expect(chip).to_be_focused()


def test_pointing_at_a_chip_shows_its_quotation(tab: Page) -> None:
    ask(tab, DIDI)
    popover = tab.locator(".popover").nth(1)
    expect(popover).to_be_hidden()
    tab.locator(".chip").nth(1).hover()
    expect(popover).to_be_visible()
    expect(popover.locator("q")).to_have_text(PROBE)
    expect(tab.locator(".chip").nth(1)).to_have_accessible_description(f"{PROBE} {REVIEW.title}")


def test_what_was_found_and_not_cited_opens_too(tab: Page) -> None:
    ask(tab, DIDI)
    found = tab.locator(".found")
    expect(found.locator("li").first).to_be_hidden()
    found.locator("summary").click()
    words = found.locator(".excerpt").first.inner_text()
    found.locator("li button").first.click()
    expect(tab.locator("mark.quotation").first).to_have_text(words)
    expect(tab.locator(".position")).to_have_text("Passage 1 of 3")


def test_on_a_phone_the_reader_is_a_sheet(open_tab: OpenTab) -> None:
    tab = open_tab(viewport=PHONE)
    ask(tab, DIDI)
    expect(tab.locator(".claim").first).to_be_in_viewport()
    expect(tab.locator("#source")).to_be_hidden()
    chip = tab.locator(".chip").first
    for _ in range(2):  # the same one again opens the sheet again
        chip.click()
        expect(tab.locator("#source")).to_be_visible()
        expect(tab.locator("#source")).to_have_css("transform", "none")
        expect(tab.locator(".reader")).to_be_focused()
        assert in_view(tab, "mark.quotation")
        tab.get_by_role("button", name="Close").click()
        expect(tab.locator("#source")).to_be_hidden()
        expect(chip).to_be_focused()
    chip.press("Enter")
    expect(tab.locator("#source")).to_be_visible()
    tab.keyboard.press("Escape")
    expect(tab.locator("#source")).to_be_hidden()
    expect(chip).to_be_focused()
