"""Imports run downstream, each third-party library has one home, and nothing heavy is imported to answer."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted(file for package in ("ingest", "qa", "ui") for file in (ROOT / package).rglob("*.py"))

EVERYWHERE = {"langchain_core", "numpy", "rich"}
"""Interfaces and values that travel: LangChain's between the rooms, arrays, and the two commands' printing."""


TRAINING = tuple((ROOT / "qa" / "reader" / "training").glob("*.py"))
"""What makes the reader's weights: a workshop with tools of its own, which nothing that answers may import."""


def imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


ROOMS = {"ingest": {"qa", "ui", "tests"}, "qa": {"ui", "tests"}, "ui": {"tests"}}
"""Each room and what it must not know."""


@pytest.mark.parametrize("room", ROOMS)
def test_imports_run_downstream(room: str) -> None:
    files = [file for file in FILES if file.is_relative_to(ROOT / room)]
    assert files
    assert not [(file.name, name) for file in files for name in imports(file) if name.split(".")[0] in ROOMS[room]]


def test_each_third_party_library_has_one_home() -> None:
    homes: dict[str, set[str]] = defaultdict(set)
    own = {"ingest", "qa", "ui"}
    for file in set(FILES) - set(TRAINING):
        for name in imports(file):
            top = name.split(".")[0]
            if top not in sys.stdlib_module_names and top not in own | EVERYWHERE:
                homes[top].add("ui" if top == "gradio" else str(file.relative_to(ROOT)))  # a room is Gradio's home
    shared = {library: sorted(files) for library, files in homes.items() if len(files) > 1}
    assert not shared
    assert homes["chromadb"] == {"ingest/vectors.py"}


def test_nothing_that_answers_imports_what_trains() -> None:
    assert TRAINING
    others = set(FILES) - set(TRAINING)
    assert not [file.name for file in others for name in imports(file) if name.startswith("qa.reader.training")]


@pytest.mark.slow
def test_a_question_on_the_command_line_imports_no_torch() -> None:
    script = (
        "import sys, qa.__main__; print(sorted({'torch', 'transformers', 'gradio', 'trafilatura'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.strip() == "[]"
