"""What could not be read, and what its owner can do about it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """One line for a person: `path` as they gave it, `line` counted from 1 where there is one, the fault and the mend.

    `skipped` means that nothing is malformed: the file is just not one of ours, such as a hidden file.
    """

    path: Path
    line: int | None
    message: str
    skipped: bool = False

    def __str__(self) -> str:
        # a file name may hold bytes that no terminal can print
        path = os.fsencode(self.path).decode("utf-8", "replace")
        return f"{path}:{self.line}: {self.message}" if self.line else f"{path}: {self.message}"


class ReadError(Exception):
    """Raised inside this package where an article cannot be read; the parts are those of a Problem."""

    def __init__(self, message: str, line: int | None = None, *, skipped: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.skipped = skipped
