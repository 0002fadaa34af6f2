"""The answer where a reader has found it: what is quoted, the short answer, and refusals."""

from __future__ import annotations

import pytest

from ingest import split
from ingest.article import Article, Filter, Span
from qa.answer import Answer, Hit, Question, Reading
from qa.quote import Confidence, Quote
from qa.terms import key, tokens
from tests.newsroom import count_words, make

CONFIDENCE = Confidence(odds=1.0, coverage=0.0, absent=-4.0, bias=0.0, threshold=0.5)

FINE = make("The regulator fined Didi 8.026 billion yuan for 16 violations. It did so in late July.", id="fine")
COPY = make("The regulator fined Didi 8.026 billion yuan for 16 violations. Shares fell.", id="copy")
OTHER = make("Didi said that it had set aside $1.2 billion. Its shares fell.", id="other")


def hit(article: Article, answer: str, odds: float) -> Hit:
    start = article.text.index(answer)
    (passage,) = split.passages(article, count_words)
    return Hit(passage, 1.0, Reading(Span(article, start, start + len(answer)), odds))


def ask(question: str, *hits: Hit) -> Answer:
    stems = {key(token) for one in hits for token in tokens(one.passage.text)}

    def mentions(phrase: str, _: Filter) -> bool:
        return all(key(token) in stems for token in tokens(phrase))

    return Quote(mentions, CONFIDENCE).answer(Question(question), hits)


def test_the_claim_is_the_sentence_and_the_short_answer_stands_in_it() -> None:
    answer = ask("How much was Didi fined?", hit(OTHER, "$1.2 billion", -3.0), hit(FINE, "8.026 billion yuan", 3.0))
    assert [claim.text for claim in answer.claims] == ["The regulator fined Didi 8.026 billion yuan for 16 violations."]
    assert answer.short == "8.026 billion yuan"
    assert answer.confidence == pytest.approx(0.9526, abs=1e-3)
    (span,) = answer.citations
    assert FINE.text[span.start : span.end] == answer.claims[0].text


def test_a_sentence_that_begins_with_a_pronoun_is_quoted_with_the_one_before() -> None:
    answer = ask("When was Didi fined?", hit(FINE, "late July", 5.0))
    assert answer.claims[0].text == FINE.text.strip()
    assert answer.short == "late July"


def test_a_sentence_that_two_articles_have_is_quoted_once() -> None:
    question = "How much was Didi fined?"
    answer = ask(question, hit(FINE, "8.026 billion yuan", 3.0), hit(COPY, "8.026 billion yuan", 2.9))
    assert len(answer.claims) == 1
    answer = ask(question, hit(FINE, "8.026 billion yuan", 3.0), hit(OTHER, "$1.2 billion", 2.9))
    assert len(answer.claims) == 2


def test_an_answer_that_runs_into_the_next_sentence_ends_with_its_own() -> None:
    answer = ask("What did Didi get?", hit(FINE, "16 violations. It did", 3.0))
    assert answer.short == "16 violations."
    assert answer.short in answer.claims[0].text


@pytest.mark.parametrize(
    ("question", "odds", "reason"),
    [
        pytest.param("How much was Didi fined?", -1.0, "do not answer the question", id="not there"),
        pytest.param("How much was Tencent fined?", 3.0, "No article mentions Tencent.", id="another name"),
        pytest.param("Hello", 3.0, "names nothing", id="no question"),
    ],
)
def test_what_is_refused_says_why(question: str, odds: float, reason: str) -> None:
    answer = ask(question, hit(FINE, "8.026 billion yuan", odds))
    assert not answer.claims
    assert reason in (answer.reason or "")


def test_a_hit_that_was_not_read_answers_nothing() -> None:
    (passage,) = split.passages(FINE, count_words)
    assert not ask("How much was Didi fined?", Hit(passage, 1.0)).claims
