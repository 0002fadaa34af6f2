"""Finds the files to read in what a person names: files and folders."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.read.problem import Problem

KINDS = (".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".jsonl", ".jsonl.gz")
"""How the names of readable files end, in any case."""


def kind(file: Path) -> str | None:
    """Which of `KINDS` the file is by its name; None where it is none of them."""
    name = file.name.lower()
    return next((ending for ending in KINDS if name.endswith(ending)), None)


def files(paths: Sequence[Path]) -> Iterator[Path | Problem]:
    """The readable files of `paths`, folders searched to any depth, in the order given and sorted within a folder.

    A file comes once, however often it is named or linked to; a loop of links is harmless. What is passed over comes as
    a Problem: a missing path or an unreadable folder as a failure; as skipped the kinds that are not read, and within a
    folder what is hidden and what is called README, unless it is named itself.
    """
    seen: set[Path] = set()
    for path in paths:
        if path.is_dir():
            yield from _folder(path, seen)
        elif path.exists():
            yield from _file(path, seen)
        else:
            yield Problem(path, None, "no such file or folder: check the path")


def _folder(folder: Path, seen: set[Path]) -> Iterator[Path | Problem]:
    real = Path(os.path.realpath(folder))
    if real in seen:
        return
    seen.add(real)
    try:
        children = sorted(folder.iterdir())
    except OSError as error:
        yield Problem(folder, None, f"cannot be opened ({error.strerror}): check its permissions")
        return
    for path in children:
        if path.name.startswith("."):
            yield Problem(path, None, "hidden: name it itself to read it", skipped=True)
        elif path.stem.lower() == "readme":
            yield Problem(path, None, "about the folder, no article: name it itself to read it", skipped=True)
        elif path.is_dir():
            yield from _folder(path, seen)
        else:
            yield from _file(path, seen)


def _file(path: Path, seen: set[Path]) -> Iterator[Path | Problem]:
    real = Path(os.path.realpath(path))
    if real in seen:
        return
    seen.add(real)
    if kind(path) is None:
        yield Problem(path, None, f"not one of {', '.join(KINDS)}: convert it to one of them", skipped=True)
    elif not path.exists():
        yield Problem(path, None, "a link to a file that is not there: mend or remove the link")
    elif not path.is_file():
        yield Problem(path, None, "not a regular file", skipped=True)
    else:
        yield path
