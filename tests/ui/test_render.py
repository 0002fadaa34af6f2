"""Answers as HTML and as plain text: everything is escaped, numbered and said in words."""

from __future__ import annotations

from datetime import date, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.article import Article, Filter, Span
from ingest.catalogue import Overview
from qa.answer import Answer, Claim, Hit, Question, Struck, Verdict, Written
from tests.ui.newsroom import GUIDELINE, HOSTILE, REVIEW, Newsroom, chain, cut
from ui.conversation import Exchange, places
from ui.markup import Markup, join, tag, web_address
from ui.plain import plain
from ui.render import conversation, masthead
from ui.words import certainty, day, scope

# Markup characters often, so that a missing escape is found within few examples.
TEXTS = st.text(st.sampled_from("<>&\"'`$\\{}()[]/ =abc\n☃"), min_size=1).filter(str.strip)


class Seen(HTMLParser):
    """The elements, attribute names and text of some HTML, as a browser would take them."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def answered(*claims: Claim, hits: tuple[Hit, ...] = ()) -> Exchange:
    return Exchange(Question("q"), Answer("q", claims, confidence=0.9, hits=hits), "done")


def quoted(span: Span) -> Claim:
    return Claim(span.text, (span,))


@given(TEXTS, TEXTS)
def test_text_and_attributes_come_back_as_they_were(text: str, attribute: str) -> None:
    seen = Seen(tag("p", text, title=attribute))
    assert (seen.elements, seen.text) == ({"p"}, text)


def test_only_markup_is_markup() -> None:
    assert join(Markup("<b>"), "<b>") == "<b>&lt;b&gt;"
    assert tag("a", class_="x", data_open=None, hidden=True, open=False) == '<a class="x" hidden></a>'


@given(TEXTS, TEXTS, TEXTS)
def test_an_answer_has_the_same_elements_whatever_its_article_says(title: str, text: str, source: str) -> None:
    def seen(article: Article) -> Seen:
        span = Span(article, 0, len(article.text))
        exchange = answered(quoted(span), hits=(Hit(Span(GUIDELINE, 0, 9), 1.0),))
        return Seen(conversation((exchange,)))

    plain_one = seen(Article("a", "Title", "Text", source="Source"))
    wild = seen(Article("a", title, text, source=source, section=source, url=source))
    assert (wild.elements, wild.attributes) == (plain_one.elements, plain_one.attributes)
    assert text in wild.text
    assert title in wild.text


def test_a_hostile_article_leaves_no_element_behind() -> None:
    exchange = answered(*map(quoted, cut(HOSTILE)))
    assert not Seen(conversation((exchange,))).elements & {"script", "img", "svg", "iframe", "h1", "a"}


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://news.example/a?b=1", "https://news.example/a?b=1"),
        (" http://news.example ", "http://news.example"),
        ("javascript:alert(1)//https://", None),
        ("JAVASCRIPT:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("//news.example", None),
        ("https:news.example", None),
        ("http://[half", None),
        ("", None),
    ],
)
def test_only_web_addresses_become_links(url: str, address: str | None) -> None:
    assert web_address(url) == address


def test_citations_are_numbered_as_the_answer_numbers_them() -> None:
    first, second, third = cut(REVIEW)[0], cut(GUIDELINE)[0], cut(REVIEW)[1]
    answer = Answer("q", (Claim("said twice", (second, first)), quoted(first)), hits=(Hit(third, 1.0), Hit(first, 0.5)))
    numbered = places(3, answer)
    assert [(place.key, place.span, place.cited) for place in numbered] == [
        ("3-1", second, True),
        ("3-2", first, True),
        ("3-3", third, False),
    ]
    assert [(place.position, place.among) for place in numbered] == [(1, 2), (2, 2), (1, 1)]


def test_a_repeated_word_is_stressed_once() -> None:
    span = Span(Article("a", "t", "Six of six: 6 and 6."), 0, 20)
    shown = conversation((Exchange(Question("q"), Answer("q", (Claim(span.text, (span,), "6"),)), "done"),))
    assert 'Six of six: <strong class="short">6</strong> and 6.' in shown


def test_a_damaged_quotation_is_said_in_words() -> None:
    broken = next(span for span in cut(GUIDELINE) if ",," in span.text)
    assert "Text damaged in the source" in conversation((answered(quoted(broken)),))
    assert "(text damaged in the source)" in plain(Answer("q", (quoted(broken),)))


def test_only_the_last_answer_can_be_asked_again() -> None:
    exchange = answered(quoted(cut(REVIEW)[0]))
    assert conversation((exchange, exchange)).count("Ask again") == 1


@pytest.mark.parametrize("status", ["stopped", "failed"])
def test_an_answer_that_broke_off_says_so(status: str) -> None:
    shown = conversation((Exchange(Question("q"), None, status),))  # type: ignore[arg-type]
    assert 'role="alert"' in shown
    assert "Ask again" in shown


def test_plain_text_of_an_answer_and_of_a_refusal() -> None:
    span = Span(REVIEW, REVIEW.text.index("The fine"), REVIEW.text.index("one year.") + 9)
    assert plain(Answer("How long?", (quoted(span),))) == (
        "How long?\n\n“The fine on Didi called an end to a probe that lasted more than one year.” [1]\n\n"
        "[1] Watchdog vows to support firms that list abroad, Global Times · Economy · 19 Aug 2022, "
        f"https://news.example/review, characters {span.start} to {span.end}"
    )
    assert plain(Answer("Who?", reason="Nobody.")) == "Who?\n\nThe articles do not say. Nobody."


def test_days_scopes_and_certainty_in_words() -> None:
    assert day(datetime(2021, 7, 7, 23, 59)) == "7 Jul 2021"
    assert scope(Filter()) == ""
    assert scope(Filter(date(2021, 1, 1), date(2021, 1, 1), ("A", "B", "C"))) == "from 1 Jan 2021, by A, B or C"
    assert scope(Filter(until=date(2022, 2, 2))) == "until 2 Feb 2022"
    assert certainty(Answer("q", reason="r", confidence=0.1)).startswith("Weak evidence")
    assert certainty(Answer("q", reason="r", confidence=0.7)).startswith("Fair evidence")
    assert certainty(Answer("q", reason="r", confidence=1.0)).startswith("Strong evidence")


def test_the_masthead_tells_what_the_library_holds() -> None:
    assert "2 articles · 7 Jul 2021 to 19 Aug 2022" in masthead(Newsroom((REVIEW, GUIDELINE)).overview())
    assert "1 article · 7 Jul 2021<" in masthead(Newsroom((GUIDELINE,)).overview())
    assert "No articles yet" in masthead(Overview(0, 0, None, None, ()))


def test_the_chain_of_these_tests_answers_in_growing_answers() -> None:
    answers = list(chain(Newsroom((REVIEW,))).stream(Question("How much was Didi fined?")))
    assert [len(answer.claims) for answer in answers] == [1, 2]


def test_a_claim_says_which_articles_agree_and_what_its_date_means() -> None:
    first = Span(Article("a", "A", "It was fined in late July.", datetime(2022, 8, 19)), 0, 26)
    second = Span(Article("b", "B", "Late July brought a fine."), 0, 25)
    shown = conversation(
        (Exchange(Question("q"), Answer("q", (Claim(first.text, (first, second), "late July"),)), "done"),)
    )
    assert "2 articles agree" in shown
    assert "“late July”: late July 2022, by the date of the article" in shown
    assert "differ" not in shown


def test_articles_that_differ_are_said_to() -> None:
    spans = [Span(Article(name, name, f"It was {name}."), 0, 9) for name in ("6", "7")]
    answer = Answer("q", tuple(Claim(span.text, (span,), span.article.id) for span in spans))
    assert "The articles differ." in conversation((Exchange(Question("q"), answer, "done"),))
    assert "The articles differ." in plain(answer)


def test_a_follow_up_says_what_it_was_asked_as_and_can_be_changed() -> None:
    exchange = Exchange(Question("And when?"), Answer("When was Didi fined?", reason="Nobody says."), "done")
    shown = conversation((exchange,))
    assert "Asked as: <q>When was Didi fined?</q>" in shown
    assert 'data-edit="When was Didi fined?"' in shown
    alone = Exchange(Question(" When  was Didi fined?"), Answer("When was Didi fined?", reason="Nobody says."), "done")
    assert "Asked as" not in conversation((alone,))


def test_what_the_program_says_itself_is_no_refusal() -> None:
    answer = Answer("hello", said="Hello. Ask a question.")
    shown = conversation((Exchange(Question("hello"), answer, "done"),))
    assert "Hello. Ask a question." in shown
    assert "do not say" not in shown + plain(answer)


def by_model(*claims: Claim, written: Written) -> Exchange:
    return Exchange(Question("q"), Answer("q", claims, confidence=0.9, written=written), "done")


def test_what_a_language_model_wrote_is_told_from_quotations_in_words() -> None:
    first, second = cut(REVIEW)[:2]
    own_words = Claim("Didi was fined.", (first,), verdict=Verdict.SUPPORTED)
    shown = conversation((by_model(own_words, quoted(second), written=Written("m")),))
    assert shown.index("Supported") < shown.index("Verbatim")
    assert "Written by m, checked." in shown
    assert "Verbatim" not in conversation((answered(quoted(second)),))


@given(TEXTS, TEXTS, TEXTS)
def test_all_that_a_language_model_says_is_escaped(text: str, reason: str, model: str) -> None:
    def seen(text: str, reason: str, model: str) -> Seen:
        claim = Claim(text, (Span(GUIDELINE, 0, 9),), verdict=Verdict.SUPPORTED)
        written = Written(model, unchecked=text, struck=(Struck(text, reason),), fault=reason)
        return Seen(conversation((by_model(claim, written=written),)) + masthead(Newsroom(()).overview(), model))

    wild, tame = seen(text, reason, model), seen("text", "reason", "model")
    assert (wild.elements, wild.attributes) == (tame.elements, tame.attributes)
    assert text in wild.text
    assert reason in wild.text


def test_a_struck_sentence_is_there_on_demand_with_its_reason() -> None:
    written = Written("m", struck=(Struck("Didi was sold.", "the passage does not say it"),))
    shown = conversation((by_model(quoted(cut(REVIEW)[0]), written=written),))
    assert "<s>Didi was sold.</s>" in shown
    assert "the passage does not say it" in shown
    assert "<details" in shown


def test_a_model_that_failed_is_named_with_the_reason() -> None:
    written = Written("m", fault="it cannot be reached")
    shown = conversation((by_model(quoted(cut(REVIEW)[0]), written=written),))
    assert "m: it cannot be reached. These are quotations instead." in shown
    assert "Written by" not in shown


def test_what_stands_of_a_model_that_broke_off_is_not_called_a_quotation() -> None:
    own_words = Claim("Didi was fined.", (cut(REVIEW)[0],), verdict=Verdict.SUPPORTED)
    shown = conversation((by_model(own_words, written=Written("m", fault="it failed")),))
    assert "m: it failed." in shown
    assert "quotations instead" not in shown
