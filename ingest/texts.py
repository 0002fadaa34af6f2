"""Texts that come with a question, searched by their words like a library, in memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ingest import edit, split
from ingest.article import EVERYTHING, Article, Filter, Span
from ingest.catalogue import Snapshot, in_memory


class Texts:
    """The articles "context-0", "context-1" and so on, with exactly the texts given; blank ones are left out.

    `count` gives the tokens of each text, as an encoder does.
    """

    def __init__(self, texts: Sequence[str], count: Callable[[Sequence[str]], list[int]]) -> None:
        given = (Article(f"context-{at}", "", text) for at, text in enumerate(texts) if text.strip())
        self._articles = {article.id: split.cut(article) for article in given}
        self._passages = [span for article in self._articles.values() for span in split.passages(article, count)]
        connection = in_memory()
        for article in self._articles.values():
            edit.stage(connection, article, "", "")
            edit.promote(connection, article)
        for number, passage in enumerate(self._passages, 1):
            edit.add_passage(connection, number, passage)
        self._catalogue = Snapshot(connection)

    def article(self, article_id: str) -> Article:
        """The article of that id; KeyError where there is none."""
        return self._articles[article_id]

    def words(self, question: str, limit: int, filter: Filter = EVERYTHING) -> list[tuple[Span, float]]:
        """The `limit` best passages by the question's words, and after them those that share none, with score 0."""
        found = self._catalogue.words(question, limit, filter)
        have = {passage for passage, _ in found}
        return [*found, *((passage, 0.0) for passage in self._passages if passage not in have)][:limit]

    def mentions(self, phrase: str, filter: Filter = EVERYTHING) -> bool:
        """Whether any of the texts has these words in a row, in any inflection."""
        return self._catalogue.mentions(phrase, filter)
