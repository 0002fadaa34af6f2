"""Ingesting: what is new, changed, unchanged, removed, malformed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ingest import __main__ as command
from ingest.library import Library, LibraryError, stored_articles
from ingest.writer import writing
from tests.newsroom import BagOfWords, bag_of_words, ingested, write_jsonl

DIDI = {"id": "didi", "title": "Didi fined", "text": "Didi was fined 8 billion yuan.", "published": "2022-07-21"}
BANK = {"id": "bank", "title": "Bank robbed", "text": "A bank was robbed in Bern.", "published": "2022-08-01"}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


def texts(library: Path) -> dict[str, str]:
    return {article.id: article.text for article in stored_articles(library)}


def test_a_second_run_encodes_nothing(tmp_path: Path, library: Path) -> None:
    news = write_jsonl(tmp_path / "news.jsonl", DIDI, BANK)
    encoder = bag_of_words()
    first, second = (ingested(library, news, encoder=encoder) for _ in range(2))
    assert (first.new, second.unchanged, second.passages) == (2, 2, 0)
    assert isinstance(encoder.embeddings, BagOfWords)
    assert encoder.embeddings.encoded == 2


def test_a_changed_article_is_replaced(tmp_path: Path, library: Path) -> None:
    ingested(library, write_jsonl(tmp_path / "news.jsonl", DIDI, BANK))
    report = ingested(library, write_jsonl(tmp_path / "news.jsonl", DIDI | {"text": "Didi was cleared."}, BANK))
    opened = Library(library, bag_of_words())
    assert (report.changed, report.unchanged) == (1, 1)
    assert texts(library) == {"didi": "Didi was cleared.", "bank": BANK["text"]}
    assert not opened.mentions("yuan")
    assert [span.text for span, _ in opened.vectors("Didi yuan", 9)].count(DIDI["text"]) == 0


def test_an_article_whose_file_vanished_from_the_folder_goes(tmp_path: Path, library: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("one", "two"):
        (folder / f"{name}.txt").write_text(f"Article {name} speaks of things that happened.")
    ingested(library, folder)
    (folder / "two.txt").unlink()
    assert ingested(library, folder).removed == 1
    assert set(texts(library)) == {"one"}
    assert not Library(library, bag_of_words()).mentions("two")


def test_articles_of_other_folders_stay(tmp_path: Path, library: Path) -> None:
    ingested(library, write_jsonl(tmp_path / "one.jsonl", DIDI))
    ingested(library, write_jsonl(tmp_path / "two.jsonl", BANK))
    assert set(texts(library)) == {"didi", "bank"}


def test_malformed_lines_are_named_and_the_rest_goes_in(tmp_path: Path, library: Path) -> None:
    news = write_jsonl(tmp_path / "news.jsonl", DIDI, BANK)
    ingested(library, news)
    news.write_text('{"id": "didi", broken\n' + json.dumps(BANK | {"text": "A bank was robbed in Basel."}) + "\n")
    report = ingested(library, news)
    assert report.failed
    assert [str(problem).startswith(f"{news}:1: not JSON") for problem in report.problems] == [True]
    assert texts(library) == {"didi": DIDI["text"], "bank": "A bank was robbed in Basel."}, "nothing stored is lost"


def test_two_different_articles_with_one_id_are_reported(tmp_path: Path, library: Path) -> None:
    news = write_jsonl(tmp_path / "news.jsonl", DIDI, DIDI | {"text": "Something else."})
    report = ingested(library, news)
    assert [problem.message for problem in report.problems] == [
        f"another article with the id didi is in {news}: give one of them another id or name"
    ]
    assert texts(library) == {"didi": DIDI["text"]}


def test_one_id_in_two_files_never_replaces_what_is_stored(tmp_path: Path, library: Path) -> None:
    for folder in ("monday", "tuesday"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "report.txt").write_text(f"What happened on {folder} is told here.")
    ingested(library, tmp_path / "monday")
    report = ingested(library, tmp_path / "tuesday")
    assert report.failed
    assert texts(library) == {"report": "What happened on monday is told here."}


def test_a_moved_file_is_not_encoded_again(tmp_path: Path, library: Path) -> None:
    ingested(library, write_jsonl(tmp_path / "old.jsonl", DIDI))
    (tmp_path / "old.jsonl").rename(tmp_path / "new.jsonl")
    report = ingested(library, tmp_path / "new.jsonl")
    assert (report.unchanged, report.passages) == (1, 0)


def test_another_encoder_is_refused_with_the_command_that_mends_it(tmp_path: Path, library: Path) -> None:
    news = write_jsonl(tmp_path / "news.jsonl", DIDI)
    ingested(library, news)
    other = bag_of_words("other")
    for use in (lambda: Library(library, other), lambda: ingested(library, news, encoder=other)):
        with pytest.raises(LibraryError, match=f"python -m ingest --library {library} --rebuild"):
            use()


def test_a_rebuild_encodes_every_stored_article_anew(tmp_path: Path, library: Path) -> None:
    ingested(library, write_jsonl(tmp_path / "news.jsonl", DIDI, BANK))
    other = bag_of_words("other")
    report = ingested(library, encoder=other, rebuild=True)
    assert report.passages == 2
    assert Library(library, other).vectors("Who was fined?", 1)[0][0].text == DIDI["text"]


def test_a_second_writer_is_told_who_holds_the_lock(tmp_path: Path, library: Path) -> None:
    news = write_jsonl(tmp_path / "news.jsonl", DIDI)
    with writing(library, bag_of_words()), pytest.raises(LibraryError, match=r"process \d+ \(since .*\) is writing"):
        ingested(library, news)


def test_small_segments_are_merged(tmp_path: Path, library: Path) -> None:
    for number in range(8):
        article = {"id": str(number), "text": f"Event number {number} took place in town {number}."}
        ingested(library, write_jsonl(tmp_path / f"{number}.jsonl", article))
    with writing(library, bag_of_words()) as writer:
        assert len(writer.catalogue.segments()) <= 2
    assert len(Library(library, bag_of_words()).vectors("Which event?", 20)) == 8


def test_the_export_can_be_ingested_again(tmp_path: Path, library: Path) -> None:
    ingested(library, write_jsonl(tmp_path / "news.jsonl", DIDI, BANK))
    command.main(["--library", str(library), "--export", str(tmp_path / "export.jsonl")])
    report = ingested(tmp_path / "copy", tmp_path / "export.jsonl")
    assert report.new == 2
    assert texts(tmp_path / "copy") == texts(library)


def test_the_command_names_what_it_could_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = command.main([str(tmp_path / "missing.txt"), "--library", str(tmp_path / "library")])
    assert code == 1
    assert "missing.txt" in capsys.readouterr().err


def test_lost_vectors_are_written_anew_without_encoding(tmp_path: Path, library: Path) -> None:
    """In processes of their own, since Chroma keeps a folder that it has opened in mind."""
    news = write_jsonl(tmp_path / "news.jsonl", DIDI, BANK)
    script = (
        "import sys; from pathlib import Path; from tests.newsroom import ingested\n"
        "print(ingested(*map(Path, sys.argv[1:])))"
    )
    command = [sys.executable, "-c", script, str(library), str(news)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(library / "vectors")
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "passages=0" in run.stdout
    assert len(Library(library, bag_of_words()).vectors("Who was fined?", 9)) == 2
