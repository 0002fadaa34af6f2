"""The answer made of quotations: what it quotes, what it refuses, and why."""

from __future__ import annotations

import pytest

from ingest import split
from ingest.article import EVERYTHING, Filter, Span
from qa.answer import Answer, Hit, Question
from qa.extract import Extract
from qa.terms import key, tokens
from tests.newsroom import count_words, make

DIDI = make(
    "The regulator fined ride-hailing giant Didi 8.026 billion yuan for 16 violations in late July. "
    "Tencent was not mentioned by the regulator.\n"
    "In the first half of 2022 a total of 3,491 websites were interviewed. 177 apps were removed from app stores.\n"
    'Niu Yibing, vice minister, promised support. "It is a healthy climate," Niu said.'
)
DAMAGED = make(
    "Specifically, China, according to the guideline jointly issued by the General Office of the State Council.\n"
    "A guideline on listings was issued on Tuesday, said the office.",
    id="b",
)


def ask(question: str, *articles: object, filter: Filter = EVERYTHING) -> Answer:
    spans = [span for article in articles or (DIDI,) for span in split.passages(article, count_words)]  # type: ignore[arg-type]
    stems = {key(token) for span in spans for token in tokens(span.article.title + " " + span.text)}

    def mentions(phrase: str, _: Filter) -> bool:
        return all(key(token) in stems for token in tokens(phrase))

    return Extract(mentions).answer(Question(question, filter), [Hit(span, 1.0) for span in spans])


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("How much was Didi fined?", "8.026 billion yuan"),
        ("how many violations was didi fined for", "16 violations"),
        ("How many apps were removed from app stores in the first half of 2022?", "177 apps"),
        ("How many websites were interviewed in the first half of 2022?", "3,491"),
        ("When was Didi fined?", "late July"),
        ("Who is Niu Yibing?", "vice minister"),
    ],
    ids=["amount", "lower case", "context in the sentence before", "count", "time", "person"],
)
def test_the_first_claim_answers_verbatim(question: str, part: str) -> None:
    claim = ask(question).claims[0]
    assert part in claim.text
    assert claim.text == claim.citations[0].text
    assert claim.text in DIDI.text


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("How much was Alibaba fined?", "No article mentions Alibaba."),
        ("How much was Didi fined in 2019?", "No article mentions 2019."),
        ("Why was Didi fined 10 billion yuan?", "No article mentions 10 billion."),
        ("Who is the CEO of Didi?", "No article mentions CEO."),
        ("What did Xi Jinping say to Alibaba?", "No article mentions Xi Jinping and Alibaba."),
        ("Where is the sea?", "No article mentions “sea”."),
        (
            "How much was Tencent fined in late July for violations?",
            "The nearest passages do not mention Tencent together with the rest of the question.",
        ),
        ("hello", "The question names nothing that an article could be searched for."),
    ],
    ids=["company", "year", "amount", "title", "two names", "word", "not together", "greeting"],
)
def test_what_is_not_there_is_refused_with_the_reason(question: str, reason: str) -> None:
    answer = ask(question)
    assert (answer.claims, answer.reason) == ((), reason)
    assert answer.hits or question == "hello", "the nearest passages are shown all the same"


def test_a_filter_is_part_of_the_reason() -> None:
    answer = ask("How much was Alibaba fined?", filter=Filter(sources=("CNN",)))
    assert answer.reason == "No article of these dates and sources mentions Alibaba."


def test_a_sound_sentence_is_preferred_and_a_damaged_one_is_marked() -> None:
    assert not ask("When was the guideline on listings issued?", DAMAGED).claims[0].damaged
    by_whom = ask("Who jointly issued the guideline?", DAMAGED).claims[0]
    assert by_whom.damaged
    assert "State Council" in by_whom.text


def test_the_same_sentence_of_two_articles_is_quoted_once() -> None:
    copy = make(DIDI.text, id="copy")
    texts = [claim.text for claim in ask("How much was Didi fined?", DIDI, copy).claims]
    assert len(texts) == len(set(texts))


def test_asides_are_never_quoted() -> None:
    article = make("Photo: Didi was fined 9 dollars.\nDidi was fined 8 dollars.")
    aside = make(article.text, aside=((0, 33),))
    assert [claim.text for claim in ask("How much was Didi fined?", aside).claims] == ["Didi was fined 8 dollars."]


def test_no_hits_no_claims() -> None:
    answer = Extract(lambda phrase, filter: True).answer(Question("How much was Didi fined?"), [])
    assert answer.reason == "No article speaks of this."


def test_a_claim_points_at_its_own_place_where_text_repeats() -> None:
    article = make("Didi was fined. Much happened since then in town. Didi was fined again, 8 dollars.")
    span = ask("How much was Didi fined?", article).claims[0].citations[0]
    assert span == Span(article, 50, len(article.text))
