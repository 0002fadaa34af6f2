"""JSON lines: one article a line, and one problem for each line that is none."""

from __future__ import annotations

import gzip
import hashlib
import json
from datetime import datetime
from pathlib import Path

import pytest

from ingest.article import Article
from ingest.read import read
from ingest.read.jsonl import articles
from tests.ingest.read.pages import asides, one, problems, write

BODY = "China's regulator fined Didi 8.026 billion yuan in July."


def test_all_fields(tmp_path: Path) -> None:
    line = {
        "id": "didi-1",
        "title": "Didi\n fined ",
        "text": f"Didi fined\n\n{BODY}\r\n",
        "published": "2022-07-21T10:15:00+08:00",
        "source": "Example News",
        "section": "Business",
        "url": "https://www.example.com/didi",
        "authors": ["Jane Doe"],
    }
    article = one(write(tmp_path, "a.jsonl", json.dumps(line)))
    assert (article.id, article.title, article.text) == ("didi-1", "Didi fined", f"Didi fined\n\n{BODY}\n")
    assert (article.source, article.section, article.url) == ("Example News", "Business", line["url"])
    assert article.published == datetime(2022, 7, 21, 10, 15)
    assert asides(article) == ["Didi fined"]


def test_without_an_id_it_is_made_of_the_content(tmp_path: Path) -> None:
    digest = hashlib.sha256(f"Didi{BODY}".encode()).hexdigest()[:12]
    assert one(write(tmp_path, "week.31.jsonl", json.dumps({"title": "Didi", "text": BODY}))).id == f"week.31-{digest}"


def test_without_a_source_it_is_the_host(tmp_path: Path) -> None:
    line = {"text": f"(CNN) {BODY}", "url": "https://www.cnn.com/2022/07/21/didi.html"}
    assert one(write(tmp_path, "a.jsonl", json.dumps(line))).source == "cnn.com"


def test_numbers_are_ids_and_null_is_absent(tmp_path: Path) -> None:
    article = one(write(tmp_path, "a.jsonl", json.dumps({"id": 7, "text": BODY, "title": None, "url": None})))
    assert (article.id, article.title) == ("7", BODY)


def test_compressed(tmp_path: Path) -> None:
    file = write(tmp_path, "a.jsonl.gz", gzip.compress(json.dumps({"id": "a", "text": BODY}).encode()))
    assert one(file).text == BODY
    file.write_bytes(file.read_bytes()[:-12])
    message = "a.jsonl.gz:1: damaged gzip (Compressed file ended before the end-of-stream marker was reached): "
    assert problems(file) == [message + "compress it again"]


def test_of_a_key_that_occurs_twice_the_last_counts(tmp_path: Path) -> None:
    line = f'{{"text": "first", "text": "{BODY}", "score": NaN}}'
    assert one(write(tmp_path, "a.jsonl", line)).text == BODY


def test_half_a_character_becomes_the_replacement_character(tmp_path: Path) -> None:
    article = one(write(tmp_path, "a.jsonl", '{"text": "Smile \\ud83d\\ude00 or \\ud83d frown", "title": "\\udc00"}'))
    assert (article.text, article.title) == ("Smile 😀 or \ufffd frown", "\ufffd")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param('{"text": ', "not JSON (Expecting value): mend the line or remove it", id="JSON that breaks off"),
        pytest.param("not json", "not JSON (Expecting value): mend the line or remove it", id="no JSON"),
        pytest.param(
            "[" * 200_000,
            "not JSON that can be read (maximum recursion depth exceeded while decoding a JSON array from a unicode "
            "string): mend the line or remove it",
            id="200,000 brackets",
        ),
        pytest.param(
            '{"text": ' + "9" * 5000 + "}",
            "not JSON that can be read (Exceeds the limit (4300 digits) for integer string conversion: value has 5000 "
            "digits; use sys.set_int_max_str_digits() to increase the limit): mend the line or remove it",
            id="a number of 5,000 digits",
        ),
        pytest.param('["text"]', 'not a JSON object: write one article a line, {"text": ...}', id="a list"),
        pytest.param('{"title": "a"}', '"text" is missing or empty: give the text of the article', id="no text"),
        pytest.param('{"text": " \\n"}', '"text" is missing or empty: give the text of the article', id="blank text"),
        pytest.param('{"text": 5}', '"text" is not a string: put it in quotation marks', id="a number as text"),
        pytest.param(
            '{"text": "a", "id": true}', '"id" is not a string: put it in quotation marks', id="a truth as id"
        ),
        pytest.param(
            '{"text": "a", "published": "soon"}',
            "'soon' is no date: write it as 2022-08-19, or remove it",
            id="not a date",
        ),
        pytest.param(
            '{"text": "a", "published": "1815-06-18"}',
            "'1815-06-18' is not between 1900 and 2100: write it as 2022-08-19, or remove it",
            id="a date of another age",
        ),
        pytest.param(b'{"text": "caf\xe9"}', "not UTF-8 (byte 0xe9): save the file as UTF-8", id="another encoding"),
    ],
)
def test_a_line_that_is_no_article_is_told_and_the_others_come(tmp_path: Path, line: str | bytes, message: str) -> None:
    good = [json.dumps({"id": name, "text": BODY}).encode() for name in "ab"]
    bad = line if isinstance(line, bytes) else line.encode()
    file = write(tmp_path, "news.jsonl", b"\n".join([good[0], b"", bad, good[1]]))
    assert problems(file) == [f"news.jsonl:3: {message}"]
    assert [found.id for found in read(file, tmp_path) if isinstance(found, Article)] == ["a", "b"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"\n \n", "a.jsonl: empty: remove it, or write one article a line into it", id="empty"),
        pytest.param(
            b"\x00\x01\n" * 9, "a.jsonl: not UTF-8 text: save it as UTF-8, or remove it", id="binary, told once"
        ),
        pytest.param(
            '{"text": "a"}\n'.encode("utf-16"),
            "a.jsonl: not UTF-8 text: save it as UTF-8, or remove it",
            id="UTF-16, told once",
        ),
    ],
)
def test_a_file_that_is_none_is_told_once(tmp_path: Path, content: bytes, message: str) -> None:
    assert problems(write(tmp_path, "a.jsonl", content)) == [message]


def test_a_line_over_the_limit_is_told_and_the_others_come(tmp_path: Path) -> None:
    short, long = json.dumps({"text": BODY}), json.dumps({"text": "a" * (3 << 20)})
    file = write(tmp_path, "a.jsonl", f"{long}\n{short}\n{long}\n{short}")
    found = [str(item) if not isinstance(item, Article) else item.text for item in articles(file, 1 << 20)]
    told = "a line over 1 MB: divide the article"
    assert found == [f"{file}:1: {told}", BODY, f"{file}:3: {told}", BODY]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param('{"id": 1, "question": "How much?"}\n', id="questions"),
        pytest.param('{"id": 1, "turns": [{"question": "How much?"}]}\n', id="conversations"),
    ],
)
def test_a_file_of_questions_is_skipped(tmp_path: Path, line: str) -> None:
    file = write(tmp_path, "questions.jsonl", line * 9)
    found = list(read(file, tmp_path))
    message = 'questions.jsonl:1: questions, not articles: give each line a "text" to have it read'
    assert problems(file) == [message]
    assert [not isinstance(item, Article) and item.skipped for item in found] == [True]
