"""What a user may set."""

from __future__ import annotations

import argparse
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

    @classmethod
    def of(cls, options: argparse.Namespace) -> Settings:
        """What was told by the `flags` of a command."""
        return cls(options.library, options.embedding, options.strictness, options.model, options.rewrite)


def flags(defaults: Settings) -> argparse.ArgumentParser:
    """By which a command is told the settings: a parent of its parser; `Settings.of` reads what was told."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--library", type=Path, default=defaults.library, help="its folder (default: %(default)s)")
    parser.add_argument("--embedding", default=defaults.embedding, help="the model that the library was made with")
    parser.add_argument(
        "--strictness", choices=STRICTNESS, default=defaults.strictness, help="how sure an answer must be"
    )
    parser.add_argument("--model", default=defaults.model, metavar="PROVIDER:NAME", help="has a language model write")
    parser.add_argument("--rewrite", action="store_true", help="has it make follow-ups whole, too")
    return parser


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
