"""Finds in a text what its page gave: title, date, section and source, and the lines that are no body."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import takewhile

from ingest.article import Article, Range
from ingest.read import dates, furniture
from ingest.read.clean import one_line
from ingest.read.head import Head
from ingest.split import cut

_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_WORDS = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.。;:,][\"”’)]?$")


def article(name: str, text: str, given: Head) -> Article:
    """The article of that id and text, which is canonical (`clean`) and not blank.

    What is given wins over what is found in the text. Without a source the host of the address serves, then what the
    text itself names. A text without a headline has its first sentence as title, shortened where it is long. Where
    nothing would be left of the body, nothing is aside.
    """
    page = _Page(text, given)
    page.read()
    body = _body(text, page.aside)
    if body is None:
        page.aside, body = [], len(text) - len(text.lstrip())
    found = page.found
    return Article(
        id=name,
        title=found.title or _first_sentence(text, body, page.aside),
        text=text,
        published=found.published,
        source=given.source or given.host or found.source,
        section=found.section,
        url=given.url,
        aside=tuple(page.aside),
    )


@dataclass(slots=True)
class _Page:
    """A text while it is read from the top: what is found so far, and the asides so far."""

    text: str
    given: Head
    found: Head = field(init=False)
    aside: list[Range] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.found = self.given

    def read(self) -> None:
        lines = [Range(*found.span()) for found in _LINE.finditer(self.text)]
        ends = Range(len(self.text), len(self.text))
        pairs = zip(lines, [*lines[1:], ends], strict=True)
        top = list(takewhile(lambda pair: self._is_head(*pair), pairs))
        self.aside += [line for line, _ in top]
        rest = lines[len(top) :]
        if rest:
            self._read_dateline(rest[0])
        below = [line for line in rest[1:] if furniture.is_furniture(self.text[line.start : line.end])]
        # the captions of a gallery are its body
        if sum(end - start for start, end in below) < len(self.text) / 2:
            self.aside += below

    def _is_head(self, line: Range, after: Range) -> bool:
        """Whether a line above the body is no body itself; what it says is noted."""
        words = self.text[line.start : line.end]
        if len(words) > furniture.LONGEST:
            return False
        if section := furniture.section(words):
            self.found = replace(self.found, section=self.found.section or section)
        elif self._is_stamp(words):
            self.found = replace(self.found, published=self.found.published or dates.find(words))
        elif source := furniture.source(words):
            self.found = replace(self.found, source=self.found.source or source)
        elif not self.found.title and self._is_headline(words, line, after):
            self.found = replace(self.found, title=one_line(words))
        else:
            length, agency = furniture.dateline(words)
            if length == len(words):
                self.found = replace(self.found, source=self.found.source or agency)
            else:
                return _same(words, self.found.title) or self._is_byline(words) or furniture.is_furniture(words)
        return True

    def _is_byline(self, words: str) -> bool:
        # a headline is made of words with capitals too, so bare names count only below one that is known
        return furniture.is_byline(words) or (bool(self.found.title) and furniture.is_names(words))

    def _is_stamp(self, words: str) -> bool:
        return dates.is_date(words) or (furniture.is_stamp(words) and dates.find(words) is not None)

    def _is_headline(self, words: str, line: Range, after: Range) -> bool:
        """Whether the first line that is nothing else is a headline rather than the first line of a paragraph."""
        if len(words) > 250 or _SENTENCE_END.search(words) or after.start == after.end:
            return False
        if furniture.is_furniture(words) or furniture.is_byline(words) or furniture.dateline(words)[0]:
            return False
        if self.text.count("\n", line.end, after.start) > 1:
            return True
        below = self.text[after.start : after.end]
        if furniture.is_furniture(below) or furniture.is_byline(below) or self._is_stamp(below):
            return True
        return not below[0].islower() and len(below) > 120  # else a paragraph that is broken at a width

    def _read_dateline(self, line: Range) -> None:
        length, agency = furniture.dateline(self.text[line.start : line.end])
        if length:
            self.aside.append(Range(line.start, line.start + length))
            self.found = replace(self.found, source=self.found.source or agency)


def _same(line: str, title: str) -> bool:
    """Whether a line is the title, whatever its marks and capitals; a title cut short ends with dots.

    A first sentence that serves as title is given back as the title when a library is exported and read again. It was
    body and stays so.
    """
    if len(line) > 250 or _SENTENCE_END.search(line):
        return False
    words, wanted = (_WORDS.findall(part.casefold()) for part in (line, title))
    if title.endswith(("...", "…")) and len(wanted) > 3:
        words = words[: len(wanted)]
    return bool(wanted) and words == wanted


def _body(text: str, aside: list[Range]) -> int | None:
    """Where the first word that is no aside begins; None where there is none."""
    at = 0
    for start, end in [*aside, Range(len(text), len(text))]:
        if found := _WORDS.search(text, at, start):
            opening = re.search(r"\S+$", text[at : found.start()])
            return found.start() - (len(opening[0]) if opening else 0)
        at = end
    return None


def _first_sentence(text: str, start: int, aside: list[Range]) -> str:
    """The first sentence from `start`, in one line; of one over 200 characters the first words, up to 120, and dots."""
    edges = [text.find("\n\n", start), *(begin for begin, _ in aside), start + 2000, len(text)]
    paragraph = text[start : min(edge for edge in edges if edge > start)]
    sentences = [*cut(Article("paragraph", "", paragraph)).sentences, len(paragraph)]
    sentence = one_line(paragraph[sentences[0] : sentences[1]])
    if len(sentence) <= 200:
        return sentence
    return sentence[:120].rpartition(" ")[0].rstrip(",;:–—- ") + "…"
