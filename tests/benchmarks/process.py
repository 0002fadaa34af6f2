"""Objects that live in processes of their own, so that time and memory of one are never charged to another."""

from __future__ import annotations

import re
import resource
import sys
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any


class Remote:
    """An object made in a fresh interpreter by `make(*arguments)`; it serves until `close`."""

    def __init__(self, make: Callable[..., object], *arguments: object) -> None:
        context = get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, make, arguments), daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, method: str, *arguments: object) -> Any:
        """What that method returns over there; RuntimeError where it raised, and its traceback is on stderr."""
        self._connection.send((method, arguments))
        try:
            return self._connection.recv()
        except EOFError:
            raise RuntimeError(f"the process died in {method}; its error stands above") from None

    def memory(self) -> float:
        """The most memory that the process has held so far, in MiB."""
        return float(self.ask(""))

    def close(self) -> None:
        """Ends the process."""
        self._connection.close()
        self._process.join()


def _serve(connection: Connection, make: Callable[..., object], arguments: tuple[object, ...]) -> None:
    subject = make(*arguments)
    while True:
        try:
            method, given = connection.recv()
        except EOFError:
            return
        connection.send(getattr(subject, method)(*given) if method else _peak())


def _peak() -> float:
    status = Path("/proc/self/status")
    if status.exists():  # getrusage would count the memory of the process that started this one: it survives exec
        return int(re.findall(r"VmHWM:\s+(\d+) kB", status.read_text())[0]) / 1024
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, KiB elsewhere
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20
