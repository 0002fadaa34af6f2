"""tantivy as a word index: a writer and a reader for `tests.benchmarks.words`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tantivy import (
    Document,
    FieldType,
    Filter,
    Index,
    Occur,
    Query,
    Schema,
    SchemaBuilder,
    TextAnalyzer,
    TextAnalyzerBuilder,
    Tokenizer,
)

from tests.benchmarks.clock import Clock, Taken
from tests.benchmarks.passages import Passage
from tests.benchmarks.questions import Mode, content, rarest, tokens

HEAP = 128_000_000
"""Bytes of the writer's buffer, the library's own default."""


def _analyzer() -> TextAnalyzer:
    """Words in lower case, without accents, stemmed: as near as tantivy comes to what FTS5 is set to."""
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(40)).filter(Filter.lowercase())
    return builder.filter(Filter.ascii_fold()).filter(Filter.stemmer("english")).build()


def _schema() -> Schema:
    builder = SchemaBuilder()
    for field in ("title", "body"):
        builder.add_text_field(field, tokenizer_name="english", index_option="freq")  # BM25 needs no positions
    builder.add_unsigned_field("id", indexed=True, fast=True)
    builder.add_unsigned_field("day", fast=True)
    return builder.build()


class Writer:
    """Fills an index with one thread."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self._index = Index(_schema(), str(folder))
        self._index.register_tokenizer("english", _analyzer())
        self._writer = self._index.writer(HEAP, 1)

    def add(self, passages: Sequence[Passage]) -> Taken:
        """Seconds to add the passages and commit."""
        return self.update(passages, ())

    def update(self, new: Sequence[Passage], old: Sequence[Passage]) -> Taken:
        """Seconds to add some, delete others and commit."""
        clock = Clock()
        for passage in old:
            self._writer.delete_documents_by_term("id", passage.id)
        for passage in new:
            document = Document()
            document.add_unsigned("id", passage.id)
            document.add_text("title", passage.title)
            document.add_text("body", passage.body)
            document.add_unsigned("day", passage.day)
            self._writer.add_document(document)
        self._writer.commit()
        return clock.taken()

    def finish(self) -> Taken:
        """Seconds to wait for merges that go on in the background, and to drop what they replaced."""
        clock = Clock()
        self._writer.wait_merging_threads()
        self._writer = self._index.writer(HEAP, 1)
        self._writer.garbage_collect_files()
        return clock.taken()


class Reader:
    """Asks the index that a `Writer` fills."""

    def __init__(self, folder: Path) -> None:
        self._index = Index.open(str(folder))
        self._index.register_tokenizer("english", _analyzer())
        self._index.config_reader("manual")  # reloaded where a generation changed, as a catalogue would tell
        self._analyze = _analyzer().analyze
        self._index.reload()
        self._searcher = self._index.searcher()

    def sees(self, word: str) -> Taken:
        """Seconds until a question finds that word, which was just added; RuntimeError where it does not."""
        clock = Clock()
        self._index.reload()
        self._searcher = self._index.searcher()
        query = Query.term_query(self._index.schema, "body", word)
        if not self._searcher.search(query, 1).hits:
            raise RuntimeError(f"{word} was committed and is not found")
        return clock.taken()

    def count(self, question: str, vocabulary: bool) -> Taken:
        """The time to learn how many passages each word of the question stands in; there is but one way."""
        clock = Clock()
        for word in content(question):
            for found in self._analyze(word):
                self._searcher.doc_freq("body", found)
        return clock.taken()

    def search(self, question: str, mode: Mode, limit: int) -> tuple[Taken, list[int]]:
        """Seconds, and the ids of the best passages."""
        clock = Clock()
        words = tokens(question) if mode.words == "all" else content(question)
        stems = list(dict.fromkeys(stem for word in words for stem in self._analyze(word)))
        if mode.most:
            most = mode.most * self._searcher.num_docs
            stems = [stem for stem in stems if self._searcher.doc_freq("body", stem) <= most] or stems
        if mode.postings:
            stems = rarest({stem: self._searcher.doc_freq("body", stem) for stem in stems}, mode.postings)
        schema = self._index.schema
        terms = [Query.term_query(schema, "body", stem, "freq") for stem in stems]
        if mode.title:
            titles = (Query.term_query(schema, "title", stem, "freq") for stem in stems)
            terms += [Query.boost_query(query, mode.title) for query in titles]
        query = Query.boolean_query([(Occur.Should, term) for term in terms])
        if mode.days:
            days = Query.const_score_query(Query.range_query(schema, "day", FieldType.Unsigned, *mode.days), 0)
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, days)])
        # with count=True every match is visited, and the index cannot skip what cannot be among the best
        found = self._searcher.search(query, limit, count=False)
        ids = self._searcher.fast_field_values("id", [address for _, address in found.hits])
        return clock.taken(), [int(number or 0) for number in ids]

    @property
    def segments(self) -> int:
        """Pieces that the index is made of now."""
        return self._searcher.num_segments
