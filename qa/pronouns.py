"""Pronouns, "the company" and shortened names, replaced by what a conversation is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.phrases import Kind, Phrase, phrases, stems

_PERSON = re.compile(r"\b(?:he|she|him)\b", re.IGNORECASE)
_PERSONS = re.compile(r"\b(?:his|her)\b(?! own)", re.IGNORECASE)
_EXPLETIVE = (
    r"(?! (?:(?:\w+ )?(?:necessary|possible|true|important|hard|easy|better|safer?|common|normal|difficult|worth)\b"
    r" (?:to|that|for|if)|seems?|sounds?|looks?|takes? to|costs? to|like to|(?:okay|ok) (?:to|if)))"
)
_THING = re.compile(
    rf"(?<!is there )\bit\b(?!['’]s){_EXPLETIVE}|\bthey\b|(?<!of )\bthem\b"
    r"|(?<!all )\b(?:this|these|those)\b(?=[?.!,]|$| (?:is|are|was|were|do|does|did|has|have|had|can|could|will|would"
    r"|work|affect)\b.*\?)"
    r"|(?<=\bof )(?:them|those|these)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.?!,;]|\b(?:and|but|if|when|that|because|so)\b", re.IGNORECASE)
_THAT = re.compile(r"(?<!after )(?<!like )\bthat(?=[?.!,]*$)", re.IGNORECASE)
_THINGS = re.compile(r"\b(?:its|their)\b(?! own)", re.IGNORECASE)
_THERE = re.compile(r"(?<!is )(?<!are )(?<!was )(?<!were )\bthere(?=[?.!,]*$)", re.IGNORECASE)
_ROLES = "company|firm|business|institution|organization|country|city|university"
_ROLE = re.compile(
    rf"\b(?:the|this|that) (?:{_ROLES})\b(?=[?.!,]|$|['’]s| [a-z])(?! (?:of|that|which|who|in|for)\b)", re.IGNORECASE
)
_DEFINITE = re.compile(
    r"\b(?:the|this|that|these|those) ([A-Za-z][\w-]+)\b"
    r"(?!['’ -]+(?:of|that|which|who|to|for|in)\b)(?! [a-z]+s\b| [A-Z])"
)


def replaced(question: str, topic: str, person: str, known: Sequence[Phrase]) -> str | None:
    """The question with what it means put for its first pronoun and for a shortened name; None where it has neither.

    `topic` is what the conversation is about and `person` who was spoken of last, empty where there is none; `known`
    are the phrases so far, of which a shortened one ("the College") may be the end.
    """
    text = question
    named = _name_in(topic)
    for pattern, put in (
        (_PERSONS, _possessive(person or named)),
        (_PERSON, person or named),
        (_THINGS, _possessive(topic)),
        (_ROLE, named),
        (_THING, topic),
        (_THAT, topic),
        (_THERE, f"in {topic}" if topic else ""),
    ):
        found = pattern.search(text)
        if found and put and not _says_itself(text[: found.start()], put):
            text = text[: found.start()] + put + text[found.end() :]
            break
    return _expanded(text, known) or (text if text != question else None)


def _says_itself(before: str, put: str) -> bool:
    """Whether the words before a pronoun name what it stands for."""
    found = phrases(before)
    if any(phrase.named for phrase in found) or (stems(put) and stems(put) <= stems(before)):
        return True
    return any(_CLAUSE.search(before[phrase.end :]) for phrase in found)


def _expanded(question: str, known: Sequence[Phrase]) -> str | None:
    """The question with "the College" as it was called before: "the US Electoral College"."""
    for found in _DEFINITE.finditer(question):
        longer = [
            phrase.text
            for phrase in known
            if len(phrase.text.split()) > 1 and phrase.kind is not Kind.TIME and found[1] in phrase.text.split()[-1:]
        ]
        if longer and longer[-1].lower() not in question.lower():
            return question[: found.start(1)] + longer[-1] + question[found.end(1) :]
    return None


def _name_in(topic: str) -> str:
    """The capitalised words that a topic begins with, after "the"; empty where there are none."""
    found = re.match(r"(?:the )?((?:[A-Z][^\s'’]*)(?: [A-Z][^\s'’]*)*)", topic)
    return found[1] if found else ""


def _possessive(name: str) -> str:
    """The name as an owner; of "Sun's remarks" it is Sun who owns."""
    name = re.split(r"['’]s? ", name)[0]
    return f"{name}'" if name.endswith("s") else f"{name}'s" if name else ""
