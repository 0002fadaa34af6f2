"""What people think of answers, kept as JSON lines on this machine: nothing is sent anywhere."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qa.pack import Entry, fields

FILE = "feedback.jsonl"
"""Its name, in the folder of the library that was asked."""

LONGEST = 2_000
"""Characters of a reason that are kept."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """Whether an answer was good, why, and when that was said (UTC); the entry is as in a clipping pack."""

    good: bool
    why: str
    given: datetime
    entry: Entry


def append(feedback: Feedback, file: Path) -> None:
    """Adds a line to the file: `good`, `why`, `given`, and the fields of an entry as docs/pack.md lists them."""
    line = {
        "good": feedback.good,
        "why": feedback.why[:LONGEST],
        "given": feedback.given.isoformat(timespec="seconds").replace("+00:00", "Z"),
        **fields(feedback.entry),
    }
    with file.open("a", encoding="utf-8") as lines:  # one write: lines of two windows never mix
        lines.write(json.dumps(line, ensure_ascii=False) + "\n")
