"""What comes from another machine, or not in time."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Item(Generic[T]):
    value: T


@dataclass(frozen=True, slots=True)
class _End:
    error: Exception | None = None


def in_time(items: Callable[[], Iterable[T]], seconds: float) -> Iterator[T]:
    """The items as they come; TimeoutError where the next one takes longer than `seconds`.

    They are made in a thread of their own, for a call into a library cannot be interrupted: after a timeout, or when
    nobody asks for more, that thread ends with its next item. An error in it is raised here.
    """
    made: queue.Queue[_Item[T] | _End] = queue.Queue()
    abandoned = threading.Event()

    def make() -> None:
        try:
            for item in items():
                if abandoned.is_set():
                    return
                made.put(_Item(item))
        except Exception as error:  # noqa: BLE001  whatever it is, it is raised where the items are wanted
            made.put(_End(error))
        else:
            made.put(_End())

    threading.Thread(target=make, name="deadline", daemon=True).start()
    try:
        while True:
            try:
                found = made.get(timeout=seconds)
            except queue.Empty:
                raise TimeoutError(f"nothing came for {seconds:g} seconds") from None
            if isinstance(found, _Item):
                yield found.value
            elif found.error:
                raise found.error
            else:
                return
    finally:
        abandoned.set()
