"""A conversation is kept whole, and a broken file says where it is broken."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.article import Filter
from qa.answer import STRICTNESS, Answer, Claim, Hit, Question, Turn
from qa.pack import Entry, Pack, Quotation, Statement, dump, entry, history, save
from qa.pack_read import PackError, load, parse
from tests.ui.newsroom import GUIDELINE, REVIEW, cut

ASKED = datetime(2026, 11, 22, 10, 20, 32, tzinfo=UTC)

# What JSON, UTF-8 and counting in UTF-16 could each get wrong.
TEXT = st.text(st.sampled_from('a é☃𝄞\u2028\x00\n\r\t"\\/{}'))
WORDS = TEXT.filter(bool)
QUESTIONS = WORDS.filter(str.strip)


@st.composite
def quotations(draw: st.DrawFn) -> Quotation:
    text, start = draw(WORDS), draw(st.integers(0, 10**6))
    about = draw(st.tuples(WORDS, TEXT, TEXT, TEXT, st.none() | st.datetimes()))
    return Quotation(*about, start, start + len(text), text)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    some = st.lists(quotations(), min_size=1, max_size=2).map(tuple)
    statements = draw(st.lists(st.builds(Statement, TEXT, st.none() | TEXT, some), max_size=2).map(tuple))
    said = None if statements else draw(st.none() | WORDS)
    first, last = sorted(draw(st.tuples(st.dates(), st.dates())))
    sources = draw(st.lists(TEXT, max_size=2).map(tuple))
    return Entry(
        question=draw(QUESTIONS),
        asked=draw(st.datetimes(timezones=st.just(UTC))),
        library=draw(TEXT),
        understood=draw(TEXT),
        statements=statements,
        confidence=draw(st.floats(0, 1)),
        reason=None if statements or said else draw(WORDS),
        found=draw(st.lists(quotations(), max_size=2).map(tuple)),
        filter=Filter(draw(st.none() | st.just(first)), draw(st.none() | st.just(last)), sources),
        said=said,
        strictness=draw(st.sampled_from(STRICTNESS)),
    )


@given(st.lists(entries(), max_size=3).map(tuple))
def test_what_is_dumped_is_read_back(kept: tuple[Entry, ...]) -> None:
    assert parse(dump(Pack(kept)), "here") == Pack(kept)


@pytest.fixture
def pack() -> Pack:
    """An answer with two quotations, and a refusal of dated articles."""
    first, second, other = cut(REVIEW)[2], cut(REVIEW)[3], cut(GUIDELINE)[0]
    answer = Answer("How much?", (Claim(first.text, (first, other)), Claim(second.text, (second,))), 0.8)
    since = Question("And Alibaba?", Filter(since=date(2022, 1, 1), sources=("VCG",)))
    refusal = Answer("And Alibaba?", reason="No article mentions Alibaba.", hits=(Hit(other, 1.0),))
    return Pack(
        (entry(Question("How much?"), answer, (), ASKED, "abc"), entry(since, refusal, (other,), ASKED, "abc")),
    )


def test_a_file_holds_the_answer_with_its_quotations(pack: Pack, tmp_path: Path) -> None:
    save(pack, tmp_path / "pack.json")
    assert load(tmp_path / "pack.json") == pack
    kept = json.loads((tmp_path / "pack.json").read_text(encoding="utf-8"))
    first, second = kept["entries"]
    quoted = first["claims"][0]["citations"][0]
    assert REVIEW.text[quoted["start"] : quoted["end"]] == quoted["quote"] == first["claims"][0]["text"]
    assert (quoted["url"], quoted["published"]) == ("https://news.example/review", "2022-08-19T23:22:00")
    assert (first["asked"], first["library"]) == ("2026-11-22T10:20:32Z", "abc")
    assert (second["since"], second["until"], second["sources"]) == ("2022-01-01", None, ["VCG"])


def test_the_history_is_what_was_said(pack: Pack) -> None:
    assert history(pack.entries)[2:] == (
        Turn("user", "And Alibaba?"),
        Turn("assistant", "No article mentions Alibaba."),
    )


def broken(*path: str | int, value: object = None) -> Callable[[dict[str, object]], object]:
    """Sets what lies at that path to another value."""

    def breaks(kept: dict[str, object]) -> object:
        at: object = kept
        for step in path[:-1]:
            at = at[step]  # type: ignore[index]
        at[path[-1]] = value  # type: ignore[index]
        return kept

    return breaks


CITATION = ("entries", 0, "claims", 0, "citations", 1)


@pytest.mark.parametrize(
    ("breaks", "message"),
    [
        (lambda kept: [kept], 'no clipping pack, which has "format"'),
        (broken("format", value="gzip"), 'no clipping pack, which has "format"'),
        (broken("version", value=2), "version 2, and this Clippings reads 1: update Clippings"),
        (broken("entries", value={}), '"entries" is no list: save the conversation anew'),
        (broken("entries", 1, value="q"), "entry 2: not an object"),
        (broken("entries", 1, "question", value=" "), "entry 2: the question is empty"),
        (broken("entries", 1, "question"), 'entry 2: "question" is missing'),
        (broken("entries", 1, "reason"), "entry 2: an answer has claims, or a reason"),
        (broken("entries", 0, "asked", value="2026-11-22T10:20:32"), "entry 1: the time of asking is UTC"),
        (broken("entries", 0, "asked", value="noon"), "entry 1: Invalid isoformat string: 'noon'"),
        (broken("entries", 0, "confidence", value=10**400), "entry 1: int too large"),
        (broken("entries", 0, "confidence", value=True), 'entry 1: "confidence" is no number'),
        (broken("entries", 0, "until", value="2021-02-30"), "entry 1: "),
        (broken("entries", 0, "sources", value=[1]), 'entry 1: "sources" is no list of texts'),
        (broken("entries", 1, "since", value="2022-01-01"), None),
        (broken("entries", 1, "until", value="2021-01-01"), "entry 2: no day lies from"),
        (broken("entries", 0, "claims", 0, "citations", value=[]), "entry 1, claim 1: a claim needs a quotation"),
        (broken(*CITATION, "start", value=1), "entry 1, claim 1, citation 2: characters 1 to"),
        (broken(*CITATION, "start", value="0"), 'entry 1, claim 1, citation 2: "start" is no whole number'),
        (broken(*CITATION, "article", value=""), "entry 1, claim 1, citation 2: a quotation names its article"),
        (broken("entries", 1, "found", 0, "quote", value="x"), "entry 2, found passage 1: characters 0 to"),
    ],
)
def test_a_broken_pack_is_refused_with_its_place(
    breaks: Callable[[dict[str, object]], object], message: str | None, pack: Pack
) -> None:
    text = json.dumps(breaks(json.loads(dump(pack))))
    if message is None:
        assert parse(text, "pack.json") == pack
        return
    with pytest.raises(PackError) as refused:
        parse(text, "pack.json")
    assert str(refused.value).startswith("pack.json")
    assert message in str(refused.value)


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "1" * 5000], ids=["empty", "cut off", "deep", "long"])
def test_what_is_not_json_is_refused(text: str) -> None:
    with pytest.raises(PackError, match=r"^here: (not JSON|no clipping pack)"):
        parse(text, "here")


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "pack.json").write_bytes(b"\x80")
    with pytest.raises(PackError, match="not UTF-8 at byte 0"):
        load(tmp_path / "pack.json")
