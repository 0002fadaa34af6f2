"""The composition root: where the parts are made and put together."""

from __future__ import annotations

from collections.abc import Sequence

from langchain_core.runnables import Runnable

from ingest.encoder import Encoder, encoder
from ingest.library import Library
from ingest.texts import Texts
from qa.answer import Answer, Question
from qa.chain import HITS, Answerer, chain
from qa.confidence import Judgement, Place
from qa.followup import whole
from qa.generate import Generate, Model, Rewrite, chat_model
from qa.quote import Quote
from qa.reader.reader import WEIGHTS, Reader
from qa.refuse import Mentions
from qa.reply import Replies
from qa.retrieve import Fused, Reads, Reranked, Retriever, Vectors, Words
from qa.settings import Settings
from qa.verify import Likeness


def open_library(settings: Settings) -> Library:
    """The library that the settings name; LibraryError where it is missing or was made with another model."""
    return Library(settings.library, encoder(settings.embedding))


def model_of(settings: Settings) -> Model | None:
    """The language model that the settings name, None where they name none; ModelError where it cannot be used."""
    return Model(chat_model(settings.model), settings.model) if settings.model else None


def fused(library: Library) -> Retriever:
    """Words and vectors, fused, and nothing read."""
    return Fused(Words(library), Vectors(library))


def retriever_of(library: Library, reader: Reads | None = None) -> Retriever:
    """Words and vectors, fused, and reranked by the embedded reader unless another is given."""
    return Reranked(fused(library), reader or Reader())


def chain_of(
    library: Library,
    hits: int = HITS,
    reader: Reads | None = None,
    model: Model | None = None,
    rewrites: bool = False,
) -> Runnable[str | Question, Answer]:
    """Questions to a library become answers made of quotations; at least `hits` passages are retrieved for each.

    The embedded reader reads them unless another is given. With a `model` it writes the answers, and each of its
    sentences is checked against the quotations; if it `rewrites`, it makes follow-ups whole as well, instead of rules.
    """
    found = fused(library)
    replies = Replies(library.articles, found)
    retriever = Reranked(found, reader or Reader())
    follow_up = Rewrite(model) if model and rewrites else whole
    return chain(
        retriever, answerer(library.mentions, "library", model), library.article, hits, replies.reply, follow_up
    )


def chain_of_texts(
    texts: Sequence[str],
    embedding: Encoder,
    hits: int = HITS,
    reader: Reads | None = None,
    model: Model | None = None,
) -> Runnable[str | Question, Answer]:
    """Questions become answers from these texts alone, the articles "context-0" and so on; see `chain_of`.

    Where many are asked, one reader is better given to all: each loads its weights anew.
    """
    given = Texts(texts, embedding.count)
    retriever = Reranked(Words(given), reader or Reader())
    return chain(retriever, answerer(given.mentions, "texts", model), given.article, hits)


def answerer(mentions: Mentions, place: Place, model: Model | None = None) -> Answerer:
    """What makes answers, with the confidence and the thresholds that were fitted to the embedded reader."""
    quote = Quote(mentions, Judgement.load(WEIGHTS / "reader.json", place))
    return Generate(quote, model, Likeness()) if model else quote
