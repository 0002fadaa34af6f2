"""What Clippings does, told once from articles to a cited answer. Read this first."""

from __future__ import annotations

import pytest
from langchain_core.language_models import FakeListChatModel

from ingest.encoder import encoder
from ingest.library import Library
from ingest.run import ingest
from qa.answer import Filter, Question
from qa.assemble import chain_of, retriever_of
from qa.documents import ArticleRetriever
from qa.generate import Model
from tests.newsroom import CORPUS, silent


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Two news articles as they were scraped become a library on disk: read, cut, encoded and indexed."""
    folder = tmp_path_factory.mktemp("library")
    report = ingest([CORPUS], folder, encoder(), silent)
    assert report.new == 2
    return Library(folder, encoder())


def test_a_question_is_answered_with_an_exact_quotation(library: Library) -> None:
    answer = chain_of(library).invoke("How much was Didi fined, and for what?")

    claim = answer.claims[0]
    assert "8.026 billion yuan ($1.2 billion) for 16 legal violations" in claim.text

    (span,) = claim.citations
    article = library.article(span.article.id)
    assert article.text[span.start : span.end] == claim.text
    assert article.title.startswith("China vows to support firms in financing abroad")
    assert f"{article.published:%d %B %Y, %H:%M}" == "19 August 2022, 23:22"


def test_a_language_model_may_write_and_only_what_the_articles_bear_out_is_shown(library: Library) -> None:
    said = "Didi was fined 8.026 billion yuan in late July 2022 [1]. Its founder resigned [1]."
    chat = FakeListChatModel(responses=[said])

    answer = chain_of(library, model=Model(chat, "a model")).invoke("How much was Didi fined?")

    supported = answer.claims[-1]
    assert supported.text == "Didi was fined 8.026 billion yuan in late July 2022."
    assert supported.citations[0].text.startswith("In the latest move, China's internet regulator fined")
    assert answer.written is not None
    assert [struck.text for struck in answer.written.struck] == ["Its founder resigned."]


def test_what_the_articles_do_not_say_is_refused_with_the_reason(library: Library) -> None:
    answer = chain_of(library).invoke("How much was Alibaba fined?")

    assert answer.claims == ()
    assert answer.reason == "No article mentions Alibaba."
    assert answer.hits, "the nearest passages are there to be read"


def test_a_sentence_that_the_source_has_damaged_says_so(library: Library) -> None:
    claim = chain_of(library).invoke("Who issued the July 2021 guideline?").claims[0]

    assert "General Office of the State Council" in claim.text
    assert claim.damaged


def test_an_answer_keeps_to_the_dates_that_are_asked_for(library: Library) -> None:
    since = Filter(until=library.article("004_ab7c7d66d43898f9").published)

    answer = chain_of(library).invoke(Question("How much was Didi fined?", since))

    assert answer.claims == ()


def test_captions_and_credits_are_kept_and_never_quoted(library: Library) -> None:
    article = library.article("000_f3b0bbc048ffda49")
    assert "Illustration: VCG" in article.text

    answer = chain_of(library).invoke("What is the concept photo of internet finance?")

    assert all("VCG" not in claim.text for claim in answer.claims)


def test_the_retrieval_serves_other_langchain_programs(library: Library) -> None:
    documents = ArticleRetriever(retriever=retriever_of(library), limit=2).invoke("Who is Niu Yibing?")

    assert "Niu Yibing, vice minister of the CAC" in documents[0].page_content
    assert documents[0].metadata["article"] == "000_f3b0bbc048ffda49"
