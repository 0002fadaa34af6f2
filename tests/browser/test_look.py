"""Light and dark, wide and narrow: everything can be read and reached."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenTab, ask

# Every element with text of its own, its colour and the first opaque colour behind it, as the browser computed them.
COLOURS = """() => [...document.querySelectorAll('.gradio-container *')].filter(element =>
    [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())
    && element.checkVisibility({visibilityProperty: true, opacityProperty: true})
    && !element.closest(':disabled, .sr-only')
).map(element => {
    const style = getComputedStyle(element);
    let behind = element;
    while (behind && getComputedStyle(behind).backgroundColor === 'rgba(0, 0, 0, 0)') behind = behind.parentElement;
    const ground = behind ? getComputedStyle(behind).backgroundColor : 'rgb(255, 255, 255)';
    return [`${element.tagName}.${element.className}: ${element.textContent.slice(0, 30)}`, style.color, ground];
})"""

TOO_SMALL = """() => [...document.querySelectorAll('.gradio-container :is(button, summary, input)')].filter(element => {
    const box = element.getBoundingClientRect();
    return element.checkVisibility({visibilityProperty: true}) && box.width && (box.height < 44 || box.width < 44);
}).map(element => element.outerHTML.slice(0, 120))"""


def contrast(one: str, other: str) -> float:
    """The contrast of two CSS colours by WCAG 2.2, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [float(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def filled(tab: Page) -> None:
    """Bring up an answer, a refusal, the filters and the reader."""
    ask(tab, "How much was Didi fined?")
    ask(tab, "How much was Alibaba fined?")
    tab.locator("#filters button").first.click()
    tab.get_by_label("Published since").wait_for()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_stands_out_from_its_ground(open_tab: OpenTab, scheme: str, viewport: ViewportSize) -> None:
    tab = open_tab(viewport=viewport, scheme=scheme)
    colours = tab.evaluate(COLOURS)
    filled(tab)
    colours += tab.evaluate(COLOURS)
    tab.locator(".chip").first.click()
    expect(tab.locator("mark.quotation")).to_be_visible()
    colours += tab.evaluate(COLOURS)
    assert len(colours) > 50
    assert not [(text, words, ground) for text, words, ground in colours if contrast(words, ground) < 4.5]


def test_dark_is_dark(open_tab: OpenTab) -> None:
    tab = open_tab(scheme="dark")
    ground = tab.locator(".gradio-container").evaluate("element => getComputedStyle(element).backgroundColor")
    assert contrast(ground, "rgb(0, 0, 0)") < 1.5


@pytest.mark.parametrize("width", [320, 390, 861, 1024])
def test_nothing_scrolls_sideways(open_tab: OpenTab, width: int) -> None:
    tab = open_tab(viewport=ViewportSize(width=width, height=844))
    filled(tab)
    tab.locator(".chip").first.click()
    tab.locator("mark.quotation").wait_for()
    wide = "element => element.scrollWidth - element.clientWidth"
    for part in ("html", "#talk", "#conversation", "#source", "#composer"):
        assert tab.locator(part).evaluate(wide) <= 0, part


def test_on_a_phone_everything_is_large_enough_to_touch(open_tab: OpenTab) -> None:
    tab = open_tab(viewport=PHONE)
    assert tab.evaluate(TOO_SMALL) == []
    filled(tab)
    assert tab.evaluate(TOO_SMALL) == []
    tab.locator(".chip").first.click()
    expect(tab.locator("#source")).to_be_visible()
    assert tab.evaluate(TOO_SMALL) == []
