"""A pack as Markdown and HTML says what was quoted, and nothing in it is more than text."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.article import Filter
from qa.answer import Answer, Claim, Question
from qa.pack import Entry, Pack, Quotation, Statement, entry
from tests.ui.newsroom import HOSTILE, REVIEW, cut
from tests.ui.test_render import Seen
from ui.pack_text import html, markdown

ASKED = datetime(2026, 11, 22, 10, 20, 32, tzinfo=UTC)
TEXTS = st.text(st.sampled_from("#*-+_=~`>1.) <&!$[](){}:|\\/\"'ab\n\r\t\u2028☃"), min_size=1).filter(str.strip)

ALLOWED = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "h1",
    "h2",
    "p",
    "article",
    "blockquote",
    "a",
    "strong",
} | {
    "ol",
    "ul",
    "li",
}


def sample() -> Pack:
    """An answer and a refusal, quoting an article that attacks among others."""
    fine = next(span for span in cut(REVIEW) if span.text.startswith("In the latest move"))
    zebra = cut(HOSTILE)[-1]
    answer = Answer("How much?", (Claim(fine.text, (fine,)), Claim("It also spoke.", (zebra, fine))), 0.8)
    refusal = Answer("What of <b>Alibaba</b>?", reason="No article mentions <i>Alibaba</i>.")
    asked = Question("What of <b>Alibaba</b>?", Filter(since=date(2022, 1, 1)))
    return Pack(
        (entry(Question("How much?"), answer, (), ASKED, "abc"), entry(asked, refusal, (zebra,), ASKED, "f" * 64))
    )


def made_of(text: str) -> Pack:
    """A pack in which every text that can be chosen is this one."""
    quotation = Quotation(text, text, text, text, None, 0, len(text), text)
    other = Quotation("other", text, text, f"https://news.example/{text}", None, 0, len(text), text)
    statements = (Statement(text, None, (quotation,)), Statement(f"so {text}", None, (other,)))
    return Pack((Entry(text, ASKED, text, text, statements, 0.5, None, (other,)),))


def leaves(tokens: list[Token]) -> list[Token]:
    return [leaf for token in tokens for leaf in (leaves(token.children) if token.children else [token])]


@given(TEXTS)
def test_no_text_becomes_markdown(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").enable("strikethrough").parse(markdown(made_of(text)))
    kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in tokens}
    assert kinds <= {"heading", "inline", "paragraph", "blockquote"}
    assert sum(token.type == "heading_open" for token in tokens) == 2
    inline = {leaf.type for leaf in leaves(tokens)} - {token.type for token in tokens}
    assert inline <= {"text", "text_special", "link_open", "link_close", "softbreak"}
    shown = re.sub(r"\s+", "", "".join(leaf.content for leaf in leaves(tokens)))
    assert shown.count(re.sub(r"\s+", "", text)) >= 5


@given(TEXTS)
def test_no_text_becomes_html(text: str) -> None:
    seen = Seen(html(made_of(text)))
    assert seen.elements <= ALLOWED
    assert seen.attributes <= {"lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "rel"}
    assert seen.text.count(text) >= 5


def test_markdown_has_the_quotation_and_where_it_stands() -> None:
    text = markdown(sample())
    fine = sample().entries[0].quotations[0]
    assert REVIEW.text[fine.start : fine.end] == fine.text
    assert "## How much?\n\nAsked on 22 Nov 2026, 10:20:32 UTC; library abc\n" in text
    assert "\n> In the latest move, the regulator fined ride-hailing giant Didi Global 8.026 billion yuan" in text
    place = f"article review, characters {fine.start} to {fine.end}"
    assert f"\\[1\\] {REVIEW.title}, Global Times, 19 Aug 2022, <https://news.example/review>, {place}" in text
    assert "of articles since 1 Jan 2022; library ffffffffffff\n" in text
    assert "**The articles do not say.** No article mentions \\<i\\>Alibaba" in text
    assert "<javascript:" not in text


def test_html_asks_nothing_of_any_machine() -> None:
    page = html(sample())
    seen = Seen(page)
    assert seen.elements == ALLOWED
    assert re.findall(r'href="([^#][^"]*)"', page) == ["https://news.example/review"]
    assert "default-src 'none'" in page
    assert "src=" not in page.replace("&lt;img src=x", "")
    assert HOSTILE.title in seen.text
    assert cut(HOSTILE)[-1].text in seen.text
    assert re.findall(r'href="#([^"]*)"', page) == ["q1-1", "q1-2", "q1-1"]
    assert {"q1-1", "q1-2", "f2-1"} == set(re.findall(r' id="([^"]*)"', page))
