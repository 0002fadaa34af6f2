"""What a user may set."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from ingest.encoder import EMBEDDED


@dataclass(frozen=True, slots=True)
class Settings:
    """The folder of the library and the name or path of the embedding model that it was made with."""

    library: Path = Path("library")
    embedding: str = EMBEDDED

    @classmethod
    def from_environment(cls) -> Settings:
        """The defaults, overridden by CLIPPINGS_LIBRARY and CLIPPINGS_EMBEDDING."""
        return cls(
            library=Path(os.environ.get("CLIPPINGS_LIBRARY", "library")),
            embedding=os.environ.get("CLIPPINGS_EMBEDDING", EMBEDDED),
        )
