"""The chain as LangChain sees it, and the check of every citation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from ingest.article import EVERYTHING, Article, Filter, Span
from ingest.texts import Texts
from qa.answer import Answer, Claim, Hit, Question, Reading, Turn
from qa.assemble import chain_of_texts
from qa.chain import StaleCitationError, chain
from qa.retrieve import Words
from tests.newsroom import bag_of_words, count_words, make

TEXTS = ["Drivers of Didi want more money. Riders of Didi want less traffic.", "A bank was robbed in Bern."]


class Certain:
    """A reader that is certain of every sentence that speaks of Didi: it is answered by its last word."""

    def read(self, _: str, passages: Sequence[Span]) -> list[tuple[Reading, ...]]:
        return [tuple(self._readings(passage)) for passage in passages]

    def _readings(self, passage: Span) -> Iterator[Reading]:
        for sentence in passage.sentences():
            if "Didi" in sentence.text:
                text = sentence.text.rstrip(" .")
                yield Reading(
                    Span(passage.article, sentence.start + text.rindex(" ") + 1, sentence.start + len(text)), 8
                )


def test_invoke_stream_and_batch_agree() -> None:
    asked = chain_of_texts(TEXTS, bag_of_words(), reader=Certain())
    question = "What do drivers and riders of Didi want?"
    answer = asked.invoke(question)
    assert {claim.text for claim in answer.claims} == {
        "Drivers of Didi want more money.",
        "Riders of Didi want less traffic.",
    }
    streamed = list(asked.stream(question))
    assert streamed[-1] == answer
    assert [len(part.claims) for part in streamed] == [1, 2]
    assert asked.batch([question, Question(question)]) == [answer, answer]


def test_a_blank_question_is_an_error() -> None:
    with pytest.raises(ValueError, match="the question is empty"):
        chain_of_texts(TEXTS, bag_of_words()).invoke(" \n")


class Quoting:
    """Answers with the first passage; the given article stands in for the one that was found, some times."""

    def __init__(self, stale: Article, times: int) -> None:
        self.stale, self.times = stale, times

    def stream(self, question: Question, hits: Sequence[Hit]) -> Iterator[Answer]:
        self.times -= 1
        passage = hits[0].passage if self.times < 0 else Span(self.stale, 0, 4)
        yield Answer(question.text, (Claim(passage.text, (passage,)),), confidence=1.0)


@pytest.mark.parametrize("times", [1, 2], ids=["once", "twice"])
def test_a_citation_of_an_article_that_changed_meanwhile_is_found_anew(times: int) -> None:
    texts = Texts(TEXTS, count_words)
    stale = make("Uber was never fined.", id="context-0")
    answer = chain(Words(texts), Quoting(stale, times), texts.article).invoke("Who wants traffic?")
    assert answer.claims[0].text in TEXTS[0]


@pytest.mark.parametrize("article_id", ["context-0", "nowhere"], ids=["other text", "no such article"])
def test_a_citation_that_is_not_in_the_catalogue_never_leaves(article_id: str) -> None:
    texts = Texts(TEXTS, count_words)
    stale = make("Uber was never fined.", id=article_id)
    with pytest.raises(StaleCitationError, match=article_id):
        chain(Words(texts), Quoting(stale, 99), texts.article).invoke("Who wants traffic?")


def test_contexts_are_cited_with_their_own_offsets() -> None:
    padded = ["  \n" + TEXTS[0], "", TEXTS[1]]
    answer = chain_of_texts(padded, bag_of_words()).invoke("Which bank was robbed in Bern?")
    (span,) = answer.citations
    assert (span.article.id, padded[2][span.start : span.end]) == ("context-2", TEXTS[1])


def test_without_any_text_there_is_no_answer() -> None:
    answer = chain_of_texts(["", " "], bag_of_words()).invoke("Who was fined?")
    assert not answer.claims
    assert answer.reason == "No article mentions “fined”."


class Recording:
    """A retriever that remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int, Filter]] = []

    def search(self, question: str, limit: int, filter: Filter = EVERYTHING) -> list[Hit]:
        self.asked.append((question, limit, filter))
        return []


def test_the_filter_reaches_the_retriever() -> None:
    recording = Recording()
    question = Question("Who  was\nfined?", Filter(sources=("CNN",)))
    texts = Texts(TEXTS, count_words)
    chain(recording, Quoting(make("x"), 0), texts.article, hits=50)
    with pytest.raises(IndexError):
        chain(recording, Quoting(make("x"), 0), texts.article, hits=50).invoke(question)
    assert recording.asked == [("Who was fined?", 50, question.filter)]


def test_answers_keep_their_invariants() -> None:
    claim = Claim("x", (Span(make("x"), 0, 1),))
    with pytest.raises(ValueError, match="needs a citation"):
        replace(claim, citations=())
    with pytest.raises(ValueError, match="reason why"):
        Answer("q")
    with pytest.raises(ValueError, match="confidence"):
        Answer("q", (claim,), confidence=1.5)


def test_a_follow_up_is_asked_whole() -> None:
    history = (Turn("user", "What do drivers of Didi want?"), Turn("assistant", "Drivers of Didi want more money."))
    answer = chain_of_texts(TEXTS, bag_of_words()).invoke(Question("What about Uber?", history=history))
    assert answer.question == "What do drivers of Uber want?"


def test_a_message_that_is_no_question_is_replied_to_and_not_searched_for() -> None:
    def reply(question: Question) -> Answer:
        return Answer(question.text, said="Hello.")

    texts = Texts(TEXTS, count_words)
    asked = chain(Words(texts), Quoting(make("Uber was never fined."), 0), texts.article, reply=reply)
    assert asked.invoke("hi there") == Answer("hi there", said="Hello.")
    assert list(asked.stream("hi")) == [Answer("hi", said="Hello.")]
    assert asked.invoke("Who robbed the bank?").claims
