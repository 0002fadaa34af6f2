"""The answer where a reader has found it: what is quoted, the short answer, and refusals."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

import pytest

from ingest import split
from ingest.article import Article, Filter, Span
from qa.answer import Answer, Hit, Question, Reading
from qa.confidence import Features, Judgement
from qa.quote import Quote
from qa.terms import key, tokens
from tests.newsroom import count_words, make

WEIGHTS = Features(**dict.fromkeys(Features._fields, 0.0) | {"odds": 1.0, "names": -4.0, "numbers": -2.0})
JUDGEMENT = Judgement(WEIGHTS, WEIGHTS, 0.0, {"lenient": 0.3, "normal": 0.5, "strict": 0.9})

FINE = make("The regulator fined Didi 8.026 billion yuan for 16 violations. It did so in late July.", id="fine")
COPY = make("The regulator fined Didi 8.026 billion yuan for 16 violations. Shares fell.", id="copy")
OTHER = make("Didi said that it had set aside $1.2 billion. Its shares fell.", id="other")


def hit(article: Article, answer: str, odds: float) -> Hit:
    start = article.text.index(answer)
    (passage,) = split.passages(article, count_words)
    return Hit(passage, 1.0, (Reading(Span(article, start, start + len(answer)), odds),))


def ask(question: str, *hits: Hit) -> Answer:
    stems = {key(token) for one in hits for token in tokens(one.passage.text)}

    def mentions(phrase: str, _: Filter) -> bool:
        return all(key(token) in stems for token in tokens(phrase))

    return Quote(mentions, JUDGEMENT).answer(Question(question), hits)


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


def test_where_no_words_of_the_sentence_stand_out_it_is_the_answer_itself() -> None:
    sure, unsure = hit(FINE, "Didi", 3.0), hit(FINE, "Didi", 3.0)
    unsure = replace(unsure, readings=(replace(unsure.readings[0], clear=0.1),))
    assert (ask("Who paid?", sure).short, ask("Who paid?", unsure).short) == ("Didi", None)
    assert ask("Who paid?", unsure).claims[0].text == ask("Who paid?", sure).claims[0].text


@pytest.mark.parametrize(
    ("text", "short", "expected"),
    [
        pytest.param(
            "The ship cost 8 billion yuan ($1.2 billion) then.",
            "$1.2 billion",
            "8 billion yuan ($1.2 billion)",
            id="both",
        ),
        pytest.param("The ship cost €5 (about $6) then.", "$6", "€5 (about $6)", id="about"),
        pytest.param("The ship cost €5 (about $6) then.", "€5", "€5", id="the amount itself"),
        pytest.param("The ship cost €5 and $6 for us.", "$6", "$6", id="no brackets"),
        pytest.param("The ship cost €5 (and another $6) then.", "$6", "$6", id="more in the brackets"),
        pytest.param("The ship has 5 rooms, no. 3 (12 doors) then.", "12", "12", id="counts"),
    ],
)
def test_an_amount_that_converts_another_is_given_with_it(text: str, short: str, expected: str) -> None:
    assert ask("How much did the ship cost?", hit(make(text, id="ship"), short, 3.0)).short == expected


def test_whether_something_is_so_is_answered_by_a_sentence() -> None:
    answer = ask("Was Didi fined by the regulator?", hit(FINE, "Didi", 3.0))
    assert (answer.short, len(answer.claims)) == (None, 1)


class TestSeveralArticles:
    QUESTION = "How much was Didi fined?"
    AGREES = make("A fine of 8.026 billion yuan was announced for Didi on Thursday.", id="agrees")

    def test_those_that_agree_are_cited_with_the_claim(self) -> None:
        hits = hit(FINE, "8.026 billion yuan", 3.0), hit(self.AGREES, "8.026 billion yuan", 2.0)
        (claim,) = ask(self.QUESTION, *hits).claims
        assert [citation.article.id for citation in claim.citations] == ["fine", "agrees"]
        assert claim.articles == 2

    def test_one_that_is_not_sure_does_not_count(self) -> None:
        hits = hit(FINE, "8.026 billion yuan", 3.0), hit(self.AGREES, "8.026 billion yuan", -1.0)
        assert ask(self.QUESTION, *hits).claims[0].articles == 1

    def test_copies_of_one_sentence_count_once(self) -> None:
        hits = hit(FINE, "8.026 billion yuan", 3.0), hit(COPY, "8.026 billion yuan", 2.9)
        (claim,) = ask(self.QUESTION, *hits).claims
        assert claim.articles == 1

    def test_where_they_differ_both_are_shown(self) -> None:
        answer = ask(self.QUESTION, hit(FINE, "8.026 billion yuan", 3.0), hit(OTHER, "$1.2 billion", 2.9))
        assert [claim.short for claim in answer.claims] == ["8.026 billion yuan", "$1.2 billion"]
        assert answer.differs

    def test_two_sentences_of_one_article_do_not_differ(self) -> None:
        answer = ask(self.QUESTION, hit(FINE, "8.026 billion yuan", 3.0), hit(FINE, "late July", 2.9))
        assert [claim.short for claim in answer.claims] == ["8.026 billion yuan", None]
        assert not answer.differs

    def test_the_newest_comes_first_where_the_latest_is_asked_for(self) -> None:
        old = make("Didi was fined 5 million yuan.", id="old", published=datetime(2021, 7, 1))
        new = make("Didi was fined 8 billion yuan.", id="new", published=datetime(2022, 7, 1))
        hits = hit(old, "5 million yuan", 3.0), hit(new, "8 billion yuan", 2.0)
        assert ask("How much was Didi fined?", *hits).short == "5 million yuan"
        assert ask("How much was the latest fine for Didi?", *hits).short == "8 billion yuan"


def test_a_question_for_reasons_gets_supporting_sentences() -> None:
    text = "Didi was fined for 16 violations. It had collected data. It had endangered security. Shares fell."
    article = make(text, id="why")
    (passage,) = split.passages(article, count_words)
    parts = [("16 violations", 2.0), ("data", 1.0), ("security", 0.5), ("fell", -4.0)]
    spans = [(Span(article, text.index(part), text.index(part) + len(part)), odds) for part, odds in parts]
    answer = ask("Why was Didi fined?", Hit(passage, 1.0, tuple(Reading(*one) for one in spans)))
    assert [claim.text.split(".")[-2].split()[-1] for claim in answer.claims] == ["violations", "data", "security"]
    assert [claim.short for claim in answer.claims] == ["16 violations", None, None]


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        pytest.param(
            "Why was Didi fined 10 billion yuan?", "says 10 billion yuan; .* says 8.026 billion yuan", id="sum"
        ),
        pytest.param("Was Didi fined for 20 violations?", "says 20 violations; .* says 16 violations", id="count"),
        pytest.param("How much was Didi fined in 2020?", "says 2020; .* is of 1 August 2022", id="year"),
    ],
)
def test_a_number_that_the_article_contradicts_is_not_answered_but_said(question: str, reason: str) -> None:
    dated = replace(FINE, published=datetime(2022, 8, 1))
    answer = ask(question, hit(dated, "8.026 billion yuan", 9.0))
    assert not answer.claims
    assert re.search(reason, answer.reason or "")


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
