"""What a user may set."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from ingest.encoder import EMBEDDED
from qa.answer import STRICTNESS, Strictness


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may set.

    `library` is its folder, `embedding` the name or path of the model that it was made with, `model` the language model
    that writes the answers, as provider:name, empty where they are quotations; if it `rewrites`, it makes follow-ups
    whole as well.
    """

    library: Path = Path("library")
    embedding: str = EMBEDDED
    strictness: Strictness = "normal"
    model: str = ""
    rewrites: bool = False

    @classmethod
    def from_environment(cls) -> Settings:
        """The defaults, overridden by CLIPPINGS_LIBRARY, CLIPPINGS_EMBEDDING, CLIPPINGS_STRICTNESS and CLIPPINGS_MODEL;
        ValueError, which names the variable, where there is no such strictness."""
        return cls(
            library=Path(os.environ.get("CLIPPINGS_LIBRARY", "library")),
            embedding=os.environ.get("CLIPPINGS_EMBEDDING", EMBEDDED),
            strictness=_named("CLIPPINGS_STRICTNESS"),
            model=os.environ.get("CLIPPINGS_MODEL", ""),
        )


def _named(variable: str) -> Strictness:
    try:
        return strictness(os.environ.get(variable, "normal"))
    except ValueError as error:
        raise ValueError(f"{variable}: {error}") from None


def strictness(name: str) -> Strictness:
    """The strictness of that name; ValueError, which names those that there are, where there is none."""
    for known in STRICTNESS:
        if name == known:
            return known
    raise ValueError(f"there is no strictness {name!r}: choose one of {', '.join(STRICTNESS)}")
