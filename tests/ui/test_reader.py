"""An article in the reader: nothing is lost, and what is marked is what was quoted."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from ingest.article import Article, Range, Span
from qa.answer import Answer, Claim
from qa.why import Why
from tests.ui.newsroom import HOSTILE, REVIEW
from ui.conversation import places
from ui.reader import empty, reader


class Body(HTMLParser):
    """The text of the article's body, and those parts of it that are marked or set aside."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = self.quotation = self.cited = self.aside = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(dict(attrs).get("class") or tag)

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if "body" in self.open:
            self.text += data
            self.quotation += data if "quotation" in self.open else ""
            self.cited += data if "cited" in self.open else ""
            self.aside += data if "aside" in self.open else ""


def shown(first: Span, *others: Span) -> Body:
    answer = Answer("q", (Claim("said", (first, *others)),))
    numbered = places(0, answer)
    return Body(reader(numbered[0], numbered))


def squeezed(text: str) -> str:
    """Without white space: paragraphs are parted where a quotation runs across them."""
    return "".join(text.split())


@st.composite
def spans(draw: st.DrawFn) -> tuple[Span, Span]:
    text = draw(st.text(st.sampled_from("ab<&>\"' \n\t"), min_size=1, max_size=60).filter(str.strip))
    offsets = st.integers(0, len(text))
    pairs = [sorted(draw(st.tuples(offsets, offsets).filter(lambda pair: pair[0] != pair[1]))) for _ in range(3)]
    article = Article("a", "t", text, aside=(Range(*pairs[2]),))
    return Span(article, *pairs[0]), Span(article, *pairs[1])


@given(spans())
def test_the_text_is_whole_and_the_mark_is_the_quotation(drawn: tuple[Span, Span]) -> None:
    first, second = drawn
    body = shown(first, second)
    assert body.text == first.article.text
    assert squeezed(body.quotation) == squeezed(first.text)


def test_the_other_citation_is_marked_weakly_and_asides_are_set_apart() -> None:
    first, second = Span(REVIEW, 120, 160), Span(REVIEW, 150, 190)
    body = shown(first, second)
    assert (body.quotation, body.cited) == (first.text, REVIEW.text[160:190])
    assert body.aside == "".join(REVIEW.text[start:end] for start, end in REVIEW.aside)


def test_a_passage_of_another_article_is_not_marked_here() -> None:
    body = shown(Span(REVIEW, 120, 160), Span(HOSTILE, 0, 10))
    assert body.cited == ""


def test_blank_lines_part_paragraphs_and_else_every_line_does() -> None:
    def paragraphs(text: str) -> int:
        return reader(*_alone(Span(Article("a", "t", text), 0, 1))).count("<p>")

    assert paragraphs("One\ntwo.\n\nThree.\n") == 2
    assert paragraphs("One.\nTwo.\nThree.") == 3
    assert paragraphs("One.") == 1


def test_an_article_without_an_address_has_no_link() -> None:
    assert "<a " in reader(*_alone(Span(REVIEW, 120, 160)))
    assert "<a " not in reader(*_alone(Span(HOSTILE, 0, 10)))


def test_the_empty_reader_tells_how_to_fill_it() -> None:
    assert "Open a numbered quotation" in empty()


def _alone(span: Span) -> tuple:  # type: ignore[type-arg]
    numbered = places(0, Answer("q", (Claim("said", (span,)),)))
    return numbered[0], numbered


def test_why_a_passage_was_found_is_told() -> None:
    answer = Answer("q", (Claim("said", (Span(REVIEW, 0, 9),)),))
    numbered = places(0, answer)
    found = Why(words=1, vectors=None, reader=22, chance=0.914, matched=("Didi", "<b>"))
    told = reader(numbered[0], numbered, found)
    for words in ("1st", "not among the first hundred", "22nd, 91% likely", "Didi, &lt;b&gt;"):
        assert f"<dd>{words}</dd>" in told
    assert "Why this passage" not in reader(numbered[0], numbered)
