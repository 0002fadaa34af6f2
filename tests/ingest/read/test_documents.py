"""Markdown, web pages and PDF."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.ingest.read.pages import asides, one, pdf, problems, write

BODY = "China's regulator fined Didi 8.026 billion yuan in July."


class TestMarkdown:
    def test_front_matter_is_no_text(self, tmp_path: Path) -> None:
        front = (
            "---\ntitle: 'Didi: fined'\ndate: 2022-07-21 10:15\nsource: Example News\nsection: Business\n"
            "url: https://www.example.com/didi\nid: didi-1\ntags: [a, b]\n---\n"
        )
        article = one(write(tmp_path, "a.md", f"{front}\n# Didi: fined\n\n{BODY}\n"))
        assert article.text == f"Didi: fined\n\n{BODY}"
        assert (article.id, article.title, article.section) == ("didi-1", "Didi: fined", "Business")
        assert (article.source, article.url) == ("Example News", "https://www.example.com/didi")
        assert article.published == datetime(2022, 7, 21, 10, 15)
        assert asides(article) == ["Didi: fined"]

    def test_the_first_heading_is_the_title(self, tmp_path: Path) -> None:
        article = one(write(tmp_path, "a.markdown", f"# Didi fined #\n\n{BODY}"))
        assert article.title == "Didi fined"
        assert asides(article) == ["Didi fined"]

    def test_marks_are_no_text(self, tmp_path: Path) -> None:
        text = (
            'The **regulator** fined [Didi](https://www.example.com/didi "Didi") _8.026 billion_ yuan\\*.\n'
            "![A phone](phone.jpg)\n\n## Why\n\n- 16 violations\n- `IDFA` <b>kept</b>\n\n> &quot;Serious&quot;.\n"
        )
        assert one(write(tmp_path, "a.md", text)).text == (
            'The regulator fined Didi 8.026 billion yuan*.\n\nWhy\n\n16 violations\n\nIDFA kept\n\n"Serious".'
        )

    @pytest.mark.parametrize(
        ("written", "text"),
        [
            pytest.param(f"---\n\n{BODY}\n\n---\n\nMore of it.", f"{BODY}\n\nMore of it.", id="text between rules"),
            pytest.param(f"---\n\n{BODY}", BODY, id="never closed"),
        ],
    )
    def test_a_rule_is_no_front_matter(self, tmp_path: Path, written: str, text: str) -> None:
        assert one(write(tmp_path, "a.md", written)).text == text

    @pytest.mark.parametrize(
        ("front", "message"),
        [
            pytest.param(
                "title: [a\nurl: }",
                "a.md:3: front matter is not YAML (expected ',' or ']', but got ':'): mend it",
                id="not YAML",
            ),
            pytest.param(
                "published: soon", "a.md: 'soon' is no date: write it as 2022-08-19, or remove it", id="not a date"
            ),
            pytest.param(
                "date: 2022-13-45",
                "a.md: '2022-13-45' is no date: write it as 2022-08-19, or remove it",
                id="no such day",
            ),
            pytest.param(
                "title: [a, b]",
                'a.md:1: front matter: "title" is not a text: write it in one line',
                id="a list as title",
            ),
        ],
    )
    def test_what_is_wrong_is_told(self, tmp_path: Path, front: str, message: str) -> None:
        assert problems(write(tmp_path, "a.md", f"---\n{front}\n---\n{BODY}")) == [message]


PAGE = """<!DOCTYPE html><html><head><title>Didi fined - Example News</title>{meta}
<meta property="og:site_name" content="Example News"><meta property="article:section" content="Business">
<meta property="article:published_time" content="2022-07-21T10:15:00+08:00">
<link rel="canonical" href="https://www.example.com/didi"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Didi fined 8 billion yuan</h1><p>By Jane Doe</p>
<p>China's regulator fined the ride-hailing giant Didi 8.026 billion yuan in July, the café’s owner said.</p>
<p>The fine ends a cybersecurity probe that lasted more than one year and covered sixteen violations.</p>
<script>alert(1)</script></article><footer>Imprint</footer></body></html>"""


@pytest.mark.slow
class TestHtml:
    def test_the_article_is_found_in_the_page(self, tmp_path: Path) -> None:
        article = one(write(tmp_path, "a.html", PAGE.format(meta="")))
        assert article.text.splitlines() == [
            "Didi fined 8 billion yuan",
            "By Jane Doe",
            "China's regulator fined the ride-hailing giant Didi 8.026 billion yuan in July, the café’s owner said.",
            "The fine ends a cybersecurity probe that lasted more than one year and covered sixteen violations.",
        ]
        assert (article.title, article.source) == ("Didi fined 8 billion yuan", "Example News")
        assert (article.section, article.url) == ("Business", "https://www.example.com/didi")
        assert article.published == datetime(2022, 7, 21, 10, 15)
        assert asides(article) == ["Didi fined 8 billion yuan", "By Jane Doe"]

    @pytest.mark.parametrize(
        ("declared", "encoding"), [("windows-1251", "windows-1251"), ("iso-8859-1", "windows-1252")]
    )
    def test_the_encoding_is_the_one_that_the_page_declares(self, tmp_path: Path, declared: str, encoding: str) -> None:
        word = "кафе" if encoding == "windows-1251" else "café"
        page = PAGE.format(meta=f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">')
        content = page.replace("café", word).encode(encoding)
        assert f"the {word}’s owner" in one(write(tmp_path, "a.htm", content)).text

    @pytest.mark.parametrize("page", ["<html><body></body></html>", "<div>" * 20_000 + "a" + "</div>" * 20_000])
    def test_a_page_without_article_is_told(self, tmp_path: Path, page: str, caplog: pytest.LogCaptureFixture) -> None:
        message = "a.html: no article found in the page: save its text as .txt"
        assert problems(write(tmp_path, "a.html", page)) == [message]
        assert not caplog.records


@pytest.mark.slow
class TestPdf:
    def test_the_text_of_its_pages(self, tmp_path: Path) -> None:
        lines = ["Didi fined 8 billion yuan", "Published: July 21, 2022", "The fine ends a probe.", "It covered much."]
        article = one(write(tmp_path, "a.pdf", pdf([lines, ["The second page."]], title="Didi fined 8 billion yuan")))
        assert article.text == "\n".join(lines) + "\n\nThe second page."
        assert article.title == "Didi fined 8 billion yuan"
        assert article.published == datetime(2022, 7, 21)
        assert asides(article) == lines[:2]

    def test_a_title_that_the_text_does_not_open_with_is_a_draft(self, tmp_path: Path) -> None:
        article = one(write(tmp_path, "a.pdf", pdf([["The fine ends a probe."]], title="Microsoft Word - final2.docx")))
        assert article.title == "The fine ends a probe."

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            pytest.param(
                pdf([["Secret."]], encrypted=True), "a.pdf: encrypted: save it without a password", id="encrypted"
            ),
            pytest.param(
                pdf([[], []]), "a.pdf: no text in the PDF, only images: run text recognition on it", id="only images"
            ),
            pytest.param(
                b"%PDF-1.4 junk", "a.pdf: damaged PDF (Stream has ended unexpectedly): save it again", id="damaged"
            ),
        ],
    )
    def test_what_is_wrong_is_told(
        self, tmp_path: Path, content: bytes, message: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        assert problems(write(tmp_path, "a.pdf", content)) == [message]
        assert not caplog.records
