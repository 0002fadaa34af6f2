"""Seconds, by the clock on the wall and by the processor."""

from __future__ import annotations

from time import perf_counter, process_time
from typing import NamedTuple


class Taken(NamedTuple):
    """Seconds that something took, and the processor seconds of the process in them, over all its threads.

    On a busy machine the first depends on what else runs; the second hardly does, but leaves out waiting for the disk.
    """

    wall: float
    processor: float


class Clock:
    """Runs from when it is made."""

    def __init__(self) -> None:
        self._wall, self._processor = perf_counter(), process_time()

    def taken(self) -> Taken:
        """What has passed since."""
        return Taken(perf_counter() - self._wall, process_time() - self._processor)
