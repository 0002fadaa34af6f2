"""What the reader reads at once: a question, the heading of an article, and a passage, as token ids.

[CLS] question [SEP] title · day of publication [SEP] passage [SEP]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.article import Article
from ingest.tokens import Tokens, WordPiece

MOST_QUESTION, MOST_HEADING, MOST_PASSAGE = 48, 36, 224
"""Tokens that are read of each part; the rest of a longer one is not. Passages of a library have at most 180."""


@dataclass(frozen=True, slots=True)
class Window:
    """Token ids; `second` is the place of the first token after the question, `first` of the first of the passage.

    `offsets` are the characters of the passage that each of its tokens stands for.
    """

    ids: tuple[int, ...]
    second: int
    first: int
    offsets: Sequence[tuple[int, int]]


class Windows:
    """Makes windows with the tokens of one vocabulary."""

    def __init__(self, tokens: WordPiece) -> None:
        self._tokens = tokens
        self._begin, self._separator = tokens.id("[CLS]"), tokens.id("[SEP]")

    def of(self, question: str, headings: Sequence[str], passages: Sequence[str]) -> list[Window]:
        """One window a passage; `headings` has as many."""
        asked, *rest = self._tokens.tokens([question, *headings, *passages])
        titles, texts = rest[: len(headings)], rest[len(headings) :]
        return [self._window(asked, title, text) for title, text in zip(titles, texts, strict=True)]

    def _window(self, asked: Tokens, title: Tokens, text: Tokens) -> Window:
        question = (self._begin, *asked.ids[:MOST_QUESTION], self._separator)
        before = (*question, *title.ids[:MOST_HEADING], self._separator)
        ids = (*before, *text.ids[:MOST_PASSAGE], self._separator)
        return Window(ids, len(question), len(before), text.offsets[:MOST_PASSAGE])


def heading(article: Article) -> str:
    """The title of an article and the day on which it was published, as far as they are known."""
    day = f"{article.published:%-d %B %Y}" if article.published else ""
    return " · ".join(part for part in (article.title, day) if part)
