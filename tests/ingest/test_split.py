"""Sentences and passages."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import read, split
from ingest.article import Article, Range, Span
from tests.newsroom import CORPUS, count_words, make

PROSE = st.text(alphabet=st.sampled_from('ab AB.,;!?"“” \n12$é中'), min_size=1, max_size=400).filter(
    lambda text: text.strip() != ""
)


def sentences(article: Article) -> list[str]:
    return [span.text for span in Span(article, 0, len(article.text)).sentences()]


@given(PROSE)
def test_sentences_joined_give_the_text(text: str) -> None:
    starts = split.cut(Article("a", "", text)).sentences
    assert starts[0] == 0
    assert "".join(text[a:b] for a, b in pairwise([*starts, len(text)])) == text


@given(PROSE, st.integers(5, 40))
def test_passages_joined_give_the_text_and_keep_the_limit(text: str, most: int) -> None:
    article = split.cut(Article("a", "", text))
    passages = split.passages(article, count_words, most)
    body = "".join(passage.text for passage in passages)
    assert text.strip() in body
    assert all(count_words([passage.text])[0] <= most for passage in passages)


@given(PROSE, st.data())
def test_passages_lose_no_word_of_the_body(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    article = split.cut(Article("a", "", text, aside=(Range(start, end),)))
    body = Span(article, 0, len(text)).body
    found = "".join(passage.body for passage in split.passages(article, count_words))
    assert found.split() == body.split()


@pytest.mark.parametrize(
    "text",
    [
        "He was born on Sept. 3 in the U.S. and moved.| The fine was $1.2 billion.| It rose 3.5 percent to No. 4.",
        '"We will act," Mr. Smith said.| "It is late."| He left.',
        "Dr. J. Doe of Acme Inc., according to him, said so.| Shares fell at 4 p.m. Monday.",
        "The fight of Gov. Ron DeSantis and Rep. Liz Cheney went on.| Lt. Gov. Dan Patrick won.",
        "“The U.S. Senate voted.”|He went.|She left.",
        'leading to it.|Coming as it does, the guideline stood.|"It is late," he said.|"But we go."',
        'a regulator on Sunday|"The incident is a flash point," he said.',
        "security, said analysts.|, according to the Commission.",
        "See Amazon.com and Node.js for it.| They work.",
        "One\n|Two\n\n|Three",
    ],
    ids=[
        "abbreviations and amounts",
        "a quotation keeps its attribution",
        "a company and a time",
        "titles",
        "closing quotation mark without a space",
        "full stop without a space",
        "opening quotation mark without a space",
        "a clause after the full stop",
        "names with a dot inside",
        "lines are paragraphs",
    ],
)
def test_sentence_boundaries(text: str) -> None:
    expected = [part for part in text.split("|") if part.strip()]
    article = split.cut(Article("a", "", text.replace("|", "")))
    found = [article.text[a:b] for a, b in pairwise([*article.sentences, len(article.text)])]
    assert [part.strip() for part in found] == [part.strip() for part in expected]


def test_lines_wrapped_at_a_width_are_no_paragraphs() -> None:
    text = (
        "China will strengthen rules and regulations for domestic\nbusinesses listed in overseas exchanges to enhance "
        "the\nprotection of data security and toughen the crackdown on\nviolations of the law. It said so on Tuesday."
    )
    assert len(sentences(make(text))) == 2


def test_the_damaged_article_is_split_and_its_broken_sentences_are_known() -> None:
    (article,) = (
        found for found in read.read(CORPUS / "004_ab7c7d66d43898f9.txt", CORPUS) if isinstance(found, Article)
    )
    article = split.cut(article)
    spans = Span(article, 0, len(article.text)).sentences()
    broken = [span.text for span in spans if split.is_damaged(span)]
    assert len(spans) == 13
    assert [text[:30] for text in broken] == [
        "Coming as Chinese, the guideli",
        "Specifically, China, according",
        "The guideline also vowed, as w",
        "The guideline came just two da",
        ", according to the US-China Ec",
        "Apart from enhancing data prot",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "China, according to the guideline, will review the listings.",
        "He went to Peking, to Shanghai and to Canton.",
        '"I know what it stands for," she said.',
        "The company, which it owns, is listed.",
    ],
    ids=["a source in the middle", "a list", "a preposition at the end of a quotation", "a relative clause"],
)
def test_a_sound_sentence_is_not_called_damaged(text: str) -> None:
    assert not split.is_damaged(Span(Article("a", "", text), 0, len(text)))


def test_an_aside_within_a_passage_is_no_sentence_of_it() -> None:
    text = "One thing happened.\nRead more: elsewhere\nAnother thing happened."
    article = make(text, aside=(Range(20, 41),))
    (passage,) = split.passages(article, count_words)
    assert passage.body == "One thing happened.\nAnother thing happened."
    assert [span.text for span in passage.sentences()] == ["One thing happened.", "Another thing happened."]
