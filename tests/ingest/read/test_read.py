"""Files become articles, and what is malformed becomes one clear line."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from ingest.article import Article
from ingest.read import Problem, files, read
from ingest.read.kinds import LIMIT
from tests.ingest.read.pages import asides, one, problems, write

CORPUS = Path(__file__).parents[3] / "corpus"

BODY = "China's regulator fined Didi 8.026 billion yuan in July."


def test_the_first_founding_text() -> None:
    article = one(CORPUS / "000_f3b0bbc048ffda49.txt")
    title = (
        "China vows to support firms in financing abroad; "
        "will strengthen review of leakage risks on key data sent overseas"
    )
    assert article.id == "000_f3b0bbc048ffda49"
    assert article.title == title
    assert article.published == datetime(2022, 8, 19, 23, 22)
    assert (article.section, article.source, article.url) == ("Economy", "", "")
    assert asides(article) == [
        "SOURCE\xa0/\xa0ECONOMY",
        title,
        "Published: Aug 19, 2022 11:22 PM",
        "Concept photo of internet finance Illustration: VCG",
        "Illustration: VCG",
    ]


def test_the_second_founding_text_has_no_headline() -> None:
    article = one(CORPUS / "004_ab7c7d66d43898f9.txt")
    assert article.title == (
        "China will strengthen rules and regulations for domestic businesses listed in overseas exchanges "
        "to enhance protection…"
    )
    assert article.published == datetime(2021, 7, 7)
    assert (article.section, article.source, article.url) == ("", "", "")
    assert asides(article) == ["date 2021-07-07 © VCG"]


def test_the_text_of_a_founding_file_is_its_content() -> None:
    for file in sorted(CORPUS.glob("*.txt")):
        assert one(file).text.encode() == file.read_bytes()


def test_the_corpus_folder_holds_two_articles_and_no_failure() -> None:
    found = [item for file in files([CORPUS]) for item in ([file] if isinstance(file, Problem) else read(file, CORPUS))]
    assert [item.id for item in found if isinstance(item, Article)] == ["000_f3b0bbc048ffda49", "004_ab7c7d66d43898f9"]
    assert all(item.skipped for item in found if isinstance(item, Problem))


def test_an_id_is_the_path_below_the_root_without_the_ending(tmp_path: Path) -> None:
    file = write(tmp_path, "2022/august/v1.2 didi.TXT", BODY)
    assert [item.id for item in read(file, tmp_path) if isinstance(item, Article)] == ["2022/august/v1.2 didi"]


def test_a_file_name_that_is_no_text_can_be_printed(tmp_path: Path) -> None:
    file = Path(str(tmp_path) + "/didi\udcff.txt")
    assert one(write(tmp_path, file.name, BODY)).id == "didi\ufffd"
    assert problems(write(tmp_path, file.name, ""))[0].encode().endswith("didi\ufffd.txt: ".encode() + EMPTY.encode())


EMPTY = "empty: remove it, or write the article into it"
BINARY = "binary, not text: remove it, or give it the ending of its kind"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("a.txt", b"", f"a.txt: {EMPTY}", id="an empty file"),
        pytest.param("a.txt", b" \r\n\t", f"a.txt: {EMPTY}", id="nothing but white space"),
        pytest.param(
            "a.txt",
            b"\xef\xbb\xbf\x7f",
            "a.txt: no text in it: remove it, or write the article into it",
            id="no character",
        ),
        pytest.param("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe", f"a.txt: {BINARY}", id="an image"),
        pytest.param("a.txt", b"\x00\x01\x02\x03" * 99, f"a.txt: {BINARY}", id="binary without high bytes"),
        pytest.param(
            "a.txt",
            "café\nthe café".encode() + b"\xe2\x80 is caf\xc3\xa9",
            "a.txt:2: damaged UTF-8 (byte 0xe2): save the file as UTF-8 again",
            id="UTF-8 that lost a byte",
        ),
        pytest.param(
            "a.txt",
            b"\xff\xfeH\x00\x00\xd8\x0a\x00",
            "a.txt:1: not the utf-16 that it says it is: save it as UTF-8",
            id="damaged UTF-16",
        ),
        pytest.param(
            "a.html",
            b"<meta charset=klingon-8><p>caf\xe9",
            "a.html: unknown encoding 'klingon-8': save it as UTF-8",
            id="a page in an encoding that nobody knows",
        ),
    ],
)
def test_what_is_no_text_is_told(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    assert problems(write(tmp_path, name, content)) == [message]


def test_a_huge_file_is_told_and_not_read(tmp_path: Path) -> None:
    file = tmp_path / "huge.txt"
    with file.open("wb") as stream:
        stream.truncate(LIMIT * 4)  # a sparse file: 256 MB of nothing
    message = "huge.txt: over 64 MB for one article: divide it, or give one article a line as .jsonl"
    assert problems(file) == [message]


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    assert problems(tmp_path / "gone.txt") == [
        "gone.txt: cannot be read (No such file or directory): check its permissions"
    ]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        pytest.param("utf-8", "The café’s owner", id="UTF-8"),
        pytest.param("utf-8-sig", "The café’s owner", id="UTF-8 with a byte order mark"),
        pytest.param("utf-16", "The café’s owner", id="UTF-16 with a byte order mark"),
        pytest.param("windows-1252", "The café’s owner paid €5 to the naïve “guests” of the house", id="Windows-1252"),
        pytest.param("koi8-r", "Москва объявила о новых правилах для компаний, сообщает агентство.", id="KOI8-R"),
        pytest.param("gb18030", "中国网络安全审查办公室宣布对滴滴处以罚款。该公司表示接受。", id="GB18030"),
    ],
)
def test_the_encoding_is_detected(tmp_path: Path, encoding: str, text: str) -> None:
    assert one(write(tmp_path, "a.txt", text.encode(encoding))).text == text


def test_importing_is_quick_and_text_files_need_no_parser() -> None:
    heavy = "{'trafilatura', 'pypdf', 'frontmatter', 'yaml', 'ftfy', 'charset_normalizer'}"
    code = (
        f"import sys; from pathlib import Path; from ingest.read import read;"
        f"list(read(Path({str(CORPUS / '000_f3b0bbc048ffda49.txt')!r}), Path('.')));"
        f"print(sorted({heavy} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
