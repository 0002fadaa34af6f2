"""Cuts text into sentences and passages by offsets, and knows a sentence that its source has broken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from syntok import segmenter

from ingest.article import Article, Span

VERSION = "1"
"""Part of a library's fingerprint: to be changed with anything here that moves an offset."""

MOST = 180
"""Tokens that a passage never exceeds; it aims at five sixths of them. Of 60, 100, 140 and 180 the news test finds most
with this (`python -m tests.evaluation.ablation`)."""

_PARAGRAPH = re.compile(r"\n\s*")
_BLANK_LINE = re.compile(r"\n\s*\n\s*")
_STOP_INSIDE = re.compile(r"[.!?…;:。！？]\S{0,4}\s+\S")
_TITLE = re.compile(r"\b(?:Rep|Reps|Sens|Gov|Govs|Lt|Rev|Sgt|Maj|Cmdr|Hon|Supt|Det|Messrs|Mmes|Ft|Nos|Dept)[.]\s+$")
"""Abbreviations that syntok does not know and that never end a sentence of news."""

_TERMINAL = ".!?:;…\"”'’)"

# Where scraping took the space, or words, between two sentences: "cybersecurity.Coming", "analysts., according"
_JOINT = re.compile(
    r"""(?<=[a-z]{2}[.!?])(?=[A-Z](?!om\b|et\b|rg\b|s\b)[a-z])
      | (?<=[a-z]{4}[.!?])(?=,\s)
      | (?<=[a-z)][.!?]”)(?=[“A-Z])
      | (?<=[a-z.!?])(?=“[A-Z])
      | (?P<quote>(?<=[a-z.!?])"(?=["A-Z]))
    """,
    re.VERBOSE,
)

_BROKEN = re.compile(
    r"""^[,;:]                                                             # begins in the middle
      | ,\s?,                                                              # nothing between two commas
      | \b(?:vowed|urged|pledged|aims|plans|the|a|an),\s                     # a word without its object
      | \bas\ [A-Z][a-z]+(?:ese|ish|ian|ean|can),\s                        # "Coming as Chinese, the guideline"
      | \b(?:the|a|an|and|or)[.]["”]?$                                      # ends in the middle
      | ^(?:\w+,\ )?[A-Z][\w'-]*(?:\ [A-Z][\w'-]*)*,\ according\ to\ [^,]*[.]$   # a name, a source and nothing said
    """,
    re.VERBOSE,
)


def is_damaged(sentence: Span) -> bool:
    """Whether the sentence visibly lost words in its source; nothing is repaired, but the reader is told."""
    text = sentence.text
    after = sentence.article.text[sentence.end : sentence.end + 2].lstrip(" ")
    runs_on = text[-1].isalnum() and after[:1] in {'"', "“"}
    return runs_on or bool(_BROKEN.search(text))


def cut(article: Article) -> Article:
    """The article with its sentences, asides among them: contiguous, each with the white space that follows.

    Joined they give the text. Boundaries are those of syntok (https://github.com/fnl/syntok), which keeps
    abbreviations, amounts and a quotation with its attribution together, and the joints of damaged text besides.
    A sentence never crosses the border of an aside, or a line break unless the text is wrapped at a width.
    """
    text = article.text
    border = _BLANK_LINE if _is_wrapped(text) else _PARAGRAPH
    cuts = {0, *(edge for aside in article.aside for edge in aside), *(found.end() for found in border.finditer(text))}
    edges = sorted({*cuts, len(text)})
    starts = (begin for start, end in pairwise(edges) for begin in _starts(text, start, end))
    return replace(article, sentences=tuple(starts))


def passages(article: Article, count: Callable[[Sequence[str]], list[int]], most: int = MOST) -> list[Span]:
    """The body of an article that is cut, as contiguous runs of whole sentences of at most `most` tokens each.

    `count` gives the tokens of each text. Only a sentence longer than `most` is divided itself, at a clause or a
    space. An aside between two sentences of a passage lies within the passage; `Span.body` leaves it out.
    """
    spans = [Span(article, start, end) for start, end in pairwise([*article.sentences, len(article.text)])]
    counts = count([_own(span) for span in spans])
    pieces = [piece for span, size in zip(spans, counts, strict=True) for piece in _pieces(span, size, count, most)]
    rest = sum(size for _, size in pieces)
    aim = _aim(rest, most)
    found: list[Span] = []
    start = end = total = 0
    for piece, size in pieces:
        if total and size and (total + size > most or total + size / 2 > aim):
            found.append(Span(article, start, end))
            rest, total = rest - total, 0
            aim = _aim(rest, most)
        if size:
            start, end = (piece.start if not total else start), piece.end
            total += size
    return [*found, Span(article, start, end)] if total else found


def _own(span: Span) -> str:
    return "" if span.article.is_aside(span.start) else span.text


def _aim(rest: int, most: int) -> float:
    """Tokens of the next passage where the rest is shared evenly, so that no short one remains at the end."""
    return rest / max(1, round(rest / (most * 5 / 6)))


def _pieces(
    span: Span, size: int, count: Callable[[Sequence[str]], list[int]], most: int
) -> Iterator[tuple[Span, int]]:
    if size <= most or span.end - span.start < 2:
        yield span, size
        return
    text = span.text
    middle = len(text) // 2
    spaces = [found.end() for found in re.finditer(r"[,;:]\s+", text)] or [
        found.end() for found in re.finditer(r"\s+", text)
    ]
    cut = min((at for at in spaces if 0 < at < len(text)), key=lambda at: abs(at - middle), default=middle)
    halves = span.part(0, cut), span.part(cut, len(text))
    for half, tokens in zip(halves, count([half.text for half in halves]), strict=True):
        yield from _pieces(half, tokens, count, most)


def _starts(text: str, start: int, end: int) -> Iterator[int]:
    """Where the sentences of a paragraph start; the first at `start` itself."""
    yield start
    for a, b in pairwise([start, *_joints(text, start, end), end]):
        if a > start:
            yield a
        if not _STOP_INSIDE.search(text, a, b):
            continue  # one sentence; syntok would at most split off a parenthesis such as "London (CNN Business)"
        found = (sentence[0].offset for paragraph in segmenter.analyze(text[a:b]) for sentence in paragraph)
        offsets = (a + offset for offset in islice(found, 1, None))
        yield from (at for at in offsets if not _TITLE.search(text, at - 12, at))


def _joints(text: str, start: int, end: int) -> Iterator[int]:
    """Where damaged text starts a sentence without a space. A straight quotation mark opens after an even number."""
    for found in _JOINT.finditer(text, start + 1, end):
        if not found["quote"] or text.count('"', start, found.start()) % 2 == 0:
            yield found.start()
        elif text[found.start() - 1] in ".!?":
            yield found.end()


def _is_wrapped(text: str) -> bool:
    """Whether lines are broken at a width, as in mails and PDF text, rather than at paragraphs."""
    lines = text.split("\n")
    inner = [line for line, after in pairwise(lines) if line.strip() and after.strip()]
    if len(inner) < 3 or max(map(len, inner)) > 120:
        return False
    full = [line for line in inner if len(line) > 45 and line.rstrip()[-1] not in _TERMINAL]
    return len(full) > len(inner) / 2
