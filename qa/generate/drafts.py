"""What a language model wrote, cut into sentences that each name their passages: "Didi was fined. [1, 3]"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from langchain_core.utils.json import parse_partial_json

from ingest.article import Article
from ingest.split import cut
from qa.generate.prompt import NOTHING

_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"```\w*")
_JSON = re.compile(r"\s*[\[{](?!\s*\^?\d)")
_LEAD = re.compile(r"\s*(?:[-*•>#]+\s+|\d{1,2}[.)]\s+)?(?:\*\*)?(?:(?:Final )?Answer|Response)?(?:\*\*)?:?(?:\*\*)?\s*")
_NUMBERS = r"(\d+(?:\s*(?:,|;|and|&)\s*(?:passages?\s*)?\d+)*)"
_CITED = re.compile(
    rf"\s*(?:[\[【]\s*(?:(?:passages?|sources?)\s+|\^)?{_NUMBERS}\s*[\]】]|\((?:passages?|sources?)\s+{_NUMBERS}\))",
    re.IGNORECASE,
)
_NOTHING = re.compile(rf"\W*{NOTHING}\W*", re.IGNORECASE)


def sentences(text: str) -> list[str]:
    """The sentences of a text so far, each with the numbers of its passages behind it; the last may be unfinished.

    Text may be prose, a list, or JSON like `qa.generate.prompt.SCHEMA`, whole or broken off. What a model thinks aloud
    is passed over. None where it says that there is no answer.
    """
    spoken = _FENCE.sub("", _THOUGHT.sub("", text))
    if _NOTHING.fullmatch(spoken):
        return []
    if _JSON.match(spoken) and (found := list(statements(_parsed(spoken)))):
        return found
    return [sentence for line in spoken.splitlines() for sentence in _of_line(line)]


def statements(value: object) -> Iterator[str]:
    """The sentences of an object as SCHEMA describes it; what is not so is passed over."""
    listed = value.get("statements", []) if isinstance(value, Mapping) else value
    for one in listed if isinstance(listed, Sequence) and not isinstance(listed, str) else []:
        if isinstance(one, Mapping) and isinstance(text := one.get("text"), str):
            passages = one.get("passages")
            numbers = passages if isinstance(passages, Sequence) and not isinstance(passages, str) else [passages]
            cited = [number for number in numbers if isinstance(number, int)]
            yield from (marked(sentence, cited) for sentence in _of_line(text))


def marked(sentence: str, numbers: Sequence[int]) -> str:
    """The sentence with the numbers of its passages, as the gate reads them."""
    return f"{sentence} [{', '.join(map(str, numbers))}]" if numbers else sentence


def _parsed(text: str) -> object:
    try:
        parsed: object = parse_partial_json(text.strip())
    except ValueError:  # no JSON after all, or broken beyond reading: it is read as prose
        return None
    return parsed


def _of_line(line: str) -> Iterator[str]:
    """The sentences of a line; marks that follow the full stop belong to the sentence before it."""
    text, marks = _unmarked(_LEAD.sub("", line, count=1).replace("**", "").strip())
    if not text.strip():
        return
    article = cut(Article(id="draft", title="", text=text))
    for start, end in pairwise([*article.sentences, len(text)]):
        cited = [number for place, numbers in marks for number in numbers if start < place <= end]
        yield marked(text[start:end].strip(), list(dict.fromkeys(cited)))


def _unmarked(text: str) -> tuple[str, list[tuple[int, list[int]]]]:
    """The text without its marks, and where in it each stood, with the numbers of its passages."""
    bare, marks, after = "", [], 0
    for found in _CITED.finditer(text):
        bare += text[after : found.start()]
        marks.append((len(bare), [int(number) for number in re.findall(r"\d+", found[0])]))
        after = found.end()
    return bare + text[after:], marks
