"""Which files are read, and what is said of the others."""

from __future__ import annotations

import os
from pathlib import Path

from ingest.read import files
from tests.ingest.read.pages import write


def listed(folder: Path, *paths: Path) -> list[str]:
    return [str(found).replace(f"{folder}/", "") for found in files(paths or [folder])]


def test_folders_are_searched_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/b.HTML", "c.pdf", "d.jsonl", "e.jsonl.gz", "a.htm", "f.markdown"):
        write(tmp_path, name, "x")
    ordered = ["a/b.HTML", "a/z.md", "a.htm", "b.txt", "c.pdf", "d.jsonl", "e.jsonl.gz", "f.markdown"]
    assert listed(tmp_path) == ordered


def test_what_is_not_ours_is_skipped(tmp_path: Path) -> None:
    for name in ("a.docx", ".hidden.txt", ".git/config", "README.md", "b.txt"):
        write(tmp_path, name, "x")
    hidden = "hidden: name it itself to read it"
    assert listed(tmp_path) == [
        f".git: {hidden}",
        f".hidden.txt: {hidden}",
        "README.md: about the folder, no article: name it itself to read it",
        "a.docx: not one of .txt, .md, .markdown, .html, .htm, .pdf, .jsonl, .jsonl.gz: convert it to one of them",
        "b.txt",
    ]
    assert all(found.skipped for found in files([tmp_path]) if not isinstance(found, Path))


def test_what_is_named_itself_is_read(tmp_path: Path) -> None:
    named = [write(tmp_path, name, "x") for name in (".hidden.txt", "README.md")]
    assert list(files(named)) == named


def test_a_missing_path_is_a_failure(tmp_path: Path) -> None:
    found = list(files([tmp_path / "gone"]))
    assert [str(item) for item in found] == [f"{tmp_path}/gone: no such file or folder: check the path"]
    assert not any(item.skipped for item in found if not isinstance(item, Path))


def test_each_file_comes_once(tmp_path: Path) -> None:
    file = write(tmp_path, "news/a.txt", "x")
    (tmp_path / "news/b.txt").symlink_to(file)
    assert listed(tmp_path, tmp_path / "news", file, tmp_path) == ["news/a.txt"]


def test_loops_of_links_are_harmless(tmp_path: Path) -> None:
    write(tmp_path, "a/b.txt", "x")
    (tmp_path / "a/loop").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    message = "a link to a file that is not there: mend or remove the link"
    assert listed(tmp_path) == ["a/b.txt", f"self.txt: {message}"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert listed(tmp_path) == ["a.txt: not a regular file"]
