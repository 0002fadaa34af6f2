"""How benchmarks sum up, save and print what they measured."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.benchmarks.clock import Taken


def spread(seconds: Sequence[float]) -> dict[str, float]:
    """Median and 95th percentile in seconds, and of how many."""
    high = quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 1 else seconds[0]
    return {"p50": median(seconds), "p95": high, "n": len(seconds)}


def both(taken: Sequence[Taken]) -> dict[str, dict[str, float]]:
    """The spread by the processor and by the wall."""
    return {"processor": spread([one.processor for one in taken]), "wall": spread([one.wall for one in taken])}


def ratio(one: Sequence[Taken], other: Sequence[Taken]) -> float | None:
    """How many times as long one takes: the median over the questions that both were asked; None where none were."""
    pairs = zip(one, other, strict=False)
    return median([a.processor / b.processor for a, b in pairs]) if other else None


def header(settings: dict[str, Any], distributions: Sequence[str]) -> dict[str, Any]:
    """The beginning of every result: when, on what, with which versions and settings."""
    versions = {name: version(name) for name in distributions}
    return {
        "date": date.today().isoformat(),
        "machine": {"processors": os.cpu_count(), "architecture": platform.machine()},
        "versions": {"python": platform.python_version(), "sqlite": sqlite3.sqlite_version, **versions},
        "settings": settings,
    }


def save(result: dict[str, Any], file: Path) -> None:
    """Writes the result as JSON, numbers to four significant digits."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(_short(result), indent=1) + "\n")


def _short(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _short(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_short(one) for one in value]
    if isinstance(value, float):
        return float(f"{value:.4g}")
    return value


def words_table(size: int, measured: dict[str, Any]) -> None:
    """Prints what `tests.benchmarks.words` measured at one size; times are processor time."""
    engines: dict[str, dict[str, Any]] = measured["engines"]
    table = Table(title=f"{size:,} passages; processor milliseconds, median / 95th percentile")
    for name in ("", *engines):
        table.add_column(name, justify="right" if name else "left")
    first = next(iter(engines.values()))
    table.add_row("build, s", *(f"{sum(one['build']['processor']):.1f}" for one in engines.values()))
    for name in ("disk MiB", "writer MiB", "reader MiB"):
        table.add_row(name, *(f"{one[name]:.0f}" for one in engines.values()))
    for name in ("commit", "visible"):
        table.add_row(f"update, {name}", *(_ms(one["update"][name]["processor"]) for one in engines.values()))
    for mode in dict.fromkeys(mode for one in engines.values() for mode in one["questions"]):
        table.add_row(mode, *(_questions(one["questions"].get(mode)) for one in engines.values()))
    for way in first["counting words"]:
        table.add_row(
            f"counting words {way}", *(_ms(one["counting words"][way]["processor"]) for one in engines.values())
        )
    console = Console(width=200)
    console.print(table)
    console.print({name: round(value, 2) for name, value in measured["agreement"].items()})


def _ms(value: dict[str, float]) -> str:
    return f"{value['p50'] * 1e3:.1f} / {value['p95'] * 1e3:.1f}"


def _questions(value: dict[str, Any] | None) -> str:
    if value is None:
        return "-"
    times = value["times tantivy"]
    return _ms(value["processor"]) + (f" ({times:.0f}x)" if times else "") + f" n={value['processor']['n']}"


def sides_table(result: dict[str, Any]) -> None:
    """Prints what `tests.benchmarks.side_by_side` measured, and the ratio of the first side to the second."""
    (one_name, one), (other_name, other) = result["sides"].items()
    table = Table(title=f"{result['settings']['articles']:,} articles")
    for name in ("", one_name, other_name, "ratio"):
        table.add_column(name, justify="right" if name else "left")
    for name, value in one.items():
        if isinstance(value, float | int):
            table.add_row(name, f"{value:,.1f}", f"{other[name]:,.1f}", f"{value / other[name]:.2f}")
        elif isinstance(value, dict) and name in other:
            table.add_row(f"{name}, ms", _ms(value), _ms(other[name]), f"{value['p50'] / other[name]['p50']:.2f}")
        elif isinstance(value, dict):
            table.add_row(f"{name}, ms", _ms(value), "-", "-")
    console = Console(width=120)
    console.print(table)
    console.print("cosine to float32", result["cosine to float32"])
