"""A LangChain chat model that writes: made by its name, asked with a deadline, and never trusted."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from langchain_core.messages import BaseMessage

from ingest.article import Span
from qa.generate.deadline import in_time
from qa.generate.drafts import sentences, statements
from qa.generate.prompt import SCHEMA, messages

if TYPE_CHECKING:  # a tenth of a second of imports, wasted without a model
    from langchain_core.language_models import BaseChatModel

WAIT = 60.0
"""Seconds that a model may take for its first words, and for the next ones: a small one on a laptop reads for some."""

PAUSE = 1.0
"""Seconds before a model that failed is asked once more."""

LONGEST = 6_000
"""Characters after which a model is not listened to any more; an answer of four sentences has some hundreds."""

STEP = 40
"""A text is cut anew when it has grown by a 40th: with every word, cutting a long one would take too long."""

_log = logging.getLogger(__name__)

_REFUSED = {
    400: "it refused the request",
    401: "its key was refused",
    403: "its key was refused",
    404: "there is no such model",
    429: "it has too many questions just now",
}

_HOPELESS = frozenset({401, 403, 404})

T = TypeVar("T")


class ModelError(Exception):
    """A language model that cannot be used, or gave nothing; the message is for the user, and holds no key."""


def chat_model(name: str) -> BaseChatModel:
    """The model `provider:name`, such as "ollama:llama3.2"; key and address come from the provider's own variables.

    ModelError, with the mend, where there is no such provider, its package is missing, or it lacks its key.
    """
    from langchain.chat_models import init_chat_model  # noqa: PLC0415  a second of imports, wasted without a model

    provider, _, model = name.partition(":")
    if not (provider and model):
        raise ModelError(f"{name!r} names no model: write provider:name, such as ollama:llama3.2")
    try:
        return init_chat_model(name, temperature=0)
    except ImportError as error:
        package = (error.name or f"langchain_{provider}").partition(".")[0].replace("_", "-")
        raise ModelError(f"{name} needs a package: pip install {package}") from None
    except ValueError as error:
        if "provider" in str(error):
            raise ModelError(f"{provider!r} is no provider that LangChain knows: see its init_chat_model") from None
        raise ModelError(f"{name} could not be set up: is its key set?") from None
    except Exception as error:  # noqa: BLE001  each provider's package has errors of its own; none may show a key
        raise ModelError(f"{name} could not be set up ({type(error).__name__}): is its key set?") from None


@dataclass(frozen=True, slots=True)
class Model:
    """A chat model that answers from passages, under the name that the user knows it by."""

    chat: BaseChatModel
    name: str
    wait: float = WAIT
    pause: float = PAUSE

    def write(self, question: str, passages: Sequence[Span]) -> Iterator[list[str]]:
        """The sentences so far, again and again as they grow, each with the numbers of its passages; the last may be
        unfinished.

        ModelError, in words, where the model cannot be reached, is too slow, or gives up. A failure before its first
        word is tried once more, and one of a structured answer as prose.
        """
        asked = messages(question, passages)
        ways = [*([self._structured] if (self.chat.profile or {}).get("structured_output") else []), *[self._prose] * 2]
        for number, way in enumerate(ways, 1):
            try:
                yield from way(asked)
            except ModelError as error:
                if number == len(ways) or isinstance(error, _FinalError):
                    raise
                _log.warning("%s: %s; asked again", self.name, error)
                time.sleep(self.pause)
            else:
                return

    def say(self, asked: list[BaseMessage], most: int) -> str:
        """What it says, whole, or `most` characters and some of it; ModelError where it fails."""
        *_, whole = self._text(asked, most)
        return whole

    def _prose(self, asked: list[BaseMessage]) -> Iterator[list[str]]:
        text, cut = "", 0
        for text in self._text(asked, LONGEST):
            if len(text) - cut > cut // STEP:
                cut = len(text)
                yield sentences(text)
        yield sentences(text)

    def _text(self, asked: list[BaseMessage], most: int) -> Iterator[str]:
        """All that it has said, again and again as it grows to `most` characters and some."""
        text = ""
        for chunk in self._come(lambda: self.chat.stream(asked)):
            text += chunk.text
            yield text
            if len(text) > most:
                return

    def _structured(self, asked: list[BaseMessage]) -> Iterator[list[str]]:
        for value in self._come(lambda: self.chat.with_structured_output(SCHEMA).stream(asked)):
            found = list(statements(value))
            yield found
            if sum(map(len, found)) > LONGEST:
                return

    def _come(self, stream: Callable[[], Iterable[T]]) -> Iterator[T]:
        """What comes from the model; ModelError where nothing does, _FinalError where asking again is of no use."""
        begun = False
        try:
            for found in in_time(stream, self.wait):
                begun = True
                yield found
        except TimeoutError:
            raise _FinalError(f"it gave no word for {self.wait:g} seconds") from None
        except Exception as error:  # noqa: BLE001  each provider has errors of its own; none may show a key
            final = begun or getattr(error, "status_code", None) in _HOPELESS
            raise (_FinalError if final else ModelError)(_reason(error)) from None
        if not begun:
            raise ModelError("it gave no answer")


class _FinalError(ModelError):
    """A failure after which it is not asked again: the answer had begun, the time is spent, or it refuses us."""


def _reason(error: Exception) -> str:
    """Why a model failed, without the words of its provider, which may hold a key."""
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return _REFUSED.get(status, f"it failed (HTTP {status})")
    name = type(error).__name__
    if "connect" in name.lower():
        return f"it cannot be reached ({name})"
    return f"it failed ({name})"
