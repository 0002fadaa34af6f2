"""The composition root: where the parts are made and put together."""

from __future__ import annotations

from collections.abc import Sequence

from langchain_core.runnables import Runnable

from ingest.encoder import Encoder, encoder
from ingest.library import Library
from ingest.texts import Texts
from qa.answer import Answer, Question
from qa.chain import HITS, chain
from qa.extract import Extract
from qa.retrieve import Fused, Retriever, Vectors, Words
from qa.settings import Settings


def open_library(settings: Settings) -> Library:
    """The library that the settings name; LibraryError where it is missing or was made with another model."""
    return Library(settings.library, encoder(settings.embedding))


def retriever_of(library: Library) -> Retriever:
    """Words and vectors, fused."""
    return Fused(Words(library), Vectors(library))


def chain_of(library: Library, hits: int = HITS) -> Runnable[str | Question, Answer]:
    """Questions to a library become answers made of quotations; at least `hits` passages are retrieved for each."""
    return chain(retriever_of(library), Extract(library.mentions), library.article, hits)


def chain_of_texts(texts: Sequence[str], embedding: Encoder, hits: int = HITS) -> Runnable[str | Question, Answer]:
    """Questions become answers made of quotations from these texts alone, the articles "context-0" and so on."""
    given = Texts(texts, embedding.count)
    return chain(Words(given), Extract(given.mentions), given.article, hits)
