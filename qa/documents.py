"""Our retrieval for LangChain and LangGraph programs: a BaseRetriever that gives Documents."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, SkipValidation

from ingest.article import EVERYTHING, Filter
from qa.answer import Hit
from qa.retrieve import Retriever


class ArticleRetriever(BaseRetriever):
    """Passages as Documents, at most `limit`, of articles that pass `filter`.

    `page_content` is the article's characters `start` to `end`; `metadata` has these, and article (its id), title,
    published (ISO 8601, or None), source, url and score.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    retriever: SkipValidation[Retriever]
    limit: int = 4
    filter: Filter = EVERYTHING

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [to_document(hit) for hit in self.retriever.search(query, self.limit, self.filter)]


def to_document(hit: Hit) -> Document:
    """A hit as a Document."""
    passage = hit.passage
    article = passage.article
    metadata: dict[str, Any] = {
        "article": article.id,
        "start": passage.start,
        "end": passage.end,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "source": article.source,
        "url": article.url,
        "score": hit.score,
    }
    return Document(page_content=passage.text, metadata=metadata)
